"""Each verb reads an edition once, and records the digest of what is stored afterwards."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import workflow
from reviews.editions.digest import edition_content, edition_contents, edition_digest
from reviews.models import Approval, Event
from tests.support import factories as make
from tests.support.lifecycle import act, last_of, page_at
from tests.support.queries import content_reads

pytestmark = pytest.mark.django_db

# For each verb about an edition, a stage of the page that allows it.
STAGES = {
    "open": "live",
    "discard": "draft",
    "state_origin": "draft",
    "submit": "draft",
    "return": "submitted",
    "approve": "submitted",
    "publish": "approved",
    "schedule": "approved",
    "carry_over": "brought",
    "override": "draft",
    "unschedule": "scheduled",
    "withdraw": "live",
}


def captured():
    return CaptureQueriesContext(connection)


@pytest.mark.parametrize(("verb", "stage"), STAGES.items())
def test_a_verb_reads_an_edition_once(verb, stage):
    page, by = page_at(stage), make.make_user()
    last = last_of(page)
    with captured() as queries:
        act(verb, page, last, by) if verb != "open" else workflow.open_edition(page, by=by)
    assert content_reads(queries) == 1


@pytest.mark.parametrize(
    ("verb", "stage"), [case for case in STAGES.items() if case[0] != "discard"]
)
def test_a_verb_records_the_digest_of_what_is_stored(verb, stage):
    page, by = page_at(stage), make.make_user()
    seen = Event.objects.latest("seq").seq
    signed = Approval.objects.count()
    act(verb, page, last_of(page), by)
    stored = edition_content(last_of(page))
    recorded = Event.objects.filter(seq__gt=seen).values_list("digest", flat=True)
    assert set(recorded) == {stored.digest}
    for approval in Approval.objects.order_by("pk")[signed:]:
        assert (approval.digest, approval.parts) == (stored.digest, stored.field_digests)


def test_a_day_of_first_publication_that_is_set_by_publishing_is_recorded():
    """A page from elsewhere without a date yet: its digest has the day on which it goes live."""
    draft = make.change(make.open_bare_review(), carried_from="old.example")
    before = edition_digest(draft)
    live = make.make_live(draft)
    assert Event.objects.latest("seq").digest == edition_digest(live) != before


def test_saving_a_draft_reads_it_before_and_after():
    draft, by = make.open_bare_review(), make.make_user()
    before = edition_content(draft)
    make.change(draft, summary="Other words.")
    with captured() as queries:
        workflow.record_draft_saved(draft, by=by, before=before)
    assert content_reads(queries) == 1
    assert Event.objects.latest("seq").digest == edition_digest(draft)


@pytest.mark.parametrize("rows", [1, 20])
def test_what_a_verb_costs_does_not_depend_on_the_size_of_the_edition(rows):
    draft = make.fill(make.open_bare_review(), rows)
    author, approver = make.make_user(), make.make_user()
    costs = {}
    for name, verb in {
        "submit": lambda: workflow.submit(draft, by=author, note=""),
        "approve": lambda: workflow.approve(draft, by=approver),
        "publish": lambda: workflow.publish(draft, by=approver),
    }.items():
        with captured() as queries:
            verb()
        costs[name] = len(queries)
    assert costs == {"submit": 29, "approve": 31, "publish": 28}


@pytest.mark.parametrize("others", [0, 5])
def test_many_editions_are_read_as_one_is(others, django_assert_num_queries):
    drafts = [make.fill(make.open_bare_review()), make.open_listing(), make.open_plain()]
    for _ in range(others):
        drafts += [make.fill(make.open_bare_review()), make.open_listing(), make.open_plain()]
    with django_assert_num_queries(11):  # three kinds, and the eight parts that have rows
        found = edition_contents(drafts)
    assert {key: content.values for key, content in found.items()} == {
        draft.pk: edition_content(draft).values for draft in drafts
    }


def test_an_edition_that_is_gone_is_left_out():
    gone, there = make.open_plain(), make.open_plain()
    key = gone.pk
    gone.delete()
    gone.pk = key
    assert list(edition_contents([gone, there])) == [there.pk]
    with pytest.raises(type(gone).DoesNotExist):
        edition_content(gone)
