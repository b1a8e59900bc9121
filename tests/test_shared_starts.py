"""Tests that begin with the same thing, which is built once, know nothing of each other."""

from pathlib import Path

import pytest
from django.db import connection

from reviews.lib.storage import documents_storage
from reviews.models import Board, Edition, Event
from tests.support import factories as make
from tests.support.shared_starts import Begun, shared_start

pytestmark = pytest.mark.django_db


@shared_start
def live():
    return make.make_live()


@shared_start
def facts(live):
    return {"board": make.make_board(name="As it was"), "live": live, "rows": rows()}


def rows() -> list:
    return [*Edition.objects.values_list("summary", "live_until"), Event.objects.count()]


def stored(edition) -> Path:
    return Path(documents_storage().path(edition.attachments.get().document.file.name))


def differences(live, facts) -> list[str]:
    """From what was built, of rows, objects and files."""
    board = Board.objects.get(pk=facts["board"].pk)
    same = {
        "the one that both have": facts["live"] is live,
        "rows": rows() == facts["rows"],
        "an object": live.live_until is None,
        "a row of its own": board.name == facts["board"].name == "As it was",
        "a file": stored(live).read_bytes()[:4] == b"%PDF",
    }
    return [name for name, is_same in same.items() if not is_same]


@pytest.mark.parametrize("case", range(6))
def test_no_case_sees_what_another_has_changed(live, facts, case):
    """Six, so that each process has some of them one after the other."""
    assert differences(live, facts) == []
    make.withdraw(live)
    live.refresh_from_db()
    Board.objects.filter(pk=facts["board"].pk).update(name="Another")
    stored(live).write_bytes(b"")
    assert differences(live, facts) == ["rows", "an object", "a row of its own", "a file"]
    if case % 3 == 0:
        connection.close()  # as the end of an answer does


def test_who_asks_for_nothing_finds_an_empty_register():
    assert rows() == [0]
    assert not Board.objects.exists()


def test_it_is_built_once_and_taken_back(django_db_blocker, tmp_path):
    begun, built = Begun(django_db_blocker), []

    def build():
        built.append(make.make_board())

    begun.begin((build,), tmp_path)
    assert list(Board.objects.all()) == built
    begun.end()
    begun.end()
    assert (begun.builds, Board.objects.count(), len(built)) == ((), 0, 1)


def test_of_what_could_not_be_built_nothing_stays(django_db_blocker, tmp_path):
    begun = Begun(django_db_blocker)

    def build():
        make.make_board()
        raise LookupError

    with pytest.raises(LookupError):
        begun.begin((build,), tmp_path)
    assert (begun.builds, Board.objects.count()) == ((), 0)
