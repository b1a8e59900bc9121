"""The results of a search, which templates would take several times as long to render.

What depends on the review alone is rendered once, and found again with it.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reviews.lib import site_language
from reviews.public.found_reviews import FoundDocument
from reviews.public.results import Result
from reviews.public.review_card import distinctions
from reviews.templatetags.formatting import lang_attribute

register = template.Library()

RESULT = """<li><article>
  {}
  {}
</article></li>
"""
IN_SUMMARY = "<p{}>{}</p>"
IS_APART = '<p class="quiet">{}</p>'
PLACES = '<ul class="hits">{}</ul>'
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
MORE = '<p><a href="{{}}">{}<span class="vh">, {}</span></a></p>'


@register.simple_tag
def results(found: Sequence[Result], site: str) -> SafeString:
    """``site`` is the address of the site."""
    parts = [[_head(each, site), *_parts(each)] for each in found]
    # In one go: each of the parts is HTML, which joining them one by one would look at again and again.
    form = "".join(RESULT.format("{}", "\n".join(["{}"] * (len(each) - 1))) for each in parts)
    return format_html(form, *chain.from_iterable(parts))


def _once(result: Result, name: Hashable, make: Callable[[], str]) -> str:
    """What ``make`` returns, or has returned for another result with this review."""
    rendered = result.review.rendered
    if name not in rendered:
        rendered[name] = make()
    return rendered[name]


def _head(result: Result, site: str) -> str:
    def make() -> str:
        shown = {"review": result.review, "which": result.which, "themes": result.themes}
        return render_to_string("components/result_head.html", shown | {"site": site})

    return _once(result, ("head", result.which, *result.themes), make)


def _parts(result: Result) -> Iterator[str]:
    """The summary, the passages of its page and of documents, and where the others are."""
    if result.summary:
        yield _summary(result, result.summary)
    elif result.review.summary:
        yield _once(result, "summary", lambda: _summary(result, result.review.summary))
    if result.is_apart:
        yield format_html(IS_APART, gettext("These words are in different places of this review."))
    if places := [*_in_its_page(result), *_in_documents(result)]:
        yield format_html(PLACES.format("{}" * len(places)), *places)
    if result.more:
        make = partial(
            format_html, MORE, gettext("All pages of this review"), _form_of(result.name)
        )
        address = f"{_search(site_language.current())}{result.more}"
        yield format_html(_once(result, ("more", result.which), make), address)


def _summary(result: Result, text: str) -> SafeString:
    return format_html(IN_SUMMARY, lang_attribute(result.review.edition.language), text)


def _in_its_page(result: Result) -> Iterator[SafeString]:
    if result.in_its_page:
        yield format_html(
            IN_ITS_PAGE,
            lang=lang_attribute(result.review.edition.language),
            text=result.in_its_page,
            place=gettext("In the text of its page"),
        )


def _in_documents(result: Result) -> Iterator[SafeString]:
    """Each passage with its text, its page, and where that can be read; documents of one name are numbered."""
    names = {each.document.address: each.document.name for each in result.passages}
    which = dict(zip(names, distinctions([*names.values()]), strict=True))
    for passage in result.passages:
        name = f"{passage.document.name}{which[passage.document.address]}"
        make = partial(_form, result, passage.document, name)
        form = _once(result, (passage.document.address, name, result.which), make)
        yield format_html(form, text=passage.text, number=passage.number)


def _form(result: Result, document: FoundDocument, name: str) -> str:
    """A passage of this document, but for its text and number."""
    address = _form_of(document.address)
    return format_html(
        _passage(site_language.current()),
        lang=lang_attribute(document.language),
        text="{text}",
        name=_form_of(name),
        number="{number}",
        heading=_form_of(result.name),
        pdf=f"{address}#page={{number}}",
        copy=f"{address}/read/#page-{{number}}",
    )


def _form_of(text: str) -> str:
    """The text as part of a form that is filled in later."""
    return text.replace("{", "{{").replace("}", "}}")


@lru_cache
def _search(_language: str) -> str:
    return reverse("search")


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
