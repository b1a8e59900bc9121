"""What verifying says of a register that is at work, and of one that holds what nobody writes."""

import datetime
import itertools
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection
from django.db.models.functions import Now

from reviews import workflow
from reviews.editions.digest import edition_digest
from reviews.ledger import checkpoints, verification
from reviews.lib import clock
from reviews.models import Banner, Checkpoint, Document, Edition, Event
from tests.support import bypass, erasures, tampering
from tests.support import factories as make
from tests.support.bypass import refused


def publish(prepared) -> None:
    workflow.publish(prepared["draft"], by=make.make_user())


def hold(prepared) -> None:
    workflow.hold(prepared["draft"].page, by=make.make_user(), reason="inquest")


def erase(prepared) -> None:
    workflow.erase(prepared["asked"], by=erasures.eraser())


def prepared() -> dict:
    withdrawn = make.withdraw(make.make_live()).edition.page
    asked = workflow.ask_erasure(withdrawn, by=erasures.asker(), reason="child")
    return {"draft": make.approved(make.open_review()), "asked": asked}


def by_somebody_else(act, *given) -> None:
    def alone() -> None:
        try:
            act(*given)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as people:
        people.submit(alone).result()


class Meanwhile:
    """Around the statements of a verification: after the n-th of them, somebody acts."""

    def __init__(self, number: int, act, ready: dict) -> None:
        self.left, self.act, self.ready = number, act, ready

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0:
            by_somebody_else(self.act, self.ready)
        return answer


STRIDE = 20


@pytest.mark.slow
@pytest.mark.usefixtures("committed")
@pytest.mark.sweep(few=1, full=STRIDE)
@pytest.mark.parametrize("act", [publish, hold, erase])
def test_what_is_done_meanwhile_is_no_problem(act, seeds):
    """After every twentieth of the first hundred statements of a verification, or as many as it has."""
    for seed in seeds:
        numbers = range(2 + seed % STRIDE, 100, STRIDE)
        done = itertools.takewhile(lambda number: verified_meanwhile(number, act), numbers)
        assert len(list(done)) > 3


def verified_meanwhile(number: int, act) -> bool:
    """Whether a verification, which finds no problem, has so many statements that ``act`` was done."""
    meanwhile = Meanwhile(number, act, prepared())
    with connection.execute_wrapper(meanwhile):
        assert verification.verify(outside=[]).problems == []
    return meanwhile.left <= 0


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["1", "null", '"row"', "[]", "{"])
def test_the_ledger_takes_no_body_that_is_no_object(body):
    user = make.make_user()
    with refused("…", Error):
        bypass.sql(
            "SELECT reviews_record_event('saved', %s, 'x', '', NULL, NULL, NULL, NULL, '', '', '', %s)",
            user.pk,
            body,
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews_edition SET live_until = 'infinity' WHERE live_from IS NOT NULL",
        "UPDATE reviews_banner SET live_until = 'infinity'",
        "INSERT INTO reviews_document SELECT (r).* FROM (SELECT jsonb_populate_record(d, "
        "jsonb_build_object('id', 99, 'sha256', repeat('0', 64))) AS r FROM reviews_document d) x",
        "INSERT INTO reviews_document SELECT (r).* FROM (SELECT jsonb_populate_record(d, "
        "jsonb_build_object('id', 99, 'sha256', repeat('0', 64), 'erased_at', now(), "
        "'file', '00/' || repeat('0', 64) || '.pdf', 'cover', '00/' || repeat('0', 64) || '.webp')) AS r "
        "FROM reviews_document d) x",
    ],
)
def test_nobody_writes_what_could_not_be_read_or_would_destroy_another_file(statement):
    make.make_live()
    workflow.announce(Banner(heading="A", message="B"), by=make.make_user())
    with refused("…", Error):
        bypass.sql(statement)


ODDITIES = {
    "UPDATE reviews_event SET verb = 'erased' WHERE seq = 1": "cannot be read (KeyError)",
    "UPDATE reviews_page SET kind = 'listing'": "cannot be read (DoesNotExist)",
    "DELETE FROM reviews_editionwords; DELETE FROM reviews_attachment; DELETE FROM reviews_identifier; "
    "DELETE FROM reviews_reviewedition": "cannot be read",
    "UPDATE reviews_edition SET first_published = '2015-02-29'": "cannot be read (ValueError)",
    "UPDATE reviews_checkpoint SET at = at + interval '1 second'": "its columns differ from its note",
    "UPDATE reviews_page SET erased_at = now()": "it is marked as erased, but no event says so",
    "UPDATE reviews_publicationrule SET minimum_months = 1 WHERE minimum_months = 12 AND id = "
    "(SELECT min(id) FROM reviews_publicationrule)": "no event records it",
}


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ODDITIES)
def test_what_nobody_writes_is_named_and_not_a_fault(statement):
    make.make_live()
    checkpoints.checkpoint()
    tampering.disable_guards()
    for table in ("reviewedition", "attachment", "identifier"):
        tampering.run(f"ALTER TABLE reviews_{table} DISABLE TRIGGER USER")
    tampering.run(statement)
    assert ODDITIES[statement] in " ".join(verification.verify(outside=[]).problems)


@pytest.mark.django_db
def test_what_nobody_approved_is_named(as_owner):
    draft = make.open_review()
    make.approved(draft)
    workflow.publish(draft, by=make.make_user())
    assert verification.verify(outside=[]).problems == []
    other = make.open_review()
    tampering.run("ALTER TABLE reviews_edition DISABLE TRIGGER guard_signed")
    Edition.objects.filter(pk=other.pk).update(live_from=Now(), first_published="2026")
    other.refresh_from_db()
    Event.objects.append(
        "published",
        by=make.make_user(),
        page=other.page_id,
        edition_number=1,
        moment=other.live_from,
        digest=edition_digest(other),
    )
    seq = Event.objects.latest("seq").seq
    sentence = f"Event {seq}: what went live had not been approved."
    assert verification.verify(outside=[]).problems == [sentence]


@pytest.mark.django_db
def test_a_checkpoint_of_events_to_come_stops_no_other():
    make.make_live()
    made = checkpoints.checkpoint()
    Checkpoint.objects.create(size=9_000_000_000, head=made.head, at=made.at, note="x")
    make.make_live()
    assert checkpoints.is_due(now=clock.now() + datetime.timedelta(days=2))


@pytest.mark.django_db
def test_a_note_written_in_another_way_than_it_was_signed_is_none():
    make.make_live()
    made = checkpoints.checkpoint()
    other = made.note.replace(f"size {made.size}", f"size 0{made.size}")
    assert "not a checkpoint of this kind" in verification.verify(outside=[other]).problems[0]


@pytest.mark.django_db
@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_is_no_checkpoint_is_a_sentence(tmp_path, content):
    path = tmp_path / "kept"
    if content:
        path.write_bytes(content)
    with pytest.raises(CommandError, match="cannot be read as a checkpoint"):
        call_command("verify_register", "--checkpoint", str(path), stdout=StringIO())


@pytest.mark.django_db
def test_documents_are_counted():
    make.make_live()
    assert verification.verify(outside=[]).files == Document.objects.count() == 1
