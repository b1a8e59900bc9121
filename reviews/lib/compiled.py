"""Statements whose SQL Django makes once, to be asked again with other values.

To make the SQL of a long queryset takes Django several times as long as PostgreSQL takes to answer it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, update_wrapper

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, F, Func, Model, QuerySet, TextField, Value
from django.db.models.query import get_related_populators

from reviews.lib import request_context

MOST_SHAPES = 256


class Blank(str):
    """The name of a text that is given when the statement is asked. A field hands it on as it is."""


# Stands for the moment at which a statement is asked, which it is given as “at”.
AT = datetime(9999, 12, 31, tzinfo=UTC)


class Statement:
    """The SQL of a queryset with blanks."""

    def __init__(self, queryset: QuerySet) -> None:
        self._compiler = queryset.query.get_compiler(queryset.db)
        sql, params = self._compiler.as_sql()
        named = map(self._named, params)
        self.sql = re.sub("%%|%s", lambda sign: next(named) if sign[0] == "%s" else "%%", sql)

    def rows(self, given: Mapping[str, object]) -> list[tuple]:
        """What PostgreSQL answers, as it comes: no field converts it."""
        with self._cursor(connections[request_context.database.get()]) as cursor:
            cursor.execute(self.sql, given)
            return cursor.fetchall()

    def instances(self, given: Mapping[str, object]) -> list[Model]:
        """The same as instances, with those that ``select_related`` names; what is annotated comes as it is."""
        model, places = (self._compiler.klass_info[each] for each in ("model", "select_fields"))
        names = [self._compiler.select[place][0].target.attname for place in places]
        database = request_context.database.get()
        related = get_related_populators(self._compiler.klass_info, self._compiler.select, database)
        found = []
        for row in self._compiler.results_iter([self.rows(given)]):
            made = model.from_db(database, names, [row[place] for place in places])
            for each in related:
                each.populate(row, made)
            for name, place in self._compiler.annotation_col_map.items():
                setattr(made, name, row[place])
            found.append(made)
        return found

    def first(self, given: Mapping[str, object]) -> Model | None:
        return next(iter(self.instances(given)), None)

    def _named(self, value: object) -> str:
        if value == AT or isinstance(value, Blank):
            return f"%({'at' if value == AT else value})s"
        return self._compiler.connection.ops.compose_sql("%s", [value]).replace("%", "%%")

    @staticmethod
    def _cursor(connection: BaseDatabaseWrapper) -> CursorWrapper:
        return connection.cursor()


class Prepared(Statement):
    """Planned by PostgreSQL once a connection too, whatever the values, inside a ``statement_limit``.

    For rows whose keys are given: there is one good way to them, and planning takes longer than going it.
    """

    @staticmethod
    def _cursor(connection: BaseDatabaseWrapper) -> CursorWrapper:
        connection.ensure_connection()
        cursor = PreparedCursor(connection.connection)
        wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
        return wrap(cursor)


class PreparedCursor(ServerBindingCursor):
    """Hands the values over beside the statement; the connection says that such statements are prepared."""

    def _convert_query(self, *asked):
        """Django writes it in its log of statements, and psycopg keeps it of others only."""
        self._query = super()._convert_query(*asked)
        return self._query


def compiled(
    make: Callable[..., QuerySet], kind: type[Statement] = Statement
) -> Callable[..., Statement]:
    """What ``make`` returns is compiled once for each shape, which are its arguments."""
    statement = lru_cache(MOST_SHAPES)(lambda *shape: kind(make(*shape)))
    return update_wrapper(statement, make)


def prepared(make: Callable[..., QuerySet]) -> Callable[..., Statement]:
    """The same, and PostgreSQL plans it once a connection."""
    return compiled(make, Prepared)


def among(field: str, name: str, kind: str = "bigint") -> Func:
    """Whether a value is one of those of this kind that are given by this name, as a list."""
    values = Value(Blank(name), output_field=TextField())
    template = f"(%(expressions)s::{kind}[]))"
    return Func(
        F(field), values, arg_joiner=" = ANY (", template=template, output_field=BooleanField()
    )
