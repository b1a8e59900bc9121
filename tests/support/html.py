"""Reading the pages that the site sends as a reader would: their text, headings and links."""

from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement

INLINE = {"a", "cite", "em", "mark", "strong", "time"}


def page_of(response) -> HtmlElement:
    return html.document_fromstring(response.content.decode())


def main_of(response) -> HtmlElement:
    return page_of(response).get_element_by_id("main")


def text(element: HtmlElement) -> str:
    """The words that are seen, with every run of white space, and every edge of a block, as one space.

    A test that something is *not* on a page looks at ``content``: that holds what is only heard, too.
    """
    return " ".join("".join(_pieces(element)).split())


def heard(element: HtmlElement) -> str:
    """The words of a link as a screen reader lists it."""
    return " ".join(element.text_content().split())


def _pieces(element: HtmlElement) -> Iterator[str]:
    if "vh" in element.classes:
        return
    gap = "" if element.tag in INLINE else " "
    yield gap + (element.text or "")
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield gap


def headings(element: HtmlElement) -> list[tuple[str, str]]:
    """Level and words of every heading, in order."""
    return [(each.tag, text(each)) for each in element.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def links(element: HtmlElement) -> dict[str, str]:
    """The address of each link by its words."""
    return {text(link): link.get("href") for link in element.iter("a")}


def only(element: HtmlElement, css_class: str) -> HtmlElement:
    """The one element of that class. Raises ValueError when there is none, or another."""
    [found] = element.find_class(css_class)
    return found
