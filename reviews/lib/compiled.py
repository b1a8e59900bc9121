"""Statements whose SQL Django makes once, to be asked again with other values.

To make the SQL of a long queryset takes Django several times as long as PostgreSQL takes to answer it.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, update_wrapper

from django.db import connections
from django.db.models import BooleanField, F, Func, Model, QuerySet, TextField, Value

from reviews.lib import request_context

MOST_SHAPES = 256


class Blank(str):
    """The name of a text that is given when the statement is asked. A field hands it on as it is."""


# Stands for the moment at which a statement is asked, which it is given as “at”.
AT = datetime(9999, 12, 31, tzinfo=UTC)


class Statement:
    """The SQL of a queryset with blanks."""

    def __init__(self, queryset: QuerySet) -> None:
        self.sql, params = queryset.query.get_compiler(queryset.db).as_sql()
        self._params = ["at" if each == AT else each for each in params]
        self._is_blank = [each == AT or isinstance(each, Blank) for each in params]

    def rows(self, given: Mapping[str, object]) -> list[tuple]:
        """What PostgreSQL answers, as it comes: no field converts it."""
        with connections[request_context.database.get()].cursor() as cursor:
            cursor.execute(self.sql, self._filled(given))
            return cursor.fetchall()

    def instances(self, model: type[Model], given: Mapping[str, object]) -> list[Model]:
        """The same as instances; what is annotated comes as it is, and other models not at all."""
        rows = model.objects.using(request_context.database.get())
        return list(rows.raw(self.sql, self._filled(given)))

    def _filled(self, given: Mapping[str, object]) -> list:
        pairs = zip(self._params, self._is_blank, strict=True)
        return [given[each] if is_blank else each for each, is_blank in pairs]


def compiled(make: Callable[..., QuerySet]) -> Callable[..., Statement]:
    """What ``make`` returns is compiled once for each shape, which are its arguments."""
    statement = lru_cache(MOST_SHAPES)(lambda *shape: Statement(make(*shape)))
    return update_wrapper(statement, make)


def among(field: str, name: str, kind: str = "bigint") -> Func:
    """Whether a value is one of those of this kind that are given by this name, as a list."""
    values = Value(Blank(name), output_field=TextField())
    template = f"(%(expressions)s::{kind}[]))"
    return Func(
        F(field), values, arg_joiner=" = ANY (", template=template, output_field=BooleanField()
    )
