"""Good files of reportlab: nothing of them is hidden, whatever it looks like."""

import io
from collections.abc import Callable

from reportlab.graphics import renderPDF
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.piecharts import Pie
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from tests.support.made_files.drawn_ways import AT, BOX, FONT, box, name, picture
from tests.support.made_files.words import LINE, NAME, PARAGRAPH

NAVY, GREY = HexColor(0x1D3557), HexColor(0xDDDDDD)


def _banner(canvas: Canvas) -> None:
    canvas.setFillColor(NAVY)
    canvas.rect(50, 625, 495, 40, stroke=0, fill=1)
    canvas.setFillColor(white)
    name(canvas)


def _gradient(canvas: Canvas) -> None:
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(*BOX)
    canvas.clipPath(clip, stroke=0)
    canvas.linearGradient(68, 635, 158, 635, (NAVY, HexColor(0x226688)))
    canvas.restoreState()
    canvas.setFillColor(white)
    name(canvas)


def _picture_behind(canvas: Canvas) -> None:
    canvas.drawImage(picture(noisy=False), 60, 620, 200, 60)
    canvas.setFillColor(white)
    canvas.setFont(FONT, 16)
    name(canvas, 72, 630)


def _watermark(*, over: bool) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        def stamp() -> None:
            canvas.saveState()
            canvas.setFont(FONT, 80)
            canvas.setFillColor(black if over else HexColor(0xE8E8E8))
            canvas.setFillAlpha(0.1 if over else 1)
            canvas.translate(150, 500)
            canvas.rotate(20)
            canvas.drawString(0, 0, "DRAFT")
            canvas.restoreState()

        if not over:
            stamp()
        for n in range(8):
            name(canvas, y=640 - 14 * n, text=f"{NAME}: {LINE}")
        if over:
            stamp()

    return draw


def _stamped(*, over: bool, x: float = 90, y: float = 530) -> Callable[[Canvas], None]:
    """A word across the page and a dark heading, whichever lies on the other."""

    def draw(canvas: Canvas) -> None:
        def stamp() -> None:
            canvas.saveState()
            canvas.setFont("Helvetica-Bold", 60)
            canvas.setFillColor(black)
            canvas.setFillAlpha(0.12)
            canvas.translate(x, y)
            canvas.rotate(30)
            canvas.drawString(0, 0, "CONFIDENTIAL")
            canvas.restoreState()

        for each in (_banner, lambda _: stamp()) if over else (lambda _: stamp(), _banner):
            canvas.saveState()
            each(canvas)
            canvas.restoreState()

    return draw


def _struck(canvas: Canvas) -> None:
    name(canvas)
    canvas.setLineWidth(0.8)
    canvas.line(70, 643, 160, 643)


def _outlined(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.setLineWidth(0.6)
    canvas.setFont(FONT, 24)
    canvas.drawString(*AT, NAME, mode=2)


def _lines_only(canvas: Canvas) -> None:
    canvas.setLineWidth(0.5)
    canvas.setFont(FONT, 24)
    canvas.drawString(*AT, NAME, mode=1)


def _shadow(canvas: Canvas) -> None:
    canvas.setFont(FONT, 20)
    canvas.setFillGray(0.7)
    name(canvas, 73.5, 638.5)
    canvas.setFillGray(0)
    name(canvas)


def _bold_by_two(canvas: Canvas) -> None:
    name(canvas)
    name(canvas, AT[0] + 0.3)


def _small(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 5)
    name(canvas)


def _grid(canvas: Canvas) -> None:
    canvas.grid([60, 160, 260, 360], [600, 620, 640, 660])
    name(canvas, 64, 645)


def _crop_marks(canvas: Canvas) -> None:
    canvas.setCropBox((10, 10, 585, 832))
    for x, y in ((20, 20), (575, 20), (20, 822), (575, 822)):
        canvas.line(x - 8, y, x + 8, y)
        canvas.line(x, y - 8, x, y + 8)
    name(canvas)


def _redacted(canvas: Canvas) -> None:
    name(canvas)
    canvas.rect(200, 635, 90, 18, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.setFont(FONT, 8)
    canvas.drawString(215, 641, "REDACTED")


def _turned(canvas: Canvas) -> None:
    canvas.setPageRotation(180)
    canvas.rotate(20)
    name(canvas, 400, 300)


def _in_form(canvas: Canvas) -> None:
    canvas.beginForm("heading")
    box(canvas, NAVY)
    canvas.setFillColor(white)
    canvas.setFont(FONT, 11)
    name(canvas)
    canvas.endForm()
    canvas.doForm("heading")


def _charts(canvas: Canvas) -> None:
    bars, pie, drawing = VerticalBarChart(), Pie(), Drawing(400, 200)
    bars.x, bars.y, bars.width, bars.height, bars.data = 20, 20, 160, 120, [(3, 5, 8), (2, 6, 4)]
    bars.categoryAxis.categoryNames = ["2013", "2014", "2015"]
    pie.x, pie.y, pie.width, pie.height, pie.data = 240, 30, 110, 110, [4, 7, 9]
    pie.labels = ["Health", "Schools", "Police"]
    drawing.add(bars)
    drawing.add(pie)
    renderPDF.draw(drawing, canvas, 72, 300)
    name(canvas)


def _field(canvas: Canvas) -> None:
    canvas.acroForm.textfield(value="Seen", x=72, y=600, width=120, height=20)
    name(canvas)


def _inks(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(1, 0.7, 0, 0.3)
    canvas.rect(*BOX, stroke=0, fill=1)
    canvas.setFillColorCMYK(0, 0, 0, 0)
    name(canvas)


def _marked_text(canvas: Canvas) -> None:
    box(canvas, HexColor(0xFFFF00))
    canvas.setFillColor(black)
    name(canvas)


def _dark_table() -> Table:
    rows = [["Number", NAME, "Year"], *([str(n), LINE, "2015"] for n in range(1, 9))]
    look = [("BACKGROUND", (0, 0), (-1, 0), NAVY), ("TEXTCOLOR", (0, 0), (-1, 0), white)]
    look += [("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, GREY]), ("GRID", (0, 0), (-1, -1), 0.5, black)]  # fmt: skip
    return Table(rows, style=TableStyle(look))


def report() -> bytes:
    styles, file = getSampleStyleSheet(), io.BytesIO()
    story = [Paragraph(NAME, styles["Title"]), _dark_table()]
    for n in range(1, 8):
        story.append(Paragraph(f"{n}. Findings", styles["Heading2"]))
        story += [Paragraph(f"{PARAGRAPH}<super>{n}</super>", styles["BodyText"])] * 6
    SimpleDocTemplate(file, invariant=1).build(story, onFirstPage=_footer, onLaterPages=_footer)
    return file.getvalue()


def _footer(canvas: Canvas, _) -> None:
    canvas.line(72, 50, 523, 50)
    canvas.setFont(FONT, 8)
    canvas.drawString(72, 40, f"Page {canvas.getPageNumber()}")


GOOD = {
    "white heading on a banner": _banner,
    "white heading on a gradient": _gradient,
    "white on a picture": _picture_behind,
    "watermark behind": _watermark(over=False),
    "watermark over it": _watermark(over=True),
    "word across a dark heading": _stamped(over=True),
    "word across the page under a heading": _stamped(over=False),
    "word across the page and its edge": _stamped(over=True, x=330, y=480),
    "struck through": _struck,
    "letters in outline": _outlined,
    "letters of lines alone": _lines_only,
    "shadow of letters": _shadow,
    "bold by printing twice": _bold_by_two,
    "small print": _small,
    "table of lines": _grid,
    "crop marks": _crop_marks,
    "redacted with labels": _redacted,
    "turned page": _turned,
    "heading in a form": _in_form,
    "chart": _charts,
    "field of a form": _field,
    "white on printing inks": _inks,
    "highlighted": _marked_text,
}
