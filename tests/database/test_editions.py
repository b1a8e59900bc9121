"""What an edition with a period says cannot be changed, whoever tries and by whichever road.

The times of periods are in test_periods.py, lasting records, pages and boards in
test_records.py, and what a role may do at all in test_roles.py.
"""

import datetime
from itertools import product

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import ProtectedError
from django.db.models.functions import Now

from reviews import workflow
from reviews.lib import clock
from reviews.models import (
    Attachment,
    Edition,
    Identifier,
    Lineage,
    ListingEdition,
    PlainPage,
    ReviewEdition,
    Theme,
)
from reviews.models.edition_parts import PARTS
from reviews.models.partial_date import PartialDateField
from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db

FROZEN = (
    "Edition 1 of page … is frozen because it has a period: "
    "open the next edition to change what the page says."
)
STAYS = "Edition 1 of page … has a period and stays on record: it cannot be deleted."
PART = "{verb} in {table} refused: edition 1 is frozen with all its parts because it has a period."
NOT_CONTENT = {"id", "edition_ptr", "live_from", "live_until"}
# Only an edition that takes a document away has a lineage: see test_minimum_terms.py.
ALL_HAVE = [part for part in PARTS if part is not Lineage]
# One change of each kind of row; the others are tried column by column below.
CHANGES = {
    Edition: {"title": "Other"},
    ListingEdition: {"review_types": ["sar"]},
    ReviewEdition: {"state": "withheld"},
    **dict(zip(ALL_HAVE, [{"value": "X"}, {"pseudonym": "X"}, {"role": "lead"}, {"kind": "other"},
                       {"impact": "X"}, {"monitoring": "X"}, {"evidence": "X"}, {"theme_id": 2}], strict=True)),
}  # fmt: skip
# The tables whose rows are tried in one edition, by the first of them.
TABLES_OF = {
    Edition: [Edition],
    ListingEdition: [ListingEdition],
    ReviewEdition: [ReviewEdition, *ALL_HAVE],
}


@pytest.fixture(params=["site_app", "site_owner"])
def role(request, db):
    if request.param == "site_owner":
        request.getfixturevalue("as_owner")


def open_draft(model):
    if model is Edition:
        return make.open_plain()
    return make.open_listing() if model is ListingEdition else make.fill(make.open_bare_review())


def fresh(edition):
    return type(edition).objects.get(pk=edition.pk)


def row_of(model, draft):
    return draft if isinstance(draft, model) else model.objects.filter(edition=draft).first()


def part(model, verb):
    return PART.format(verb=verb, table=model._meta.db_table)


def freezes(model, attempt=bypass.sql_update):
    """What the database says. Saving a row of two tables writes the edition's table first."""
    first_in_edition = (
        [Edition, ReviewEdition, ListingEdition] if attempt is bypass.save else [Edition]
    )
    return FROZEN if model in first_in_edition else part(model, "UPDATE")


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize("first", TABLES_OF)
def test_what_is_live_cannot_be_changed(first):
    draft, tries = open_draft(first), [*product(TABLES_OF[first], bypass.CHANGES)]
    for model, attempt in tries:
        with accepted():
            attempt(row_of(model, fresh(draft)), **CHANGES[model])
    make.make_live(draft)
    for model, attempt in tries:
        with refused(freezes(model, attempt)):
            attempt(row_of(model, fresh(draft)), **CHANGES[model])


@pytest.mark.usefixtures("role")
def test_parts_of_what_is_live_cannot_be_deleted():
    draft, tries = open_draft(ReviewEdition), [*product(ALL_HAVE, bypass.DELETIONS)]
    for model, attempt in tries:
        with accepted():
            attempt(row_of(model, draft))
    make.make_live(draft)
    for model, attempt in tries:
        with refused(part(model, "DELETE")):
            attempt(row_of(model, draft))


@pytest.mark.usefixtures("role")
def test_parts_cannot_be_added_to_what_is_live_or_moved_into_or_out_of_it():
    live, draft = make.make_live(make.open_bare_review()), open_draft(ReviewEdition)
    other = make.open_bare_review().pk
    for model in ALL_HAVE:
        with accepted():
            bypass.sql_update(row_of(model, draft), edition=other)
        with refused(part(model, "UPDATE")):
            bypass.sql_update(row_of(model, draft), edition=live.pk)
        copy = row_of(model, draft)
        copy.pk, copy.edition = None, live
        with refused(part(model, "INSERT")):
            copy.save()
        with refused(part(model, "INSERT")):
            model.objects.bulk_create([copy])
    make.make_live(draft)
    for model in ALL_HAVE:
        with refused(part(model, "UPDATE")):
            bypass.sql_update(row_of(model, draft), edition=other)


@pytest.mark.usefixtures("role")
def test_a_part_of_what_is_live_is_not_changed_by_inserting_it_again_elsewhere():
    frozen = row_of(Identifier, make.make_live(make.open_bare_review()))
    free = row_of(Identifier, make.open_bare_review())
    upsert = {"update_conflicts": True, "update_fields": ["value"], "unique_fields": ["id"]}
    again = Identifier(pk=free.pk, edition=free.edition, kind="letter", value="X")
    with accepted():
        Identifier.objects.bulk_create([again], **upsert)
    again.pk = frozen.pk
    with refused(part(Identifier, "UPDATE")):
        Identifier.objects.bulk_create([again], **upsert)


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (Edition, STAYS),
        (ListingEdition, part(ListingEdition, "DELETE")),
        (ReviewEdition, "DELETE in reviews_… refused: edition 1 is frozen with all its parts …"),
    ],
)
def test_an_edition_with_a_period_cannot_be_deleted_nor_its_parts_with_it(model, sentence):
    draft = open_draft(model)
    for attempt in (bypass.delete, bypass.query_delete):
        with accepted():
            attempt(fresh(draft))
    make.make_live(draft)
    for attempt in bypass.DELETIONS:
        with refused(sentence):
            attempt(fresh(draft))
    with refused(STAYS):
        bypass.sql_delete(Edition.objects.get(page=draft.page))


@pytest.mark.parametrize("attempt", [bypass.delete, bypass.query_delete])
def test_the_page_of_an_edition_is_not_deleted_with_it(attempt):
    live = make.make_live(make.open_bare_review())
    with pytest.raises(ProtectedError, match="Edition.page"):
        attempt(live.page)


def scheduled(draft):
    return make.make_live(draft, at=clock.now() + datetime.timedelta(days=1))


def superseded(draft):
    first = make.make_live(draft)
    make.make_live(workflow.open_edition(first.page, by=make.make_user()))
    return first


def withdrawn(draft):
    first = make.make_live(draft)
    make.withdraw(first)
    return first


@pytest.mark.parametrize("make_so", [scheduled, superseded, withdrawn])
@pytest.mark.parametrize("first", TABLES_OF)
def test_what_waits_or_has_ended_is_as_frozen(first, make_so):
    edition = make_so(open_draft(first))
    for model in TABLES_OF[first]:
        with refused(freezes(model)):
            bypass.sql_update(row_of(model, edition), **CHANGES[model])
        if model is not Edition:
            with refused(part(model, "DELETE")):
                bypass.sql_delete(row_of(model, edition))


def another_value(field):
    """A value that no row here has in ``field`` and that its table's constraints allow."""
    if isinstance(field, models.ForeignKey):
        return ANOTHER[field.related_model.__name__]().pk
    kinds = [kind for kind in VALUES if isinstance(field, kind)]
    return VALUES[kinds[0]]


ANOTHER = {
    "Page": lambda: PlainPage.objects.create(
        kind="plain", path=f"page-{PlainPage.objects.count()}"
    ),
    "ReviewEdition": make.open_bare_review,
    "Board": make.make_board,
    "User": make.make_user,
    "Document": make.make_document_row,
    "Theme": lambda: Theme.objects.latest("pk"),
}
VALUES = {
    PartialDateField: "2001-02",
    models.CharField: "x",
    models.TextField: "x",
    models.PositiveIntegerField: 77,
    models.PositiveSmallIntegerField: 77,
    models.DateTimeField: datetime.datetime(2001, 2, 3, tzinfo=datetime.UTC),
    ArrayField: ["sar", "other"],
}


@pytest.mark.parametrize("model", CHANGES)
def test_every_column_is_frozen(model):
    """All columns that the table has are tried, so that a new one cannot be forgotten."""
    draft = make.approved(open_draft(model))
    # So that each column may change alone. The verb would refuse what this leaves.
    Edition.objects.update(carried_from="www.example.gov.uk")
    dates = {"dated": "2001", "dated_as": "signed off"}
    Attachment.objects.update(document=None, hosted_by="Somebody", **dates)
    row = row_of(model, draft)
    fields = {field.name: field for field in model._meta.local_concrete_fields}
    changes = {name: another_value(fields[name]) for name in fields.keys() - NOT_CONTENT}
    for name, value in changes.items():
        with accepted():
            bypass.sql_update(row, **{name: value})
    Edition.objects.filter(pk=draft.pk).update(live_from=Now(), first_published="2026")
    for name, value in changes.items():
        with refused(freezes(model)):
            bypass.sql_update(row, **{name: value})
