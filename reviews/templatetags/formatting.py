"""Filters that write facts for readers."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from reviews.lib import dates, languages, markdown, site_language
from reviews.lib.dates import PartialDate
from reviews.lib.text import pages
from reviews.public import versions

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
    return dates.as_words(date) if date else gettext("date not stated")


@register.filter
def time_tag(date: PartialDate | None) -> SafeString | str:
    """The same as HTML that programs read too, where the date is known."""
    words = as_words(date)
    is_known = date and date.machine
    return format_html('<time datetime="{}">{}</time>', date.machine, words) if is_known else words


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
    """`` lang="cy"`` for a text in another language than the site speaks around it."""
    return _attribute("lang", language)


@register.filter
def hreflang_attribute(language: str) -> SafeString | str:
    """The same for what a link leads to."""
    return _attribute("hreflang", language)


def _attribute(name: str, language: str) -> SafeString | str:
    is_other = language and language != site_language.current()
    return format_html(' {}="{}"', name, language) if is_other else ""


@register.filter
def in_english(text: str) -> SafeString | str:
    """A fact that the register has in English only, such as a citation of the law."""
    return text if not site_language.is_welsh() else in_language(text, languages.ENGLISH)


@register.filter
def in_language(text: str, language: str) -> SafeString | str:
    """A text as part of a sentence, which may be in another language."""
    is_other = text and language != site_language.current()
    return format_html('<span lang="{}">{}</span>', language, text) if is_other else text


@register.simple_tag
def site_lang() -> str:
    """The language in which the site speaks."""
    return site_language.current()


@register.simple_tag
def distinction(which: str) -> SafeString | str:
    """What tells a link apart from another of the same name, for those who hear it."""
    if not which:
        return ""
    return format_html('<span class="vh" lang="{}">{}</span>', site_language.current(), which)


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[versions.Version]:
    """Where the reader finds what is shown in another language."""
    return versions.links(context.get("versions"), context.get("request"))


register.filter("address_here", versions.address_here)
register.filter("versions_among", versions.of_document)


@register.simple_tag
def review_count(count: int) -> SafeString:
    """“12 reviews”, of which only the figure is seen."""
    noun = ngettext(
        '%(count)s<span class="vh"> review</span>',
        '%(count)s<span class="vh"> reviews</span>',
        count,
    )
    return format_html(noun.replace("%(count)s", "{}"), count)


@register.simple_tag
def page_count(count: int) -> str:
    return pages(count)


@register.tag
def part(parser: template.base.Parser, token: template.base.Token) -> "Part":
    """``{% part "link" %}…{% endpart %}``: a part of a sentence, which each language puts in its own place."""
    _, name = token.split_contents()
    nodes = parser.parse(("endpart",))
    parser.delete_first_token()
    return Part(name.strip('"'), nodes)


class Part(template.Node):
    def __init__(self, name: str, nodes: template.NodeList) -> None:
        self.name = name
        self.nodes = nodes

    def render(self, context: template.Context) -> str:
        context[self.name] = self.nodes.render(context)
        return ""


@register.filter
def title_class(title: str) -> SafeString | str:
    """Long titles are set smaller."""
    return format_html(' class="{}"', "long") if len(title) >= LONG_TITLE else ""


@register.simple_tag
def json_ld(value) -> SafeString:
    """A JsonLd as the script element that search engines read; it is data, which no browser runs."""
    return format_html('<script type="application/ld+json">{}</script>', value)
