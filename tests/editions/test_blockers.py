"""Each reason against publishing: that it is given, and that it goes when its cause does."""

import datetime

import pytest

from reviews import workflow
from reviews.editions.blockers import blockers, missing_note
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.models import Attachment, Edition, ReviewEdition
from tests.support import factories as make

pytestmark = pytest.mark.django_db

NO_REPORT = "Attach the report, or choose a state that says why there is none."
NO_REASON = "Give the public a reason why the report is delayed or not published."
NO_FILE = "Upload the file of “{}”, give its address elsewhere, or choose another state for it."
HALF_CONDUCTED = "Say both when the review began to be conducted and when that ended, or neither."
NO_NOTE = "Say in the change note what has changed: readers see it in the page’s history."
State = ReviewEdition.State


def reasons(edition):
    return blockers(Edition.objects.get(pk=edition.pk), now=clock.now())


@pytest.mark.parametrize(
    "open_draft", [make.open_plain, make.open_listing, make.open_bare_review, make.open_review]
)
def test_nothing_stands_against_a_complete_draft(open_draft):
    draft = open_draft()
    assert reasons(draft) == []
    assert blockers(draft, now=clock.now()) == []  # as the row of its kind


@pytest.mark.parametrize(
    ("open_draft", "fields", "expected"),
    [
        (make.open_plain, {"title": " "}, ["Give the page a title."]),
        (make.open_plain, {"body": "\n"}, ["Write the text of the page."]),
        (
            make.open_plain,
            {"title": "", "body": ""},
            ["Give the page a title.", "Write the text of the page."],
        ),
        (make.open_listing, {"title": ""}, ["Give the listing a title."]),
        (make.open_listing, {"review_types": []}, ["Choose at least one type of review to list."]),
        (
            make.open_bare_review,
            {"conducted_from": PartialDate("2014-04")},
            [HALF_CONDUCTED],
        ),
        (make.open_bare_review, {"conducted_to": PartialDate("2015-02")}, [HALF_CONDUCTED]),
        (
            make.open_bare_review,
            {"conducted_from": PartialDate("2014-04"), "conducted_to": PartialDate("unknown")},
            [],
        ),
    ],
)
def test_each_reason_says_what_to_do(open_draft, fields, expected):
    assert reasons(make.change(open_draft(), **fields)) == expected


@pytest.mark.parametrize("state", State)
def test_a_published_review_needs_its_report_and_a_hidden_one_a_reason(state):
    draft = make.change(make.open_bare_review(), state=state)
    expected = {
        State.PUBLISHED: [NO_REPORT],
        State.DELAYED: [NO_REASON],
        State.WITHHELD: [NO_REASON],
    }
    assert reasons(draft) == expected.get(state, [])
    make.change(draft, state_reason="A trial is under way.")
    make.attach(draft, make.make_document_row())
    assert reasons(draft) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "overview_report"}, []),
        ({"kind": "report"}, []),
        ({"kind": "executive_summary"}, [NO_REPORT]),
        ({"kind": "executive_summary", "also_contains": ["action_plan"]}, [NO_REPORT]),
        ({"kind": "executive_summary", "also_contains": ["report"]}, []),
        ({"state": "withheld", "document": None}, [NO_REPORT]),
    ],
)
def test_what_counts_as_the_report(fields, expected):
    draft = make.change(make.open_bare_review(), state=State.PUBLISHED)
    make.attach(draft, **{"document": make.make_document_row()} | fields)
    assert reasons(draft) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [NO_FILE.format("Overview report")]),
        ({"title": "Learning for all"}, [NO_FILE.format("Learning for all")]),
        ({"link": "https://example.org/a.pdf", "hosted_by": "The NSPCC"}, []),
        *[({"state": state}, []) for state in Attachment.State if state != "published"],
    ],
)
def test_what_is_shown_can_be_read(fields, expected):
    draft = make.open_bare_review()
    make.attach(draft, **fields)
    assert reasons(draft) == expected


def test_a_file_is_attached_once():
    draft, document = make.open_bare_review(), make.make_document_row()
    make.attach(draft, document)
    make.attach(draft, make.make_document_row(), kind="appendix", slug="appendix")
    assert reasons(draft) == []
    make.attach(draft, document, kind="action_plan", slug="action-plan")
    assert reasons(draft) == [
        "“Overview report” and “Action plan” are the same file: "
        "attach it once and say what else it contains, or replace one."
    ]


def test_a_file_may_be_attached_to_several_reviews():
    document = make.make_document_row()
    make.attach(make.open_bare_review(), document)
    other = make.open_bare_review()
    make.attach(other, document)
    assert reasons(other) == []


def live(rival):
    return make.make_live(rival)


def scheduled(rival):
    return make.make_live(rival, at=clock.now() + datetime.timedelta(days=1))


def withdrawn(rival):
    make.withdraw(make.make_live(rival))


def corrected(rival):
    """Its live edition no longer bears the identifier."""
    second = workflow.open_edition(make.make_live(rival).page, by=make.make_user())
    second.identifiers.update(value="Child Z")
    make.make_live(second)


@pytest.mark.parametrize(
    ("fields", "become", "is_taken"),
    [
        ({}, live, True),
        ({}, scheduled, True),
        ({}, lambda rival: rival, False),
        ({}, withdrawn, False),
        ({}, corrected, False),
        ({"label": "Child B"}, live, False),
        ({"review_type": "lcspr"}, live, False),
        ({"board": "another"}, live, False),
    ],
)
def test_an_identifier_is_used_once_by_a_board_for_a_type(fields, become, is_taken):
    board = make.make_board()
    draft = make.open_bare_review(board, label="Child A")
    board = make.make_board() if fields.get("board") else board
    fields = {"label": "Child A"} | fields | {"board": board}
    become(make.open_bare_review(**fields, path="reviews/rival"))
    taken = ["Another review of this board is already known as Child A: /reviews/rival/."]
    assert reasons(draft) == (taken if is_taken else [])


def test_the_next_edition_of_a_review_keeps_its_identifiers():
    draft = workflow.open_edition(make.make_live(make.open_bare_review()).page, by=make.make_user())
    assert reasons(draft) == []


def test_all_reasons_are_given_at_once():
    board = make.make_board()
    make.make_live(make.open_bare_review(board, label="Child A", path="reviews/rival"))
    draft = make.open_bare_review(board, label="Child A", conducted_to=PartialDate("2015"))
    make.change(draft, state=State.PUBLISHED)
    make.attach(draft, kind="appendix")
    assert reasons(draft) == [
        NO_REPORT,
        HALF_CONDUCTED,
        NO_FILE.format("Appendix"),
        "Another review of this board is already known as Child A: /reviews/rival/.",
    ]


@pytest.mark.parametrize(
    ("become", "word"),
    [(live, "published"), (scheduled, "scheduled"), (corrected, "published")],
)
def test_what_has_a_period_is_not_published_again(become, word):
    draft = make.open_bare_review()
    become(draft)
    edition = draft.page.editions.earliest("number")
    assert reasons(edition) == [
        f"Edition 1 has already been {word}. Open the page again to see it."
    ]


@pytest.mark.parametrize("note", ["", " \n"])
def test_a_change_of_a_public_page_needs_a_note(note):
    first = make.open_plain()
    assert missing_note(first, note=note) == []
    second = workflow.open_edition(make.make_live(first).page, by=make.make_user())
    assert missing_note(second, note=note) == [NO_NOTE]
    assert missing_note(second, note="Corrected a name.") == []


@pytest.mark.parametrize("note", ["", "Corrected a name."])
def test_a_page_whose_only_schedule_was_taken_back_has_not_been_public(note):
    draft = workflow.unschedule(scheduled(make.open_plain()), by=make.make_user())
    assert missing_note(draft, note=note) == []
