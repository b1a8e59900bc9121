"""The words that somebody reads: of HTML as a browser shows it, and of a text as it was typed."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import lxml.html

WORD = re.compile(r"\w+")


def words(html: str) -> list[str]:
    """The words of a page, with the numbers of its lists and the addresses behind its links."""
    page = lxml.html.fragment_fromstring(html, create_parent="div")
    return WORD.findall(" ".join(_pieces(page)).replace("_", " "))


def typed_words(text: str) -> list[str]:
    return WORD.findall(text.replace("_", " "))


def _pieces(element: lxml.html.HtmlElement) -> Iterator[str]:
    """Texts in reading order; what stands in one line without a space stays one word."""
    yield _number(element)
    inside = (element.text or "") + "".join(
        "".join(_pieces(child)) + (child.tail or "") for child in element
    )
    yield f"\n{inside}\n" if element.tag in BLOCKS else inside
    yield _address(element)


BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "br",
    "hr",
    "ul",
    "ol",
    "blockquote",
    "div",
}


def _number(element: lxml.html.HtmlElement) -> str:
    """“7. ” before the item of a list that browsers number so."""
    numbered = element.getparent()
    if element.tag != "li" or numbered is None or numbered.tag != "ol":
        return ""
    number = int(numbered.get("start", 1))
    for item in numbered.iterchildren("li"):
        number = int(item.get("value", number))
        if item is element:
            break
        number += 1
    return f"\n{number}. "


def _address(element: lxml.html.HtmlElement) -> str:
    """Where a link leads, unless its text says so."""
    href, text = element.get("href"), element.text_content()
    return (
        ""
        if href is None or unquote(href).endswith(unquote(text))
        else f" {href} {element.get('title', '')} "
    )
