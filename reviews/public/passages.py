"""A passage of a document that has the words, with these marked."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reviews.lib.letter_names import BEARERS, LETTERS
from reviews.lib.signs import restored
from reviews.models import Attachment
from reviews.public.excerpts import START, STOP, excerpt

_LETTER = re.compile(
    rf"({START}(?i:{'|'.join(BEARERS)}){STOP}\.?\s+)([{LETTERS.upper()}])\b"
)  # PostgreSQL marks no such letter
_MARKED = re.compile(f"{START}(.*?){STOP}", re.DOTALL)


class FoundPage(NamedTuple):
    """A page of a document of an edition. It is not ``marked`` where it only says that there are more."""

    number: int
    marked: str
    edition: int
    kind: str
    slug: str
    title: str
    language: str
    path: str


@dataclass(frozen=True)
class Passage:
    """``address`` is of the file, ``number`` of the page in it."""

    name: str
    number: int
    address: str
    language: str
    text: SafeString


def passage_of(page: FoundPage, letters: str) -> Passage:
    kind = str(Attachment.KIND_NAMES[page.kind])
    name = page.title or kind[:1].upper() + kind[1:]
    address = f"/{page.path}/{page.slug}.pdf"
    words = marked(excerpt(restored(page.marked)), letters)
    return Passage(name, page.number, address, page.language, words)


def marked(text: str, letters: str) -> SafeString:
    """The text as HTML, its marked words in ``<mark>``.

    The ``letters`` with which names end (“Child A”) are marked after the word that bears them.
    """
    words = _LETTER.sub(
        lambda found: f"{found[1]}{START}{found[2]}{STOP}" if found[2] in letters else found[0],
        text,
    )
    pieces = _MARKED.split(words)
    return format_html("{}" + "<mark>{}</mark>{}" * (len(pieces) // 2), *pieces)
