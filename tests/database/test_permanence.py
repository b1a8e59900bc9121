"""What each model declares of its rows is what triggers, grants, the ledger and erasures do with them.

Each check returns what disagrees, and is shown to find a disagreement.
"""

import re

import pytest
from django.apps import apps
from django.db.models import Model

from reviews.ledger.row_digests import KINDS
from reviews.models import (
    AvailabilityCheck,
    Banner,
    Board,
    BoardSuccession,
    Checkpoint,
    Concern,
    Document,
    DocumentCheck,
    Edition,
    Erasure,
    Event,
    Finding,
    FormerAddress,
    Hold,
    Notice,
    NoticeDuty,
    Original,
    Page,
    ReadingCopy,
    Release,
    Subject,
    Theme,
    User,
)
from reviews.models.edition_parts import EDITION_OF, PARTS
from reviews.models.permanence import DECLARED, Permanence
from tests.support import bypass
from tests.support.other_triggers import OTHER_TRIGGERS
from tests.support.text_columns import is_about_a_page, text_columns

pytestmark = pytest.mark.django_db

APPEND_ONLY, PART_OF_EDITION, FROZEN_WHEN_PUBLIC, MUTABLE, DERIVED = Permanence
CHANGE = {"SELECT", "INSERT", "UPDATE", "DELETE"}
PRIVILEGES = {
    APPEND_ONLY: {"SELECT", "INSERT"},
    PART_OF_EDITION: CHANGE,
    FROZEN_WHEN_PUBLIC: CHANGE,
    MUTABLE: CHANGE,
    DERIVED: {"SELECT"},
}
# Accounts, former addresses and themes are never deleted; events and erasures are written by functions of the
# database only.
OTHER_PRIVILEGES = {
    **dict.fromkeys([User, FormerAddress, Theme], CHANGE - {"DELETE"}),
    **dict.fromkeys([Event, Erasure], {"SELECT"}),
}
# The trigger of each table that is frozen when public: they differ in when a row comes to be public.
WHEN_PUBLIC = {
    Board: "DELETE OR UPDATE",
    Board.succeeds.through: "INSERT OR DELETE OR UPDATE",
    BoardSuccession: "INSERT OR DELETE OR UPDATE",
    Theme: "DELETE OR UPDATE",
    Page: "DELETE OR UPDATE",
    Banner: "INSERT OR DELETE OR UPDATE",
    Edition: "INSERT OR DELETE OR UPDATE",
    FormerAddress: "INSERT OR DELETE OR UPDATE",
}
# Lasting rows without a digest of their own in the ledger.
WITHOUT_DIGEST = {
    Document: "It is named by the SHA-256 of its bytes, which the digest of an edition contains.",
    Finding: "The digest of a check that repeats another contains it; others a program can find again.",
    ReadingCopy: "A program made it of the bytes, and can do so again.",
    Original: "It is named by the SHA-256 of its bytes, which verifying compares with them.",
    Event: "It is itself a link of the chain.",
    Checkpoint: "It is signed, and its note is compared with the chain.",
    AvailabilityCheck: "A command writes it several times a day; no verb and no event.",
    NoticeDuty: "The digest of its rule contains it.",
    Erasure: "Its event is written by the same function of the database, and counted against it.",
    Edition: "Its own digest, of all its parts, is in every event about it.",
    Page: "Its event names the fields only; the triggers freeze its address.",
    Board: "Its event names the fields only; the triggers freeze its name.",
    Board.succeeds.through: "It belongs to the board.",
    BoardSuccession: "Its event names both boards.",
}
# Rows about a page whose text an erasure leaves.
KEPT_BY_ERASURE = {
    Concern: "Its reference is chosen by chance; what was written is encrypted, and staff delete the case.",
    DocumentCheck: "It names files by SHA-256, so that what was erased cannot come back.",
    Original: "It names a file by its SHA-256, and who uploaded it; the bytes are destroyed.",
    Event: "It holds names of staff, keys, dates and digests; changing it would break the chain.",
}
TRIGGERS = """
SELECT t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)
FROM pg_trigger t WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal
"""
GRANTED = """
SELECT name FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) name
WHERE has_table_privilege('site_app', %s, name)
"""


def declaration(**changed: Permanence) -> dict[type[Model], Permanence]:
    """By model, what is declared; for a test of the checks, with some models declared otherwise."""
    declared = {model: each for each, models in DECLARED.items() for model in models}
    return declared | {apps.get_model("reviews", name): each for name, each in changed.items()}


def concrete_models() -> list[type[Model]]:
    models = apps.get_app_config("reviews").get_models(include_auto_created=True)
    return [model for model in models if not model._meta.proxy]


def edition_column(model: type[Model]) -> str:
    """The column that points at the edition of which a row is a part."""
    return next(
        field.column
        for field in model._meta.local_concrete_fields
        if field.is_relation and issubclass(field.related_model, Edition)
    )


def expected_triggers(model: type[Model], permanence: Permanence) -> dict[str, str]:
    name = model._meta.model_name
    guards = {
        APPEND_ONLY: {"append_only": "BEFORE DELETE OR UPDATE FOR EACH ROW reviews_refuse(…)"},
        FROZEN_WHEN_PUBLIC: {
            f"guard_{name}": f"BEFORE {WHEN_PUBLIC.get(model)} FOR EACH ROW reviews_guard_{name}()"
        },
    }
    if permanence == PART_OF_EDITION:
        call = f"reviews_guard_part('{edition_column(model)}')"
        guards[permanence] = {
            "guard_part": f"BEFORE INSERT OR DELETE OR UPDATE FOR EACH ROW {call}"
        }
    if permanence not in {MUTABLE, DERIVED}:
        emptied = "BEFORE TRUNCATE FOR EACH STATEMENT reviews_refuse()"
        guards[permanence]["never_emptied"] = emptied
    return guards.get(permanence, {}) | OTHER_TRIGGERS.get(model, {})


def found_triggers(model: type[Model]) -> dict[str, str]:
    """By name, each trigger that acts whoever writes; those with append_only's erasure left out."""
    found = {}
    for name, enabled, definition in bypass.sql(TRIGGERS, model._meta.db_table):
        text = re.sub(r"CREATE TRIGGER \w+ | ON [\w.]+|EXECUTE FUNCTION ", "", definition)
        if name == "append_only":
            text = re.sub(r"\(.*\)$", "(…)", text)
        found[name] = text if enabled == "A" else f"{text} (not ENABLE ALWAYS)"
    return found


def trigger_faults(declared: dict[type[Model], Permanence]) -> set[type[Model]]:
    return {
        model
        for model, permanence in declared.items()
        if found_triggers(model) != expected_triggers(model, permanence)
    }


def grant_faults(declared: dict[type[Model], Permanence]) -> set[type[Model]]:
    return {
        model
        for model, permanence in declared.items()
        if {name for (name,) in bypass.sql(GRANTED, model._meta.db_table)}
        != OTHER_PRIVILEGES.get(model, PRIVILEGES[permanence])
    }


def digest_faults(declared: dict[type[Model], Permanence]) -> set[type[Model]]:
    """Lasting rows that the ledger knows neither by a digest nor for a reason, and others that it does."""
    lasting = {model for model in declared if declared[model] in {APPEND_ONLY, FROZEN_WHEN_PUBLIC}}
    parts = {model for model in declared if declared[model] == PART_OF_EDITION}
    digested = {*PARTS, *EDITION_OF.values()} - {Edition}  # walked by the digest of an edition
    return (lasting ^ {*KINDS.values(), *WITHOUT_DIGEST}) | (parts ^ digested)


def reached_by_erasure() -> set[str]:
    """The tables that its functions change, append-only ones if their trigger lets it, and the parts."""
    sources = (
        "SELECT prosrc FROM pg_proc WHERE starts_with(proname, 'reviews_erase') "
        "OR proname = 'reviews_keep_pages'"
    )
    text = "\n".join(source for (source,) in bypass.sql(sources))
    changed = set(re.findall(r"(?:UPDATE|DELETE FROM) public\.(\w+)", text))
    triggers = (
        "SELECT relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE tgname = '{}'"
    )
    closed = bypass.sql(triggers.format("append_only") + " AND tgnargs = 0")
    parts = bypass.sql(triggers.format("guard_part") + r" AND tgargs <> 'edition_ptr_id\000'")
    return changed - {name for (name,) in closed} | {name for (name,) in parts}


def erasure_faults(declared: dict[type[Model], Permanence]) -> set[type[Model]]:
    reached = reached_by_erasure()
    return {
        model
        for model in declared.keys() - KEPT_BY_ERASURE.keys()
        if is_about_a_page(model) and text_columns(model) and model._meta.db_table not in reached
    }


def undeclared(declared: dict[type[Model], Permanence]) -> set[type[Model]]:
    return set(concrete_models()) ^ declared.keys()


def test_each_model_is_declared_once():
    assert undeclared(declaration()) == set()
    assert sum(map(len, DECLARED.values())) == len(declaration())


@pytest.mark.parametrize("check", [trigger_faults, grant_faults, digest_faults, erasure_faults])
def test_what_is_declared_is_so(check):
    assert check(declaration()) == set()


def test_a_model_without_a_declaration_is_named():
    declared = declaration()
    del declared[Hold]
    assert undeclared(declared) == {Hold}
    assert digest_faults(declared) == {Hold}


@pytest.mark.parametrize(
    ("wrong", "checks"),
    [
        ({"hold": MUTABLE}, {trigger_faults, grant_faults, digest_faults}),
        ({"hold": FROZEN_WHEN_PUBLIC}, {trigger_faults, grant_faults}),
        ({"subject": APPEND_ONLY}, {trigger_faults, grant_faults, digest_faults}),
        ({"board": MUTABLE}, {trigger_faults, digest_faults}),
        ({"user_boards": APPEND_ONLY}, {trigger_faults, grant_faults, digest_faults}),
    ],
)
def test_a_wrong_declaration_is_named(wrong, checks):
    (name,) = wrong
    found = {
        check: check(declaration(**wrong))
        for check in (trigger_faults, grant_faults, digest_faults)
    }
    expected = {apps.get_model("reviews", name)}
    assert found == {check: expected if check in checks else set() for check in found}


@pytest.mark.parametrize(
    ("statement", "check", "model"),
    [
        ("ALTER TABLE reviews_hold DISABLE TRIGGER append_only", trigger_faults, Hold),
        ("ALTER TABLE reviews_hold ENABLE TRIGGER append_only", trigger_faults, Hold),
        ("DROP TRIGGER append_only ON reviews_hold", trigger_faults, Hold),
        ("DROP TRIGGER never_emptied ON reviews_release", trigger_faults, Release),
        ("ALTER TABLE reviews_subject DISABLE TRIGGER guard_part", trigger_faults, Subject),
        ("DROP TRIGGER guard_edition ON reviews_edition", trigger_faults, Edition),
        ("DROP TRIGGER guard_page ON reviews_page", trigger_faults, Page),
        ("DROP TRIGGER guard_board ON reviews_board", trigger_faults, Board),
        ("DROP TRIGGER guard_banner ON reviews_banner", trigger_faults, Banner),
        ("DROP TRIGGER seal ON reviews_event", trigger_faults, Event),
        ("GRANT UPDATE ON reviews_hold TO site_app", grant_faults, Hold),
        ("GRANT INSERT ON reviews_event TO site_app", grant_faults, Event),
        ("REVOKE DELETE ON reviews_subject FROM site_app", grant_faults, Subject),
        (
            "DROP TRIGGER append_only ON reviews_notice; CREATE TRIGGER append_only BEFORE UPDATE OR DELETE "
            "ON reviews_notice FOR EACH ROW EXECUTE FUNCTION reviews_refuse()",
            erasure_faults,
            Notice,
        ),
        ("DROP TRIGGER guard_part ON reviews_subject", erasure_faults, Subject),
    ],
)
def test_a_database_that_is_not_as_declared_is_named(as_owner, statement, check, model):
    bypass.sql(statement)
    assert check(declaration()) == {model}


def test_an_erasure_that_leaves_text_is_named(as_owner):
    """Of documents and parts nothing is said here: these are erased without the replaced function."""
    bypass.sql(
        "CREATE OR REPLACE FUNCTION reviews_erase_page(page bigint) RETURNS void LANGUAGE sql AS ''"
    )
    names = {model._meta.model_name for model in erasure_faults(declaration())}
    assert names == {
        *("page", "edition", "reviewedition", "approval", "withdrawal", "notice"),
        *("availabilitycheck", "formeraddress"),
    }
