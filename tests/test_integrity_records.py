"""Lasting records are added to and never changed, whoever tries and by whichever road."""

import datetime

import pytest
from django.db import ProgrammingError, connection
from django.db.models import ProtectedError

from reviews import workflow
from reviews.models import (
    Banner,
    Board,
    Document,
    Event,
    FormerAddress,
    Page,
    User,
    Withdrawal,
    clock,
)
from tests import factories as make
from tests import roads
from tests.roads import accepted, refused

pytestmark = pytest.mark.django_db

RECORDS = {
    Document: (make.make_document_row, {"title": "Other"}),
    Event: (make.make_event, {"actor_name": "Somebody else"}),
    Withdrawal: (lambda: make.withdraw(make.make_live(make.open_plain())), {"notice": "Other"}),
    FormerAddress: (make.make_former_address, {"path": "other"}),
}


@pytest.mark.parametrize("model", RECORDS)
def test_a_record_stays_even_for_the_owner_of_the_tables(as_owner, model):
    make_row, change = RECORDS[model]
    row, of = make_row(), f"of {model._meta.db_table} refused: these rows are a lasting record."
    for road in roads.CHANGES:
        with refused(f"UPDATE {of}"):
            road(row, **change)
    for road in roads.DELETIONS:
        with refused(f"DELETE {of}"):
            road(row)


@pytest.mark.parametrize("model", RECORDS)
def test_the_web_process_may_not_even_ask_to_change_a_record(model):
    make_row, change = RECORDS[model]
    row = make_row()
    sentence = f"permission denied for table {model._meta.db_table}"
    for road in roads.CHANGES:
        with refused(sentence, ProgrammingError):
            road(row, **change)
    for road in roads.DELETIONS:
        with refused(sentence, ProgrammingError):
            road(row)


def own_tables():
    return sorted(
        name
        for name in connection.introspection.django_table_names()
        if name.startswith("reviews_")
    )


def test_no_table_is_emptied(as_owner):
    """Emptying a table empties what points at it, so the accounts are as safe as the record."""
    of_accounts = {"reviews_user_groups", "reviews_user_user_permissions"}
    for table in own_tables():
        if table in of_accounts:
            with accepted():
                roads.sql(f"TRUNCATE {table} CASCADE")
        else:
            with refused("TRUNCATE of reviews_… refused: these rows are a lasting record."):
                roads.sql(f"TRUNCATE {table} CASCADE")


def test_the_web_process_empties_no_table(db):
    for table in own_tables():
        with refused(f"permission denied for table {table}", ProgrammingError):
            roads.sql(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("model", [Board, Page, User, Document, Banner])
def test_nothing_is_deleted_that_the_record_names(as_owner, model):
    live = make.make_live(make.fill(make.open_bare_review()))
    tomorrow = clock.now() + datetime.timedelta(days=1)
    banner = Banner(heading="Forms", message="They will work again.", live_from=tomorrow)
    row = {
        Board: live.page.board,
        Page: live.page,
        User: Event.objects.earliest("id").actor,
        Document: live.attachments.get().document,
        Banner: workflow.announce(banner, by=make.make_user()),
    }[model]
    for road in (roads.delete, roads.query_delete):
        with pytest.raises(ProtectedError):
            road(row)
    with refused("…"):
        roads.sql_delete(row)


@pytest.mark.parametrize("road", roads.DELETIONS)
def test_what_the_record_does_not_name_can_be_deleted(road):
    board, page = make.make_board(), Page.objects.create(kind="plain", path="mistaken")
    for row in (board, page):
        with accepted():
            road(row)


def test_the_time_of_an_event_is_the_databases():
    draft = make.open_plain()
    past = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
    given = {"at": past, "verb": "published", "actor": draft.edited_by, "actor_name": "A"}
    about = {"page": draft.page, "edition_number": 1}
    before = clock.now()
    one = Event.objects.create(**given, **about)
    (two,) = Event.objects.bulk_create([Event(**given, **about)])
    moments = Event.objects.filter(pk__in=[one.pk, two.pk]).values_list("at", flat=True)
    assert all(before < moment < clock.now() for moment in moments)
    assert len(set(moments)) == 2
