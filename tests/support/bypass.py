"""The ways in which somebody could change or delete a row, and what the database answers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.db.models import Model


def save(row: Model, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def save_fields(row: Model, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=values)


def update(row: Model, **values) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def bulk_update(row: Model, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    type(row)._base_manager.bulk_update([row], values)


def sql_update(row: Model, **values) -> None:
    fields = {row._meta.get_field(name): value for name, value in values.items()}
    table = next(iter(fields)).model._meta
    columns = ", ".join(f"{field.column} = %s" for field in fields)
    sql(
        f"UPDATE {table.db_table} SET {columns} WHERE {table.pk.column} = %s",  # noqa: S608
        *(
            field.get_db_prep_save(getattr(value, "pk", value), connection)
            for field, value in fields.items()
        ),
        row.pk,
    )


def delete(row: Model) -> None:
    row.delete()


def query_delete(row: Model) -> None:
    type(row)._base_manager.filter(pk=row.pk).delete()


def sql_delete(row: Model) -> None:
    table = row._meta
    sql(f"DELETE FROM {table.db_table} WHERE {table.pk.column} = %s", row.pk)  # noqa: S608


def sql(statement: str, *values) -> list:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


CHANGES = [save, save_fields, update, bulk_update, sql_update]
DELETIONS = [delete, query_delete, sql_delete]


@contextmanager
def refused(sentence: str, error: type[Error] = IntegrityError) -> Iterator[None]:
    """The database refuses what is done inside with ``sentence``, in which … matches anything."""
    with pytest.raises(error) as refusal, accepted():
        yield
    answer = str(refusal.value).splitlines()[0]
    assert re.fullmatch(re.escape(sentence).replace("…", ".+"), answer), answer


@contextmanager
def accepted() -> Iterator[None]:
    """The database accepts what is done inside, deferred constraints included. It is then undone."""
    with transaction.atomic():
        yield
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
