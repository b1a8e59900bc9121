"""What a table may do, declared in the migration that makes it.

A further table declares itself with these operations in its own migration; no file of an earlier one
changes. A function is changed by a file in the later migration's own folder of ``sql/``, with CREATE OR
REPLACE, which keeps owner and privileges.
"""

from pathlib import Path

from django.contrib.postgres.operations import CreateExtension
from django.db import DatabaseError
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.operations.base import Operation, OperationCategory

from reviews.lib import shipped_rows

SQL = Path(__file__).parent / "sql"
# What an erasure can be of; see reviews_erases_row() in sql/0002/erasure.sql.
ERASED = {"page", "edition", "document"}


def sql_file(name: str) -> RunSQL:
    """The statements of ``sql/{name}.sql``, which cannot be undone."""
    return RunSQL((SQL / f"{name}.sql").read_text())


def add_shipped_rules(name: str) -> RunPython:
    """Add the publication rules of ``data/publication_rules/{name}.json``. They stay: rules are append-only."""

    def add(apps, schema_editor) -> None:
        rule_model = apps.get_model("reviews", "PublicationRule")
        duty_model = apps.get_model("reviews", "NoticeDuty")
        for facts in shipped_rows.RULES.read(name):
            duties = facts.pop("notice_duties", [])
            rule = rule_model.objects.create(**facts)
            duty_model.objects.bulk_create(duty_model(rule=rule, **duty) for duty in duties)

    return RunPython(add, RunPython.noop)


def add_shipped_themes(name: str) -> RunPython:
    """Add the themes of ``data/themes/{name}.json``. They stay: a theme is retired and not deleted."""

    def add(apps, schema_editor) -> None:
        theme_model = apps.get_model("reviews", "Theme")
        theme_model.objects.bulk_create(
            theme_model(**facts) for facts in shipped_rows.THEMES.read(name)
        )

    return RunPython(add, RunPython.noop)


class NeededExtension(CreateExtension):
    """An extension of PostgreSQL that is created unless it is there. Raises an error that says who can do it."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        except DatabaseError as refused:
            raise DatabaseError(
                f"The extension {self.name} is not in this database, and the role that migrates may not create "
                f"it, or the server does not have it. Let a superuser run CREATE EXTENSION {self.name}; in this "
                "database first; see docs/deploy.md."
            ) from refused


class TableOperation(Operation):
    """SQL about the table of one model. It can be undone, and Django's state of the models stays as it is."""

    category = OperationCategory.SQL

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label, state) -> None:
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        self._run(self.forwards, app_label, schema_editor, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        self._run(self.backwards, app_label, schema_editor, from_state)

    def _run(self, statements, app_label, schema_editor, state) -> None:
        table = state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in statements(schema_editor.quote_name(table)):
            schema_editor.execute(statement)

    def forwards(self, table: str) -> list[str]:
        raise NotImplementedError

    def backwards(self, table: str) -> list[str]:
        raise NotImplementedError


class Trigger(TableOperation):
    """A trigger that also acts under replication, when others are silent (ENABLE ALWAYS)."""

    name: str
    when: str
    call: str

    def forwards(self, table: str) -> list[str]:
        return [
            f"CREATE TRIGGER {self.name} {self.when.format(table=table)} EXECUTE FUNCTION {self.call}",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {self.name}",
        ]

    def backwards(self, table: str) -> list[str]:
        return [f"DROP TRIGGER {self.name} ON {table}"]

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.model_name.lower()}_{self.name}"


class AppendOnly(Trigger):
    """Rows are added, and neither changed nor deleted.

    ``erased_with`` lets an erasure through: what a row belongs to ("page", "edition" or "document") and the
    column that names it. Give it to every table with free text about one of these.
    """

    name = "append_only"
    when = "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"

    def __init__(self, model_name: str, erased_with: tuple[str, str] | None = None) -> None:
        super().__init__(model_name)
        self.erased_with = erased_with
        if erased_with and erased_with[0] not in ERASED:
            raise ValueError(f"An erasure is of one of {', '.join(sorted(ERASED))}.")

    @property
    def call(self) -> str:
        arguments = ", ".join(f"'{each}'" for each in self.erased_with or ())
        return f"reviews_refuse({arguments})"

    def describe(self) -> str:
        return f"Refuse to change or delete rows of {self.model_name}"


class NeverEmptied(Trigger):
    """The table is not truncated. Row triggers do not see TRUNCATE."""

    name = "never_emptied"
    when = "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
    call = "reviews_refuse()"

    def describe(self) -> str:
        return f"Refuse to truncate {self.model_name}"


class FrozenWithEdition(Trigger):
    """Rows are a part of the edition that ``column`` names: they change only while it is a draft.

    When the edition's page is erased, its parts are deleted.
    """

    name = "guard_part"
    when = "BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW"

    def __init__(self, model_name: str, column: str) -> None:
        super().__init__(model_name)
        self.column = column

    @property
    def call(self) -> str:
        return f"reviews_guard_part('{self.column}')"

    def describe(self) -> str:
        return f"Freeze rows of {self.model_name} with their edition"


class ChangesPublicPages(Trigger):
    """Whatever is written to the table may show on public pages, so those that are ready are made again.

    ``each`` is ROW for a table whose rows are drafts before they have a period.
    """

    name = "public_change"
    call = "reviews_note_public_change()"

    def __init__(
        self, model_name: str, events: str = "INSERT OR UPDATE OR DELETE", each: str = "STATEMENT"
    ) -> None:
        super().__init__(model_name)
        self.events = events
        self.each = each

    @property
    def when(self) -> str:
        return f"AFTER {self.events} ON {{table}} FOR EACH {self.each}"

    def describe(self) -> str:
        return f"Have public pages made again after a change of {self.model_name}"


class FiniteTimes(TableOperation):
    """Dates and times in ``columns`` are finite: PostgreSQL knows infinite ones, Python does not."""

    def __init__(self, model_name: str, *columns: str) -> None:
        super().__init__(model_name)
        self.columns = columns

    def forwards(self, table: str) -> list[str]:
        return [
            f"ALTER TABLE {table} ADD CONSTRAINT {self._name(column)} CHECK (isfinite({column}))"
            for column in self.columns
        ]

    def backwards(self, table: str) -> list[str]:
        return [
            f"ALTER TABLE {table} DROP CONSTRAINT {self._name(column)}" for column in self.columns
        ]

    def _name(self, column: str) -> str:
        return f"{self.model_name.lower()}_{column}_finite"

    def describe(self) -> str:
        return f"Refuse infinite times in {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.model_name.lower()}_finite_times"


class Grant(TableOperation):
    """What the web process may do to the table: any of SELECT, INSERT, UPDATE and DELETE."""

    def __init__(self, model_name: str, *privileges: str) -> None:
        super().__init__(model_name)
        self.privileges = privileges

    def forwards(self, table: str) -> list[str]:
        return [f"GRANT {', '.join(self.privileges)} ON {table} TO site_app"]

    def backwards(self, table: str) -> list[str]:
        return [f"REVOKE {', '.join(self.privileges)} ON {table} FROM site_app"]

    def describe(self) -> str:
        return f"Let the web process {', '.join(self.privileges)} on {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"grant_{self.model_name.lower()}"
