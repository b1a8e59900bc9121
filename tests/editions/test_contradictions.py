"""States that contradict themselves, each refused in a sentence at its place, and allowed once it is true."""

import pytest

from reviews import workflow
from reviews.compliance.publishing import publishing_blockers
from reviews.editions.blockers import Blocker
from reviews.editions.contradictions import contradictions
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.lib.exceptions import Refused
from reviews.models import ActionPlan, Attachment, BoardRole, Edition, ReviewEdition
from tests.support import factories as make

pytestmark = pytest.mark.django_db
State = ReviewEdition.State
REASON = {"state_reason": "A trial is under way."}
LINK = {"slug": "", "link": "https://other.example/r.pdf", "hosted_by": "Other Council"}


def places(edition: Edition) -> list[tuple[str, str]]:
    found = contradictions(edition_content(edition), now=clock.now())
    return [(blocker.code, blocker.anchor) for blocker in found]


def reviewed(state: str, **fields) -> ReviewEdition:
    return make.change(make.open_bare_review(), state=state, **fields)


@pytest.mark.parametrize("state", State)
def test_a_state_says_whether_there_is_a_report_to_read(state):
    """By state, for a report that is kept here, one that is the page's text and one that is elsewhere."""
    with_file, with_text, with_link = (reviewed(state, body="Text.", **REASON) for _ in range(3))
    file, text = {"document": make.make_document_row()}, {"state": "on_page"}
    for draft, given in ((with_file, file), (with_text, text), (with_link, LINK)):
        rows = {"kind": "overview_report", "slug": "overview-report", "position": 1} | given
        Attachment.objects.create(edition=draft, **rows)
    contradiction = [("report-shown", "attachments-0")]
    for draft in (with_file, with_text):
        assert places(draft) == ([] if state == State.PUBLISHED else contradiction)
    elsewhere = {State.PUBLISHED, State.ELSEWHERE, State.ANONYMOUS_ELSEWHERE, State.NO_LONGER}
    assert places(with_link) == ([] if state in elsewhere else contradiction)


@pytest.mark.parametrize("state", State)
def test_other_documents_go_with_every_state_but_one(state):
    draft = reviewed(state, **REASON)
    document = make.make_document_row()
    Attachment.objects.create(edition=draft, kind="media_statement", slug="m", document=document)
    expected = [("document-shown", "attachments-0")] if state == State.LISTED_ONLY else []
    assert places(draft) == expected


@pytest.mark.parametrize("state", [State.ELSEWHERE, State.ANONYMOUS_ELSEWHERE])
def test_elsewhere_is_somewhere(state):
    draft = reviewed(state)
    assert places(draft) == [("place-missing", "state_reason")]
    assert places(make.change(draft, **REASON)) == []
    make.change(draft, state_reason="")
    Attachment.objects.create(edition=draft, kind="overview_report", **LINK)
    assert places(draft) == []


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.SUMMARY_ONLY, "summary-missing"),
        (State.IMPROVEMENTS_ONLY, "improvements-missing"),
    ],
)
def test_what_is_published_instead_of_the_report_is_there(state, code):
    draft = reviewed(state, summary="")
    assert places(draft) == [(code, "attachments")]
    assert places(make.change(draft, body="What was learned.")) == []
    make.change(draft, body="")
    document = make.make_document_row()
    Attachment.objects.create(edition=draft, kind="improvements", slug="i", document=document)
    assert places(draft) == []


@pytest.mark.parametrize("state", Attachment.State)
def test_a_document_that_is_kept_back_says_why(state):
    draft = reviewed(State.IN_PREPARATION)
    row = Attachment.objects.create(edition=draft, kind="appendix", state=state)
    hidden = state in (Attachment.State.DELAYED, Attachment.State.WITHHELD)
    assert places(draft) == ([("document-reason-missing", "attachments-0")] if hidden else [])
    Attachment.objects.filter(pk=row.pk).update(state_reason="To protect identity.")
    assert places(draft) == []


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"incident": "2016", "commissioned": "2015"}, "commissioned"),
        ({"incident": "2016-02", "report_dated": "2016-01"}, "report_dated"),
        ({"commissioned": "2016-02-02", "completed": "2016-02-01"}, "completed"),
        ({"commissioned": "2017", "report_dated": "2016-12"}, "report_dated"),
        ({"conducted_from": "2018", "completed": "2017"}, "completed"),
        ({"period_from": "2018", "report_dated": "2017"}, "report_dated"),
        ({"incident": "2016", "commissioned": "2016-01"}, None),
        ({"incident": "2016-03", "commissioned": "2016"}, None),
        ({"incident": "unknown", "commissioned": "2016"}, None),
        ({"commissioned": "2015", "completed": "2016", "report_dated": "2016-01"}, None),
    ],
)
def test_dates_come_in_their_order(dates, expected):
    draft = reviewed(State.IN_PREPARATION, **{k: PartialDate(v) for k, v in dates.items()})
    assert places(draft) == ([("dates-reversed", expected)] if expected else [])


@pytest.mark.parametrize("name", ["incident", "commissioned", "period_to", "report_dated"])
def test_what_has_happened_is_not_in_the_future(name):
    draft = reviewed(State.IN_PREPARATION, **{name: PartialDate("2999")})
    assert places(draft) == [("date-ahead", name)]
    assert places(make.change(draft, **{name: PartialDate.of(clock.now())})) == []


def test_a_review_that_is_not_published_may_be_completed_later():
    ahead = {"completed": PartialDate("2999")}
    assert places(reviewed(State.IN_PREPARATION, **ahead)) == []
    assert places(make.change(make.open_review(), **ahead)) == [("date-ahead", "completed")]


def test_documents_and_plans_were_not_published_in_the_future():
    draft = make.open_review()
    draft.attachments.update(first_published=PartialDate("2999-01"))
    ActionPlan.objects.create(edition=draft, reported_on=PartialDate("2999"))
    assert places(draft) == [("date-ahead", "attachments-0"), ("date-ahead", "action_plan-0")]


def test_a_document_contains_its_own_kind_once_and_a_board_does_not_join_itself():
    draft = make.open_review()
    draft.attachments.update(also_contains=["overview_report"])
    BoardRole.objects.create(edition=draft, board=draft.page.board, role="joint")
    assert places(draft) == [("contains-itself", "attachments-0"), ("own-board", "board_roles-0")]


@pytest.mark.parametrize("contact", ["contact_email", "telephone", "website"])
@pytest.mark.parametrize("open_draft", [make.open_bare_review, make.open_listing])
def test_readers_can_reach_the_board(open_draft, contact):
    board = make.make_board(contact_email="")
    draft = open_draft(board)
    [found] = contradictions(edition_content(draft), now=clock.now())
    assert found == Blocker.of("contact-missing", board=board)
    with pytest.raises(Refused, match="give the board an e-mail address, a telephone number"):
        workflow.submit(draft, by=make.make_user(), note="")
    value = {"website": "https://b.example/", "telephone": "020 7946 0000"}.get(contact, "a@b.uk")
    setattr(board, contact, value)
    board.save()
    assert publishing_blockers(edition_content(draft), now=clock.now()) == []


def test_an_earlier_website_did_not_update_before_it_published():
    draft = make.open_plain()
    with pytest.raises(Refused, match="cannot have been last updated before"):
        make.state_origin(draft, "2018-05", "2018-04-30")
    make.state_origin(draft, "2018-05", "2018")
