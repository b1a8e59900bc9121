"""Scans of our own making: pictures of words that a machine can read."""

import shutil
from collections.abc import Callable, Collection, Iterable

from pikepdf import Dictionary, Name, Pdf
from PIL import Image, ImageDraw, ImageFont

from tests.support.hiding_pdfs import saved

NEEDED = "The tests of scans need Tesseract: install it (on Debian: apt install tesseract-ocr tesseract-ocr-cym)."
SIZE = (
    900,
    400,
)  # pixels, at 150 for each inch: a slip is read in a fifth of the time of a whole page
WHOLE_PAGE = (1240, 1754)
FONT = 30  # pixels
MARGIN, LEADING = 50, 60
LINES = ("The review considered the care of the child.", "The board met on 3 March 2015.")
NAME = "Grace Okafor"


def require_tesseract() -> None:
    assert shutil.which("tesseract"), NEEDED


def picture(
    lines: Iterable[str] = LINES,
    *,
    painted: Collection[int] = (),
    ink: int = 0,
    ground: int = 255,
    size: tuple[int, int] = SIZE,
) -> Image.Image:
    """A page of writing; the lines of the numbers ``painted`` are painted over."""
    made = Image.new("L", size, ground)
    draw, font = ImageDraw.Draw(made), ImageFont.load_default(FONT)
    for number, line in enumerate(lines):
        top = MARGIN + number * LEADING
        draw.text((MARGIN, top), line, font=font, fill=ink)
        if number in painted:
            right = MARGIN + draw.textlength(line, font)
            draw.rectangle((MARGIN - 5, top - 4, right + 5, top + 40), 0)
    return made


def place_of(line: int) -> tuple[float, float]:
    """Where a line begins on the page, in points from below."""
    return points(MARGIN), points(SIZE[1] - MARGIN - line * LEADING - 28)


def points(pixels: int) -> float:
    return pixels * 72 / 150


def scan(
    *pictures: Image.Image,
    layer: Iterable[str] = (),
    over: str = "",
    change: Callable[[Pdf], None] = lambda made: None,
) -> bytes:
    """A page for each picture. On the first lie the words of a ``layer`` that nobody sees, line by line, and
    what is drawn ``over`` it."""
    with Pdf.new() as made:
        for each in pictures or (picture(),):
            _add_page(made, each)
        words = "".join(
            "BT /F1 14 Tf 3 Tr {:.1f} {:.1f} Td ({}) Tj ET ".format(*place_of(number), line)
            for number, line in enumerate(layer)
        )
        made.pages[0].contents_add(f"{words}{over}".encode())
        change(made)
        return saved(made)


def _add_page(made: Pdf, shown: Image.Image) -> None:
    image = made.make_stream(shown.tobytes(), Type=Name.XObject, Subtype=Name.Image)
    image.Width, image.Height = shown.size
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    width, height = map(points, shown.size)
    page = made.add_blank_page(page_size=(width, height))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=image), Font=Dictionary(F1=font))
    page.obj.Contents = made.make_stream(f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q ".encode())
