"""A table that comes later declares what it may do in its own migration, and can be taken back."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from reviews import workflow
from reviews.lib import clock
from reviews.migrations._operations import (
    AppendOnly,
    FiniteTimes,
    FrozenWithEdition,
    Grant,
    NeededExtension,
    NeverEmptied,
)
from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused
from tests.support.erasures import asker, erase

REMARK = migrations.CreateModel(
    "Remark",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("edition", models.ForeignKey("reviews.ReviewEdition", models.PROTECT)),
        ("page", models.ForeignKey("reviews.Page", models.PROTECT)),
        ("note", models.TextField()),
        ("at", models.DateTimeField()),
    ],
)


@pytest.fixture
def later(as_owner):
    """Runs operations as a migration after all others would; undone with the test's transaction."""
    state = MigrationLoader(connection).project_state()
    steps = []

    def run(*operations, backwards=False):
        migration = migrations.Migration("0099_remarks", "reviews")
        migration.operations = operations
        with connection.schema_editor() as editor:
            if backwards:
                migration.unapply(steps.pop(), editor)
            else:
                steps.append(state.clone())
                migration.apply(state, editor)
        bypass.sql("SET CONSTRAINTS ALL IMMEDIATE")

    run(REMARK)
    return run


def find(edition) -> None:
    """A remark of this edition, written as the owner."""
    bypass.sql(
        "INSERT INTO reviews_remark (edition_id, page_id, note, at) VALUES (%s, %s, 'A', %s)",
        *(edition.pk, edition.page_id, clock.now()),
    )


@pytest.mark.parametrize(
    ("operation", "statements", "sentence"),
    [
        (
            AppendOnly("remark"),
            ["UPDATE reviews_remark SET note = 'B'", "DELETE FROM reviews_remark"],
            "… of reviews_remark refused: these rows are a lasting record.",
        ),
        (
            NeverEmptied("remark"),
            ["TRUNCATE reviews_remark"],
            "TRUNCATE of reviews_remark refused: these rows are a lasting record.",
        ),
        (
            FrozenWithEdition("remark", "edition_id"),
            [
                "UPDATE reviews_remark SET note = 'B'",
                "DELETE FROM reviews_remark",
                "INSERT INTO reviews_remark (edition_id, page_id, note, at) "
                "SELECT edition_id, page_id, note, at FROM reviews_remark",
            ],
            "… in reviews_remark refused: edition 1 is frozen with all its parts because it has a period.",
        ),
        (
            FiniteTimes("remark", "at"),
            ["UPDATE reviews_remark SET at = 'infinity'"],
            '… violates check constraint "remark_at_finite"',
        ),
    ],
)
def test_each_guard_holds_whoever_writes_until_it_is_taken_back(
    later, operation, statements, sentence
):
    live = make.make_live()
    find(live)
    for guarded in (False, True, False):
        if guarded:
            later(operation)
            assert "O" not in enabled()
        for statement in statements:
            with refused(sentence) if guarded else accepted():
                bypass.sql(statement)
        if guarded:
            later(operation, backwards=True)
            assert enabled() == ""


def enabled() -> str:
    """How the triggers of the table act: A for always, O for not under replication."""
    triggers = "SELECT tgenabled FROM pg_trigger WHERE tgrelid = 'reviews_remark'::regclass"
    return "".join(mode for (mode,) in bypass.sql(f"{triggers} AND NOT tgisinternal"))


def test_a_grant_allows_what_it_names_until_it_is_taken_back(later):
    statements = ["SELECT FROM reviews_remark", "DELETE FROM reviews_remark"]
    allowed = Grant("remark", "SELECT", "DELETE")
    for granted in (False, True, False):
        if granted:
            later(allowed)
        bypass.sql("SET ROLE site_app")
        for statement in statements:
            denied = "permission denied for table reviews_remark"
            with accepted() if granted else refused(denied, ProgrammingError):
                bypass.sql(statement)
        with refused("permission denied for table reviews_remark", ProgrammingError):
            bypass.sql("TRUNCATE reviews_remark")
        bypass.sql("RESET ROLE")
        if granted:
            later(allowed, backwards=True)


@pytest.mark.parametrize("erased_with", [("page", "page_id"), ("edition", "edition_id")])
def test_an_erasure_passes_the_guard_of_its_own_page_only(later, erased_with):
    later(AppendOnly("remark", erased_with))
    pages = [make.withdraw(make.make_live()).edition.page for _ in range(2)]
    for page in pages:
        find(page.editions.get(number=1))
    request = workflow.ask_erasure(pages[0], by=asker(), reason="child")
    change = "UPDATE reviews_remark SET note = '' WHERE page_id = %s"
    sentence = "UPDATE of reviews_remark refused: these rows are a lasting record."
    with refused(sentence):
        bypass.sql(change, pages[0].pk)
    bypass.sql(
        "INSERT INTO reviews_erasure (request_id, by_id, transaction) "
        "VALUES (%s, %s, pg_current_xact_id()::text::bigint)",
        *(request.pk, request.by_id),
    )
    with accepted():
        bypass.sql(change, pages[0].pk)
    with refused(sentence):
        bypass.sql(change, pages[1].pk)


def test_an_erasure_deletes_the_parts_of_a_later_table(later):
    later(FrozenWithEdition("remark", "edition_id"))
    other, erased = (make.open_review() for _ in range(2))
    find(other)
    find(erased)
    page = make.withdraw(make.make_live(erased)).edition.page
    erase(page)
    assert bypass.sql("SELECT edition_id FROM reviews_remark") == [(other.pk,)]


def test_a_temporary_table_is_not_taken_for_a_part(db):
    """The web process may make one, with triggers that the owner would then run."""
    page = make.withdraw(make.make_live()).edition.page
    bypass.sql(
        "CREATE TEMPORARY TABLE trap AS SELECT id AS edition_id FROM reviews_edition;"
        "CREATE TRIGGER guard_part BEFORE INSERT ON trap"
        " FOR EACH ROW EXECUTE FUNCTION reviews_guard_part('edition_id')"
    )
    erase(page)
    assert bypass.sql("SELECT count(*) FROM trap") == [(1,)]


def test_an_erasure_is_of_a_page_an_edition_or_a_document():
    with pytest.raises(ValueError, match="An erasure is of one of document, edition, page."):
        AppendOnly("remark", ("hold", "hold_id"))


@pytest.mark.parametrize(
    ("operation", "description", "fragment"),
    [
        (
            AppendOnly("remark"),
            "Refuse to change or delete rows of remark",
            "remark_append_only",
        ),
        (NeverEmptied("remark"), "Refuse to truncate remark", "remark_never_emptied"),
        (
            FrozenWithEdition("remark", "edition_id"),
            "Freeze rows of remark with their edition",
            "remark_guard_part",
        ),
        (FiniteTimes("remark", "at"), "Refuse infinite times in remark", "remark_finite_times"),
        (
            Grant("remark", "SELECT", "INSERT"),
            "Let the web process SELECT, INSERT on remark",
            "grant_remark",
        ),
    ],
)
def test_each_operation_describes_itself(operation, description, fragment):
    assert (operation.describe(), operation.migration_name_fragment) == (description, fragment)


def test_no_date_or_time_of_the_app_is_infinite(db):
    columns = """
        SELECT table_name || '_' || column_name || '_finite' FROM information_schema.columns
        WHERE table_schema = 'public' AND starts_with(table_name, 'reviews_')
          AND data_type IN ('timestamp with time zone', 'timestamp without time zone', 'date')
    """
    found = "SELECT 'reviews_' || conname FROM pg_constraint WHERE pg_get_constraintdef(oid) ~ '^CHECK .isfinite'"
    assert len(bypass.sql(columns)) > 20
    assert set(bypass.sql(columns)) == set(bypass.sql(found))


def test_an_extension_that_is_there_is_needed_and_no_more(later):
    later(NeededExtension("pg_trgm"), NeededExtension("btree_gist"))


@pytest.mark.parametrize("name", ["pageinspect", "no_such_extension"])
def test_an_extension_that_may_not_be_created_is_named_with_what_to_do(later, name):
    """The first is for superusers only, the second nowhere."""
    with pytest.raises(DatabaseError, match=f"superuser run CREATE EXTENSION {name};"):
        later(NeededExtension(name))
