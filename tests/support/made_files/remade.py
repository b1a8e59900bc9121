"""The same page as another program would write it: turned, smaller, in a form, in pieces."""

import io
from collections.abc import Callable

from pikepdf import (
    Array,
    Dictionary,
    Matrix,
    Name,
    Object,
    Page,
    Pdf,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from tests.support.hiding_pdfs import saved

PIECE = 3  # instructions
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")

Remake = Callable[[Pdf], None]


def remade(content: bytes, remake: Remake) -> bytes:
    with Pdf.open(io.BytesIO(content)) as pdf:
        remake(pdf)
        return saved(pdf)


def _turned(degrees: int) -> Remake:
    """By an entry of the page, as scanners and Word do."""

    def remake(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.rotate(degrees, relative=True)

    return remake


def _moved(matrix: Matrix) -> Remake:
    """All that is on the page, and the page with it."""

    def remake(pdf: Pdf) -> None:
        for page in pdf.pages:
            _move_page(page, matrix)
        for each in pdf.objects:
            if isinstance(each, Dictionary | Stream) and "/PatternType" in each:
                own = Matrix(each.get("/Matrix", Array(list(Matrix().shorthand))))
                each.Matrix = Array(list((own @ matrix).shorthand))

    return remake


def _move_page(page: Page, matrix: Matrix) -> None:
    if "/MediaBox" not in page.obj:
        page.obj.MediaBox = page.mediabox  # its own, where it was that of all pages
    for key in BOXES:
        if key in page.obj:
            page.obj[key] = _moved_box(page.obj[key], matrix)
    page.contents_add(b"%s cm\n" % matrix.encode(), prepend=True)
    for mark in page.obj.get("/Annots", []):
        _move_mark(mark, matrix)


def _move_mark(mark: Object, matrix: Matrix) -> None:
    mark.Rect = _moved_box(mark.Rect, matrix)
    if "/QuadPoints" in mark:
        mark.QuadPoints = Array(_moved_ends(mark.QuadPoints, matrix))
    shown = mark.get("/AP", {}).get("/N")
    if isinstance(shown, Stream):
        shown.Matrix = Array(list(matrix.shorthand))


def _moved_ends(ends: Object, matrix: Matrix) -> list[float]:
    numbers = [float(each) for each in ends]
    points = zip(numbers[::2], numbers[1::2], strict=True)
    return [end for point in points for end in matrix.transform(point)]


def _moved_box(box: Object, matrix: Matrix) -> Array:
    ends = _moved_ends(box, matrix)
    xs, ys = sorted(ends[::2]), sorted(ends[1::2])
    return Array([xs[0], ys[0], xs[1], ys[1]])


def _in_a_form(pdf: Pdf) -> None:
    for page in pdf.pages:
        form = pdf.make_stream(_content(page))
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox, form.Resources = page.mediabox, page.resources
        page.obj.Resources = Dictionary(XObject=Dictionary(Page=form))
        page.obj.Contents = pdf.make_stream(b"q /Page Do Q")


def _in_pieces(pdf: Pdf) -> None:
    for page in pdf.pages:
        whole = parse_content_stream(page)
        pieces = [whole[at : at + PIECE] for at in range(0, len(whole), PIECE)]
        page.obj.Contents = Array(
            [pdf.make_stream(unparse_content_stream(piece) + b"\n") for piece in pieces]
        )


def _content(page: Page) -> bytes:
    content = page.obj.Contents
    streams = [content] if isinstance(content, Stream) else list(content)
    return b"\n".join(stream.read_bytes() for stream in streams)


REMAKES: dict[str, Remake] = {
    "turned to the right": _turned(90),
    "on its head": _turned(180),
    "turned to the left": _turned(270),
    "content turned to the left": _moved(Matrix(0, 1, -1, 0, 0, 0)),
    "content turned to the right": _moved(Matrix(0, -1, 1, 0, 0, 0)),
    "content on its head": _moved(Matrix(-1, 0, 0, -1, 0, 0)),
    "smaller": _moved(Matrix(0.62, 0, 0, 0.62, 0, 0)),
    "larger": _moved(Matrix(1.6, 0, 0, 1.6, 0, 0)),
    "elsewhere": _moved(Matrix(1, 0, 0, 1, -310, 150)),
    "in a form": _in_a_form,
    "in pieces": _in_pieces,
}
