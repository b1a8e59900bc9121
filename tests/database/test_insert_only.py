"""The web process adds to the ledger, and every way to rewrite it is refused.

Each attack is tried by the owner too. Where no trigger stops the owner, it succeeds, which shows that it
is an attack.
"""

import pytest
from django.db import Error, connection

from reviews.ledger import verification
from reviews.models import Event
from tests.support import bypass
from tests.support import factories as make
from tests.support.lifecycle import taken_back

pytestmark = pytest.mark.django_db
DENIED = "permission denied for …"
OWNER = "must be owner of …"
RECORD = "… of reviews_event refused: these rows are a lasting record."
ROW = (
    "INSERT INTO reviews_event (seq, at, verb, actor_id, actor_name, role, digest, reason, request_id, body, "
    "canonical, previous_hash, hash) SELECT {seq}, now(), 'opened', min(actor_id), 'x', '', '', '', '', '{{}}', "
    "'x', 'x', {hash} FROM reviews_event"
)
# What is tried, the error that the web process gets, and the owner's: empty where the owner succeeds.
ATTACKS = [
    ("UPDATE reviews_event SET actor_name = 'x'", DENIED, RECORD),
    ("UPDATE reviews_event SET seq = seq + 100", DENIED, RECORD),
    ("DELETE FROM reviews_event", DENIED, RECORD),
    ("TRUNCATE reviews_event CASCADE", DENIED, "TRUNCATE of reviews_… refused: …"),
    (ROW.format(seq=999, hash="'x'"), DENIED, ""),
    (ROW.format(seq="max(seq) + 1", hash="sha256('x')"), DENIED, ""),
    ("ALTER TABLE reviews_event DISABLE TRIGGER seal", OWNER, ""),
    ("ALTER TABLE reviews_event DISABLE TRIGGER ALL", OWNER, "permission denied: …"),
    ("ALTER TABLE reviews_event DROP COLUMN hash", OWNER, ""),
    ("ALTER TABLE reviews_event OWNER TO site_app", OWNER, "…"),
    ("DROP TRIGGER append_only ON reviews_event", OWNER, ""),
    ("DROP TABLE reviews_event CASCADE", OWNER, ""),
    ("DROP FUNCTION reviews_seal_event CASCADE", OWNER, ""),
    (
        "CREATE OR REPLACE FUNCTION reviews_seal_event() RETURNS trigger LANGUAGE plpgsql "
        "AS 'BEGIN RETURN NEW; END'",
        "permission denied for schema public",
        "",
    ),
    ("ALTER FUNCTION reviews_refuse RENAME TO reviews_other", OWNER, ""),
    ("CREATE RULE r AS ON INSERT TO reviews_event DO INSTEAD NOTHING", OWNER, ""),
    (
        "CREATE TRIGGER t BEFORE INSERT ON reviews_event FOR EACH ROW EXECUTE FUNCTION reviews_refuse()",
        DENIED,
        "",
    ),
]


@pytest.fixture(autouse=True)
def a_ledger():
    make.make_live(make.open_plain())
    bypass.sql("SET CONSTRAINTS ALL IMMEDIATE")


def links() -> list:
    return list(Event.objects.values_list("seq", "canonical", "hash"))


def test_the_web_process_is_refused():
    before = links()
    for statement, error, _ in ATTACKS:
        with bypass.refused(error, Error):
            bypass.sql(statement)
        assert links() == before
    assert verification.verify(outside=[]).problems == []


def test_the_owner_is_refused_by_the_triggers_or_succeeds(as_owner):
    for statement, _, error in ATTACKS:
        with bypass.refused(error, Error) if error else taken_back():
            bypass.sql(statement)


@pytest.mark.parametrize("seq", ["1", "999", "max(seq) + 1"])
def test_not_even_the_owner_chooses_a_number_or_a_hash(as_owner, seq):
    last = Event.objects.latest("seq").seq
    bypass.sql(ROW.format(seq=seq, hash="sha256('forged')"))
    made = Event.objects.latest("seq")
    assert made.seq == last + 1
    assert bytes(made.previous_hash) == bytes(Event.objects.get(seq=last).hash)
    assert verification.verify(outside=[]).problems == []


def test_the_function_gives_the_number_and_the_hash():
    """The one way that is open: an event added at the end, sealed by the database."""
    last = links()[-1][0]
    call = "SELECT reviews_record_event('opened', min(actor_id), 'x', '', NULL, NULL, NULL, NULL, '', '', '', '{}') FROM reviews_event"
    assert bypass.sql(call) == [(last + 1,)]
    assert verification.verify(outside=[]).problems == []


def test_the_guards_cannot_be_passed_as_a_replica_or_as_somebody_else():
    """Tests become site_app from the owner’s session, so what is asked is what a session of its own may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_parameter_privilege('site_app', 'session_replication_role', 'SET'), "
            "pg_has_role('site_app', 'site_owner', 'MEMBER')"
        )
        assert cursor.fetchone() == (False, False)
        cursor.execute(
            "SELECT has_parameter_privilege('site_app', 'work_mem', 'SET'), "
            "pg_has_role('site_app', 'site_app', 'MEMBER')"
        )
        assert cursor.fetchone() == (False, True)
