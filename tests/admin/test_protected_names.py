"""The screen of the names that must never appear: masked, of one board's editors, and what follows from it."""

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.editions.digest import edition_content
from reviews.editions.protected_names import search_page, unsettled
from reviews.models import Edition, Event, NameWaiver, ProtectedName
from tests.support import admin_client, form_errors, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db

NAME = "Grace Okafor"


def screen(page, name: str = "names", *more) -> str:
    return reverse(f"admin:{name}", args=[page.pk, *more])


def protect(page, text: str = NAME) -> ProtectedName:
    made = workflow.add_protected_name(page, by=make.make_user(), kind="name", text=text)
    search_page(page)
    return made


def test_names_are_entered_found_shown_and_removed():
    draft = make.open_review(summary="The mother of G. Okafor.")
    client, page = admin_client.editor(), draft.page
    reached = client.get(admin_client.page_url(page)).content.decode()
    assert screen(page) in reached
    typed = {"kind": "name", "text": NAME}
    answer = client.post(screen(page), typed, follow=True)
    assert admin_client.messages(answer) == ["Entered, and looked for everywhere in this review."]
    shown = answer.content.decode()
    assert "“Summary” holds a name" in html.text(admin_client.content(answer))
    assert NAME not in shown
    assert "••••••" in shown
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert client.get(screen(page, "names_show")).status_code == 405
    revealed = client.post(screen(page, "names_show"))
    assert NAME in revealed.content.decode()
    assert Event.objects.filter(verb="names_shown", page=page).count() == 1
    name = ProtectedName.objects.get()
    answer = client.post(screen(page, "names_remove", name.pk), follow=True)
    assert admin_client.messages(answer) == [
        "Removed from the list, with what was found and settled of it."
    ]
    assert not ProtectedName.objects.exists()
    assert client.post(screen(page, "names_remove", name.pk)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("birth", "3 April 2012", None),
        ("birth", "03/04/2012", None),
        ("birth", "April 2012", "Give the day too"),
        ("birth", "3 April 2098", "future"),
        ("address", "14 Acacia Avenue, SE15 4QA", None),
        ("name", "?", "letters"),
        ("name", "", "This field is required."),
    ],
)
def test_what_is_typed_is_checked_and_kept(kind, text, expected):
    page = make.open_review().page
    answer = admin_client.editor().post(screen(page), {"kind": kind, "text": text}, follow=True)
    assert ProtectedName.objects.exists() is (expected is None)
    if expected:
        said = admin_client.errors(answer) + admin_client.messages(answer)
        assert any(expected in each for each in said)
        assert html.page_of(answer).get_element_by_id("id_text").text.strip() == text


def test_a_search_that_is_not_at_its_end_is_said():
    draft = make.open_bare_review(state="published")
    make.attach(draft, make.make_document_row())  # its bytes are not there
    typed = {"kind": "name", "text": NAME}
    answer = admin_client.editor().post(screen(draft.page), typed, follow=True)
    left, entered = admin_client.messages(answer)
    assert entered == "Entered."
    assert left.startswith("Not everything is searched yet")


def test_parts_are_settled_on_the_screen():
    draft = make.open_review(summary="Grace sat.")
    protect(draft.page)
    client = admin_client.editor()
    shown = html.text(admin_client.content(client.get(screen(draft.page))))
    assert "Number 1 of the list, its part 1: once in the page’s own text (“Summary”)" in shown
    assert "Grace" not in shown
    assert "“grace”: Number 1" in html.text(
        admin_client.content(client.post(screen(draft.page, "names_show")))
    )
    (item,) = unsettled(edition_content(draft))
    for typed, expected in (
        ({}, "Tick what you looked at."),
        ({"items": item.key}, "Say why it may stay."),
        ({"items": item.key, "reason": "Not Grace Okafor"}, "The reason repeats"),
        ({"items": "1-2-3", "reason": "A hymn."}, "Select a valid choice."),
    ):
        answer = client.post(screen(draft.page, "names_settle"), typed)
        said = " ".join(admin_client.errors(answer) + admin_client.messages(answer))
        assert expected in said
    assert form_errors.faults(answer) == []  # the last is named in the summary
    typed = {"items": item.key, "reason": "A hymn."}
    answer = client.post(screen(draft.page, "names_settle"), typed, follow=True)
    assert admin_client.messages(answer) == ["Settled, with your reason."]
    assert "A hymn." in html.text(admin_client.content(answer))
    assert NameWaiver.objects.count() == 1


def test_a_live_name_is_urgent_for_the_board_and_for_nobody_else():
    live = make.make_live(make.open_review(summary="About Grace Okafor."))
    other = make.make_live(make.open_review())
    client = admin_client.approver()
    answer = client.post(screen(live.page), {"kind": "name", "text": NAME}, follow=True)
    assert "readers can find now" in " ".join(admin_client.messages(answer))
    protect(other.page)
    index = client.get(reverse("admin:index"))
    urgent = html.page_of(index).find_class("register-urgent")
    assert len(urgent) == 1
    assert str(live.page) in html.text(urgent[0])
    assert str(other.page) not in html.text(urgent[0])
    assert admin_client.page_url(live.page, "withdraw") in index.content.decode()
    stranger = admin_client.person("Editors", all_boards=False)
    stranger.boards.set([make.make_board()])
    for person in (stranger, admin_client.person("Auditors")):
        shown = admin_client.signed_in(person).get(reverse("admin:index"))
        assert not html.page_of(shown).find_class("register-urgent")


def test_what_waits_to_go_live_with_a_name_is_stopped():
    tomorrow = make.clock.now() + make.DAY
    waiting = make.make_live(make.open_review(summary="About Grace Okafor."), at=tomorrow)
    answer = admin_client.editor().post(
        screen(waiting.page), {"kind": "name", "text": NAME}, follow=True
    )
    assert "its schedule is taken back" in " ".join(admin_client.messages(answer))
    assert Edition.objects.get(pk=waiting.pk).is_draft


def test_a_file_is_searched_when_the_draft_is_saved(django_capture_on_commit_callbacks):
    draft = make.open_bare_review(state="published")
    protect(draft.page)
    make.attach(draft, make.make_document("The report on Grace Okafor."))
    client = admin_client.editor()
    fields = admin_client.opened(client, draft)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(admin_client.address(draft), fields | {"_continue": ""})
    shown = html.text(admin_client.content(client.get(admin_client.address(draft))))
    assert "Overview report (document 1) holds a name" in shown
    assert "page 1" in shown
    assert NAME not in shown


def test_a_file_that_nobody_searched_is_searched_before_it_is_submitted():
    draft = make.open_review()
    workflow.add_protected_name(draft.page, by=make.make_user(), kind="name", text=NAME)
    client, step = admin_client.editor(), admin_client.address(draft, "submit")
    shown = html.text(admin_client.content(client.get(step)))
    assert "was not yet searched" in shown
    assert f'{screen(draft.page)}"' in client.get(step).content.decode()
    client.post(step)
    answer = admin_client.send(client, draft, "submit", note="First.")
    assert "is submitted" in " ".join(admin_client.messages(answer))


def test_without_a_key_a_sentence_says_what_to_do(settings):
    page = make.open_review().page
    protect(page)
    settings.PROTECTED_NAMES_KEY = ""
    client = admin_client.editor()
    for address, typed in (
        (screen(page), {"kind": "name", "text": NAME}),
        (screen(page, "names_show"), {}),
    ):
        answer = client.post(address, typed, follow=True)
        assert answer.status_code == 200
        assert "PROTECTED_NAMES_KEY" in " ".join(admin_client.messages(answer))


def test_the_screen_costs_the_same_however_many_names(django_assert_num_queries):
    draft = make.open_review(summary="Grace sat.")
    client = admin_client.editor()
    protect(draft.page)
    client.get(screen(draft.page))
    with django_assert_num_queries(30) as first:
        client.get(screen(draft.page))
    for number in range(3):
        protect(draft.page, f"Ada Byron{'x' * number}")
    with django_assert_num_queries(len(first)):
        client.get(screen(draft.page))
