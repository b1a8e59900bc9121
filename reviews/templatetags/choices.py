"""The choices of a filter, which a template would take several times as long to render."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reviews.lib import site_language
from reviews.public.filters import Option
from reviews.templatetags.formatting import review_count

register = template.Library()

ITEM = '<li>{} <span class="count">{}</span></li>'


@register.simple_tag
def choices(options: Iterable[Option], current: str = "true") -> SafeString:
    """Each with how many reviews it leaves; the chosen one is no link, but marked as ``current``."""
    language = site_language.current()
    items = ((_name(each, current), _count(language, each.count)) for each in options)
    return format_html_join("", ITEM, items)


def _name(option: Option, current: str) -> SafeString:
    if option.is_chosen:
        return format_html('<b aria-current="{}">{}</b>', current, option.label)
    return format_html('<a href="{}">{}</a>', option.address, option.label)


@lru_cache(512)
def _count(_language: str, count: int) -> SafeString:
    """The same for every language and number."""
    return review_count(count)
