"""What text contributes to the picture of a page, and how much of each letter that shows."""

from collections.abc import Iterable
from functools import cached_property

from PIL import Image

from reviews.pdf.boxes import Box
from reviews.pdf.characters import SHARE, Char

CONTRAST, LARGE_CONTRAST, LARGE = 20, 7, 24.0  # of 255; large type (points) is read at less
TINY, SMALL = 1.0, 2.0  # points; unreadable, and hardly readable
STROKE, NEARLY_ALL = 6, 250  # pixels, as thick as ordinary letters are at most; of 255
SOLID = 0.8  # of the place of a letter


class Ink:
    """Where a picture changes when text is taken away."""

    def __init__(self, difference: Image.Image) -> None:
        self.difference, self.masks = difference, {}
        self.width, self.height = difference.size

    def judge(self, chars: list[Char]) -> None:
        """The state of each. Ordinary letters in the midst of the page take a short way."""
        sideways = [char for char in chars if char.sideways]
        if sideways:
            self._on_its_side._judge(sideways, map(_upright, sideways))
        upright = [char for char in chars if not char.sideways] if sideways else chars
        self._judge(upright, (char.px for char in upright))

    def _judge(self, chars: list[Char], places: Iterable[Box]) -> None:
        mask, width, height = self._mask(is_large=False), self.width, self.height
        for char, (x0, y0, x1, y1) in zip(chars, places, strict=True):
            is_inside = 0 <= x0 < x1 < width - 1 and 0 <= y0 < y1 < height - 1
            if is_inside and SMALL <= char.em < LARGE and not char.invisible:
                char.state = self._ordinary(mask, int(x0), int(y0), int(x1) + 1, int(y1) + 1)
            else:
                char.state = self._state_of(char)

    def _ordinary(self, mask: bytes, left: int, top: int, right: int, bottom: int) -> str:
        find, width = mask.find, self.width
        first, last = top * width, (bottom - 1) * width
        reaches_first = find(b"\xff", first + left, first + right) >= 0
        if reaches_first and find(b"\xff", last + left, last + right) >= 0:
            return "seen"
        return _state(self._shown(mask, left, top, right, bottom), bottom - top)

    def state_of(self, char: Char) -> str:
        return (self._on_its_side if char.sideways else self)._state_of(char)

    def _state_of(self, char: Char) -> str:
        x0, y0, x1, y1 = _upright(char)
        left, top = max(int(x0), 0), max(int(y0), 0)
        right, bottom = min(int(x1) + 1, self.width), min(int(y1) + 1, self.height)
        if left >= right or top >= bottom:
            return "off"
        if char.invisible:
            return "recognised"
        if char.em < TINY:
            return "tiny"
        shown = self._shown(self._mask(char.em >= LARGE), left, top, right, bottom)
        state = _state(shown, bottom - top)
        return "small" if state == "seen" and char.em < SMALL else state

    def _shown(self, mask: bytes, left: int, top: int, right: int, bottom: int) -> int:
        """How far apart the highest and the lowest row with ink are, in rows."""
        find, row = mask.find, top * self.width
        while top < bottom and find(b"\xff", row + left, row + right) < 0:
            top, row = top + 1, row + self.width
        row = (bottom - 1) * self.width
        while bottom > top and find(b"\xff", row + left, row + right) < 0:
            bottom, row = bottom - 1, row - self.width
        return bottom - top

    @cached_property
    def _on_its_side(self) -> "Ink":
        """In which letters that stand sideways are upright, or on their heads."""
        return Ink(self.difference.transpose(Image.Transpose.TRANSPOSE))

    @cached_property
    def has_blocks(self) -> bool:
        """Whether anything is as solid as no stroke of ordinary letters is."""
        smaller = self._masked(is_large=False).reduce(STROKE)
        return smaller.getextrema()[1] >= NEARLY_ALL

    def is_block(self, char: Char) -> bool:
        left, top, right, bottom = (int(end) for end in char.px)
        return self.amount(char) >= SOLID * (right + 1 - left) * (bottom + 1 - top)

    def amount(self, char: Char) -> int:
        """How much of its place changes, in pixels."""
        left, top, right, bottom = (int(end) for end in char.px)
        part = self.difference.crop((left, top, right + 1, bottom + 1))
        return sum(part.histogram()[_contrast(char) :])

    def _mask(self, is_large: bool) -> bytes:
        if is_large not in self.masks:
            self.masks[is_large] = self._masked(is_large).tobytes()
        return self.masks[is_large]

    def _masked(self, is_large: bool) -> Image.Image:
        limit = LARGE_CONTRAST if is_large else CONTRAST
        return self.difference.point([0] * limit + [255] * (256 - limit))


def _upright(char: Char) -> Box:
    """Its place where its height runs from top to bottom."""
    x0, y0, x1, y1 = char.px
    return (y0, x0, y1, x1) if char.sideways else char.px


def _contrast(char: Char) -> int:
    return LARGE_CONTRAST if char.em >= LARGE else CONTRAST


def _state(shown: int, height: int) -> str:
    """Of a character of which that many rows show."""
    if not shown:
        return "hidden"
    return "partial" if height > 6 and shown < SHARE * height else "seen"
