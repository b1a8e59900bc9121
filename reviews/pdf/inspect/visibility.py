"""Which characters of a page can be seen: the page is drawn with and without its text.

Drawn with all text and again without it, the difference is what the text contributes. A character
in whose place nothing changes cannot be seen, whatever the reason.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as C
from PIL import Image, ImageChops

from reviews.pdf.characters import Char, Part, address, characters, parts
from reviews.pdf.inspect.recognised import judge_recognised
from reviews.pdf.view import Box, View, switched_off, whole_page

SCALE = 2.0  # pixels a point; 1.5 and 3 find the same
CONTRAST, LARGE_CONTRAST, LARGE = 20, 7, 24.0  # of 255; large type (points) is read at less
TINY, SMALL = 1.0, 2.0  # points; unreadable, and hardly readable
SHARE = 0.55  # of a character's height that must show
ROUNDS = 24
ROW = 32  # pixels
INVISIBLE = {C.FPDF_TEXTRENDERMODE_INVISIBLE, C.FPDF_TEXTRENDERMODE_CLIP}


@dataclass(frozen=True)
class Looked:
    """A page whose characters know whether they are seen. ``view`` shows all that have a place on
    it; None when there is no text on the page."""

    page: pypdfium2.PdfPage
    chars: list[Char]
    parts: list[Part]
    view: View | None = None
    picture: Image.Image | None = None

    @property
    def texts(self) -> dict[int, object]:
        """The text objects by their addresses."""
        kind = C.FPDF_PAGEOBJ_TEXT
        return {address(part.raw): part.raw for part in self.parts if part.kind == kind}


def look(page: pypdfium2.PdfPage) -> Looked:
    """Set the state of every character of the page."""
    chars, drawn_by = characters(page), list(parts(page))
    drawn = [char for char in chars if char.owner]
    view = _view_of(drawn, page)
    if view is None:
        return Looked(page, chars, drawn_by)
    looked = Looked(page, chars, drawn_by, view, view.draw())
    _judge(drawn, looked)
    if any(char.state == "recognised" for char in drawn):
        with switched_off(looked.texts.values()):
            judge_recognised(chars, view.draw())
    return looked


def _view_of(drawn: list[Char], page: pypdfium2.PdfPage) -> View | None:
    """Only as much of the page as holds text."""
    whole = whole_page(page, SCALE)
    for char in drawn:
        char.px = whole.place(char.box)
    view = whole.part(extent(char.px for char in drawn)) if drawn else None
    if view is None:
        for char in drawn:
            char.state = "off"
        return None
    left, top = view.window[:2]
    for char in drawn:
        x0, y0, x1, y1 = char.px
        char.px = x0 - left, y0 - top, x1 - left, y1 - top
    return view


def extent(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _judge(drawn: list[Char], looked: Looked) -> None:
    texts = looked.texts
    modes = {at: C.FPDFTextObj_GetTextRenderMode(raw) for at, raw in texts.items()}
    for char in drawn:
        char.invisible = modes.get(char.owner) in INVISIBLE
    groups = _rounds(drawn)
    for number in sorted(set(groups.values())):
        members = {at for at, group in groups.items() if group == number}
        with switched_off(raw for at, raw in texts.items() if at in members):
            ink = _Ink(ImageChops.difference(looked.picture, looked.view.draw()))
        for char in drawn:
            if char.owner in members:
                char.state = ink.state_of(char)


class _Ink:
    """Where a picture changes when text is taken away."""

    def __init__(self, difference: Image.Image) -> None:
        self.difference, self.masks = difference, {}

    def state_of(self, char: Char) -> str:
        width, height = self.difference.size
        x0, y0, x1, y1 = char.px
        left, top = max(int(x0), 0), max(int(y0), 0)
        right, bottom = min(int(x1) + 1, width), min(int(y1) + 1, height)
        if left >= right or top >= bottom:
            return "off"
        if char.invisible:
            return "recognised"
        if char.em < TINY:
            return "tiny"
        rows = self._rows(char, (left, top, right, bottom))
        if not rows:
            return "hidden"
        return _state_of_seen(char.em, rows, bottom - top)

    def _rows(self, char: Char, box: tuple[int, ...]) -> list[int]:
        """The rows of the character's place in which there is ink."""
        ink, width = (
            self._mask(LARGE_CONTRAST if char.em >= LARGE else CONTRAST),
            self.difference.size[0],
        )
        left, top, right, bottom = box
        found = ink.find
        return [
            y
            for y in range(top, bottom)
            if found(b"\xff", y * width + left, y * width + right) >= 0
        ]

    def _mask(self, limit: int) -> bytes:
        if limit not in self.masks:
            steps = [0] * limit + [255] * (256 - limit)
            self.masks[limit] = self.difference.point(steps).tobytes()
        return self.masks[limit]


def _state_of_seen(em: float, rows: list[int], height: int) -> str:
    if height > 6 and rows[-1] + 1 - rows[0] < SHARE * height:
        return "partial"
    return "small" if em < SMALL else "seen"


def _rounds(drawn: list[Char]) -> dict[int, int]:
    """Text objects in groups of which none lies on another of its group, so that a label cannot
    vouch for the name beneath it."""
    places: dict[int, list[Box]] = defaultdict(list)
    for char in drawn:
        places[char.owner].append(char.px)
    extents = {owner: extent(boxes) for owner, boxes in places.items()}
    clashes = _clashes(extents)
    group, done = dict.fromkeys(extents, 0), set()
    for owner in sorted(clashes, key=lambda owner: -len(clashes[owner])):
        taken = {group[other] for other in clashes[owner] & done}
        group[owner] = next((i for i in range(ROUNDS) if i not in taken), ROUNDS - 1)
        done.add(owner)
    return group


def _clashes(extents: dict[int, Box]) -> dict[int, set[int]]:
    """Which text objects lie on which."""
    rows, clashes = defaultdict(list), defaultdict(set)
    for owner, (_, top, _, bottom) in extents.items():
        first = int(top) // ROW
        for row in range(first, min(int(bottom) // ROW, first + 400) + 1):
            rows[row].append(owner)
    for members in rows.values():
        members.sort(key=lambda owner: extents[owner][0])
        _clashes_in_row(members, extents, clashes)
    return clashes


def _clashes_in_row(
    members: list[int], extents: dict[int, Box], clashes: dict[int, set[int]]
) -> None:
    for place, one in enumerate(members):
        a = extents[one]
        for other in members[place + 1 :]:
            b = extents[other]
            if b[0] >= a[2]:
                break
            if _lie_on_each_other(a, b):
                clashes[one].add(other)
                clashes[other].add(one)


def _lie_on_each_other(a: Box, b: Box) -> bool:
    across = min(a[2], b[2]) - max(a[0], b[0])
    along = min(a[3], b[3]) - max(a[1], b[1])
    return across > 2 and along > 0.3 * min(a[3] - a[1], b[3] - b[1])
