"""Ways in which the owner of the database might rewrite the register, each drawn at random."""

import random

from django.db import connection
from django.db.models import Model

from reviews.ledger import row_digests
from reviews.lib.storage import documents_storage
from reviews.models import (
    Checkpoint,
    Document,
    DocumentCheck,
    Edition,
    ErasureDecline,
    ErasureRequest,
    Event,
    PublicationRule,
    Theme,
    Waiver,
)

TABLES = {model._meta.model_name: model for model in row_digests.KINDS.values()}
GUARDED = {*("event", "checkpoint", "edition", "document", "finding", "page"), *TABLES}
# What the random histories do not make; tests/ledger/test_row_digests.py changes each of them.
NOT_IN_HISTORIES = {
    *(DocumentCheck, PublicationRule, ErasureDecline, ErasureRequest, Theme, Waiver),
}
RECORDS = {name: model for name, model in TABLES.items() if model not in NOT_IN_HISTORIES}
# A clearance has nothing but the rows that it points at.
COLUMNS = {
    "banner": "live_from",
    "notice": "recorded_at",
    "withdrawal": "public_note",
    "formeraddress": "added_at",
    "clearance": None,
}
REHASH = """
DO $$
DECLARE
    e reviews_event;
    before bytea := reviews_genesis();
BEGIN
    FOR e IN SELECT * FROM reviews_event ORDER BY seq LOOP
        UPDATE reviews_event SET canonical = reviews_canonical_event(e), previous_hash = before,
            hash = reviews_chain_hash(before, reviews_canonical_event(e)) WHERE seq = e.seq RETURNING hash INTO before;
    END LOOP;
END $$
"""


def run(sql: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def disable_guards() -> None:
    """As the owner of the tables, inside a transaction that is rolled back."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("RESET ROLE")
    for table in GUARDED:
        run(f"ALTER TABLE reviews_{table} DISABLE TRIGGER USER")


def everything() -> tuple:
    """All rows and files that an attack may touch, to show that it changed something."""
    files = []
    for name in Document.objects.order_by("pk").values_list("file", flat=True):
        if documents_storage().exists(name):
            with documents_storage().open(name) as content:
                files.append(content.read())
    models = (Event, Checkpoint, Edition, *row_digests.KINDS.values())
    rows = [list(model.objects.order_by("pk").values()) for model in models]
    return (*map(repr, rows), files)


def an_event(dice: random.Random) -> int:
    return dice.choice(list(Event.objects.values_list("seq", flat=True)))


def change_a_field(dice):
    column, value = dice.choice(
        [
            ("actor_name", "Nobody"),
            ("verb", "forged"),
            ("reason", "none"),
            ("body", '{"x": 1}'),
            ("at", "2001-01-01"),
        ]
    )
    run(f"UPDATE reviews_event SET {column} = %s WHERE seq = %s", value, an_event(dice))


def delete_an_event(dice):
    run("DELETE FROM reviews_event WHERE seq = %s", an_event(dice))


def insert_an_event(dice):
    """A copy of one, with a sound hash of its own, at the end of the chain."""
    run(
        "INSERT INTO reviews_event SELECT (r).* FROM (SELECT jsonb_populate_record(e, jsonb_build_object("
        "'seq', (SELECT max(seq) + 1 FROM reviews_event), 'hash', sha256(e.hash), 'previous_hash', "
        "(SELECT hash FROM reviews_event ORDER BY seq DESC LIMIT 1))) AS r FROM reviews_event e WHERE seq = %s) x",
        an_event(dice),
    )


def swap_two_events(dice):
    first, second = dice.sample(list(Event.objects.values_list("seq", flat=True)), 2)
    run("UPDATE reviews_event SET seq = -1 WHERE seq = %s", first)
    run("UPDATE reviews_event SET seq = %s WHERE seq = %s", first, second)
    run("UPDATE reviews_event SET seq = %s WHERE seq = -1", second)


def cut_the_tail(dice):
    run("DELETE FROM reviews_event WHERE seq >= %s", an_event(dice))


def rewrite_to_the_end(dice):
    run("UPDATE reviews_event SET actor_name = 'Nobody' WHERE seq = %s", an_event(dice))
    run("ALTER TABLE reviews_event DROP CONSTRAINT reviews_event_previous_hash_key")
    run(REHASH)


def restore_an_older_copy(dice):
    """The ledger, its checkpoints and the periods as they were some events ago."""
    seq = an_event(dice)
    run("DROP INDEX one_draft_of_a_page")
    run(
        "UPDATE reviews_edition SET live_from = NULL, live_until = NULL, first_published = '' "
        "FROM reviews_event v WHERE v.seq >= %s AND v.moment = live_from AND v.page_id = reviews_edition.page_id",
        seq,
    )
    run("DELETE FROM reviews_checkpoint WHERE size >= %s", seq)
    run("DELETE FROM reviews_event WHERE seq >= %s", seq)


def change_a_period(dice):
    edition = dice.choice(
        list(Edition.objects.exclude(live_from=None).values_list("pk", flat=True))
    )
    column = dice.choice(
        [
            "live_from = live_from - interval '1 day'",
            "live_until = coalesce(live_until, now()) + interval '9 years'",
        ]
    )
    run("ALTER TABLE reviews_edition DROP CONSTRAINT one_live_edition_of_a_page")
    run(f"UPDATE reviews_edition SET {column} WHERE id = %s", edition)


def change_a_file(dice):
    name = dice.choice(list(Document.objects.values_list("file", flat=True)))
    path = documents_storage().path(name)
    with open(path, "r+b") as content:  # noqa: PTH123
        content.seek(dice.randrange(500))
        byte = content.read(1)[0]
        content.seek(-1, 1)
        content.write(bytes([byte ^ dice.randrange(1, 256)]))


def forge_a_checkpoint(dice):
    change = dice.choice(
        ["note = replace(note, 'size ', 'size 1')", "head = sha256(head)", "size = size + 1"]
    )
    run(
        f"UPDATE reviews_checkpoint SET {change} WHERE size = (SELECT max(size) FROM reviews_checkpoint)"
    )


def change_a_published_title(dice):
    run(
        "UPDATE reviews_edition SET title = title || ' ' "
        "WHERE id = (SELECT max(id) FROM reviews_edition WHERE live_from IS NOT NULL)"
    )


def free_rows(model: type[Model]) -> list[int]:
    """The keys of the rows that no other row points at, so that they can be deleted."""
    rows = model.objects.all()
    for field in model._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete and not field.many_to_many:
            pointing = field.related_model._base_manager.exclude(**{field.field.name: None})
            rows = rows.exclude(pk__in=pointing.values(f"{field.field.name}__pk"))
    return list(rows.values_list("pk", flat=True))


def ways_with_records() -> list[tuple[str, str, list[int]]]:
    """What can be done to each kind of record: its name, a statement, and the keys of rows to do it to."""
    ways = []
    for table, model in sorted(RECORDS.items()):
        column = COLUMNS.get(table, "at")
        later = f"{column} || '.'" if column == "public_note" else f"{column} + interval '1 second'"
        if column:
            change = f"UPDATE reviews_{table} SET {column} = {later} WHERE id = %s"
            ways.append((table, change, list(model.objects.values_list("pk", flat=True))))
        if free := free_rows(model):
            ways.append((table, f"DELETE FROM reviews_{table} WHERE id = %s", free))
    return ways


def change_a_record(dice):
    """A signature, a notice, a hold or a banner …: another time, none at all, or one more."""
    _, statement, keys = dice.choice(ways_with_records())
    run(statement, dice.choice(keys))


def pretend_an_erasure(dice):
    """Everything that an erasure does to a page or a document, except its event."""
    if dice.random() < 0.5:
        document = dice.choice(list(Document.objects.all()))
        documents_storage().delete(document.file.name)
        marked = (
            "UPDATE reviews_document SET title = '', text = '{}', erased_at = now() WHERE id = %s"
        )
        run(marked, document.pk)
        return
    begun = Edition.objects.exclude(live_from=None)
    page = dice.choice(list(begun.values_list("page", flat=True)))
    run("UPDATE reviews_edition SET title = '', summary = '', body = '' WHERE page_id = %s", page)
    run(
        "UPDATE reviews_page SET path = 'erased/' || id, erased_at = now() WHERE id = %s",
        page,
    )


ATTACKS = [
    change_a_field,
    delete_an_event,
    insert_an_event,
    swap_two_events,
    cut_the_tail,
    rewrite_to_the_end,
    restore_an_older_copy,
    change_a_period,
    change_a_file,
    forge_a_checkpoint,
    change_a_published_title,
    change_a_record,
    pretend_an_erasure,
]
