"""A passage of a document that has the words, with these marked."""

import re
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reviews.lib.letter_names import BEARERS, LETTERS
from reviews.public.excerpts import START, STOP
from reviews.public.found_reviews import FoundDocument

_LETTER = re.compile(
    rf"({START}(?i:{'|'.join(BEARERS)}){STOP}\.?\s+)([{LETTERS.upper()}])\b"
)  # PostgreSQL marks no such letter
_MARKED = re.compile(f"{START}(.*?){STOP}", re.DOTALL)


@dataclass(frozen=True)
class Passage:
    """``number`` is that of the page in the document."""

    document: FoundDocument
    number: int
    text: SafeString


def marked(text: str, letters: str) -> SafeString:
    """The text as HTML, its marked words in ``<mark>``.

    The ``letters`` with which names end (“Child A”) are marked after the word that bears them.
    """
    words = _with_letters(text, letters) if letters else text
    pieces = _MARKED.split(words)
    return format_html("{}" + "<mark>{}</mark>{}" * (len(pieces) // 2), *pieces)


def _with_letters(text: str, letters: str) -> str:
    return _LETTER.sub(
        lambda found: f"{found[1]}{START}{found[2]}{STOP}" if found[2] in letters else found[0],
        text,
    )
