"""What a page states about itself to search engines and to whatever shows a preview of a link."""

import json
from dataclasses import dataclass

from django.conf import settings

from reviews.models import Edition, ReviewEdition, Theme
from reviews.public.found import ENDINGS

NAMES = {"json": "JSON", "csv": "CSV", "atom": "Atom feed", "bib": "BibTeX", "ris": "RIS"}
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
    """For the head of a page."""

    address: str
    title: str
    description: str
    forms: list[Form]
    report: JsonLd | None = None


def of_home() -> Metadata:
    forms = [_form("/feeds", "atom"), _form("/register", "json")]
    description = (
        "Reviews published by safeguarding boards, with their documents and what was done."
    )
    return Metadata(f"{settings.SITE_URL}/", "Case review register", description, forms)


def of_theme(theme: Theme) -> Metadata:
    address = theme.get_absolute_url()
    forms = [_form(address[:-1], "atom")]
    return Metadata(f"{settings.SITE_URL}{address}", theme.name, theme.definition, forms)


def of_page(edition: Edition, year: str = "") -> Metadata:
    """Of the live ``edition`` of a page; of a listing, perhaps of one ``year``."""
    address, row = edition.page.get_absolute_url(), edition.as_kind
    return Metadata(
        f"{settings.SITE_URL}{address}{year and f'{year}/'}",
        row.heading if isinstance(row, ReviewEdition) else edition.title,
        edition.summary,
        [_form(address[:-1], name) for name in sorted(ENDINGS[edition.page.kind])],
        JsonLd(_report(row)) if isinstance(row, ReviewEdition) else None,
    )


def _form(stem: str, ending: str) -> Form:
    return Form(f"{stem}.{ending}", NAMES[ending], MEDIA_TYPES[ending])


def _report(edition: ReviewEdition) -> dict:
    """The review as schema.org has a Report; what is not known is left out."""
    published = edition.first_published
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
        "dateModified": edition.live_from.isoformat(),
        "publisher": {"@type": "Organization", "name": edition.page.board.name},
        "encoding": [_file(row) for row in edition.attachments.all() if row.document_id],
    }
    return {name: value for name, value in stated.items() if value}


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
