"""Where a result has the words, which a template would take several times as long to render."""

from collections.abc import Iterator
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reviews.lib import site_language
from reviews.public.passages import Passage
from reviews.public.results import Result
from reviews.public.review_card import distinctions
from reviews.templatetags.formatting import lang_attribute

register = template.Library()

IN_SUMMARY = "<p{lang}>{text}</p>"
IS_APART = '<p class="quiet">{}</p>'
PLACES = '<ul class="hits">{}{}</ul>'
IN_ITS_PAGE = """
<li>
  <p class="serif"{lang}>{text}</p>
  <p class="meta"><span>{place}</span></p>
</li>"""
IN_DOCUMENT = """
<li>
  <p class="serif"{{lang}}>{{text}}</p>
  <p class="meta"><span>{place}</span><span><a href="{{pdf}}">{in_pdf}</a></span><span><a href="{{copy}}">{as_page}</a></span></p>
</li>"""
MORE = '<p><a href="{address}">{words}<span class="vh">, {heading}</span></a></p>'


@register.simple_tag
def passages(result: Result) -> SafeString:
    """The summary, the passages of its page and of documents, and where the others are."""
    return format_html_join("\n", "{}", ((part,) for part in _parts(result)))


def _parts(result: Result) -> Iterator[SafeString]:
    if result.edition.marked:
        lang = lang_attribute(result.edition.language)
        yield format_html(IN_SUMMARY, lang=lang, text=result.summary)
    if result.is_apart:
        yield format_html(IS_APART, gettext("These words are in different places of this review."))
    if result.in_its_page or result.passages:
        yield format_html(PLACES, _in_its_page(result), _in_documents(result))
    if result.more:
        address = f"{reverse('search')}{result.more}"
        words = gettext("All pages of this review")
        yield format_html(MORE, address=address, words=words, heading=result.name)


def _in_its_page(result: Result) -> SafeString | str:
    if not result.in_its_page:
        return ""
    return format_html(
        IN_ITS_PAGE,
        lang=lang_attribute(result.edition.language),
        text=result.in_its_page,
        place=gettext("In the text of its page"),
    )


def _in_documents(result: Result) -> SafeString:
    """Each passage with its text, its page, and where that can be read; documents of one name are numbered."""
    heading = conditional_escape(result.name)
    names = {passage.address: passage.name for passage in result.passages}
    which = dict(zip(names, distinctions([*names.values()]), strict=True))

    def said(passage: Passage) -> dict[str, object]:
        return {
            "lang": lang_attribute(passage.language),
            "text": passage.text,
            "name": f"{passage.name}{which[passage.address]}",
            "number": passage.number,
            "heading": heading,
            "pdf": f"{passage.address}#page={passage.number}",
            "copy": f"{passage.address}/read/#page-{passage.number}",
        }

    item = _passage(site_language.current())
    return format_html_join("", item, map(said, result.passages))


@lru_cache
def _passage(_language: str) -> str:
    """With the words of this language, which are the same for each."""
    return IN_DOCUMENT.format(
        place=gettext("{name}, page {number}"),
        in_pdf=gettext('PDF at page {number}<span class="vh"> of “{name}”, {heading}</span>'),
        as_page=gettext(
            'Read it as a web page<span class="vh">: page {number} of “{name}”, {heading}</span>'
        ),
    )
