"""The HTML of a reading copy: a fixed list of tags around escaped text, and nothing else.

The child process writes it and the parent looks at it again, because a PDF may have taken the child over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

LONGEST = 5_000_000  # characters
# Addresses that a link may lead to: another website, a person, a page of this copy.
ADDRESS = re.compile(r"(https?://|mailto:|tel:)[^\s\"<>\\]+|#page-[1-9][0-9]{0,3}", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
# The tags, and the attributes of each with what may stand there.
_WORDS = r"[^\"<>]*"
_PAGE = r"page-[1-9][0-9]{0,3}"
TAGS: dict[str, dict[str, str]] = {
    **{f"h{level}": {"id": r"s[1-9][0-9]{0,5}"} for level in range(2, 7)},
    "p": {"class": "page|alt", "id": _PAGE},
    "span": {"class": "page", "id": _PAGE},
    "a": {"href": f"(?:{ADDRESS.pattern})"},
    "table": {"class": "data"},
    "ul": {"class": "labelled"},
    "ol": {"start": r"[0-9]{1,4}"},
    "th": {"scope": "col|row", "colspan": r"[0-9]{1,4}", "rowspan": r"[0-9]{1,4}"},
    "td": {"colspan": r"[0-9]{1,4}", "rowspan": r"[0-9]{1,4}"},
    "div": {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": _WORDS},
    **{tag: {} for tag in ("li", "caption", "tr", "blockquote", "aside", "figure")},
    **{tag: {} for tag in ("em", "strong", "code", "sup", "sub")},
}
TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"<>]*\")*)>")
ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"<>]*)\"")
REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|#x27);)")
HEADING = re.compile(
    r"<p class=\"page\" id=\"page-(?P<page>\d+)\">|<h(?P<level>[2-6])(?: lang=\"[^\"]*\")? id=\"(?P<id>s\d+)\"[^>]*>(?P<text>.*?)</h\d>"
)
PAGE_MARK = re.compile(r"<span class=\"page\"[^>]*>[^<]*</span>")


@dataclass(frozen=True)
class Heading:
    """An entry of the contents: where it is, and on which page."""

    level: int
    anchor: str
    text: str
    page: int


def element(tag: str, content: str, **attributes: object) -> str:
    stated = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value
    )
    return f"<{tag}{stated}>{content}</{tag}>"


def address_of(text: str) -> str:
    """The address if a link of a reading copy may lead there; else nothing."""
    text = text.strip()
    return text if ADDRESS.fullmatch(text) else ""


def is_safe(html: str) -> bool:
    """Every tag and attribute is on the list, every tag is closed in its turn, and the rest is text."""
    if len(html) > LONGEST or REFERENCE.search(html):
        return False
    if "<" in (rest := TAG.sub("", html)) or ">" in rest:
        return False
    open_: list[str] = []
    for end, tag, attributes in TAG.findall(html):
        if tag not in TAGS or not _follows(end, tag, attributes, open_):
            return False
    return not open_


def _follows(end: str, tag: str, attributes: str, open_: list[str]) -> bool:
    if end:
        return not attributes and bool(open_) and open_.pop() == tag
    open_.append(tag)
    allowed = TAGS[tag] | {"lang": LANGUAGE.pattern}
    return all(
        name in allowed and re.fullmatch(allowed[name], unescape(value), re.IGNORECASE)
        for name, value in ATTRIBUTE.findall(attributes)
    )


def contents(html: str) -> list[Heading]:
    """The headings of a reading copy, in their order."""
    return list(_headings(html))


def _headings(html: str) -> Iterator[Heading]:
    page = 1
    for found in HEADING.finditer(html):
        if found["page"]:
            page = int(found["page"])
        elif text := unescape(TAG.sub("", PAGE_MARK.sub("", found["text"]))).strip():
            yield Heading(int(found["level"]), found["id"], text, page)
