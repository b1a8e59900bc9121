"""Each blocker of publication: that it is there, and that it goes when its cause does."""

import datetime

import pytest

from reviews import workflow
from reviews.editions.blockers import Blocker, blockers, hold_blockers, missing_note
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.models import Attachment, Edition, ReviewEdition
from tests.support import factories as make

pytestmark = pytest.mark.django_db

State = ReviewEdition.State


def found(edition: Edition) -> list[Blocker]:
    return blockers(edition_content(edition), now=clock.now())


def places(edition: Edition) -> list[tuple[str, str]]:
    return [(blocker.code, blocker.anchor) for blocker in found(edition)]


def codes(edition: Edition) -> list[str]:
    return [blocker.code for blocker in found(edition)]


@pytest.mark.parametrize(
    "open_draft", [make.open_plain, make.open_listing, make.open_bare_review, make.open_review]
)
def test_nothing_blocks_a_complete_draft(open_draft):
    assert found(open_draft()) == []


@pytest.mark.parametrize(
    ("open_draft", "fields", "expected"),
    [
        (make.open_plain, {"title": " "}, [("page-title-missing", "title")]),
        (make.open_plain, {"body": "\n"}, [("text-missing", "body")]),
        (
            make.open_plain,
            {"title": "", "body": ""},
            [("page-title-missing", "title"), ("text-missing", "body")],
        ),
        (make.open_listing, {"title": ""}, [("listing-title-missing", "title")]),
        (make.open_listing, {"review_types": []}, [("types-missing", "review_types")]),
        (
            make.open_bare_review,
            {"conducted_from": PartialDate("2014-04")},
            [("conducted-half", "conducted_to")],
        ),
        (
            make.open_bare_review,
            {"conducted_to": PartialDate("2015-02")},
            [("conducted-half", "conducted_from")],
        ),
        (
            make.open_bare_review,
            {"conducted_from": PartialDate("2014-04"), "conducted_to": PartialDate("unknown")},
            [],
        ),
    ],
)
def test_each_blocker_names_its_field(open_draft, fields, expected):
    assert places(make.change(open_draft(), **fields)) == expected


@pytest.mark.parametrize(
    ("begun", "ended", "is_reversed"),
    [
        ("2016", "2015-02", True),
        ("2015-02", "2015-01-31", True),
        ("2015-01", "2016", False),
        ("2015-06", "2015", False),
        ("2015", "2015-06", False),
        ("unknown", "2015", False),
        ("2015", "unknown", False),
    ],
)
@pytest.mark.parametrize("name", ["conducted", "period"])
def test_dates_the_wrong_way_round(name, begun, ended, is_reversed):
    dates = {f"{name}_from": PartialDate(begun), f"{name}_to": PartialDate(ended)}
    draft = make.change(make.open_bare_review(), **dates)
    assert places(draft) == ([(f"{name}-reversed", f"{name}_from")] if is_reversed else [])


@pytest.mark.parametrize("state", State)
def test_a_published_review_needs_its_report_and_a_hidden_one_a_reason(state):
    draft = make.change(make.open_bare_review(), state=state)
    no_reason = [("reason-missing", "state_reason")]
    expected = {
        State.PUBLISHED: [("report-missing", "attachments")],
        State.DELAYED: no_reason,
        State.WITHHELD: no_reason,
    }
    assert places(draft) == expected.get(state, [])
    make.change(draft, state_reason="A trial is under way.")
    make.attach(draft, make.make_document_row())
    assert places(draft) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "overview_report"}, []),
        ({"kind": "report"}, []),
        ({"kind": "executive_summary"}, ["report-missing"]),
        ({"kind": "executive_summary", "also_contains": ["action_plan"]}, ["report-missing"]),
        ({"kind": "executive_summary", "also_contains": ["report"]}, []),
        ({"state": "withheld", "document": None}, ["report-missing"]),
    ],
)
def test_what_counts_as_the_report(fields, expected):
    draft = make.change(make.open_bare_review(), state=State.PUBLISHED)
    make.attach(draft, **{"document": make.make_document_row()} | fields)
    assert codes(draft) == expected


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "Overview report"),
        ({"title": "Learning for all"}, "Learning for all"),
        ({"link": "https://example.org/a.pdf", "hosted_by": "The NSPCC"}, None),
        *[({"state": state}, None) for state in Attachment.State if state != "published"],
    ],
)
def test_what_is_shown_can_be_read(fields, name):
    draft = make.open_bare_review(body="Words.")
    make.attach(draft, make.make_document_row(), kind="appendix", slug="appendix")
    make.attach(draft, position=2, **fields)
    missing = [Blocker.of("file-missing", "attachments-1", name=name)] if name else []
    assert found(draft) == missing


def test_a_file_is_attached_once():
    draft, document = make.open_bare_review(), make.make_document_row()
    make.attach(draft, document)
    make.attach(draft, make.make_document_row(), kind="appendix", slug="appendix")
    assert found(draft) == []
    make.attach(draft, document, kind="action_plan", slug="action-plan")
    names = "“Overview report” and “Action plan”"
    assert found(draft) == [Blocker.of("file-twice", "attachments-2", names=names)]


def test_a_file_may_be_attached_to_several_reviews():
    document = make.make_document_row()
    make.attach(make.open_bare_review(), document)
    other = make.open_bare_review()
    make.attach(other, document)
    assert found(other) == []


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


TAKEN = Blocker.of(
    "identifier-taken", "identifiers-0", identifier="Child A", page="/reviews/rival/"
)


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
    assert found(draft) == ([TAKEN] if is_taken else [])


def test_the_next_edition_of_a_review_keeps_its_identifiers():
    draft = workflow.open_edition(make.make_live(make.open_bare_review()).page, by=make.make_user())
    assert found(draft) == []


def test_all_blockers_are_given_at_once():
    board = make.make_board()
    make.make_live(make.open_bare_review(board, label="Child A", path="reviews/rival"))
    draft = make.open_bare_review(board, label="Child A", conducted_to=PartialDate("2015"))
    make.change(draft, state=State.PUBLISHED)
    make.attach(draft, kind="appendix")
    assert codes(draft) == ["report-missing", "conducted-half", "file-missing", "identifier-taken"]


@pytest.mark.parametrize(
    ("become", "code"),
    [
        (live, "already-published"),
        (scheduled, "already-scheduled"),
        (corrected, "already-published"),
    ],
)
def test_what_has_a_period_is_not_published_again(become, code):
    draft = make.open_bare_review()
    become(draft)
    assert found(draft.page.editions.earliest("number")) == [Blocker.of(code, number=1)]


@pytest.mark.parametrize("note", ["", " \n"])
def test_a_change_of_a_public_page_needs_a_note(note):
    page = make.open_plain().page
    assert missing_note(page, note=note) == []
    make.make_live(page.editions.get())
    assert missing_note(page, note=note) == [Blocker.of("note-missing", "note")]
    assert missing_note(page, note="Corrected a name.") == []


@pytest.mark.parametrize("note", ["", "Corrected a name."])
def test_a_page_whose_only_schedule_was_taken_back_has_not_been_public(note):
    draft = workflow.unschedule(scheduled(make.open_plain()), by=make.make_user())
    assert missing_note(draft.page, note=note) == []


def test_each_hold_blocks_until_it_is_released():
    page, by = make.open_plain().page, make.make_user()
    held = workflow.hold(page, by=by, reason="inquest")
    assert [blocker.code for blocker in hold_blockers(page)] == ["on-hold"]
    workflow.release(held, by=by)
    assert hold_blockers(page) == []
