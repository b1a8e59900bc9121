"""Minimum terms: fixed at the first publication, never shorter, and handed on to a recorded successor."""

import datetime

import pytest

from reviews import workflow
from reviews.compliance import archive_statement, availability, minimum_terms
from reviews.compliance.publishing import departure_blockers
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.lib.exceptions import Refused
from reviews.models import Lineage, PublicationRule, ReviewEdition, Succession
from tests.support import append_only_rows, bypass
from tests.support import factories as make

pytestmark = pytest.mark.django_db
A_YEAR = datetime.date(2021, 3, 1)


@pytest.fixture(autouse=True)
def rule(db):
    """For safeguarding adults reviews, which have none that is shipped."""
    return make_rule(minimum_months=12)


def make_rule(**fields):
    given = {"jurisdiction": "england", "review_type": "sar", "guidance": "G", "citation": "C"}
    given |= {"in_force_from": datetime.date(2019, 1, 1), "is_verified": True}
    return PublicationRule.objects.create(**given | {"verification": "Read."} | fields)


@pytest.fixture
def live(rule):
    """Published on the last day of February 2020, elsewhere."""
    return make.carry_over(make.open_review(review_type="sar"), "2020-02-29", "2020-03-01")


def next_of(edition, **fields) -> ReviewEdition:
    draft = workflow.open_edition(edition.page, by=make.make_user()).as_kind
    return make.change(draft, **fields)


def until(edition) -> datetime.date | None:
    return availability.of_page(edition.page, at=clock.now()).minimum_until


def codes(draft) -> list[str]:
    return [each.code for each in departure_blockers(edition_content(draft), now=clock.now())]


@pytest.mark.parametrize(
    "fields",
    [
        {"review_type": "other"},
        {"review_type": "dhr"},
        {"commissioned": PartialDate("2010")},
        {"conducted_from": PartialDate("1990"), "conducted_to": PartialDate("1991")},
        {"title": "Another title"},
    ],
)
def test_nothing_that_an_edition_says_ends_the_term(live, fields):
    make.make_live(next_of(live, **fields))
    assert until(live) == A_YEAR
    found = availability.of_page(live.page, at=clock.now())
    assert [part.minimum_until for _, part in found.documents] == [A_YEAR]


def test_a_type_with_a_longer_term_lengthens_it(live):
    make_rule(review_type="other", minimum_months=24)
    make.make_live(next_of(live, review_type="other"))
    assert until(live) == datetime.date(2022, 3, 1)
    make.make_live(next_of(live, review_type="sar"))
    assert until(live) == datetime.date(2022, 3, 1)


def test_a_rule_that_becomes_known_can_lengthen_a_term_and_never_shorten_it(live):
    for months, expected in ((24, 2022), (6, 2022), (36, 2023)):
        make_rule(in_force_from=datetime.date(2019, 2, 1), minimum_months=months)
        assert until(live) == datetime.date(expected, 3, 1)


def test_another_first_date_typed_later_starts_no_earlier_term(live):
    draft = next_of(live)
    draft.attachments.update(first_published=PartialDate("2010"))
    make.make_live(draft)
    assert until(live) == A_YEAR


def test_a_renamed_file_is_the_same_document(live):
    draft = next_of(live)
    draft.attachments.update(slug="renamed", title="The report", kind="report")
    make.make_live(draft)
    [(name, found)] = availability.of_page(live.page, at=clock.now()).documents
    assert (name, found.gaps, len(found.spans), found.minimum_until) == ("renamed", [], 1, A_YEAR)


@pytest.mark.parametrize("reason", Succession)
def test_a_successor_carries_the_term_on_without_a_gap(live, reason):
    draft = next_of(live)
    draft.attachments.update(document=make.make_document(), slug="second")
    assert codes(draft) == ["leaves"]
    make.state_lineage(draft, reason=reason, authorised_by="", public_note="")
    assert codes(draft) == []
    make.make_live(draft)
    [(name, found)] = availability.of_page(live.page, at=clock.now()).documents
    assert (name, found.gaps, len(found.spans), found.minimum_until) == ("second", [], 1, A_YEAR)


def test_a_document_that_is_withdrawn_has_a_gap_with_its_reason_until_it_returns():
    live = make.make_live()
    report = live.attachments.get().document
    draft = next_of(live, state="no_longer")
    draft.attachments.all().delete()
    assert codes(draft) == ["leaves-in-term"]
    make.state_lineage(draft, reason="court_order")
    second = make.make_live(draft)
    found = availability.of_page(live.page, at=clock.now())
    gap = availability.Gap(second.live_from, None, "court order", "overview-report.pdf")
    assert (found.gaps, found.all_gaps) == ([], [gap])
    draft = next_of(live)
    make.attach(make.change(draft, state="published"), report)
    third = make.make_live(draft)
    [gap] = availability.of_page(live.page, at=clock.now()).all_gaps
    assert (gap.since, gap.until) == (second.live_from, third.live_from)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"reason": ""}, ["leaves-in-term"]),
        ({"reason": "term_ended"}, ["leaves-before-end"]),
        ({"authorised_by": " "}, ["authoriser-missing"]),
        ({"public_note": "\n"}, ["leaving-note-missing"]),
        ({"reason": "typographical"}, ["successor-not-named"]),
        ({}, []),
    ],
)
def test_a_document_is_withdrawn_for_a_reason_and_by_somebody(stated, expected):
    draft = next_of(make.make_live(), state="no_longer")
    draft.attachments.all().delete()
    make.state_lineage(draft, **stated)
    assert codes(draft) == expected


def test_after_the_term_nobody_has_to_authorise_it(live):
    draft = next_of(live, state="no_longer")
    draft.attachments.all().delete()
    make.state_lineage(draft, reason="term_ended", authorised_by="")
    assert codes(draft) == []


@pytest.mark.parametrize(
    ("kind", "stated", "expected"),
    [
        ("overview_report", {"reason": "court_order"}, ["succession-reason"]),
        ("media_statement", {"reason": "updated"}, ["successor-no-report"]),
        ("appendix", {"reason": "updated"}, ["successor-no-report"]),
        ("report", {"reason": "updated"}, []),
    ],
)
def test_only_a_report_succeeds_a_report(kind, stated, expected):
    draft = next_of(make.make_live())
    renewed = make.make_document()
    draft.attachments.update(document=renewed, kind=kind)
    make.state_lineage(draft, successor=renewed, **stated)
    assert codes(draft) == expected
    Lineage.objects.update(successor=make.make_document_row(), reason="updated")
    assert codes(draft) == ["successor-missing"]


def test_the_database_lets_nothing_leave_without_a_word():
    live = make.make_live()
    draft = next_of(live, state="no_longer")
    draft.attachments.all().delete()
    with pytest.raises(Refused, match="takes away “Overview report”"):
        workflow.submit(draft, by=make.make_user(), note="Shorter.")
    facts = {"page": draft.page, "edition_number": draft.number, "verdict": "approved"}
    append_only_rows.make_approval(**facts)
    now = "UPDATE reviews_edition SET live_from = clock_timestamp(), first_published = '2026' WHERE id = %s"
    end = "UPDATE reviews_edition SET live_until = clock_timestamp() WHERE id = %s"
    with bypass.refused("Edition 2 of page … takes a document away: say why, …"):
        bypass.sql("SET CONSTRAINTS ALL DEFERRED")
        bypass.sql(now, draft.pk)
    make.state_lineage(draft)
    with bypass.accepted():
        bypass.sql("SET CONSTRAINTS ALL DEFERRED")
        bypass.sql(end, live.pk)
        bypass.sql(now, draft.pk)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ({"kind": "overview_report", "state": "on_page"}, []),
        ({"kind": "report", "document": True}, []),
        ({"kind": "appendix", "state": "on_page"}, ["text-leaves-in-term"]),
        ({"kind": "report", "state": "mentioned"}, ["text-leaves-in-term"]),
        (None, ["text-leaves-in-term"]),
    ],
)
def test_a_report_that_is_the_text_of_its_page_stays_until_its_term_ends(shown, expected):
    first = make.open_bare_review(body="The report.", state="published")
    make.attach(first, slug="", state="on_page")
    live = make.make_live(first)
    draft = next_of(live, state="no_longer", body="")
    draft.attachments.all().delete()
    if shown:
        file = make.make_document_row() if shown.get("document") else None
        make.attach(draft, **shown | {"document": file})
    assert codes(draft) == expected


def test_after_its_term_the_text_of_a_page_may_change():
    first = make.open_bare_review(review_type="sar", body="The report.", state="published")
    make.attach(first, slug="", state="on_page")
    draft = next_of(make.carry_over(first, "2020-02-29", "2020-03-01"), state="no_longer", body="")
    draft.attachments.all().delete()
    assert codes(draft) == []


def test_what_left_with_the_page_is_not_asked_about_again():
    live = make.make_live()
    draft = next_of(live, state="no_longer")
    draft.attachments.all().delete()
    make.withdraw(live)
    assert codes(draft) == []


def test_what_is_said_of_a_document_that_stays_is_refused():
    draft = next_of(make.make_live())
    report = draft.attachments.get().document
    Lineage.objects.create(edition=draft, document=report, reason="error")
    assert codes(draft) == ["still-shown"]


def test_the_public_statement_reads_the_same_term(live):
    make.make_live(next_of(live, review_type="other"))
    [edition] = ReviewEdition.objects.public(at=clock.now())
    [statement] = archive_statement.statements([edition], at=clock.now()).values()
    assert statement.until == PartialDate("2021-03-01")
    at = clock.now()
    assert minimum_terms.of_pages([live.page_id], at=at)[live.page_id].page.until == A_YEAR
