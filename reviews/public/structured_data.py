"""What a page states about itself to search engines and to whatever shows a preview of a link."""

import json
from dataclasses import dataclass, field

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.lib import site_language
from reviews.lib.languages import ENGLISH
from reviews.models import Edition, ReviewEdition, Theme
from reviews.public.facets import date_name
from reviews.public.filters import below
from reviews.public.found import ENDINGS
from reviews.public.versions import Version, address_here, is_in_both, stated

NAMES = {"json": "JSON", "csv": "CSV", "atom": _("Atom feed"), "bib": "BibTeX", "ris": "RIS"}
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "atom": "application/atom+xml",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}
# In a script element none of these may stand as itself.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


@dataclass(frozen=True)
class JsonLd:
    """A value that is written into a script element as JSON."""

    value: dict

    def __html__(self) -> str:
        return json.dumps(self.value, ensure_ascii=False).translate(_ESCAPED)


@dataclass(frozen=True)
class Form:
    """Another form of a page, for programs."""

    address: str
    name: str
    media_type: str


@dataclass(frozen=True)
class Metadata:
    """For the head of a page. ``languages`` are those that it is in, each with its address."""

    address: str
    title: str
    description: str
    forms: list[Form]
    report: JsonLd | None = None
    languages: list[tuple[str, str]] = field(default_factory=list)

    @property
    def picture(self) -> str:
        """Beside a link that is shared elsewhere: the same of every page.

        Never a cover, because what others keep cannot be withdrawn.
        """
        return f"{settings.SITE_URL}{static('shared-link.png')}"


def of_home() -> Metadata:
    forms = [_form("/feeds", "atom"), _form("/register", "json")]
    description = gettext(
        "Reviews published by safeguarding boards, with their documents and what was done."
    )
    address = f"{settings.SITE_URL}{site_language.here('/')}"
    title = gettext("Case review register")
    return Metadata(address, title, description, forms, languages=_twins("/"))


def of_theme(theme: Theme) -> Metadata:
    here = theme.get_absolute_url()
    address = site_language.without_prefix(here)
    forms = [_form(address[:-1], name) for name in ("atom", "csv", "json")]
    facts = (f"{settings.SITE_URL}{here}", theme.name, theme.definition, forms)
    return Metadata(*facts, languages=_twins(address))


def of_page(edition: Edition, year: str = "") -> Metadata:
    """Of the live ``edition`` of a page; of a listing, perhaps of one ``year`` or month."""
    address, row = edition.page.get_absolute_url(), edition.as_kind
    others = stated(edition)
    return Metadata(
        f"{settings.SITE_URL}{address_here(edition)}{below(year)}",
        row.heading if isinstance(row, ReviewEdition) else _title(edition.title, year),
        edition.summary,
        [_form(address[:-1], name) for name in sorted(ENDINGS[edition.page.kind])],
        JsonLd(_report(row, others)) if isinstance(row, ReviewEdition) else None,
        languages_of(edition, year),
    )


def _title(title: str, year: str) -> str:
    return f"{title}, {date_name(year)}" if year else title


def languages_of(edition: Edition, year: str = "") -> list[tuple[str, str]]:
    """Those that its page is in, each with its address; none if there is only one.

    A list that is another page in Welsh may have no review of that ``year`` there.
    """
    address = f"{edition.page.get_absolute_url()}{below(year)}"
    others = stated(edition)
    if not others:
        return _twins(address) if is_in_both(edition) else []
    if year:
        return []
    own = (edition.language, f"{settings.SITE_URL}{address}")
    return [own, *((each.language, f"{settings.SITE_URL}{each.address}") for each in others)]


def _twins(address: str) -> list[tuple[str, str]]:
    pairs = ((ENGLISH, address), (site_language.WELSH, f"{site_language.PREFIX}{address}"))
    return [(language, f"{settings.SITE_URL}{each}") for language, each in pairs]


def tables_of(stem: str, query: str) -> list[Form]:
    """The data of a list as it is narrowed, or searched."""
    return [_form(stem, ending, query) for ending in ("csv", "json")]


def _form(stem: str, ending: str, query: str = "") -> Form:
    return Form(f"{stem}.{ending}{query}", NAMES[ending], MEDIA_TYPES[ending])


def _report(edition: ReviewEdition, others: list[Version]) -> dict:
    """The review as schema.org has a Report; what is not known is left out."""
    published = "" if edition.is_only_listed else edition.first_published
    stated = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": edition.heading,
        "url": f"{settings.SITE_URL}{edition.page.get_absolute_url()}",
        "genre": edition.type_name,
        "keywords": [theme["name"] for theme in edition.themes],
        "inLanguage": edition.language,
        "abstract": edition.summary,
        "datePublished": published.machine if published else "",
        "dateModified": _modified(edition),
        "publisher": {"@type": "Organization", "name": edition.page.board.name},
        "workTranslation": [
            {
                "@type": "Report",
                "url": f"{settings.SITE_URL}{each.address}",
                "inLanguage": each.language,
            }
            for each in others
        ],
        "encoding": [_file(row) for row in edition.attachments.all() if row.document_id],
    }
    return {name: value for name, value in stated.items() if value}


def _modified(edition: ReviewEdition) -> str:
    """That it was carried over here changed nothing; its earlier website may have said when something did."""
    carried = edition.carried_updated
    return carried.machine if carried else edition.live_from.isoformat()


def _file(attachment) -> dict:
    return {
        "@type": "MediaObject",
        "name": attachment.name,
        "contentUrl": f"{settings.SITE_URL}{attachment.get_absolute_url()}",
        "encodingFormat": attachment.document.media_type,
        "contentSize": str(attachment.document.size),
        "sha256": attachment.document.sha256,
        "inLanguage": attachment.language,
    }
