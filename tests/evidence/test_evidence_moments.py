"""A bundle of a moment at which somebody was publishing, signing or withdrawing."""

import csv
import datetime
import io
import json
import threading
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from reviews import evidence, workflow
from reviews.ledger import checkpoints
from reviews.lib import clock
from reviews.models import Approval, Event, Hold, Notice, Release
from tests.support import factories as make
from tests.support.concurrency import PATIENCE, by_itself, held
from tests.support.evidence_bundles import bundle, history, opened, verdicts

# Which events make the rows of a table.
EVENTS = {
    "approvals": ("submitted", "returned", "approved", "overridden"),
    "editions": ("published", "scheduled", "carried_over", "brought_back"),
    "withdrawals": ("withdrawn",),
    "holds": ("held",),
    "notices": ("notified",),
}
INSTANT = datetime.timedelta.resolution


def read(content: bytes) -> tuple[dict[str, int], dict[str, int], set[str]]:
    """How many rows each table has, how many events there are for them, and the editions shown."""
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        rows = {
            name: len(
                list(csv.DictReader(io.StringIO(members.read(f"tables/{name}.csv").decode())))
            )
            for name in EVENTS
        }
        events = [json.loads(line) for line in members.read("events.jsonl").splitlines()]
        shown = {name for name in members.namelist() if name.startswith("editions/")}
    verbs = Counter(json.loads(event["record"])["verb"] for event in events)
    return rows, {name: sum(verbs[verb] for verb in EVENTS[name]) for name in EVENTS}, shown


def moments(page) -> set[datetime.datetime]:
    """Those at which something of the page was written, and those just before and after."""
    columns = [
        *Event.objects.filter(page=page).values_list("at", flat=True),
        *Event.objects.filter(page=page).exclude(moment=None).values_list("moment", flat=True),
        *Approval.objects.filter(page=page).values_list("at", flat=True),
        *Hold.objects.filter(page=page).values_list("at", flat=True),
        *Release.objects.filter(hold__page=page).values_list("at", flat=True),
        *Notice.objects.filter(page=page).values_list("recorded_at", flat=True),
    ]
    first = Event.objects.filter(page=page).order_by("seq").first().at
    around = {at + step for at in columns for step in (-INSTANT, datetime.timedelta(), INSTANT)}
    return {at for at in around if at >= first}


STRIDE = 8


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.sweep(few=1, full=STRIDE)
def test_tables_and_events_agree_at_every_eighth_moment(seeds):
    """With all seeds, at every moment."""
    page = history()
    workflow.release(Hold.objects.get(), by=make.make_user())
    draft = page.editions.drafts().get()
    workflow.override(draft, by=make.make_user(), reason="Urgent.", note="Changed.")
    for seed in seeds:
        for at in sorted(moments(page))[seed % STRIDE :: STRIDE]:
            rows, events, shown = read(bundle(page, at=at))
            assert (rows, len(shown)) == (events, events["editions"]), at
    rows, _, _ = read(bundle(page))
    assert rows == {"approvals": 7, "editions": 4, "withdrawals": 1, "holds": 1, "notices": 1}


@pytest.mark.django_db
def test_the_bundle_of_the_first_moment_of_an_edition_verifies(tmp_path):
    live = make.make_live()
    make.make_live()
    checkpoints.publish()
    before = opened(bundle(live.page, at=live.live_from), tmp_path / "before")
    assert all(verdicts(before))
    assert not (before / "editions").exists()
    recorded = Event.objects.get(page=live.page, verb="published").at
    after = opened(bundle(live.page, at=recorded), tmp_path / "after")
    assert all(verdicts(after))
    assert (after / "editions/1.json").exists()


class Interrupted(io.BytesIO):
    """A file at whose first byte something else happens."""

    def __init__(self, act) -> None:
        super().__init__()
        self.act = act

    def write(self, content) -> int:
        act, self.act = self.act, None
        if act:
            act()
        return super().write(content)


@pytest.mark.usefixtures("committed")
def test_what_is_committed_while_the_bundle_is_made_is_not_in_it():
    page = make.make_live().page
    draft = make.approved(workflow.open_edition(page, by=make.make_user()))
    by, done, finish = make.make_user(), threading.Event(), threading.Event()

    def publish():
        return workflow.publish(draft, by=by)

    with ThreadPoolExecutor(1) as people:
        other = people.submit(by_itself, lambda: held(publish, None, done, finish))
        assert done.wait(PATIENCE)

        def commit():
            finish.set()
            assert other.result(PATIENCE).number == 2

        made = Interrupted(commit)
        evidence.write(page, made, at=clock.now())
    rows, events, shown = read(made.getvalue())
    assert rows == events
    assert rows["editions"] == len(shown) == 1
    rows, _, shown = read(bundle(page))
    assert rows["editions"] == len(shown) == 2
