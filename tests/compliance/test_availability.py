"""How long pages and documents were public, and until when they have to be."""

import datetime

import pytest

from reviews import workflow
from reviews.compliance import availability
from reviews.compliance.rule_lookup import governing_rules, minimum_until
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.lib.exceptions import Refused
from reviews.models import Page, PublicationRule
from tests.support import factories as make

pytestmark = pytest.mark.django_db
LATER = datetime.timedelta(days=400)


def span(since: str, until: str | None) -> availability.Span:
    moments = [datetime.datetime.fromisoformat(text) if text else None for text in (since, until)]
    return availability.Span(*moments)


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([span("2026-01-01T09:00Z", "2026-01-01T10:00Z")], 1),
        ([span("2026-01-01T09:00Z", "2026-01-02T00:00Z")], 1),
        ([span("2026-06-01T22:30Z", "2026-06-01T23:30Z")], 2),  # midnight in London is 23:00 UTC
        ([span("2026-06-01T09:00Z", None)], 10),
        (
            [
                span("2026-01-01T09:00Z", "2026-01-01T10:00Z"),
                span("2026-01-01T12:00Z", "2026-01-03T01:00Z"),
            ],
            3,
        ),
    ],
)
def test_days_are_those_of_the_united_kingdom(spans, days):
    assert availability.days(spans, at=datetime.datetime.fromisoformat("2026-06-10T12:00Z")) == days


@pytest.mark.parametrize("number", [1, 20])
def test_many_pages_cost_six_queries_like_one(django_assert_num_queries, number):
    for _ in range(number):
        make.withdraw(make.make_live())
    pages, at = list(Page.objects.all()), clock.now()
    with django_assert_num_queries(6):
        found = availability.of_pages(pages, at=at)
    assert len(found) == number
    assert {(len(each.gaps), bool(each.rule)) for each in found.values()} == {(1, True)}


def documents_of(page: Page) -> dict[str, availability.Availability]:
    return dict(availability.of_page(page, at=clock.now()).documents)


def test_only_a_review_that_was_public_has_a_rule():
    review, listing = make.open_review(review_type="scr"), make.make_live(make.open_listing())
    found = availability.of_pages([review.page, listing.page], at=clock.now())
    assert (found[review.page.pk].spans, found[review.page.pk].rule) == ([], None)
    assert (found[listing.page.pk].is_public, found[listing.page.pk].rule) == (True, None)
    public = make.make_live(review)
    assert availability.of_page(public.page, at=clock.now()).rule.review_type == "scr"


def test_editions_that_follow_each_other_are_one_span():
    live = make.make_live()
    make.make_live(workflow.open_edition(live.page, by=make.make_user()))
    found = availability.of_page(live.page, at=clock.now() + LATER)
    assert (found.spans, found.gaps) == ([availability.Span(live.live_from, None)], [])
    assert found.days_public == 401


def test_a_withdrawal_is_a_gap_with_its_reason():
    live = make.make_live()
    made = make.withdraw(live, reason="court_order")
    again = make.make_live(workflow.open_edition(live.page, by=make.make_user()))
    found = availability.of_page(live.page, at=clock.now())
    assert found.is_public
    assert found.gaps == [availability.Gap(made.edition.live_until, again.live_from, "court order")]


def test_at_an_earlier_moment_the_end_was_not_known():
    live = make.make_live()
    between = clock.now()
    make.withdraw(live)
    assert availability.of_page(live.page, at=between).is_public
    assert not availability.of_page(live.page, at=clock.now()).is_public


def test_each_document_has_its_own_time():
    live = make.make_live()
    draft = workflow.open_edition(live.page, by=make.make_user())
    make.attach(draft, make.make_document(), kind="learning_briefing", slug="learning-briefing")
    second = make.make_live(draft)
    found = documents_of(live.page)
    assert found["overview-report"].spans[0].since == live.live_from
    assert found["learning-briefing"].spans[0].since == second.live_from


@pytest.mark.parametrize(
    ("conducted", "guidance", "until"),
    [("2014-04", "2013", "2016-08-31"), ("2015-04", "2015", "2016-08-31")],
)
def test_the_rule_is_the_one_under_which_the_review_was_begun(conducted, guidance, until):
    begun, ended = PartialDate(conducted), PartialDate("2015-06")
    draft = make.open_review(conducted_from=begun, conducted_to=ended)
    found = availability.of_page(make.carry_over(draft, "2015-08").page, at=clock.now())
    assert guidance in found.rule.guidance
    assert found.minimum_until == datetime.date.fromisoformat(until)


def test_a_type_without_a_rule_has_no_minimum_term():
    live = make.make_live(make.open_review(review_type="other"))
    found = availability.of_page(live.page, at=clock.now())
    assert (found.rule, found.minimum_until) == (None, None)


def test_a_later_rule_is_a_further_row_and_governs_from_when_it_is_known():
    edition = make.make_live(make.open_review(review_type="lcspr"))
    before = clock.now()
    [known] = governing_rules([edition], at=before).values()
    newer = PublicationRule.objects.create(
        jurisdiction=known.jurisdiction,
        review_type=known.review_type,
        guidance="Next",
        minimum_months=24,
        citation="Next",
        in_force_from=known.in_force_from + datetime.timedelta(days=1),
    )
    assert governing_rules([edition], at=before) == {edition.pk: known}
    assert governing_rules([edition], at=clock.now()) == {edition.pk: newer}


def test_no_rule_is_verified_without_saying_what_was():
    assert not PublicationRule.objects.filter(verification="").exists()
    assert PublicationRule.objects.filter(is_verified=True).count() == 2


def test_a_withdrawal_that_lasts_is_a_gap_without_an_end():
    made = make.withdraw(make.make_live(), reason="safety")
    found = availability.of_page(made.edition.page, at=clock.now())
    assert found.gaps == [availability.Gap(made.edition.live_until, None, "somebody’s safety")]


def test_a_document_that_came_later_has_its_own_first_day():
    draft = make.open_review(
        conducted_from=PartialDate("2014-04"), conducted_to=PartialDate("2015")
    )
    page = make.carry_over(draft, "2015-08").page
    draft = workflow.open_edition(page, by=make.make_user())
    make.attach(draft, make.make_document(), kind="learning_briefing", slug="briefing")
    stated = PartialDate("2017-06")
    make.attach(
        draft, make.make_document(), kind="appendix", slug="appendix", first_published=stated
    )
    second = make.make_live(draft)
    found = documents_of(page)
    assert {slug: part.first_published for slug, part in found.items()} == {
        "appendix": stated,
        "briefing": PartialDate.of(second.live_from),
        "overview-report": PartialDate("2015-08"),
    }
    assert found["appendix"].minimum_until == datetime.date(2018, 6, 30)


@pytest.mark.parametrize("names", [["commissioned"], ["conducted_from", "conducted_to"]])
def test_a_date_that_is_not_known_does_not_switch_the_rule_off(names):
    live = make.make_live(make.open_review(**dict.fromkeys(names, PartialDate("unknown"))))
    assert availability.of_page(live.page, at=clock.now()).minimum_until
    with pytest.raises(Refused, match="name the person who authorised this"):
        make.withdraw(live, authorised_by="")


@pytest.mark.parametrize("term", [{"minimum_months": 12}, {"minimum_weeks": 12}])
def test_no_date_is_too_late_to_count_a_term_from(term):
    """A page that states one could be published once, and can be withdrawn."""
    assert minimum_until(PublicationRule(**term), PartialDate("9999")) == datetime.date.max
