"""Append-only rows are added and never changed, whoever tries and in whichever way."""

import datetime

import pytest
from django.db import ProgrammingError, connection
from django.db.models import ProtectedError

from reviews import workflow
from reviews.lib import clock
from reviews.models import Banner, Board, Document, Erasure, Event, Page, User
from reviews.models.permanence import DECLARED, Permanence
from tests.support import bypass
from tests.support import factories as make
from tests.support.append_only_rows import ROWS, make_erasure_request, make_event
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ROWS)
def test_a_record_stays_even_for_the_owner_of_the_tables(as_owner, model):
    make_row, change = ROWS[model]
    row, of = make_row(), f"of {model._meta.db_table} refused: these rows are a lasting record."
    for attempt in bypass.CHANGES:
        with refused(f"UPDATE {of}"):
            attempt(row, **change)
    for attempt in bypass.DELETIONS:
        with refused(f"DELETE {of}"):
            attempt(row)


@pytest.mark.parametrize("model", ROWS)
def test_the_web_process_may_not_even_ask_to_change_a_record(model):
    make_row, change = ROWS[model]
    row = make_row()
    sentence = f"permission denied for table {model._meta.db_table}"
    for attempt in bypass.CHANGES:
        with refused(sentence, ProgrammingError):
            attempt(row, **change)
    for attempt in bypass.DELETIONS:
        with refused(sentence, ProgrammingError):
            attempt(row)


def own_tables():
    return sorted(
        name
        for name in connection.introspection.django_table_names()
        if name.startswith("reviews_")
    )


def test_no_table_is_emptied(as_owner):
    """Emptying a table empties what points at it, so the accounts are as safe as the record."""
    changing = DECLARED[Permanence.MUTABLE] | DECLARED[Permanence.DERIVED]
    of_others = {model._meta.db_table for model in changing - {User}}
    for table in own_tables():
        if table in of_others:
            with accepted():
                bypass.sql(f"TRUNCATE {table} CASCADE")
        else:
            with refused("TRUNCATE of reviews_… refused: these rows are a lasting record."):
                bypass.sql(f"TRUNCATE {table} CASCADE")


def test_the_web_process_empties_no_table(db):
    for table in own_tables():
        with refused(f"permission denied for table {table}", ProgrammingError):
            bypass.sql(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("model", [Board, Page, User, Document, Banner])
def test_nothing_is_deleted_that_the_record_names(as_owner, model):
    live = make.make_live(make.fill(make.open_bare_review()))
    tomorrow = clock.now() + datetime.timedelta(days=1)
    banner = Banner(heading="Forms", message="They will work again.", live_from=tomorrow)
    row = {
        Board: live.page.board,
        Page: live.page,
        User: Event.objects.earliest("seq").actor,
        Document: live.attachments.get().document,
        Banner: workflow.announce(banner, by=make.make_user()),
    }[model]
    for attempt in (bypass.delete, bypass.query_delete):
        with pytest.raises(ProtectedError):
            attempt(row)
    with refused("…"):
        bypass.sql_delete(row)


@pytest.mark.parametrize("attempt", bypass.DELETIONS)
def test_what_the_record_does_not_name_can_be_deleted(attempt):
    board, page = make.make_board(), Page.objects.create(kind="plain", path="mistaken")
    for row in (board, page):
        with accepted():
            attempt(row)


def test_every_append_only_model_is_tried():
    assert ROWS.keys() == DECLARED[Permanence.APPEND_ONLY]


def test_the_web_process_writes_no_event_except_through_the_ledgers_function():
    event = make_event()
    event.seq += 1
    sentence = "permission denied for table reviews_event"
    with refused(sentence, ProgrammingError):
        event.save(force_insert=True)
    with refused(sentence, ProgrammingError):
        Event.objects.bulk_create([event])


def test_nobody_gives_an_event_its_number_time_or_hash(as_owner):
    first = make_event()
    past = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
    given = {"verb": "published", "actor": first.actor, "actor_name": "A"}
    forged = {"seq": 99, "at": past, "canonical": "{}", "previous_hash": b"a", "hash": b"b"}
    before = clock.now()
    Event.objects.create(**given, **forged)
    Event.objects.bulk_create([Event(**given, **forged)])
    events = list(Event.objects.order_by("seq"))
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert all(before < event.at < clock.now() for event in events[-2:])
    assert [event.previous_hash for event in events[1:]] == [event.hash for event in events[:-1]]


def test_an_erasure_is_not_written_by_the_web_process(as_owner):
    request = make_erasure_request()
    row = Erasure(request=request, by=make.make_user(), transaction=1)
    with accepted():
        row.save()
    bypass.sql("SET ROLE site_app")
    with refused("permission denied for table reviews_erasure", ProgrammingError):
        row.save(force_insert=True)
