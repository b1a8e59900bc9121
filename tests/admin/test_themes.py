"""Administrators keep the list of themes, and board staff choose from it in the form of a review."""

import json

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.ledger import row_digests, verification
from reviews.models import Event, Theme
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
LIST, ADD = "admin:reviews_theme_changelist", "admin:reviews_theme_add"
GIVEN = {"name": "Fire", "slug": "fire", "definition": "There was a fire."}


def change(theme: Theme) -> str:
    return reverse("admin:reviews_theme_change", args=[theme.pk])


def set_theme(client, theme: Theme, **typed):
    address = change(theme)
    return client.post(address, admin_client.filled(client.get(address)) | typed, follow=True)


def ticked(response) -> list[str]:
    return [box.get("value") for box in admin_client.boxes(response, "themes") if box.checked]


def offered(response) -> list[str]:
    return [box.get("value") for box in admin_client.boxes(response, "themes")]


def themes_of(draft) -> list[str]:
    return [row.theme.slug for row in draft.review_themes.all()]


@pytest.fixture
def neglect():
    return Theme.objects.get(slug="neglect")


@pytest.fixture
def draft():
    return make.open_bare_review()


def test_an_administrator_adds_renames_and_retires_and_the_ledger_records_it():
    client = admin_client.administrator()
    client.post(reverse(ADD), GIVEN)
    made = Theme.objects.get(slug="fire")
    set_theme(client, made, name="Fires", is_retired="on")
    made.refresh_from_db()
    assert (made.name, made.is_retired) == ("Fires", True)
    added, changed = Event.objects.filter(verb="theme_set").order_by("seq")
    assert json.loads(added.body)["fields"] == ["definition", "name", "slug"]
    assert json.loads(changed.body) == {
        "theme": made.pk,
        "row": row_digests.digest_of(made),
        "fields": ["is_retired", "name"],
    }
    assert changed.role == "Administrators"
    assert "Fire" not in added.canonical
    assert verification.verify(outside=[]).problems == []
    ledger = html.text(admin_client.content(client.get(reverse("admin:reviews_theme_changelist"))))
    assert "Fires" in ledger
    assert "Retired" in ledger


def test_the_ledger_says_which_theme_was_changed_and_what_of_it(neglect):
    set_theme(admin_client.administrator(), neglect, definition="Other words.")
    event = Event.objects.get(verb="theme_set")
    answer = admin_client.auditor().get(reverse("admin:reviews_event_change", args=[event.pk]))
    words = html.text(admin_client.content(answer))
    assert "added or changed a theme" in words
    assert "Neglect" in words
    assert "What was changed: Definition" in words


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"slug": "On fire"}, "lower-case letters, digits and single hyphens"),
        ({"name": "Neglect"}, "already exists"),
        ({"slug": "neglect"}, "already exists"),
        ({"definition": " "}, "required"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(typed, error):
    answer = admin_client.administrator().post(reverse(ADD), GIVEN | typed)
    assert error in " ".join(admin_client.errors(answer))
    [name] = admin_client.boxes(answer, "name")
    assert name.get("value") == typed.get("name", "Fire")
    assert not Event.objects.exists()


def test_the_address_of_a_theme_is_not_offered_for_change(neglect):
    client = admin_client.administrator()
    assert admin_client.boxes(client.get(change(neglect)), "slug") == []
    set_theme(client, neglect, slug="other", name="Going without")
    neglect.refresh_from_db()
    assert (neglect.slug, neglect.name) == ("neglect", "Going without")


@pytest.mark.parametrize("who", [admin_client.editor, admin_client.approver, admin_client.auditor])
def test_everybody_reads_the_list_and_only_administrators_change_it(who, neglect):
    client = who()
    assert "Neglect" in html.text(admin_client.content(client.get(reverse(LIST))))
    assert client.post(reverse(ADD), GIVEN).status_code == 403
    assert client.post(change(neglect), GIVEN).status_code == 403
    assert not Theme.objects.filter(slug="fire").exists()


def test_an_administrator_of_some_boards_changes_no_theme_of_all():
    answer = admin_client.administrator(all_boards=False).post(reverse(ADD), GIVEN)
    assert "ask an administrator" in html.text(admin_client.content(answer))
    assert not Theme.objects.filter(slug="fire").exists()


def test_an_editor_ticks_themes_and_the_ledger_records_that_they_changed(draft):
    client = admin_client.editor()
    fields = admin_client.opened(client, draft)
    admin_client.save(client, draft, fields | {"themes": ["neglect", "being-heard"]})
    assert themes_of(draft) == ["being-heard", "neglect"]
    event = Event.objects.filter(verb="saved").latest("seq")
    assert json.loads(event.body) == {"fields": ["reviewtheme"]}
    fields = admin_client.opened(client, draft)
    assert sorted(fields["themes"]) == ["being-heard", "neglect"]
    kept = draft.review_themes.get(theme__slug="neglect")
    admin_client.save(client, draft, fields | {"themes": ["neglect"]})
    assert draft.review_themes.get() == kept
    saved = Event.objects.filter(verb="saved").count()
    admin_client.save(client, draft, admin_client.opened(client, draft))
    assert Event.objects.filter(verb="saved").count() == saved


def test_each_theme_is_offered_with_its_definition(draft, neglect):
    answer = admin_client.editor().get(admin_client.address(draft))
    label = next(
        box.getparent()
        for box in admin_client.boxes(answer, "themes")
        if box.get("value") == "neglect"
    )
    assert html.text(label) == f"Neglect {neglect.definition}"


def test_what_was_ticked_is_there_again_after_an_error_and_after_leaving(draft):
    client = admin_client.editor()
    fields = admin_client.opened(client, draft) | {"themes": ["neglect", "disability"]}
    answer = admin_client.save(client, draft, fields, period_from="never")
    assert admin_client.errors(answer)
    assert sorted(ticked(answer)) == ["disability", "neglect"]
    assert themes_of(draft) == []
    unsaved = admin_client.address(draft, "unsaved")
    assert client.post(unsaved, fields).status_code == 200
    again = client.get(admin_client.address(draft))
    assert sorted(ticked(again)) == ["disability", "neglect"]
    assert themes_of(draft) == []


def test_a_retired_theme_stays_with_what_has_it_and_is_offered_to_nothing_else(draft, neglect):
    make.give_themes(draft, "neglect")
    other = make.open_bare_review()
    client = admin_client.editor()
    typed = admin_client.opened(client, other) | {"themes": "neglect"}
    Theme.objects.filter(pk=neglect.pk).update(is_retired=True)
    assert "neglect" in offered(client.get(admin_client.address(draft)))
    admin_client.save(client, draft, admin_client.opened(client, draft), title="Typed")
    assert themes_of(draft) == ["neglect"]
    assert "neglect" not in offered(client.get(admin_client.address(other)))
    answer = admin_client.save(client, other, typed)
    assert "is not offered as a theme any more" in " ".join(admin_client.errors(answer))
    assert themes_of(other) == []


def test_the_approver_sees_the_themes_that_were_added(draft):
    live = make.make_live(draft)
    following = workflow.open_edition(live.page, by=make.make_user()).as_kind
    make.give_themes(following, "neglect")
    workflow.submit(following, by=make.make_user(), note="With its theme.")
    answer = admin_client.approver().get(admin_client.address(following, "approve"))
    rows = [
        [html.text(cell) for cell in row]
        for row in html.page_of(answer).find_class("register-compare")[0].iter("tr")
    ]
    assert ["Theme", "Before Nothing", "After [added: Neglect ]"] in rows


def test_where_an_edition_is_only_read_its_themes_are_named(draft):
    live = make.make_live(make.give_themes(draft, "neglect", "disability"))
    answer = admin_client.auditor().get(admin_client.address(live))
    assert "Disability, Neglect" in html.text(admin_client.content(answer))
    assert offered(answer) == []
