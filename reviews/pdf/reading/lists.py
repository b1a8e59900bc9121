"""Lists, whose signs are left to the browser where it would draw the same."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from reviews.pdf.reading.flow import MARK, Piece, as_caption, as_content
from reviews.pdf.reading.html import element
from reviews.pdf.reading.tags import Tag

NUMBER = re.compile(r"\(?([0-9]{1,4})[.)]?")
BULLET = re.compile(r"[^\w]*|o|[\ue000-\uf8ff]*")
SIGN = re.compile(r"((?:<p>)?)((?:\0\d+\0)*)([•◦▪▫■□●○‣–\uf0b7\uf0a7\uf0d8]|[0-9]{1,3}[.)]) +")
Render = Callable[[Tag], list[Piece]]


@dataclass(frozen=True)
class _Entry:
    label: str
    content: str


def list_of(tag: Tag, render: Render) -> list[Piece]:
    """The list, and what stands in it that is no entry."""
    entries, others = [], []
    for kid in tag.kids:
        if isinstance(kid, Tag) and kid.role == "LI":
            entries.append(_entry(kid, render))
        elif isinstance(kid, Tag) and kid.role == "Caption":
            others += [Piece(element("p", as_caption(render(kid))), is_block=True)]
        elif isinstance(kid, Tag) and (inside := as_content(render(kid))):
            entries.append(_Entry("", inside))
    shown = [entry for entry in entries if entry.label or entry.content]
    return [
        *filter(_is_something, others),
        *([Piece(_list(shown), is_block=True)] if shown else []),
    ]


def _entry(tag: Tag, render: Render) -> _Entry:
    labels = [kid for kid in tag.kids if isinstance(kid, Tag) and kid.role == "Lbl"]
    others = [kid for kid in tag.kids if kid not in labels]
    label = as_caption(piece for kid in labels for piece in render(kid))
    content = as_content(render(Tag("LBody", tag.page, kids=others)))
    if not label and (sign := SIGN.match(content)):  # as some programs tag it
        return _Entry(sign[3], f"{sign[1]}{sign[2]}{content[sign.end() :]}")
    return _Entry(label, content)


def _list(entries: list[_Entry]) -> str:
    labels = [_words(entry.label) for entry in entries]
    marks = ["".join(f"\0{number}\0" for number in MARK.findall(entry.label)) for entry in entries]
    inside = [mark + entry.content for mark, entry in zip(marks, entries, strict=True)]
    numbers = [int(found[1]) for label in labels if (found := NUMBER.fullmatch(label))]
    if len(numbers) == len(labels) and all(map(int.__eq__, numbers, count(numbers[0]))):
        start = numbers[0] if numbers[0] > 1 else ""
        return element("ol", "".join(element("li", each) for each in inside), start=start)
    if all(BULLET.fullmatch(label) for label in labels):
        return element("ul", "".join(element("li", each) for each in inside))
    pairs = zip(marks, entries, strict=True)
    named = [element("li", mark + _labelled(entry.label, entry.content)) for mark, entry in pairs]
    return element("ul", "".join(named), class_="labelled")


def _labelled(label: str, content: str) -> str:
    """With its sign as it is written: a), 2.1, Finding 3."""
    label = MARK.sub("", label)
    if content.startswith("<p>"):
        return content.replace("<p>", f"<p>{label} ", 1)
    return f"{label} {content}"


def _words(label: str) -> str:
    return re.sub(r"<[^>]*>", "", MARK.sub("", label)).strip()


def _is_something(piece: Piece) -> bool:
    return piece.html != "<p></p>"
