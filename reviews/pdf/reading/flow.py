"""What stands in a line and what stands for itself, and how the two become valid HTML.

Where a page begins stands ``\\0number\\0`` until the whole is put together.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reviews.pdf.reading.html import element

MARK = re.compile(r"\0(\d+)\0")
FIRST_MARKS = re.compile(r"((?:\s*<[^>]*>)*)\s*((?:\0\d+\0)+)")
OPENED = re.compile(r"<([a-z0-9]+)(?! lang=)")
BLOCK = re.compile(r"<(?:figure|div|ul|ol|aside|blockquote|h[2-6])\b")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some HTML, and whether it stands for itself, as a paragraph does."""

    html: str
    is_block: bool = False

    def wrapped(self, tag: str, **attributes: str) -> "Piece":
        """With the spaces around it left outside."""
        words = self.html.strip()
        if not tag or self.is_block or not words:
            return self
        before, _, after = self.html.partition(words)
        return Piece(f"{before}{element(tag, words, **attributes)}{after}")

    def linked(self, address: str) -> "Piece":
        """A link holds no link."""
        return self if "<a " in self.html else self.wrapped("a", href=address)

    def in_language(self, language: str) -> "Piece":
        if self.is_block:
            opened = OPENED.match(self.html)
            start = f'<{opened[1]} lang="{language}"' if opened else ""
            return Piece(start + self.html[opened.end() :], is_block=True) if opened else self
        return self.wrapped("span", lang=language)


def as_blocks(pieces: Iterable[Piece]) -> list[Piece]:
    """Every run of words becomes a paragraph."""
    found: list[Piece] = []
    for is_block, run in groupby(pieces, key=lambda piece: piece.is_block):
        if is_block:
            found += run
        elif text := _joined(run):
            found.append(Piece(element("p", text), is_block=True))
    return found


def as_content(pieces: list[Piece]) -> str:
    """For what may hold words as well as blocks: an entry of a list, a cell, a note."""
    if not any(piece.is_block for piece in pieces):
        return _joined(pieces)
    made = "".join(piece.html for piece in as_blocks(pieces))
    return made[3:-4] if made.startswith("<p>") and made.find("</p>") == len(made) - 4 else made


def as_text(pieces: Iterable[Piece]) -> str:
    """The words alone, for headings and captions."""
    return _joined(piece for piece in pieces if not piece.is_block)


def as_caption(pieces: Iterable[Piece]) -> str:
    """The words of paragraphs too, without being paragraphs."""
    words = (re.sub(r"</?p[^>]*>", " ", piece.html) for piece in pieces)
    return _joined(Piece(each) for each in words if not BLOCK.search(each))


def _joined(pieces: Iterable[Piece]) -> str:
    return SPACE.sub(" ", "".join(piece.html for piece in pieces)).strip()


def whole(blocks: list[Piece], pages: int) -> str:
    """With a mark for every page, before the block that begins it or else inside."""
    used = {int(number) for piece in blocks for number in MARK.findall(piece.html)}
    marks = _Marks(used, pages)
    parts = [part for piece in blocks for part in marks.placed(piece.html)]
    return "\n".join([*parts, *marks.rest(pages)])


class _Marks:
    """Pages without words of their own are marked before the next one that has some."""

    def __init__(self, used: set[int], pages: int) -> None:
        self.ahead = [number for number in range(1, pages + 1) if number not in used]

    def placed(self, html: str) -> Iterator[str]:
        if first := FIRST_MARKS.match(html):
            for number in map(int, MARK.findall(first[2])):
                yield from self.rest(number)
                yield self._line(number)
            html = first[1] + html[first.end() :]
        yield MARK.sub(self._inside, html)

    def _inside(self, mark: re.Match[str]) -> str:
        number = int(mark[1])
        before = [page for page in self.ahead if page < number]
        self.ahead = self.ahead[len(before) :]
        return " " + "".join(map(_in_a_line, [*before, number])) + " "

    def rest(self, number: int) -> Iterator[str]:
        """The pages up to this one that nothing else marks."""
        while self.ahead and self.ahead[0] <= number:
            yield self._line(self.ahead.pop(0))

    @staticmethod
    def _line(number: int) -> str:
        link = element("a", f"Page {number}", href=f"#page-{number}")
        return element("p", link, class_="page", id=f"page-{number}")


def _in_a_line(number: int) -> str:
    return element("span", f"Page {number}", class_="page", id=f"page-{number}")
