import base64
import hashlib
import subprocess
from io import StringIO

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from reviews import workflow
from reviews.ledger import checkpoint_note, checkpoints, verification
from reviews.lib import clock
from reviews.models import Checkpoint, Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def run(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values or None)


def test_anybody_can_check_the_chain_with_two_lines_of_shell():
    make.make_live()
    before = hashlib.sha256(b"case review register")
    for event in Event.objects.order_by("seq"):
        linked = f"{before.hexdigest()}\n{event.canonical}"
        command = ["sh", "-c", "printf '%s' \"$1\" | sha256sum", "sh", linked]
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert found.split()[0] == bytes(event.hash).hex()
        before = hashlib.sha256(linked.encode())


def test_numbers_have_no_gap_and_a_refused_verb_takes_none():
    live = make.make_live()
    with pytest.raises(workflow.publication.Refused):
        workflow.publish(live, by=make.make_user())
    make.withdraw(live)
    assert list(Event.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5]


def test_events_hold_no_words_that_could_name_a_child():
    make.make_live(make.open_review(label="Canary", title="Canary", body="Canary"))
    assert "Canary" not in "".join(Event.objects.values_list("canonical", flat=True))


ATTACKS = [
    "UPDATE reviews_event SET actor_name = 'x'",
    "DELETE FROM reviews_event",
    "TRUNCATE reviews_event",
    "INSERT INTO reviews_event SELECT * FROM reviews_event",
    "INSERT INTO reviews_event (seq, hash) VALUES (9, 'x')",
    "INSERT INTO reviews_event (verb) VALUES ('published')",
    "ALTER TABLE reviews_event DISABLE TRIGGER seal",
    "ALTER TABLE reviews_event DISABLE TRIGGER ALL",
    "DROP TABLE reviews_event",
    "DROP TRIGGER seal ON reviews_event",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION reviews_seal_event() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE OR REPLACE FUNCTION reviews_record_event() RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
    "SET ROLE site_owner",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_web_role_cannot_touch_the_ledger(attack):
    make.make_live()
    before = list(Event.objects.values_list("seq", "hash"))
    run("SELECT count(*) FROM reviews_event")
    if attack == "SET ROLE site_owner":
        # Tests reach the web's role from the owner's connection, so the membership is what is shown.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_has_role('site_app', 'site_owner', 'MEMBER')")
            assert cursor.fetchone() == (False,)
        return
    if attack.startswith("SET session"):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_parameter_privilege('site_app', 'session_replication_role', 'SET')"
            )
            assert cursor.fetchone() == (False,)
        return
    with pytest.raises(DatabaseError):
        run(attack)
    assert list(Event.objects.values_list("seq", "hash")) == before


def test_the_time_of_an_event_is_the_databases(as_owner):
    user = make.make_user()
    page = make.make_live().page
    before = clock.now()
    run(
        "INSERT INTO reviews_event (seq, at, verb, actor_id, actor_name, page_id, digest, reason, request_id, "
        "body, canonical, previous_hash, hash) VALUES (99, '2001-01-01', 'opened', %s, 'x', %s, '', '', '', "
        "'{}', 'x', 'x', 'x')",
        *(user.pk, page.pk),
    )
    last = Event.objects.order_by("seq").last()
    assert last.seq == 5
    assert last.at > before
    assert verification.verify(outside=[]).problems == []


def test_a_checkpoint_is_signed_stored_outside_and_published(client, settings):
    make.make_live()
    made = checkpoints.publish()
    assert checkpoints.publish() is None
    head = checkpoint_note.read(made.note, checkpoints.public_key())
    assert (head.size, head.hash) == (made.size, bytes(Event.objects.get(seq=made.size).hash))
    with storages["checkpoints"].open(f"checkpoint-{made.size:09}.txt") as kept:
        assert kept.read().decode() == made.note
    assert client.get("/register/checkpoint").content.decode() == made.note
    page = client.get("/register/").content.decode()
    assert checkpoints.public_key() in page
    assert "The ledger holds 4 events." in page


def test_a_signature_by_another_key_is_refused():
    make.make_live()
    made = checkpoints.checkpoint()
    other = checkpoint_note.public_key(
        checkpoint_note.private_key(base64.b64encode(b"x" * 32).decode())
    )
    with pytest.raises(ValueError, match="does not fit"):
        checkpoint_note.read(made.note, other)


def test_a_checkpoint_is_due_after_a_hundred_events_or_a_day():
    make.make_live()
    now = clock.now()
    assert not checkpoints.is_due(now=now)
    checkpoints.checkpoint()
    make.make_live()
    assert not checkpoints.is_due(now=now)
    assert checkpoints.is_due(now=clock.now() + make.DAY)
    live = make.make_live()
    for _ in range(50):
        workflow.open_edition(live.page, by=make.make_user())
        workflow.discard(live.page.editions.drafts().get(), by=make.make_user())
    assert checkpoints.is_due(now=now)


def test_the_command_speaks_for_cron(tmp_path):
    make.make_live()
    kept = tmp_path / "checkpoint.txt"
    kept.write_text(checkpoints.checkpoint().note)
    output = StringIO()
    call_command("verify_register", "--checkpoint", str(kept), stdout=output)
    assert output.getvalue() == "events=4 checkpoints=2 files=1 problems=0\n"
    kept.write_text(kept.read_text().replace("size 4", "size 5"))
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_register", "--checkpoint", str(kept), stdout=output)
    assert output.getvalue().endswith("events=4 checkpoints=2 files=1 problems=1\n")


def test_checkpoints_survive_in_the_database_too():
    make.make_live()
    checkpoints.checkpoint()
    with pytest.raises(DatabaseError):
        run("UPDATE reviews_checkpoint SET size = 1")
    assert Checkpoint.objects.count() == 1
