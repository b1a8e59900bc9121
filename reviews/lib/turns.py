"""Letting one transaction after another do something, where there is no row that they could lock."""

from django.db import connection


def take_turn(number: int) -> None:
    """Until the transaction ends, whoever takes a turn with the same number waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
