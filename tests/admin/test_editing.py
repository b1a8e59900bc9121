"""The form of a draft: what two people do to it at once, and what is typed wrongly."""

import pytest

from reviews import workflow
from reviews.admin.editions.action_forms import NO_DATE
from reviews.lib.dates import HOW_TO_WRITE, PartialDate
from reviews.models import Edition, Identifier, ReviewEdition
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.queries import content_reads
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def draft():
    return make.open_bare_review(label="Child A", title="As opened")


def names(draft) -> list[str]:
    return [row.value for row in Identifier.objects.filter(edition=draft)]


def test_a_draft_is_saved_by_its_editor(draft):
    client = admin_client.editor(first_name="Ada", last_name="Byron")
    answer = admin_client.save(client, draft, admin_client.opened(client, draft), title="As saved")
    draft.refresh_from_db()
    assert (draft.title, draft.draft_version, str(draft.edited_by)) == ("As saved", 2, "Ada Byron")
    assert admin_client.messages(answer) == [
        "Edition 1 is saved as a draft. Only people who sign in here can see it."
    ]


def test_the_second_of_two_learns_who_was_first_and_keeps_what_was_typed(draft):
    first, second = admin_client.editor(first_name="Ada"), admin_client.editor()
    fields = admin_client.opened(second, draft)
    admin_client.save(first, draft, admin_client.opened(first, draft), title="First")
    answer = admin_client.save(second, draft, fields, title="Second")
    draft.refresh_from_db()
    assert draft.title == "First"
    assert admin_client.errors(answer)[0].startswith("Ada saved this draft at ")
    assert admin_client.filled(answer)["title"] == "Second"


def test_what_they_saved_can_be_replaced(draft):
    first, second = admin_client.editor(), admin_client.editor()
    fields = admin_client.with_row(
        admin_client.opened(second, draft), "identifiers", kind="letter", value="B"
    )
    theirs = admin_client.opened(first, draft) | {"identifiers-0-DELETE": "on"}
    theirs = admin_client.with_row(theirs, "identifiers", kind="letter", value="C")
    admin_client.save(first, draft, theirs, title="First")
    assert names(draft) == ["C"]
    shown = admin_client.filled(admin_client.save(second, draft, fields, title="Second"))
    [box] = admin_client.boxes(admin_client.save(second, draft, shown), "replace")
    admin_client.save(second, draft, shown, replace=box.get("value"))
    draft.refresh_from_db()
    assert (draft.title, names(draft)) == ("Second", ["Child A", "B"])


def test_who_goes_back_after_saving_reads_who_saved(draft):
    client = admin_client.editor()
    opened = admin_client.opened(client, draft)
    admin_client.save(client, draft, opened, title="Saved")
    answer = admin_client.save(client, draft, opened, title="After the browser’s Back")
    assert admin_client.errors(answer)[0].startswith("You saved this draft yourself at ")
    shown = admin_client.filled(answer)
    assert shown["title"] == "After the browser’s Back"
    [box] = admin_client.boxes(answer, "replace")
    assert (
        admin_client.errors(admin_client.save(client, draft, shown, replace=box.get("value"))) == []
    )


def test_replacing_means_what_the_error_named_and_nothing_later(draft):
    first, second = admin_client.editor(), admin_client.editor()
    fields = admin_client.opened(second, draft)
    admin_client.save(first, draft, admin_client.opened(first, draft), title="First")
    shown = admin_client.filled(admin_client.save(second, draft, fields, title="Second"))
    admin_client.save(first, draft, admin_client.opened(first, draft), title="Later")
    answer = admin_client.save(second, draft, shown, replace="2")
    draft.refresh_from_db()
    assert draft.title == "Later"
    assert "saved this draft at" in admin_client.errors(answer)[0]


def test_two_answers_in_words_can_be_replaced_by_one(draft):
    first, second = admin_client.editor(), admin_client.editor()
    fields = admin_client.opened(second, draft) | {"response-0-impact": "Second"}
    admin_client.save(
        first, draft, admin_client.opened(first, draft) | {"response-0-impact": "First"}
    )
    admin_client.save(second, draft, fields, replace="2")
    assert ReviewEdition.objects.get(pk=draft.pk).response.impact == "Second"


def test_a_form_sent_after_the_publication_keeps_what_was_typed(draft):
    client = admin_client.editor()
    fields = admin_client.opened(client, draft)
    make.make_live(draft)
    answer = admin_client.save(client, draft, fields, title="Too late")
    assert answer.status_code == 200
    assert admin_client.errors(answer)[0].startswith(
        "This edition was published while you were working"
    )
    assert admin_client.filled(answer)["title"] == "Too late"
    assert Edition.objects.get(pk=draft.pk).title == "As opened"


def test_a_form_sent_after_the_draft_was_discarded_shows_what_was_typed(draft):
    client = admin_client.editor()
    fields = admin_client.opened(client, draft)
    workflow.discard(draft, by=make.make_user())
    answer = client.post(admin_client.address(draft), fields | {"title": "Typed in vain"})
    assert answer.status_code == 410
    assert "Typed in vain" in html.text(admin_client.content(answer))


def test_what_is_live_is_read_only(draft):
    live = make.make_live(draft)
    answer = admin_client.editor().get(admin_client.address(live))
    assert "Read-only" in html.text(admin_client.content(answer))
    assert admin_client.boxes(answer, "title", "_continue") == []
    fresh = workflow.open_edition(live.page, by=make.make_user())
    answer = admin_client.editor().get(admin_client.address(fresh))
    assert len(admin_client.boxes(answer, "title", "_continue")) == 2


def test_rows_swap_their_names_and_are_put_in_order(draft):
    client = admin_client.editor()
    fields = admin_client.opened(client, draft)
    for value, order in (("B", ""), ("C", "1"), ("D", "")):
        fields = admin_client.with_row(
            fields, "identifiers", kind="letter", value=value, position=order
        )
    admin_client.save(client, draft, fields)
    assert names(draft) == ["Child A", "C", "B", "D"]
    fields = admin_client.opened(client, draft)
    swapped = {"identifiers-0-value": "C", "identifiers-1-value": "Child A"}
    admin_client.save(client, draft, fields | swapped | {"identifiers-2-DELETE": "on"})
    assert names(draft) == ["C", "Child A", "D"]


def test_a_row_ticked_for_deletion_stays_away_from_a_form_that_fails(draft):
    client = admin_client.editor()
    fields = admin_client.opened(client, draft) | {"identifiers-0-DELETE": "on"}
    answer = admin_client.save(client, draft, fields, review_type="")
    assert names(draft) == ["Child A"]
    admin_client.save(client, draft, admin_client.filled(answer), review_type="scr")
    assert names(draft) == []


BAD = [
    ({"title": "x" * 10_000}, "Ensure this value has at most 250 characters (it has 10000)."),
    ({"conducted_from": "31 June 2017"}, "There is no such day in the calendar."),
    ({"conducted_from": "last summer"}, "Write the date as 14 June 2017"),
    ({"review_type": "nonsense"}, "Select a valid choice. nonsense is not one"),
    ({"language": ""}, "This field is required."),
    ({"language": "Welsh"}, "Choose a language from the list."),
    (
        {"attachments-TOTAL_FORMS": "1", "attachments-0-language": "welsh"},
        "Choose a language from the list.",
    ),
    ({"conducted_from": "31/02/2015"}, "There is no such day in the calendar."),
    ({"conducted_from": "14 June 17"}, "Write the year with four digits"),
    (
        {"actions-TOTAL_FORMS": "1", "actions-0-due": "Q3 2015"},
        f"{HOW_TO_WRITE} {NO_DATE}",
    ),
    ({"identifiers-0-position": "99999"}, "Ensure this value is less than or equal to 32767."),
    ({"identifiers-0-position": "-1"}, "Ensure this value is greater than or equal to 0."),
    ({"identifiers-0-value": "x" * 101}, "Ensure this value has at most 100 characters"),
    ({"identifiers-0-value": ""}, "This field is required."),
    ({"seen_version": "nonsense"}, "Enter a whole number."),
]


def together(bad: list[tuple[dict, str]]) -> list[tuple[dict, list[str]]]:
    """As few forms as can be, with what each has to say: each box and each sentence once."""
    forms: list[tuple[dict, list[str]]] = []
    for typed, sentence in bad:
        free = (each for each in forms if not (each[0].keys() & typed or sentence in each[1]))
        if (form := next(free, None)) is None:
            forms.append(form := ({}, []))
        form[0].update(typed)
        form[1].append(sentence)
    return forms


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [*together(BAD), ({"identifiers-TOTAL_FORMS": ""}, ["This form did not arrive whole"])],
)
def test_what_is_typed_wrongly_is_a_sentence_and_nothing_is_saved(draft, typed, sentences):
    client = admin_client.editor()
    opened = admin_client.opened(client, draft) | {"summary": "Kept"}
    answer = admin_client.save(client, draft, opened, **typed)
    assert answer.status_code == 200
    errors = admin_client.errors(answer)
    assert [each for each in sentences if not any(e.startswith(each) for e in errors)] == []
    assert admin_client.filled(answer)["summary"] == "Kept"
    assert Edition.objects.get(pk=draft.pk).draft_version == 1


def test_the_same_name_twice_is_a_sentence(draft):
    client = admin_client.editor()
    fields = admin_client.with_row(
        admin_client.opened(client, draft), "identifiers", kind="letter", value="Child A"
    )
    answer = admin_client.save(client, draft, fields)
    assert "The same identifier is given twice." in admin_client.errors(answer)
    assert names(draft) == ["Child A"]


def test_two_responses_are_a_sentence(draft):
    client = admin_client.editor()
    fields = admin_client.opened(client, draft)
    for number in (0, 1):
        fields |= {f"response-{number}-impact": "Twice", f"response-{number}-actions_taken": ""}
    answer = admin_client.save(client, draft, fields | {"response-TOTAL_FORMS": "2"}, title="Kept")
    assert answer.status_code == 200
    assert "There are 2 rows here" in admin_client.errors(answer)[0]
    assert admin_client.filled(answer)["title"] == "Kept"
    assert Edition.objects.get(pk=draft.pk).draft_version == 1


def test_listings_and_plain_pages_have_their_forms():
    client = admin_client.editor()
    for draft in (make.open_listing(), make.open_plain()):
        admin_client.save(client, draft, admin_client.opened(client, draft), title="Typed")
        assert Edition.objects.get(pk=draft.pk).title == "Typed"


def test_a_long_action_plan_survives_a_save(draft):
    """Ten rows and more: all are kept, in their order."""
    make.fill(draft, 12)
    client = admin_client.editor()
    admin_client.save(client, draft, admin_client.opened(client, draft), title="Twelve")
    draft.refresh_from_db()
    assert draft.title == "Twelve"
    rows = (draft.attachments, draft.subjects, draft.board_roles, draft.actions)
    assert [part.count() for part in rows] == [12] * 4


@pytest.mark.parametrize("rows", [1, 20])
def test_the_form_costs_the_same_however_long(draft, rows, django_assert_num_queries):
    make.fill(draft, rows)
    client = admin_client.editor()
    client.get(admin_client.address(draft))
    with django_assert_num_queries(57) as queries:
        client.get(admin_client.address(draft))
    assert content_reads(queries) == 1


@pytest.mark.parametrize("rows", [1, 20])
def test_saving_the_form_costs_the_same_however_long(draft, rows, django_assert_num_queries):
    make.fill(draft, rows)
    client = admin_client.editor()
    fields = admin_client.opened(client, draft) | {"title": "As saved"}
    with django_assert_num_queries(85) as queries:
        client.post(admin_client.address(draft), fields)
    assert content_reads(queries) == 2
    assert Edition.objects.get(pk=draft.pk).title == "As saved"


def blocked_draft() -> ReviewEdition:
    """A draft with blockers of fields, of a part, and of rows of parts."""
    board = make.make_board()
    make.make_live(make.open_bare_review(board, label="Child A"))
    draft = make.open_bare_review(board, label="Child A", state="published")
    make.attach(draft, kind="appendix", slug="appendix")
    dates = {"conducted_to": PartialDate("2015"), "period_from": PartialDate("2016")}
    return make.change(draft, **dates, period_to=PartialDate("2014"))


def links(response) -> list[str]:
    panel = admin_client.content(response).find_class("register-panel")[0]
    return [link.get("href") for link in panel.iter("a")]


def test_each_blocker_leads_to_its_field(draft):
    client = admin_client.editor()
    for blocked in (blocked_draft(), make.open_plain(body=""), make.open_listing(review_types=[])):
        answer = client.get(admin_client.address(blocked))
        found = links(answer)
        assert found
        for address in found:
            html.page_of(answer).get_element_by_id(address.removeprefix("#"))
    assert links(client.get(admin_client.address(blocked_draft()))) == [
        *("#attachments-group", "#id_conducted_from", "#id_period_from"),
        *("#attachments-0", "#identifiers-0"),
    ]


def test_who_cannot_change_it_is_led_nowhere():
    answer = admin_client.auditor().get(admin_client.address(blocked_draft()))
    assert "Attach the report" in html.text(admin_client.content(answer))
    assert links(answer) == []
