"""Whether two pages look the same to the last point, in colour."""

from collections.abc import Iterable

import pypdfium2
from PIL import ImageChops

from reviews.pdf.boxes import Box
from reviews.pdf.view import View, whole_page

SCALE = 2.0
SPECK = (-2, -2, 3, 3)  # pixels around a letter that is too small to see


def look_the_same(
    before: pypdfium2.PdfPage, after: pypdfium2.PdfPage, specks: Iterable[Box] = ()
) -> bool:
    """But for ``specks``, places in the space of the page."""
    view = whole_page(before, SCALE)
    one, other = view.draw(grey=False), whole_page(after, SCALE).draw(grey=False)
    if one.size != other.size:
        return False
    for place in (_around(view, speck) for speck in specks):
        one.paste((255, 255, 255), place)
        other.paste((255, 255, 255), place)
    return ImageChops.difference(one, other).getbbox() is None


def _around(view: View, box: Box) -> tuple[int, ...]:
    return tuple(int(end) + side for end, side in zip(view.place(box), SPECK, strict=True))
