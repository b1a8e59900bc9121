import datetime

import pytest

from reviews import workflow
from reviews.compliance import assessment, availability
from reviews.compliance.assessment import ComplianceState, Timeliness
from reviews.compliance.rule_lookup import governing_rules
from reviews.lib import clock
from reviews.lib.dates import PartialDate, london_date
from reviews.models import Action, Page, PublicationRule
from tests.support import factories as make

pytestmark = pytest.mark.django_db
QUERIES = 19
CONDUCTED = {"conducted_from": PartialDate("2015-04"), "conducted_to": PartialDate("2015-06")}


def now_of(page: Page) -> assessment.Compliance:
    return assessment.of_review(page, at=clock.now())


@pytest.mark.parametrize("number", [1, 20])
def test_many_reviews_cost_as_many_queries_as_one(django_assert_num_queries, number):
    for _ in range(number):
        live = make.make_live()
        workflow.notify(
            live.page, by=make.make_user(), recipient="Ofsted", sent_on=datetime.date(2020, 1, 1)
        )
    at = clock.now()
    with django_assert_num_queries(QUERIES):
        rows = assessment.of_reviews(Page.objects.all(), at=at)
        [row.name for row in rows]
    assert len(rows) == number


def test_a_row_has_the_availability_of_its_page():
    live = make.make_live(make.open_review(**CONDUCTED))
    make.withdraw(live)
    make.make_live(workflow.open_edition(live.page, by=make.make_user()))
    at = clock.now()
    found = availability.of_page(live.page, at=at)
    assert (assessment.of_review(live.page, at=at).availability, len(found.gaps)) == (found, 1)


def test_the_rule_in_the_table_is_the_one_that_governs():
    kinds = PublicationRule.objects.values_list("jurisdiction", "review_type").distinct()
    dates = ["2012-01", "2013-04-15", "2015-03-25", "2015-03-26", "2019-06", "2024", "unknown"]
    for place, (nation, kind) in enumerate(sorted(set(kinds))):
        board = make.make_board(jurisdiction=nation)
        # Each kind begins on two of the dates, and each date has several kinds.
        for date in (dates[place % len(dates)], dates[(place + 3) % len(dates)]):
            begun = {"commissioned": PartialDate(date), "review_type": kind}
            make.make_live(make.open_bare_review(board, **begun))
    rows = assessment.of_reviews(Page.objects.all(), at=clock.now())
    found = {row.edition.pk: row.availability.rule for row in rows}
    assert found == governing_rules([row.edition for row in rows], at=clock.now())
    assert len({rule and rule.pk for rule in found.values()}) > 5


def test_a_review_that_was_never_public_has_no_time():
    row = now_of(make.open_review(review_type="scr").page)
    assert (row.availability.first_published, row.availability.days_public) == (None, 0)
    assert row.availability.rule.review_type == "scr"
    assert {status.timeliness for status in row.notice_statuses} == {Timeliness.OPEN}


def test_response_and_plan_are_here_mentioned_or_not():
    draft = make.open_review()
    make.attach(draft, kind="action_plan", slug="", state="mentioned")
    row = now_of(make.make_live(draft).page)
    assert (row.response, row.plan) == ("no", "exists, not published here")
    full = make.open_review()
    make.fill(full)
    row = now_of(make.make_live(full).page)
    assert (row.response, row.plan) == ("yes", "yes")
    combined = make.open_bare_review()
    also = ["board_response", "action_plan"]
    make.attach(combined, make.make_document(), also_contains=also)
    row = now_of(make.make_live(combined).page)
    assert (row.response, row.plan) == ("yes", "yes")


def test_an_action_is_overdue_when_the_last_day_it_can_mean_is_past():
    today = london_date(clock.now())
    draft = make.open_review()
    due = {
        "past": ("2016", "not_started"),
        "under way": ("2016-02-29", "in_progress"),
        "done": ("2016", "complete"),
        "this year": (f"{today:%Y}", "not_started"),
        "no date": ("unknown", "not_started"),
    }
    for name, (date, status) in due.items():
        fields = {"recommendation": "R", "action": name, "lead_agency": "The board"}
        fields |= {"verified_by": "The chair"} if status == "complete" else {}
        Action.objects.create(edition=draft, due=PartialDate(date), status=status, **fields)
    row = now_of(make.make_live(draft).page)
    assert [action.action for action in row.overdue] == ["past", "under way"]
    assert ComplianceState.OVERDUE in row.states


def scheduled(day: str) -> Page:
    """A review of 2015 that goes live on that day."""
    at = datetime.datetime.fromisoformat(f"{day}T09:00+00:00")
    return make.make_live(make.open_review(**CONDUCTED), at=at).page


@pytest.mark.parametrize(
    ("days_before", "timeliness"),
    [(30, Timeliness.IN_TIME), (0, Timeliness.LATE)],
)
def test_a_notice_is_in_time_or_late(days_before, timeliness):
    live = make.make_live(make.open_review(**CONDUCTED))
    day = london_date(live.live_from) - datetime.timedelta(days=days_before)
    workflow.notify(live.page, by=make.make_user(), recipient=" ofsted ", sent_on=day)
    found = {each.duty.recipient: each for each in now_of(live.page).notice_statuses}
    assert (found["Ofsted"].timeliness, found["Ofsted"].sent_on) == (timeliness, day)
    assert found["Department for Education"].timeliness == Timeliness.MISSING


def test_the_last_day_in_time_leaves_out_bank_holidays():
    """4 January 2027 is a Monday; Christmas, Boxing Day's substitute and New Year lie before it."""
    page = scheduled("2027-01-04")
    assert {each.latest for each in now_of(page).notice_statuses} == {datetime.date(2026, 12, 21)}


def test_the_first_of_two_notices_counts():
    live = make.make_live(make.open_review(**CONDUCTED))
    for day in (london_date(live.live_from), datetime.date(2020, 1, 1)):
        workflow.notify(live.page, by=make.make_user(), recipient="Ofsted", sent_on=day)
    found = {each.duty.recipient: each.timeliness for each in now_of(live.page).notice_statuses}
    assert found["Ofsted"] == Timeliness.IN_TIME


def test_what_was_published_elsewhere_before_was_not_witnessed():
    page = make.carry_over(make.open_review(**CONDUCTED), "2015-08").page
    assert {each.timeliness for each in now_of(page).notice_statuses} == {Timeliness.NOT_WITNESSED}
    assert ComplianceState.NOTICES not in now_of(page).states


def test_an_override_is_unsigned_until_somebody_else_signs():
    author = make.make_user()
    draft = make.open_review()
    live = workflow.override(draft, by=author, reason="Court date.")
    assert now_of(live.page).unsigned == [1]
    workflow.approve(live, by=make.make_user())
    assert now_of(live.page).unsigned == []


def test_the_term_is_running_over_or_not_known():
    other = make.make_live(make.open_review(review_type="other"))
    running = make.make_live(make.open_review(**CONDUCTED))
    over = make.carry_over(make.open_review(**CONDUCTED), "2015-08")
    terms = {ComplianceState.IN_TERM, ComplianceState.TERM_OVER, ComplianceState.NO_TERM}
    found = [now_of(edition.page).states & terms for edition in (other, running, over)]
    assert found == [
        {ComplianceState.NO_TERM},
        {ComplianceState.IN_TERM},
        {ComplianceState.TERM_OVER},
    ]


def test_actions_without_an_introduction_are_a_plan():
    draft = make.open_review()
    Action.objects.create(edition=draft, recommendation="R", action="A", lead_agency="The board")
    row = now_of(make.make_live(draft).page)
    assert (row.response, row.plan) == ("no", "yes")
