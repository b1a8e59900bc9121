"""The addresses of all live pages and of the themes, for search engines (sitemaps.org)."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from reviews.lib.dates import LONDON
from reviews.models import Edition, EditionQuerySet, Page, Theme
from reviews.public import structured_data
from reviews.public.themes import listed_themes


class OfThisSite(Sitemap):
    """What there is at the moment ``at``, in parts of at most 10,000."""

    limit = 10_000
    protocol = urlsplit(settings.SITE_URL).scheme

    def __init__(self, *, at: datetime) -> None:
        self.at = at

    def get_domain(self, site=None) -> str:
        """The site’s own name, whatever name this request gave it."""
        return urlsplit(settings.SITE_URL).netloc


class LivePages(OfThisSite):
    def items(self) -> EditionQuerySet:
        live = Edition.objects.public(at=self.at).with_versions(at=self.at).select_related("page")
        facts = ("live_from", "carried_updated", "language", "page__path", "page__kind")
        return live.only(*facts).order_by("page__path")

    def get_urls(self, *args, **kwargs) -> list[dict]:
        """Each with the languages that the page is in."""
        found = super().get_urls(*args, **kwargs)
        for url in found:
            languages = structured_data.languages_of(url["item"])
            url["alternates"] = [{"lang_code": tag, "location": at} for tag, at in languages]
        return found

    def location(self, item: Edition) -> str:
        return item.page.get_absolute_url()

    def lastmod(self, item: Edition) -> datetime | None:
        """Unknown of a listing, which its reviews change, and of what was carried over on no known day."""
        if item.page.kind == Page.Kind.LISTING:
            return None
        carried = item.carried_updated
        if carried:
            return (
                datetime.fromisoformat(carried.iso).replace(tzinfo=LONDON) if carried.day else None
            )
        return item.live_from


class Themes(OfThisSite):
    """The list of themes, and each of them with its reviews."""

    def items(self) -> list[Theme]:
        return list(listed_themes(at=self.at))

    def location(self, item: Theme) -> str:
        return item.get_absolute_url()
