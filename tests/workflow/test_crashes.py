"""kill -9 in the middle of a verb: what is public and what is in the ledger always agree."""

import hashlib
from functools import partial
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client

from reviews import workflow
from reviews.documents import intake
from reviews.ledger import checkpoints, verification
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Document, Edition, Event, Page, User
from tests.support import crash
from tests.support import factories as make
from tests.support.crash import Steps

pytestmark = pytest.mark.usefixtures("committed", "stepped")
CANARY = "Canary"


@pytest.fixture
def stepped(settings, monkeypatch):
    """Stores whose operations are steps, and a checkpoint after every verb."""
    monkeypatch.setattr(checkpoints, "EVERY", 1)
    stores = {
        name: settings.STORAGES[name] | {"BACKEND": f"tests.support.crash.{kind}"}
        for name, kind in (("documents", "SteppedFiles"), ("checkpoints", "SteppedFolder"))
    }
    settings.STORAGES = settings.STORAGES | stores


def person(group: str) -> User:
    found = User.objects.filter(username=group).first()
    return found or make.make_user(group, groups=(group,))


def a_document() -> Document:
    """With bytes of its own, which nobody reads."""
    content = f"%PDF {Document.objects.count()}".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    file, cover = (
        intake.store(f"{sha256[:2]}/{sha256}.{kind}", ContentFile(content))
        for kind in ("pdf", "webp")
    )
    facts = {"accepted_by": person("Editors"), "file": file, "cover": cover}
    return make.make_document_row(sha256=sha256, size=len(content), **facts)


def submitted() -> Edition:
    words = {"title": CANARY, "body": CANARY, "state": "published"}
    draft = make.open_bare_review(by=person("Editors"), **words)
    make.attach(draft, a_document())
    workflow.submit(draft, by=person("Editors"), note=CANARY)
    return draft


def approve(edition):
    workflow.approve(edition, by=person("Approvers"))


def approved() -> Edition:
    draft = submitted()
    approve(draft)
    return draft


def publish(edition):
    workflow.publish(edition, by=person("Approvers"))


def schedule(edition):
    workflow.publish(edition, by=person("Approvers"), at=clock.now() + make.DAY)


def live() -> Edition:
    draft = approved()
    publish(draft)
    return draft


def withdraw(edition):
    facts = {"reason": "anonymity", "authorised_by": "The chair", "note": "Gone."}
    workflow.withdraw(edition.page, by=person("Approvers"), **facts)


def asked() -> Edition:
    edition = live()
    withdraw(edition)
    workflow.ask_erasure(edition.page, by=person("Approvers"), reason="child")
    return edition


def erase(edition):
    workflow.erase(edition.page.erasure_requests.get(), by=person("Administrators"))


# The verb, its event, the stage before it, and whether the page is public before and after.
VERBS = {
    "approve": (approve, "approved", submitted, False, False),
    "publish": (publish, "published", approved, False, True),
    "schedule": (schedule, "scheduled", approved, False, False),
    "withdraw": (withdraw, "withdrawn", live, True, False),
    "erase": (erase, "erased", asked, False, False),
}


STRIDE = 32


@pytest.mark.slow
@pytest.mark.sweep(few=1, full=STRIDE)
@pytest.mark.parametrize("name", VERBS)
def test_killed_at_every_thirty_second_step(name, seeds, tmp_path):
    """From the last one back. With all seeds, at every step; alone, the first meets both kinds."""
    [seed] = seeds
    verb, event, prepare, public_before, public_after = VERBS[name]
    for group in ("Editors", "Approvers", "Administrators"):
        person(group)
    make.make_live(make.open_listing(path="listing", by=person("Editors")))
    edition, kills = prepare(), {"before the commit": 0, "after it": 0}
    for step in range(steps_of(verb, edition, tmp_path / "counted") - seed, 0, -STRIDE):
        if happened(edition, event):
            assert is_public(edition) == public_after
            assert_register_agrees()
            if public_after:
                withdraw(edition)  # so that the next one's name is nowhere yet
            edition = prepare()
        assert is_public(edition) == public_before
        assert crash.killed_at(step, partial(verb, edition))
        assert_locks_are_free(edition)
        is_done = happened(edition, event)
        kills["after it" if is_done else "before the commit"] += 1
        assert is_public(edition) == (public_after if is_done else public_before)
        assert bool(refused(verb, edition)) == is_done
        assert_register_agrees()
    assert all(kills.values()) or seed, kills


def steps_of(verb, edition: Edition, counted: Path) -> int:
    """How many steps the verb takes when nothing kills it."""

    def count() -> None:
        verb(edition)
        counted.write_text(f"{Steps.count}")

    assert not crash.killed_at(0, count)
    return int(counted.read_text())


def happened(edition: Edition, event: str) -> bool:
    return Event.objects.filter(page=edition.page_id, verb=event).exists()


def is_public(edition: Edition) -> bool:
    """Whether a reader finds the page, its file, its cover and its name elsewhere: all of them or none."""
    address = edition.page.get_absolute_url()
    addresses = [address, f"{address}history/", "/listing/", "/"]
    named = {CANARY in Client().get(each).content.decode() for each in addresses}
    files = {answers(f"{address}overview-report.{kind}") for kind in ("pdf", "webp")}
    assert len(named | files) == 1, (named, files)
    return named.pop()


def answers(address: str) -> bool:
    response = Client().get(address)
    response.close()
    return response.status_code == 200


def assert_locks_are_free(edition: Edition) -> None:
    """Both of the page and of the ledger, as soon as the server sees that the process is dead."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '120s'")
        assert Page.objects.select_for_update().get(pk=edition.page_id)
        cursor.execute("SELECT pg_advisory_xact_lock(727001)")


def refused(verb, edition: Edition) -> list[str]:
    """The reasons for which the verb is refused now, if it is. What it does is undone."""
    try:
        with transaction.atomic():
            verb(Edition.objects.get(pk=edition.pk))
            transaction.set_rollback(True)
    except Refused as refusal:
        return refusal.reasons
    return []


def assert_register_agrees() -> None:
    """Except for files of erased documents, which the next erasure or the command destroys."""
    problems = verification.verify(outside=[]).problems
    assert [row for row in problems if not row.endswith("run finish_erasures.")] == []
    assert workflow.finish_erasures() == len(problems)
    assert verification.verify(outside=[]).problems == []
