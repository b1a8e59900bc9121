"""Themes as the public finds them: the list with definitions, and each with the reviews that have it."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from reviews.models import ReviewEdition, Theme
from reviews.public.facets import Facets, facets_of
from reviews.public.filters import query_string
from reviews.public.kept import Kept
from reviews.public.listing import listed_reviews
from reviews.public.listing_entries import Entries
from reviews.public.structured_data import tables_of


def listed_themes(*, at: datetime) -> QuerySet:
    """Those that are offered, and others that live reviews have; each with the number of its ``reviews``."""
    counted = Theme.objects.counted(ReviewEdition.objects.public(at=at))
    return counted.filter(Q(is_retired=False) | Q(reviews__gt=0))


def theme_of(slug: str) -> Theme | None:
    """Also one that is retired: its address stays."""
    return Theme.objects.filter(slug=slug).first()


def theme_context(theme: Theme, query: Mapping[str, str], kept: Kept, *, at: datetime) -> dict:
    """What the page of a theme shows of the live reviews that have it, by the filters in ``query``."""
    public = ReviewEdition.objects.public(at=at)
    found = kept.get(("of theme", theme.pk), lambda: _facets(theme, at=at))
    entries = Entries(None, public, kept, at=at)

    def address(chosen: Mapping[str, str]) -> str:
        return f"{theme.get_absolute_url()}{query_string(chosen)}"

    listed = listed_reviews(found, query, address, entries)
    chosen = query_string(listed["filters"].chosen)
    forms = tables_of(f"/themes/{theme.slug}", chosen) if chosen else []
    return listed | {"theme": theme, "forms": forms}


def having(theme: Theme, *, at: datetime) -> QuerySet:
    """The live reviews that have it."""
    return ReviewEdition.objects.public(at=at).filter(review_themes__theme=theme)


def _facets(theme: Theme, *, at: datetime) -> Facets:
    """Of the reviews that have it. That they do narrows nothing, so it is no filter among the others."""
    found = facets_of(having(theme, at=at), at=at)
    found.forget("theme", theme.slug)
    return found
