"""A copy of a scan whose text is what a machine reads now in what the pages show.

The text that was recognised before is taken out, whatever it says. What is laid on the pages in its place
was read in pictures of them (see ``text_layers``).
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from reviews.pdf import budget, recogniser
from reviews.pdf.boxes import Box, meet
from reviews.pdf.characters import Char, address
from reviews.pdf.clean.copy import cleaned
from reviews.pdf.clean.hidden import as_drawn
from reviews.pdf.clean.idle_fonts import drop_idle_fonts
from reviews.pdf.clean.same_pictures import look_the_same
from reviews.pdf.clean.shown_text import take_out
from reviews.pdf.examine import examine_content
from reviews.pdf.facts import Copy, Facts, Replacement, Unreadable, refuse, require
from reviews.pdf.inspect.hidden_text import BAD
from reviews.pdf.inspect.rounds import extent
from reviews.pdf.inspect.visibility import Looked, look
from reviews.pdf.pages import open_pages
from reviews.pdf.reading.marked_text import READABLE
from reviews.pdf.saved import saved
from reviews.pdf.text_layers import lay, text_layers

SHARE = (
    0.5  # of the words that were read; if more lie where nothing is, the layer is in another place
)
TOUCH = 1.0  # points; words that were typed are not read again in their picture
# The index of a page, what is on it, and the addresses of text that goes.
OfPage = tuple[int, Looked, set[int]]


@dataclass
class Words:
    """How many there are, and how many of them were read where nothing is."""

    read: int = 0
    noise: int = 0


def recognised_afresh(path: Path, languages: Sequence[str]) -> Replacement:
    """Raises Unreadable, with a sentence that says why there is no such copy."""
    budget.impose()
    original = path.read_bytes()
    known = examine_content(original)
    refuse(recogniser.obstacle(known.findings, is_tagged=known.tagged))
    if known.pages > recogniser.MOST_PAGES:
        raise Unreadable(recogniser.TOO_MANY.format(pages=known.pages))
    try:
        bare, scans = _without_layer(original)
        require(bool(scans), recogniser.NOTHING)
        content = _without_noise(_with_layers(bare, scans, languages), scans)
        require(_same_pages(original, content, scans), recogniser.NOT_CLEAN)
        facts = examine_content(content)
        copy = cleaned(content, facts.public_title, facts)
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        raise Unreadable(recogniser.NOT_CLEAN) from None
    return Replacement(known, _in_order(copy, known))


def _without_layer(original: bytes) -> tuple[bytes, list[int]]:
    """The file without the text that was recognised before, and the indexes of its scans: pages that have such
    text, or none."""
    scans: list[int] = []
    with pikepdf.open(io.BytesIO(original)) as pdf, open_pages(as_drawn(original)) as document:
        _take_out(pdf, _layers(document, scans))
        for index in scans:
            drop_idle_fonts(pdf, index)
        return saved(pdf), scans


def _layers(document: pypdfium2.PdfDocument, scans: list[int]) -> Iterator[OfPage]:
    """Of each page with text that was recognised before; ``scans`` gets those without any text too."""
    for index, page in enumerate(document):
        looked = look(page)
        if layer := _layer(looked):
            yield index, looked, layer
        if layer or not _is_read(looked.chars):
            scans.append(index)
        page.close()  # its picture is in memory until then


def _layer(looked: Looked) -> set[int]:
    """The addresses of the text objects that lie invisibly on the picture of a page. Where all of them are
    hidden, and other words are seen, it is no scan."""
    if not any(char.state == "recognised" for char in looked.chars) and _is_read(looked.chars):
        return set()
    owners = {char.owner for char in looked.chars if char.owner and char.invisible}
    return _with_twins(looked, owners)


def _is_read(chars: Iterable[Char]) -> bool:
    return any(char.state in READABLE and char.owner and char.text.isalnum() for char in chars)


def _with_layers(bare: bytes, scans: list[int], languages: Sequence[str]) -> bytes:
    with pikepdf.open(io.BytesIO(bare)) as pdf, open_pages(bare) as document:
        for index, layer in text_layers(document, scans, languages):
            lay(pdf, index, layer)
        if "/Lang" not in pdf.Root and len(languages) == 1:
            pdf.Root.Lang = pikepdf.String(languages[0])
        return saved(pdf)


def _without_noise(content: bytes, scans: list[int]) -> bytes:
    """Without words that were read in specks or in shades, where the checks find nothing to read, and without
    those that are text already. Raises Unreadable if that is so of most of them."""
    words = Words()
    with pikepdf.open(io.BytesIO(content)) as pdf, open_pages(content) as document:
        _take_out(pdf, _noise(document, scans, words))
        require(words.noise <= SHARE * words.read, recogniser.NOT_CLEAN)
        return saved(pdf)


def _noise(document: pypdfium2.PdfDocument, scans: Iterable[int], words: Words) -> Iterator[OfPage]:
    for index in scans:
        looked = look(document[index])
        read = {char.owner for char in looked.chars if char.owner and char.invisible}
        noise = {char.owner for char in looked.chars if char.invisible and char.state in BAD}
        typed = _typed(looked)
        words.read, words.noise = words.read + len(read - typed), words.noise + len(noise - typed)
        if noise or typed:
            yield index, looked, noise | typed
        looked.page.close()


def _typed(looked: Looked) -> set[int]:
    """The addresses of recognised words that lie on words which are seen as text."""
    typed = [char.box for char in looked.chars if char.owner and not char.invisible]
    if not typed:
        return set()
    words: dict[int, list[Box]] = {}
    for char in looked.chars:
        if char.owner and char.invisible:
            words.setdefault(char.owner, []).append(char.box)
    places = {owner: extent(boxes) for owner, boxes in words.items()}
    return {
        owner for owner, place in places.items() if any(meet(place, box, TOUCH) for box in typed)
    }


def _take_out(pdf: pikepdf.Pdf, pages: Iterable[OfPage]) -> None:
    try:
        take_out(pdf, pages)
    except Unreadable:
        raise Unreadable(recogniser.ENTANGLED) from None


def _with_twins(looked: Looked, owners: set[int]) -> set[int]:
    return owners | {address(twin) for at, twin in looked.twins if at in owners}


def _same_pages(original: bytes, content: bytes, scans: list[int]) -> bool:
    """All look the same, and those that are no scans have the same words too."""
    with open_pages(original) as before, open_pages(content) as after:
        if len(before) != len(after):
            return False
        return all(
            look_the_same(one := before[index], other := after[index])
            and (index in scans or _words(one) == _words(other))
            for index in range(len(before))
        )


def _words(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_range()


def _in_order(copy: Copy | None, known: Facts) -> Copy:
    """Nothing hidden is left in it but what was hidden elsewhere on its pages. Raises Unreadable."""
    require(copy is not None, recogniser.NOT_CLEAN)
    refuse(recogniser.obstacle(copy.facts.findings, is_tagged=False))
    left = [each for each in copy.facts.findings if recogniser.goes_with_layer(each)]
    require(not left and copy.facts.pages == known.pages, recogniser.NOT_CLEAN)
    return copy
