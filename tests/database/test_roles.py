"""What the web process's role may do to each table, and which triggers guard it."""

import pytest
from django.db import ProgrammingError

from reviews.models.permanence import DECLARED
from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db

READ = {"SELECT"}
ADD = READ | {"INSERT"}
CHANGE = ADD | {"UPDATE", "DELETE"}
# What site_app may do to the tables that are not of this app. Those that are: see test_permanence.py.
OTHER_TABLES = {
    "auth_group": CHANGE,
    "auth_group_permissions": CHANGE,
    "auth_permission": READ,
    "django_admin_log": ADD,
    "django_content_type": READ,
    "django_migrations": READ,
    "django_session": CHANGE,
    "django_tasks_database_dbtaskresult": CHANGE,
}
DECLARED_TABLES = {model._meta.db_table for models in DECLARED.values() for model in models}
PRIVILEGES = """
SELECT c.relname, p.name, has_table_privilege('site_app', c.oid, p.name),
       has_table_privilege('site_app', c.oid, p.name || ' WITH GRANT OPTION')
FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p (name)
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
"""
COLUMNS = """
SELECT DISTINCT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND a.attacl IS NOT NULL
"""
TRIGGERS = """
SELECT c.relname, t.tgname, t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
"""


def test_each_other_table_allows_the_web_process_what_is_written_here_and_no_more():
    """A table of no declared model fails this test until somebody decides what may be done to it."""
    rows = bypass.sql(PRIVILEGES)
    granted = {table: set() for table, *_ in rows if table not in DECLARED_TABLES}
    for table, privilege, may, _ in rows:
        if table in granted and may:
            granted[table].add(privilege)
    assert granted == OTHER_TABLES
    assert not any(may_pass_it_on for *_, may_pass_it_on in rows)
    assert not bypass.sql(COLUMNS)


def test_triggers_are_on_declared_tables_and_none_can_be_passed_by_replication():
    rows = bypass.sql(TRIGGERS)
    assert {table for table, *_ in rows} < DECLARED_TABLES
    assert {enabled for *_, enabled in rows} == {"A"}


def test_the_web_process_owns_nothing_and_is_nobody_special():
    owned = "SELECT count(*) FROM pg_class WHERE relowner = 'site_app'::regrole"
    member = "SELECT count(*) FROM pg_auth_members WHERE member = 'site_app'::regrole"
    as_kind = """
        SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication
        FROM pg_roles WHERE rolname = 'site_app'
    """
    assert [bypass.sql(question) for question in (owned, member, as_kind)] == [
        [(0,)],
        [(0,)],
        [(False,)],
    ]
    assert bypass.sql("SELECT current_user::text") == [("site_app",)]


def test_the_web_process_has_the_owners_rights_in_these_functions_only():
    borrowed = (
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    )
    called = {"reviews_erase", "reviews_record_event"}
    # Triggers, which nobody calls: they keep what is searched, and what is ready-made, as it is in the
    # rows that it follows.
    following = {"reviews_erase_words", "reviews_keep_pages", "reviews_keep_words"}
    following |= {"reviews_keep_spellings"}
    following |= {"reviews_note_public_change", "reviews_erase_ready_pages"}
    # They lock a document, which nobody may change.
    following |= {"reviews_guard_finding", "reviews_guard_reading_copy"}
    assert {name for (name,) in bypass.sql(borrowed)} == called | following
    for name in following:
        with refused(f"permission denied for function {name}", ProgrammingError):
            bypass.sql(f"SELECT {name}()")


OWNER = "must be owner of …"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("ALTER TABLE reviews_edition DISABLE TRIGGER guard_edition", OWNER),
        ("ALTER TABLE reviews_event DISABLE TRIGGER ALL", OWNER),
        ("ALTER TABLE reviews_edition DROP CONSTRAINT one_live_edition_of_a_page", OWNER),
        ("ALTER TABLE reviews_event OWNER TO site_app", OWNER),
        ("DROP TRIGGER append_only ON reviews_event", OWNER),
        ("DROP TABLE reviews_event", OWNER),
        ("DROP FUNCTION reviews_guard_edition() CASCADE", OWNER),
        ("DROP SCHEMA public CASCADE", OWNER),
        ("CREATE RULE r AS ON UPDATE TO reviews_event DO INSTEAD NOTHING", OWNER),
        (
            "CREATE TRIGGER t BEFORE INSERT ON reviews_event FOR EACH ROW"
            " EXECUTE FUNCTION reviews_seal_event()",
            "permission denied for table reviews_event",
        ),
        (
            "CREATE OR REPLACE FUNCTION reviews_earliest() RETURNS timestamptz"
            " LANGUAGE sql AS 'SELECT ''-infinity''::timestamptz'",
            "permission denied for schema public",
        ),
        (
            "CREATE OR REPLACE FUNCTION reviews_seal_event() RETURNS trigger"
            " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "permission denied for schema public",
        ),
        ("ALTER FUNCTION reviews_record_event SECURITY INVOKER", OWNER),
        ("ALTER TABLE reviews_event DISABLE TRIGGER seal", OWNER),
        ("ALTER TABLE reviews_approval DISABLE TRIGGER append_only", OWNER),
        ("ALTER TABLE reviews_hold DISABLE TRIGGER append_only", OWNER),
        ("CREATE TABLE reviews_mine (id int)", "permission denied for schema public"),
        ("ALTER ROLE site_app SUPERUSER", "permission denied to alter role"),
        (
            "SET session_replication_role = replica",
            'permission denied to set parameter "session_replication_role"',
        ),
    ],
)
def test_the_web_process_cannot_loosen_the_rules(statement, sentence):
    with refused(sentence, ProgrammingError):
        bypass.sql(statement)


def test_not_even_the_owner_can_pass_the_triggers_by_replication(as_owner):
    sentence = 'permission denied to set parameter "session_replication_role"'
    with refused(sentence, ProgrammingError):
        bypass.sql("SET session_replication_role = replica")


def test_a_table_of_ones_own_does_not_deceive_the_triggers():
    """They name the schema of what they ask, so nothing of the session comes first."""
    live = make.make_live(make.open_plain())
    bypass.sql("CREATE TEMPORARY TABLE reviews_edition (LIKE public.reviews_edition)")
    with refused("Page /…/ is frozen: its address has been published and stays."):
        bypass.sql(f"UPDATE public.reviews_page SET path = 'other' WHERE id = {live.page_id}")  # noqa: S608
    with accepted():
        bypass.sql("UPDATE public.reviews_page SET in_footer = true")
