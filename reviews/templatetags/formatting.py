"""Filters that write facts for readers."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reviews.lib import dates, languages, markdown
from reviews.lib.dates import PartialDate

register = template.Library()

LONG_TITLE = 45  # characters

register.filter("prose", markdown.prose)
register.filter("language_name", languages.name_of)


@register.filter
def prose_below(text: str, level: int):
    """Markdown as HTML, every heading lower than one of level ``level``."""
    return markdown.prose(text, below=level)


@register.filter
def file_size(size: int) -> str:
    """Bytes as GOV.UK writes them: 382 KB, 1.4 MB (decimal units; never 0 KB)."""
    if size < 999_500:
        return f"{max(round(size / 1000), 1)} KB"
    return f"{size / 1_000_000:.1f} MB"


@register.filter
def as_words(date: PartialDate | None) -> str:
    """A partly known date in words; the preview of a draft may lack one that another date asks for."""
    return dates.as_words(date) if date else "date not stated"


@register.filter
def day(moment) -> PartialDate:
    """An aware datetime as the calendar day in the United Kingdom."""
    return PartialDate.of(moment)


@register.filter
def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


@register.filter
def title_case(text: str) -> str:
    """“serious case review” as the name of a report: “Serious Case Review”."""
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


@register.filter
def file_type(media_type: str) -> str:
    """The everyday name of a media type, as shown next to a link."""
    return {"application/pdf": "PDF"}.get(media_type, media_type)


@register.filter
def lang_attribute(language: str) -> SafeString | str:
    """`` lang="cy"`` for a text in another language than English, which the site itself speaks."""
    return "" if language == languages.ENGLISH else format_html(' lang="{}"', language)


@register.filter
def english_beside(language: str) -> SafeString | str:
    """`` lang="en-GB"`` for the site's own words on a page in another language."""
    return "" if language == languages.ENGLISH else format_html(' lang="{}"', languages.ENGLISH)


@register.filter
def title_class(title: str) -> SafeString | str:
    """Long titles are set smaller."""
    return format_html(' class="{}"', "long") if len(title) >= LONG_TITLE else ""


@register.simple_tag
def json_ld(value) -> SafeString:
    """A JsonLd as the script element that search engines read; it is data, which no browser runs."""
    return format_html('<script type="application/ld+json">{}</script>', value)
