"""What the next edition takes over from the last, and what a page brings from an earlier website."""

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db.models import URLField

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.lib.exceptions import Refused
from reviews.models import Document, Edition, Event, ListingEdition, ReviewEdition
from reviews.models.edition_parts import PARTS
from reviews.models.partial_date import PartialDateField
from tests.support import factories as make

pytestmark = pytest.mark.django_db

# What belongs to one edition alone: everything else is the same in the next.
OWN = {"id", "edition_ptr", "number", "live_from", "live_until", "created_at", "edited_at"}
OWN |= {"edited_by", "change_note", "change_weight", "carried_updated", "draft_version"}
A_DATE = PartialDate("2014-04")
SOURCE = "www.example.gov.uk"


def values(row, but):
    fields = (field for field in row._meta.concrete_fields if field.name not in but)
    return {field.name: field.value_from_object(row) for field in fields}


def content(edition):
    parts = {
        part: [values(row, but={"id", "edition"}) for row in part.objects.filter(edition=edition)]
        for part in PARTS
    }
    return values(edition, but=OWN), parts


def open_everything():
    """A draft with a value in every field of every row."""
    first = make.open_bare_review().page
    draft = make.fill(make.open_bare_review(first.board, version_of=first, language="cy"))
    make.attach(draft, make.make_document_row(), slug="another", position=3)
    parts = [row for part in PARTS for row in part.objects.filter(edition=draft)]
    for row in (draft, *parts):
        say_something(row)
    return draft


def say_something(row):
    """An address elsewhere stays empty where there is a file, and a date in words where there is one."""
    for field in row._meta.concrete_fields:
        is_empty = field.name not in OWN and not field.value_from_object(row)
        if is_empty and not isinstance(field, URLField) and field.name != "due_in_words":
            words = [row.Kind.APPENDIX] if isinstance(field, ArrayField) else "Words"
            setattr(row, field.name, A_DATE if isinstance(field, PartialDateField) else words)
    row.save()


def next_of(edition, by=None):
    return workflow.open_edition(edition.page, by=by or make.make_user())


def test_the_next_edition_of_a_review_equals_the_last_one():
    draft = open_everything()
    live = make.make_live(draft)
    documents = Document.objects.count()
    by = make.make_user()
    second = next_of(live, by=by)
    assert content(second) == content(live)
    fields, parts = content(second)
    assert all(fields.values())
    empty = {"link": ".", "due_in_words": "."}
    assert all(all({**row, **empty}.values()) for rows in parts.values() for row in rows)
    assert [len(rows) for rows in parts.values()] == [2, 1, 1, 2, 1, 1, 1, 0, 1]
    assert Document.objects.count() == documents
    assert (second.number, second.is_draft, second.edited_by) == (2, True, by)
    assert (second.change_note, second.change_weight) == ("", "substantive")
    assert ReviewEdition.objects.get(pk=second.pk) == second


def test_changing_the_next_edition_leaves_the_last_one_alone():
    live = make.make_live(make.fill(make.open_bare_review()))
    before = content(live)
    second = next_of(live)
    make.change(second, summary="Other.", review_type="sar")
    for part in PARTS:
        part.objects.filter(edition=second).delete()
    assert content(ReviewEdition.objects.get(pk=live.pk)) == before


@pytest.mark.parametrize(
    ("open_draft", "kind"), [(make.open_plain, Edition), (make.open_listing, ListingEdition)]
)
def test_the_next_edition_of_a_page_or_listing(open_draft, kind):
    live = make.make_live(open_draft(summary="A summary.", body="Words.", language="cy"))
    second = next_of(live)
    assert type(second) is type(live) is kind
    assert values(second, but=OWN) == values(live, but=OWN)


@pytest.mark.parametrize("open_draft", [make.open_plain, make.open_listing, make.open_bare_review])
def test_the_draft_in_work_is_given_back_as_it_is(open_draft):
    draft = open_draft()
    events = Event.objects.count()
    again = next_of(draft)
    assert type(again) is type(draft)
    assert values(again, but=set()) == values(type(draft).objects.get(pk=draft.pk), but=set())
    assert Event.objects.count() == events


def test_the_first_edition_of_a_page_is_empty():
    page = make.open_bare_review().page
    workflow.discard(page.editions.get(), by=make.make_user())
    first = workflow.open_edition(page, by=make.make_user())
    assert (first.number, first.title, first.review_type) == (1, "", "")
    assert [part.objects.filter(edition=first).count() for part in PARTS] == [0] * len(PARTS)


def test_discarding_a_draft_takes_all_its_rows_and_nothing_else():
    live = make.make_live(open_everything())
    before = content(live)
    rows = [model.objects.count() for model in (Edition, ReviewEdition, Document, *PARTS)]
    workflow.discard(next_of(live), by=make.make_user())
    assert [m.objects.count() for m in (Edition, ReviewEdition, Document, *PARTS)] == rows
    assert content(ReviewEdition.objects.get(pk=live.pk)) == before
    assert next_of(live).number == 2


def test_a_page_is_carried_over_with_the_dates_it_bore():
    draft = make.open_review()
    live = make.carry_over(draft, source=f" {SOURCE} ")
    assert live.is_live(at=clock.now())
    assert (live.first_published, live.carried_updated) == (
        PartialDate("2015-08"),
        PartialDate("2018-10-04"),
    )
    assert live.carried_from == SOURCE
    assert live.change_note == "Changed."
    assert (Event.objects.last().verb, Event.objects.last().moment) == (
        "carried_over",
        live.live_from,
    )


def test_what_was_carried_over_stays_known_but_its_update_is_that_editions_own():
    second = make.make_live(next_of(make.carry_over(make.open_bare_review())))
    assert (second.first_published, second.carried_from) == (PartialDate("2015-08"), SOURCE)
    assert second.carried_updated is None


NO_SOURCE = "Say which website the page and its dates are carried over from."
FUTURE = "A date carried over from an earlier website cannot lie in the future."
WAS_PUBLIC = "This page has already been public here: publish its next edition instead."


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({"source": ""}, [NO_SOURCE]),
        ({"source": " \n"}, [NO_SOURCE]),
        ({"published": "2999"}, [FUTURE]),
        ({"updated": "2999-01"}, [FUTURE]),
        ({"published": "unknown", "updated": "2999-01-01"}, [FUTURE]),
        ({"source": "", "updated": "2999"}, [NO_SOURCE, FUTURE]),
        ({"published": "unknown", "updated": "unknown"}, []),
    ],
)
def test_what_is_carried_over_has_a_source_and_dates_in_the_past(given, reasons):
    draft = make.open_plain()
    assert reasons_against(make.state_origin, draft, **given) == reasons
    assert (Edition.objects.get().carried_updated is None) == bool(reasons)
    assert Event.objects.filter(verb="saved").exists() != bool(reasons)


def reasons_against(verb, draft, **given):
    try:
        verb(draft, **given)
    except Refused as refusal:
        return refusal.reasons
    return []


def test_today_and_the_month_and_year_it_lies_in_are_not_in_the_future():
    today = PartialDate.of(clock.now()).iso
    for length in (4, 7, 10):
        assert reasons_against(make.state_origin, make.open_plain(), updated=today[:length]) == []


def test_a_draft_that_could_not_be_published_is_not_carried_over():
    draft = make.change(make.open_plain(), title="", body="")
    assert reasons_against(make.carry_over, draft) == [
        "Give the page a title.",
        "Write the text of the page.",
    ]


def test_an_origin_is_of_what_is_signed():
    """Stated after the signature, it voids the signature; stated again alike, it does not."""
    draft = make.approved(make.open_plain())
    by = make.make_user()
    make.state_origin(draft)
    assert reasons_against(workflow.carry_over, draft, by=by) == [
        "Changed after it was approved: earlier website, last updated on the earlier website, first "
        "published. "
        "Submit it for approval again."
    ]
    make.state_origin(make.approved(draft))
    assert workflow.carry_over(draft, by=by).is_live(at=clock.now())


def test_a_page_that_was_withdrawn_here_is_not_carried_over():
    live = make.make_live(make.open_plain())
    make.withdraw(live)
    assert reasons_against(make.state_origin, next_of(live)) == [WAS_PUBLIC]
