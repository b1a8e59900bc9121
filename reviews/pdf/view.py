"""A page, or a part of it, drawn by PDFium; and where a place of the page is in the picture."""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as C
from PIL import Image

from reviews.pdf.boxes import Box

MOST_PIXELS = 8e6
CLOSE, MOST_CLOSE = 6.0, 4e6  # pixels a point; in all
FINE = 256  # steps of a pixel


class View:
    """A window of a page at ``scale`` pixels a point. ``window`` is left, top, right, bottom in
    pixels of the whole page; None is the whole page."""

    def __init__(
        self, page: pypdfium2.PdfPage, scale: float, window: tuple[int, ...] | None = None
    ) -> None:
        self.page, self.scale = page, scale
        self.whole = (
            max(1, round(page.get_width() * scale)),
            max(1, round(page.get_height() * scale)),
        )
        self.window = window or (0, 0, *self.whole)
        self._axes = self._corners()

    @property
    def size(self) -> tuple[int, int]:
        left, top, right, bottom = self.window
        return right - left, bottom - top

    def part(self, box: Box, margin: float = 2) -> "View | None":
        """The view of ``box`` (pixels of this one) alone; None when it is off the page."""
        left, top = int(box[0] - margin), int(box[1] - margin)
        right, bottom = int(box[2] + margin) + 1, int(box[3] + margin) + 1
        width, height = self.size
        left, top, right, bottom = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
        if left >= right or top >= bottom:
            return None
        x, y = self.window[:2]
        return View(self.page, self.scale, (x + left, y + top, x + right, y + bottom))

    def scaled(self, scale: float) -> "View":
        """The same part of the page at another scale."""
        ratio = scale / self.scale
        left, top, right, bottom = (edge * ratio for edge in self.window)
        window = int(left), int(top), int(right) + 1, int(bottom) + 1
        return View(self.page, scale, window)

    def close(self, box: Box) -> "View | None":
        """The same near by: as near as the size of its picture permits."""
        part = self.part(box)
        if part is None:
            return None
        width, height = part.size
        nearer = min(CLOSE / part.scale, (MOST_CLOSE / (width * height)) ** 0.5)
        return part.scaled(part.scale * max(nearer, 1))

    def draw(self, grey: bool = True, annotations: bool = True) -> Image.Image:
        width, height = self.size
        kind = C.FPDFBitmap_Gray if grey else C.FPDFBitmap_BGR
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, kind)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        flags = (C.FPDF_GRAYSCALE if grey else 0) | (C.FPDF_ANNOT if annotations else 0)
        place = -self.window[0], -self.window[1], *self.whole, 0, flags
        C.FPDF_RenderPageBitmap(bitmap, self.page, *place)
        if self.page.formenv and annotations:
            C.FPDF_FFLDraw(self.page.formenv, bitmap, self.page, *place)
        return bitmap.to_pil()

    def place(self, box: Box) -> Box:
        """A box in the page's own space as a box in pixels of the picture."""
        (ox, oy), (ax, ay), (bx, by) = self._axes
        x0, y0, x1, y1 = box
        if not ay and not bx and ax > 0 > by:  # as nearly all pages are
            return ox + ax * x0, oy + by * y1, ox + ax * x1, oy + by * y0
        xs = (
            ox + ax * x0 + bx * y0,
            ox + ax * x0 + bx * y1,
            ox + ax * x1 + bx * y0,
            ox + ax * x1 + bx * y1,
        )
        ys = (
            oy + ay * x0 + by * y0,
            oy + ay * x0 + by * y1,
            oy + ay * x1 + by * y0,
            oy + ay * x1 + by * y1,
        )
        return min(xs), min(ys), max(xs), max(ys)

    def place_all(self, chars: Iterable) -> None:
        """Where each of ``chars`` is in the picture."""
        (ox, oy), (ax, ay), (bx, by) = self._axes
        upright = ay == bx == 0 and ax > 0 > by
        for char in chars:
            x0, y0, x1, y1 = char.box
            if upright and x0 <= x1 and y0 <= y1:
                char.px = ox + ax * x0, oy + by * y1, ox + ax * x1, oy + by * y0
            else:
                char.px = self.place(char.box)

    def points(self, box: Box) -> Box:
        """A box in pixels of the picture as points from the page's upper left corner."""
        x, y = self.window[:2]
        left, top, right, bottom = box
        ends = (left + x, top + y, right + x, bottom + y)
        return tuple(round(end / self.scale, 1) for end in ends)

    def _corners(self) -> tuple[tuple[float, float], ...]:
        """Where the page's own origin lies, and how far a unit of either axis leads: PDFium knows
        the rotation, the crop box and the boxes that are upside down."""
        x, y = ctypes.c_int(), ctypes.c_int()
        width, height = self.whole

        def at(px: float, py: float) -> tuple[float, float]:
            C.FPDF_PageToDevice(self.page, 0, 0, width * FINE, height * FINE, 0, px, py, x, y)
            return x.value / FINE - self.window[0], y.value / FINE - self.window[1]

        (ox, oy), (ax, ay), (bx, by) = at(0, 0), at(100, 0), at(0, 100)
        return (ox, oy), ((ax - ox) / 100, (ay - oy) / 100), ((bx - ox) / 100, (by - oy) / 100)


def whole_page(page: pypdfium2.PdfPage, scale: float) -> View:
    """At ``scale``, or less for a page so large that its picture would be."""
    most = (MOST_PIXELS / (page.get_width() * page.get_height())) ** 0.5
    return View(page, min(scale, most))


@contextmanager
def switched_off(objects: Iterable) -> Iterator[None]:
    """Inside, the objects of the page are not drawn."""
    objects = list(objects)
    for each in objects:
        C.FPDFPageObj_SetIsActive(each, 0)
    try:
        yield
    finally:
        for each in objects:
            C.FPDFPageObj_SetIsActive(each, 1)
