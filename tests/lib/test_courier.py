"""The thread of a process that sends what is due."""

import threading

import pytest
from django.db import DatabaseError

from reviews.lib.courier import Courier
from tests.support.concurrency import PATIENCE, at_once

pytestmark = pytest.mark.usefixtures("committed")  # whose connections the threads close


class Office:
    """Sends when it may, and notes by which thread."""

    def __init__(self, *faults: Exception) -> None:
        self.may, self.threads, self._faults = threading.Event(), [], [*faults]

    def send(self) -> None:
        self.threads.append(threading.current_thread())
        assert self.may.wait(PATIENCE)
        if self._faults:
            raise self._faults.pop()


def test_however_many_ask_at_once_one_thread_sends_and_is_waited_for():
    office = Office()
    courier = Courier(office.send)
    at_once(*[courier.send_soon] * 16)
    assert not courier.join(0)
    office.may.set()
    assert courier.join(PATIENCE)
    assert len({*office.threads}) == 1
    courier.send_soon()
    assert courier.join(PATIENCE)
    assert len({*office.threads}) == 2


def test_a_fault_of_the_database_keeps_nothing_from_being_sent_later(caplog):
    office = Office(DatabaseError())
    courier = Courier(office.send)
    office.may.set()
    for _ in range(2):
        courier.send_soon()
        assert courier.join(PATIENCE)
    assert len(office.threads) == 2
    assert "waits for the next run" in caplog.text
