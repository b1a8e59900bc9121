"""The choices of a filter, which a template would take several times as long to render."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reviews.lib import site_language
from reviews.public.filters import Option
from reviews.templatetags.formatting import review_count

register = template.Library()

LINK = '<li><a href="{}">{}</a> <span class="count">{}</span></li>'
CHOSEN = '<li><b aria-current="{}">{}</b> <span class="count">{}</span></li>'


@register.simple_tag
def choices(options: Sequence[Option], current: str = "true") -> SafeString:
    """Each with how many reviews it leaves; the chosen one is no link, but marked as ``current``."""
    language = site_language.current()
    items = [
        (
            current if each.is_chosen else each.address,
            each.label,
            _count(language, each.count),
        )
        for each in options
    ]
    # In one go, because there are many of them.
    form = "".join(CHOSEN if each.is_chosen else LINK for each in options)
    return format_html(form, *chain.from_iterable(items))


@lru_cache(512)
def _count(_language: str, count: int) -> SafeString:
    """The same for every language and number."""
    return review_count(count)
