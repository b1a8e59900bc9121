"""Ways to hide a name on a page that reportlab draws."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw
from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.support.made_files.words import LAST, LINE, NAME

AT = 72, 640  # where the name is, in points
BOX = 68, 635, 90, 18
FONT, SIZE = "Helvetica", 11


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    """Lines that everybody sees, and what ``draw`` does between them."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=True)
    canvas.setFont(FONT, SIZE)
    canvas.drawString(72, 700, LINE)
    canvas.saveState()
    draw(canvas)
    canvas.restoreState()
    canvas.setFont(FONT, SIZE)
    canvas.drawString(72, 560, LAST)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def name(canvas: Canvas, x: float = AT[0], y: float = AT[1], text: str = NAME) -> None:
    canvas.drawString(x, y, text)


def box(canvas: Canvas, colour: Color = black) -> None:
    canvas.setFillColor(colour)
    canvas.rect(*BOX, stroke=0, fill=1)


def picture(*, noisy: bool = True) -> ImageReader:
    """A photograph, as far as the checks are concerned."""
    made = Image.effect_noise((60, 30), 60) if noisy else Image.new("L", (60, 30), 20)
    ImageDraw.Draw(made).ellipse((10, 5, 30, 25), 90)
    return ImageReader(made)


def _coloured(colour: Color, ground: Color | None = None) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        if ground:
            box(canvas, ground)
        canvas.setFillColor(colour)
        name(canvas)

    return draw


def _under(colour: Color, label: str = "") -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        name(canvas)
        box(canvas, colour)
        canvas.setFillColor(white if colour == black else black)
        canvas.drawString(72, 640, label)

    return draw


def _mode(number: int, stroke: Color = black) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(0.3)
        canvas.drawString(*AT, NAME, mode=number)

    return draw


def _scaled(across: float, up: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.translate(*AT)
        canvas.scale(across, up)
        name(canvas, 0, 0)

    return draw


def _sized(size: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, size)
        name(canvas)

    return draw


def _line(thick: float, *, dashes: tuple[float, ...] = ()) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        name(canvas)
        canvas.setLineWidth(thick)
        canvas.setDash(*([list(dashes)] if dashes else []))
        canvas.line(68, 644, 160, 644)

    return draw


def _gradient(canvas: Canvas) -> None:
    name(canvas)
    clip = canvas.beginPath()
    clip.rect(*BOX)
    canvas.clipPath(clip, stroke=0)
    canvas.linearGradient(68, 635, 158, 635, (black, HexColor(0x777777)))


def _picture(canvas: Canvas) -> None:
    name(canvas)
    canvas.drawImage(picture(), *BOX)


def _picture_with_mask(canvas: Canvas) -> None:
    """Its mask lets all of it through."""
    made = Image.new("RGBA", (60, 30), (30, 30, 60, 255))
    name(canvas)
    canvas.drawImage(ImageReader(made), *BOX, mask="auto")


def _faint(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.03)
    name(canvas)


def _no_ink(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    name(canvas)


def _clipped(canvas: Canvas) -> None:
    clip = canvas.beginPath()
    clip.rect(300, 300, 20, 20)
    canvas.clipPath(clip, stroke=0)
    name(canvas)


def _rounded(canvas: Canvas) -> None:
    name(canvas)
    canvas.setFillGray(0.3)
    canvas.roundRect(*BOX, 6, stroke=0, fill=1)


def _in_form(canvas: Canvas) -> None:
    canvas.beginForm("cover")
    box(canvas)
    canvas.endForm()
    name(canvas)
    canvas.doForm("cover")


def _name_in_form(canvas: Canvas) -> None:
    canvas.beginForm("words")
    canvas.setFont(FONT, SIZE)
    name(canvas)
    canvas.endForm()
    canvas.doForm("words")
    box(canvas, white)


def _spaced(canvas: Canvas) -> None:
    canvas.drawString(*AT, NAME, charSpace=-5.6)


def _printed_over(canvas: Canvas) -> None:
    name(canvas)
    for n in range(16):
        name(canvas, AT[0] + 0.3 * n, text="XXXXXXXXXXX")


def _white_over_black(canvas: Canvas) -> None:
    """The same letters again, in white, with a white line around each."""
    name(canvas)
    canvas.setFillColor(white)
    canvas.setStrokeColor(white)
    canvas.setLineWidth(1.5)
    canvas.drawString(*AT, NAME, mode=2)


def _turned(canvas: Canvas) -> None:
    canvas.translate(200, 500)
    canvas.rotate(35)
    name(canvas, 0, 0)
    canvas.rect(-4, -5, 90, 18, stroke=0, fill=1)


def _large(degrees: float, covered: float) -> Callable[[Canvas], None]:
    """As large as a word that is stamped across a page, under a box of that width."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(90, 300)
        canvas.rotate(degrees)
        canvas.setFont(FONT, 44)
        name(canvas, 0, 0)
        canvas.rect(-8, -14, covered, 60, stroke=0, fill=1)

    return draw


def _letter_by_letter(canvas: Canvas) -> None:
    for n, letter in enumerate(NAME):
        name(canvas, AT[0] + 7 * n, text=letter)
    for n in range(12):
        canvas.rect(AT[0] - 1 + 7 * n, 635, 8, 18, stroke=0, fill=1)


def _triangles(canvas: Canvas) -> None:
    name(canvas)
    for corner in (635, 653):
        path = canvas.beginPath()
        path.moveTo(60, corner)
        path.lineTo(180, corner)
        path.lineTo(60 if corner == 653 else 180, 1288 - corner)
        canvas.drawPath(path, stroke=0, fill=1)


def _at(x: float, y: float) -> Callable[[Canvas], None]:
    return lambda canvas: name(canvas, x, y)


def _aside(canvas: Canvas) -> None:
    canvas.bookmarkPage("here")
    canvas.addOutlineEntry(f"{NAME} and her mother", "here")


def _comment(canvas: Canvas) -> None:
    canvas.textAnnotation(f"This is {NAME}.", Rect=[300, 300, 320, 320])


def _field(canvas: Canvas) -> None:
    canvas.acroForm.textfield(value=NAME, x=72, y=600, fillColor=white, textColor=white, borderWidth=0)  # fmt: skip


WAYS = {
    "white text": _coloured(white),
    "nearly white text": _coloured(HexColor(0xFBFBFB)),
    "pale yellow text": _coloured(HexColor(0xFFFFE4)),
    "black highlight on black": _coloured(black, black),
    "nearly black on black": _coloured(HexColor(0x0C0C0C), black),
    "colour of a banner": _coloured(HexColor(0x264F8C), HexColor(0x264F8C)),
    "black box on top": _under(black),
    "white box on top": _under(white),
    "coloured box on top": _under(HexColor(0x3B7DD8)),
    "box with a label on top": _under(black, "REDACTED"),
    "white box with a word on top": _under(white, "Child L"),
    "box in a form on top": _in_form,
    "name in a form, covered": _name_in_form,
    "gradient on top": _gradient,
    "picture on top": _picture,
    "picture with a mask on top": _picture_with_mask,
    "rounded shape on top": _rounded,
    "two triangles on top": _triangles,
    "slanted, under a box": _turned,
    "large and slanted, under a box": _large(35, 290),
    "half of large and slanted letters covered": _large(35, 135),
    "first name of a large heading covered": _large(0, 135),
    "letter by letter, each covered": _letter_by_letter,
    "thick strike-through": _line(16),
    "close dashes": _line(16, dashes=(3, 0.4)),
    "nearly transparent": _faint,
    "transparent ink": _no_ink,
    "drawn with no ink": _mode(3),
    "drawn as a clip": _mode(7),
    "drawn in white lines": _mode(1, white),
    "cut off by its frame": _clipped,
    "tiny type": _sized(0.5),
    "hardly readable type": _sized(1.5),
    "shrunk": _scaled(0.05, 0.05),
    "squeezed to a line": _scaled(0.01, 1),
    "squeezed flat": _scaled(1, 0.02),
    "left of the page": _at(-300, 640),
    "above the page": _at(72, 900),
    "letters on each other": _spaced,
    "other letters over it": _printed_over,
    "white letters over the same": _white_over_black,
}

ASIDE = {"bookmark": _aside, "comment": _comment, "field of a form": _field}
