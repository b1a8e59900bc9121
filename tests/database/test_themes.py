"""The address of a theme stays, and so does the theme; and those of an edition are frozen with it."""

import pytest
from django.db import IntegrityError

from reviews.ledger import verification
from reviews.lib import shipped_rows
from reviews.models import ReviewTheme, Theme
from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db


def neglect() -> Theme:
    return Theme.objects.get(slug="neglect")


@pytest.mark.parametrize("attempt", bypass.CHANGES)
def test_the_address_of_a_theme_is_never_changed(attempt):
    with refused("The address of the theme Neglect stays: retire it, and add another theme."):
        attempt(neglect(), slug="other")
    for change in ({"name": "Other"}, {"definition": "Other."}, {"is_retired": True}):
        with accepted():
            attempt(neglect(), **change)


@pytest.mark.parametrize("attempt", bypass.DELETIONS)
def test_not_even_the_owner_deletes_a_theme(attempt, as_owner):
    with refused("The theme Neglect stays on record: retire it instead."):
        attempt(neglect())


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"slug": "Self neglect"}, "theme_slug_well_formed"),
        ({"slug": ""}, "theme_slug_well_formed"),
        ({"name": ""}, "theme_is_named_and_defined"),
        ({"definition": ""}, "theme_is_named_and_defined"),
    ],
)
def test_a_theme_has_an_address_a_name_and_a_definition(fields, constraint):
    given = {"name": "Fire", "slug": "fire", "definition": "There was a fire."}
    with accepted():
        Theme.objects.create(**given)
    with pytest.raises(IntegrityError, match=constraint):
        Theme.objects.create(**given | fields)


def test_an_edition_has_a_theme_once():
    draft = make.give_themes(make.open_bare_review(), "neglect")
    with refused("duplicate key value violates unique constraint …"):
        ReviewTheme.objects.create(edition=draft, theme=neglect())


def test_the_register_comes_with_defined_themes_and_knows_them():
    kept = Theme.objects.order_by("pk").values("name", "slug", "definition")
    assert list(kept) == shipped_rows.THEMES.read("0004")
    assert verification.verify(outside=[]).problems == []


def test_a_theme_that_nobody_recorded_is_named():
    Theme.objects.filter(slug="neglect").update(definition="Other.")
    made = Theme.objects.create(name="Fire", slug="fire", definition="There was a fire.")
    assert verification.verify(outside=[]).problems == [
        f"The theme {neglect().pk}: no event records it.",
        f"The theme {made.pk}: no event records it.",
    ]
