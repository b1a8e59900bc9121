"""Which characters of a page can be seen: the page is drawn with and without its text.

Drawn with all text and again without it, the difference is what the text contributes. A character
in whose place nothing changes cannot be seen, whatever the reason.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

import pypdfium2
import pypdfium2.raw as C
from PIL import Image, ImageChops

from reviews.pdf.boxes import Box
from reviews.pdf.characters import (
    Char,
    Part,
    address,
    has_no_size,
    is_invisible,
    parts,
)
from reviews.pdf.inspect.block_letters import judge_blocks
from reviews.pdf.inspect.bolder import judge_bolder
from reviews.pdf.inspect.crowded import judge_crowded
from reviews.pdf.inspect.hatching import judge_hatched
from reviews.pdf.inspect.ink import Ink
from reviews.pdf.inspect.outlines import judge_outlined
from reviews.pdf.inspect.reading_order import characters_in_order
from reviews.pdf.inspect.recognised import judge_recognised
from reviews.pdf.inspect.rounds import ROW, extent, extents, rounds
from reviews.pdf.inspect.slats import judge_slats
from reviews.pdf.inspect.stamps import judge_stamps
from reviews.pdf.view import View, switched_off, whole_page

SCALE = 2.0  # pixels a point; 1.5 and 3 find the same
OWN_SHARE = 0.3  # of its own ink that must show where text lies on text
SAME = 3  # pixels
WHOLE_PAGE = 0.8  # of its area
DARK = 40  # of 255; nobody tells what is darker from black
AS_SEEN = [max(value, DARK) for value in range(256)]


@dataclass
class Looked:
    """A page whose characters know whether they are seen. ``view`` shows all that have a place on
    it; None when there is no text on the page. ``twins`` are text objects of whose characters
    PDFium gives none, because those of another, whose address comes first, are the same."""

    page: pypdfium2.PdfPage
    chars: list[Char]
    parts: list[Part]
    view: View | None = None
    picture: Image.Image | None = None
    twins: tuple = ()

    @cached_property
    def texts(self) -> dict[int, Part]:
        """The text objects by their addresses."""
        return {part.at: part for part in self.parts if part.kind == C.FPDF_PAGEOBJ_TEXT}

    @property
    def has_vanished(self) -> bool:
        """Text of no size, of which there are no characters."""
        owners = {char.owner for char in self.chars}
        return any(has_no_size(part.raw) for at, part in self.texts.items() if at not in owners)

    def objects(self, owners: set[int]) -> list:
        """The text objects at these addresses, and their twins."""
        texts = self.texts
        found = [texts[at].raw for at in owners if at in texts]
        return found + [twin for at, twin in self.twins if at in owners]

    def later(self, owners: set[int]) -> list:
        """What is drawn after the first of them, but for the others of them."""
        first = min(place for place, part in enumerate(self.parts) if part.at in owners)
        return _all_but(owners, self.parts[first:])

    def all_but(self, owners: set[int]) -> list:
        """Everything else that is drawn."""
        return _all_but(owners, self.parts)


def _all_but(owners: set[int], parts: list[Part]) -> list:
    """Forms stay: without them what they hold would go too."""
    others = (part for part in parts if part.at not in owners)
    return [part.raw for part in others if part.kind != C.FPDF_PAGEOBJ_FORM]


def look(page: pypdfium2.PdfPage) -> Looked:
    """Set the state of every character of the page."""
    chars, drawn_by = characters_in_order(page), list(parts(page))
    drawn = [char for char in chars if char.owner]
    view = _view_of(drawn, page)
    if view is None:
        return Looked(page, chars, drawn_by)
    looked = Looked(page, chars, drawn_by, view, view.draw())
    places = extents(drawn)
    looked.twins = _twins(places, looked)
    _judge(drawn, places, looked)
    _look_under_scans(drawn, looked)
    judge_outlined(drawn, drawn_by, view)
    judge_crowded(drawn)
    judge_hatched(drawn, drawn_by, view, looked.picture)
    judge_slats(drawn, drawn_by, view, looked.picture)
    judge_bolder(drawn, drawn_by, view)
    judge_stamps(drawn, looked.texts)
    if any(char.state == "recognised" for char in drawn):
        with switched_off(part.raw for part in looked.texts.values()):
            judge_recognised(chars, view.draw())
    return looked


def _view_of(drawn: list[Char], page: pypdfium2.PdfPage) -> View | None:
    """Only as much of the page as holds text."""
    whole = whole_page(page, SCALE)
    view = whole.part(whole.place(extent(char.box for char in drawn))) if drawn else None
    (view or whole).place_all(drawn)
    if view is None:
        for char in drawn:
            char.state = "off"
    return view


def _twins(places: dict[int, Box], looked: Looked) -> tuple:
    """Type that is made bold by printing it twice, or printed in white beneath."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, box in places.items():
        for cell in _cells(box, SAME):
            cells[cell].append(at)
    found = []
    for part in looked.texts.values():
        own = part.box if part.at not in places else None
        if own and own[2] > own[0] and own[3] > own[1]:  # no space
            box = looked.view.place(own)
            near = cells.get(next(iter(_cells(box, 0))), ())
            found += [(at, part.raw) for at in near if _same(box, places[at])][:1]
    return tuple(found)


def _cells(box: Box, around: int) -> set[tuple[int, int]]:
    """Squares of the page in which a box may begin, give or take ``around`` pixels."""
    ways = (-around, around)
    return {(int(box[0] + x) // ROW, int(box[1] + y) // ROW) for x in ways for y in ways}


def _same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= SAME for a, b in zip(one, other, strict=True))


def _judge(drawn: list[Char], places: dict[int, Box], looked: Looked) -> None:
    invisible = {at for at, part in looked.texts.items() if is_invisible(part.raw)}
    for char in drawn if invisible else ():
        char.invisible = char.owner in invisible
    groups, clashing = rounds(places)
    for number in sorted(set(groups.values())):
        members = {at for at, group in groups.items() if group == number}
        with switched_off(looked.objects(members)):
            ink = Ink(_difference(looked.picture, looked.view.draw()))
        own = [char for char in drawn if char.owner in members]
        ink.judge(own)
        if ink.has_blocks:
            judge_blocks(own, ink.is_block, partial(_are_blocks, looked))
        if members & clashing:
            _judge_overprinted(drawn, looked, members & clashing, ink)
    if clashing:
        _judge_erased([char for char in drawn if char.owner in clashing], looked)


def _are_blocks(looked: Looked, letters: list[Char]) -> bool:
    """Near by: as small as a page is drawn, bold letters of a table are as solid as blocks."""
    view = looked.view.close(extent(char.px for char in letters))
    if view is None:
        return True
    with_them = view.draw()
    with switched_off(looked.objects({char.owner for char in letters})):
        ink = Ink(_difference(with_them, view.draw()))
    return all(ink.is_block(replace(char, px=view.place(char.box))) for char in letters)


def _difference(with_it: Image.Image, without: Image.Image) -> Image.Image:
    if without.getextrema()[0] < DARK:
        with_it, without = with_it.point(AS_SEEN), without.point(AS_SEEN)
    return ImageChops.difference(with_it, without)


def _look_under_scans(drawn: list[Char], looked: Looked) -> None:
    """Text below the picture of a whole page, as some programs write that recognise text, is judged as
    invisible text on it is."""
    hidden = {char.owner for char in drawn if char.state == "hidden"}
    scan = max(_scans(looked), default=0) if hidden else 0
    below = {part.at for part in looked.parts[:scan]} & hidden
    for char in drawn if below else ():
        if char.owner in below and char.state == "hidden":
            char.state, char.invisible = "recognised", True


def _scans(looked: Looked) -> Iterator[int]:
    """The places, in the order of drawing, of pictures as large as the page."""
    least = WHOLE_PAGE * looked.page.get_width() * looked.page.get_height()
    for place, part in enumerate(looked.parts):
        box = part.box if part.kind == C.FPDF_PAGEOBJ_IMAGE else None
        if box and (box[2] - box[0]) * (box[3] - box[1]) >= least:
            yield place


def _judge_overprinted(drawn: list[Char], looked: Looked, owners: set[int], ink: Ink) -> None:
    """Text on which text lies is not seen if most of its own ink does not show."""
    own = owners | {address(twin) for at, twin in looked.twins if at in owners}
    with switched_off(looked.all_but(own)):
        alone = looked.view.draw(annotations=False)
    blank = Image.new("L", alone.size, 255)
    printed = Ink(ImageChops.difference(blank, alone))
    for char in drawn:
        if char.owner in owners and char.state == "seen":
            whole = printed.amount(char)
            if whole and ink.amount(char) < OWN_SHARE * whole:
                char.state = "overprinted"


def _judge_erased(letters: list[Char], looked: Looked) -> None:
    """Letters of the colour of the page that lie on the same letters: without them something else would be seen,
    but the page looks as if neither were there."""
    with switched_off(part.raw for part in looked.texts.values()):
        ink = Ink(_difference(looked.picture, looked.view.draw()))
    for char in letters:
        if char.state == "seen" and ink.state_of(char) != "seen":
            char.state = "overprinted"
