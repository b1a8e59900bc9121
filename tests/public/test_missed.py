"""Addresses at which readers found nothing are counted, by days, and nothing else of the asking is kept."""

from datetime import date, timedelta

from django.db import DatabaseError, connection

from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.models import MissedAddress, missed_address
from tests.support import factories as make

DAY = date(2026, 6, 1)


def counted() -> dict[str, tuple[int, int]]:
    return {row.path: (row.times, row.days) for row in MissedAddress.objects.all()}


def test_what_is_not_found_is_counted_as_it_was_asked_for(client, db):
    for address in ("/old/page.php?id=3&utm_source=x", "/Old/Child-K.PDF", "/caf%C3%A9/", "/café"):
        assert client.get(address).status_code == 404
    assert client.head("/old/page.php?id=3").status_code == 404
    assert counted() == {"old/page.php?id=3": (2, 1), "Old/Child-K.PDF": (1, 1), "café": (2, 1)}
    [row] = MissedAddress.objects.filter(path="café")
    assert row.last_asked_on == london_date(clock.now())
    kept = {field.name for field in MissedAddress._meta.get_fields()}
    assert kept == {"id", "path", "times", "days", "last_asked_on"}


def test_what_cannot_lead_on_is_not_counted(client, db):
    live = make.make_live(make.open_bare_review())
    assert client.get(live.page.get_absolute_url()).status_code == 200
    for address in (
        "/api/nothing",
        "/admin/nothing/",
        "/cy/nothing/",
        f"/{'a' * 301}",
        "/a%00b",
        "/a%0ab",
    ):
        assert client.get(address).status_code in (302, 404), address
    assert counted() == {}


def test_days_are_counted_apart_and_old_ones_are_forgotten(db):
    rows = MissedAddress.objects
    for day in (0, 0, 1, 30):
        rows.add_one("asked/often", on=DAY + timedelta(day))
    rows.add_one("asked/once", on=DAY + timedelta(1))
    assert counted() == {"asked/often": (4, 3), "asked/once": (1, 1)}
    rows.add_one("asked/later", on=DAY + timedelta(30))
    assert counted() == {"asked/often": (4, 3), "asked/later": (1, 1)}
    rows.add_one("asked/last", on=DAY + timedelta(121))
    assert counted() == {"asked/last": (1, 1)}


def test_there_is_an_end_to_what_is_kept(db, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(missed_address, "MOST", 2)
    for path in ("a", "b", "c"):
        MissedAddress.objects.add_one(path, on=DAY)
    with django_assert_num_queries(1):
        MissedAddress.objects.add_one("a", on=DAY)
    assert counted() == {"a": (2, 1), "b": (1, 1)}


def test_the_answer_is_the_same_when_nothing_can_be_counted(client, committed):
    def refuse(execute, sql, *args):
        if "reviews_missedaddress" in sql:
            raise DatabaseError("The disk is full.")
        return execute(sql, *args)

    with connection.execute_wrapper(refuse):
        refused = client.get("/never/anything/")
    assert counted() == {}
    known = client.get("/never/anything/")
    assert counted() == {"never/anything": (1, 1)}
    assert (refused.status_code, refused.content) == (404, known.content)
