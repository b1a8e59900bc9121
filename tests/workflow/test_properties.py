"""Whatever is done to a page in whatever order, the past stays and one edition is public at most."""

import datetime
from contextlib import suppress

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from reviews import workflow
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Edition, Event, Identifier
from tests.support import bypass
from tests.support import factories as make
from tests.support.lifecycle import OF_PAGES, VERBS, act, last_of, page_at

pytestmark = pytest.mark.django_db

SOON = datetime.timedelta(milliseconds=30)
INSTANT = datetime.timedelta.resolution


class Witness:
    """Somebody who reads a page again and again, and remembers what was there."""

    def __init__(self, page):
        self.page = page
        self.seen = {}

    def read(self, at):
        shown = self.page.editions.public(at=at)
        assert len(shown) <= 1
        return [(row.number, row.title, self.names(row)) for row in shown]

    def names(self, edition):
        return list(Identifier.objects.filter(edition=edition.pk).values_list("value", flat=True))

    def look(self):
        now = clock.now()
        moments = {now}
        for edition in self.page.editions.all():
            for moment in filter(None, (edition.live_from, edition.live_until)):
                moments |= {moment - INSTANT, moment, moment + INSTANT}
        found = {moment: self.read(moment) for moment in moments}
        self.seen |= {moment: shown for moment, shown in found.items() if moment <= now}

    def check(self):
        assert {moment: self.read(moment) for moment in self.seen} == self.seen


def sign(page):
    """What most often comes before a publication: chance alone would seldom hit on it."""
    with suppress(Refused):
        make.approved(last_of(page))


def schedule_soon(page, by):
    sign(page)
    workflow.publish(last_of(page), by=by, at=clock.now() + SOON)


def let_it_begin(page):
    for edition in page.editions.scheduled(at=clock.now()).filter(live_from__lt=clock.now() + SOON):
        bypass.sql("SELECT pg_sleep_until(%s)", edition.live_from)


def change_the_draft(page):
    for draft in Edition.objects.drafts().filter(page=page):
        make.change(draft, title=f"Title {next(make.counter)}")
        Identifier.objects.create(
            edition=draft.as_kind, kind="number", value=f"SCR {next(make.counter)}"
        )


def do(action, page, by):
    """A refusal is an answer too; near a boundary the database may be the first to refuse."""
    last = last_of(page)
    if last is None and action not in OF_PAGES:
        return
    if action == "release" and not page.holds.exists():
        return
    with suppress(Refused, IntegrityError):
        {
            "sign": lambda: sign(page),
            "schedule_soon": lambda: schedule_soon(page, by),
            "let_it_begin": lambda: let_it_begin(page),
            "change_the_draft": lambda: change_the_draft(page),
        }.get(action, lambda: act(action, page, last, by))()


@given(
    st.sampled_from(["draft", "live", "live approved", "ended draft", "held live"]),
    st.lists(
        st.sampled_from([*VERBS, "sign", "schedule_soon", "let_it_begin", "change_the_draft"]),
        min_size=3,
        max_size=12,
    ),
)
def test_what_the_public_has_seen_stays_so_whatever_is_done_next(stage, actions):
    page, by = page_at(stage), make.make_user()
    witness = Witness(page)
    for action in actions:
        do(action, page, by)
        witness.look()
        witness.check()
    assert page.editions.drafts().count() <= 1
    numbers = list(page.editions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@given(st.lists(st.sampled_from([*VERBS, "sign"]), min_size=1, max_size=10))
def test_the_record_tells_when_each_edition_was_public(actions):
    """The last event that names an edition's moment agrees with its period."""
    page, by = page_at("approved"), make.make_user()
    for action in actions:
        do(action, page, by)
    begins = {"published", "scheduled", "carried_over"}
    recorded = {}
    for event in Event.objects.filter(page=page).order_by("pk"):
        if event.verb in begins:
            recorded[event.edition_number] = event.moment
        if event.verb in {"unscheduled", "discarded"}:
            recorded.pop(event.edition_number, None)
    kept = page.editions.exclude(live_from=None).values_list("number", "live_from")
    assert {number: recorded.get(number) for number, _ in kept} == dict(kept)
