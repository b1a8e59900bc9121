"""A reading copy from the tags of a PDF and the seen words of its pages."""

import re
from collections.abc import Callable, Sequence

import pikepdf

from reviews.pdf.plain_text import plain
from reviews.pdf.reading import html
from reviews.pdf.reading.flow import Piece, as_blocks, as_content, as_text, whole
from reviews.pdf.reading.html import element
from reviews.pdf.reading.lists import list_of
from reviews.pdf.reading.marked_text import MarkedText
from reviews.pdf.reading.tables import rows_of
from reviews.pdf.reading.tags import Tag, Words, read_tags

PLACED = 0.9  # of the letters of the pages; with fewer the tags leave words out
DIGITS = re.compile(r"[0-9]+")
LONGEST_DESCRIPTION = 2000  # characters
HEADINGS = {"H": 1, "Title": 1} | {f"H{level}": level for level in range(1, 7)}
INLINE = {"Em": "em", "Strong": "strong", "Code": "code", "Sub": "", "Span": "", "Quote": ""}
INLINE |= dict.fromkeys(("Reference", "BibEntry", "NonStruct", "Lbl", "Annot", "Ruby", "RB"), "")
INLINE |= dict.fromkeys(("RT", "RP", "Warichu", "WT", "WP", "LBody", "Private"), "")
BLOCKS = {"BlockQuote": "blockquote", "Note": "aside", "FENote": "aside", "Aside": "aside"}
GROUPS = {"Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Index", "TOCI", "Form"}
GROUPS |= {"LI", "TR", "TD", "TH", "THead", "TBody", "TFoot", "Caption"}
PICTURES = {"Figure", "Formula"}
Pieces = list[Piece]


def reading_copy(pdf: pikepdf.Pdf, pages: Sequence[MarkedText], language: str = "") -> str:
    """HTML in ``language``; empty if the document has no tags, or tags that leave words out."""
    tree = read_tags(pdf)
    if tree is None:
        return ""
    writer = _Writer(pages, _has_headings(tree))
    made = whole(as_blocks(writer.flow(tree, language)), len(pages))
    return made if writer.is_complete and len(made) <= html.LONGEST else ""


class _Writer:
    def __init__(self, pages: Sequence[MarkedText], has_headings: bool) -> None:
        self.pages, self.has_headings = pages, has_headings
        self.begun: set[int] = set()
        self.used: set[tuple[int, int]] = set()
        self.level, self.headings, self.tables = 1, 0, 0
        self.sentences = 0  # paragraphs and headings that are open

    @property
    def is_complete(self) -> bool:
        """Whether the tags reach what the pages show, and there is something."""
        placed, left = 0, sum(page.outside for page in self.pages)
        missed: dict[str, list[int]] = {}
        for page, marked in enumerate(self.pages, start=1):
            for number, text in marked.words.items():
                if (page, number) in self.used:
                    placed += _letters(text)
                else:
                    missed.setdefault(DIGITS.sub("#", text.strip()), []).append(_letters(text))
        left += sum(sum(each) for each in missed.values() if not self._is_repeated(each))
        return placed > 0 and placed >= PLACED * (placed + left)

    def _is_repeated(self, times: list[int]) -> bool:
        """The head or foot of pages, which some programs mark as if it were text."""
        return len(times) > 1 and 2 * len(times) >= len(self.pages)

    def flow(self, tag: Tag, language: str) -> Pieces:
        """Everything inside the tag, in its order. ``language`` is of what is around it."""
        found: Pieces = []
        for kid in tag.kids:
            found += self._words(kid) if isinstance(kid, Words) else self._tag(kid, language)
        return found

    def _words(self, words: Words) -> Pieces:
        place = words.page, words.number
        if place in self.used or not 0 < words.page <= len(self.pages):
            return []
        self.used.add(place)
        text = self.pages[words.page - 1].words.get(words.number, "")
        mark = self._mark(words.page) if text.strip() else ""
        return [Piece(mark + html.escape(text))]

    def _mark(self, page: int) -> str:
        """What stands where a page begins; see ``flow.whole``."""
        if page in self.begun:
            return ""
        self.begun.add(page)
        return f"\0{page}\0"

    def _tag(self, tag: Tag, language: str) -> Pieces:
        own = tag.language or language
        made = self._way(tag.role)(tag, own)
        if own == language:
            return made
        return [piece.in_language(own) for piece in made]

    def _way(self, role: str) -> Callable[[Tag, str], Pieces]:
        if role in HEADINGS:
            return self._heading
        if role in PICTURES:
            return self._picture
        if role in BLOCKS:
            return self._block
        if role in INLINE:
            return self._inline
        named = {"P": self._paragraph, "L": self._list, "Table": self._table, "Link": self._link}
        return (named | {"TOC": self._contents, "Artifact": self._nothing}).get(role, self._group)

    def _nothing(self, tag: Tag, language: str) -> Pieces:
        """Its words count as placed. Pages begin with the next ones."""
        begun = set(self.begun)
        self.flow(tag, language)
        self.begun = begun
        return []

    def _group(self, tag: Tag, language: str) -> Pieces:
        """A role of nobody’s list is part of the sentence that it stands in."""
        inside = self.flow(tag, language)
        return inside if self.sentences and tag.role not in GROUPS else as_blocks(inside)

    def _sentence(self, tag: Tag, language: str) -> Pieces:
        self.sentences += 1
        inside = self.flow(tag, language)
        self.sentences -= 1
        return inside

    def _inline(self, tag: Tag, language: str) -> Pieces:
        name = INLINE[tag.role]
        made = [piece.wrapped(name) for piece in self.flow(tag, language)]
        return [*made, Piece(" ")] if tag.role == "Lbl" else made

    def _link(self, tag: Tag, language: str) -> Pieces:
        inside = self.flow(tag, language)
        return [piece.linked(tag.link) for piece in inside] if tag.link else inside

    def _paragraph(self, tag: Tag, language: str) -> Pieces:
        """Notes and pictures in the midst of a sentence follow it."""
        inside = self._sentence(tag, language)
        if all(piece.is_block for piece in inside):
            return inside
        words = as_blocks([piece for piece in inside if not piece.is_block])
        return words + [piece for piece in inside if piece.is_block]

    def _heading(self, tag: Tag, language: str) -> Pieces:
        """Below the title of the page, and no level left out."""
        inside = self._sentence(tag, language)
        after = [piece for piece in inside if piece.is_block]
        text = as_text(inside)
        if not _letters(text):
            return after
        self.level = min(HEADINGS[tag.role] + 1, self.level + 1, 6)
        self.headings += 1
        made = element(f"h{self.level}", text, id=f"s{self.headings}")
        return [Piece(made, is_block=True), *after]

    def _block(self, tag: Tag, language: str) -> Pieces:
        inside = as_content(self.flow(tag, language))
        return [Piece(element(BLOCKS[tag.role], inside), is_block=True)] if inside else []

    def _picture(self, tag: Tag, language: str) -> Pieces:
        """Its description, and the words that stand in it."""
        mark = self._mark(tag.page) if tag.page else ""
        inside = as_content(self.flow(tag, language))
        described = " ".join(plain(tag.description).split())[:LONGEST_DESCRIPTION]
        stated = f"Picture: {described}" if described else "Picture without a description"
        text = element("p", html.escape(stated), class_="alt")
        return [Piece(element("figure", f"{mark}{text}{inside}"), is_block=True)]

    def _list(self, tag: Tag, language: str) -> Pieces:
        return list_of(tag, lambda kid: self._tag(kid, language))

    def _contents(self, tag: Tag, language: str) -> Pieces:
        """A list of contents is left out: the copy has one of its own, which leads to its headings."""
        leave_out = self.has_headings
        return self._nothing(tag, language) if leave_out else self._group(tag, language)

    def _table(self, tag: Tag, language: str) -> Pieces:
        caption, rows, after = rows_of(tag, lambda kid: self._tag(kid, language))
        if not rows:
            return after
        self.tables += 1
        label = f"Table {self.tables}"
        table = element("table", f"{caption}{''.join(rows)}", class_="data")
        scroll = {"class_": "scroll", "role": "region", "tabindex": "0", "aria_label": label}
        return [Piece(element("div", table, **scroll), is_block=True), *after]


def _has_headings(tag: Tag) -> bool:
    """The tree is no deeper than it may be."""
    return tag.role in HEADINGS or any(
        _has_headings(kid) for kid in tag.kids if isinstance(kid, Tag)
    )


def _letters(text: str) -> int:
    return sum(map(str.isalnum, re.sub(r"<[^>]*>|\0\d+\0", "", text)))
