"""Bars with slits, blinds, combs and pictures with holes over a name: something of each letter shows."""

from itertools import count, takewhile

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.support.hiding_pdfs import mark
from tests.support.made_files.afterwards import Box, Way, appended


def _steps(start: float, end: float, step: float) -> list[float]:
    return list(takewhile(lambda at: at < end, count(start, step)))


def _bars(
    thick: float, slit: float, *, level: bool = False, fill: str = "f", last: str = ""
) -> Way:
    """Upright ones, or blinds if they are ``level``."""

    def way(pdf: Pdf, place: Box) -> None:
        left, low, right, high = place
        if level:
            lows = _steps(low, high, thick + slit)
            boxes = [(left, y, right - left, thick) for y in lows]
        else:
            boxes = [(x, low, thick, high - low) for x in _steps(left, right, thick + slit)]
        bars = " ".join("{:.2f} {:.2f} {:.2f} {:.2f} re ".format(*box) + fill for box in boxes)
        appended(f"0 g {bars} {last}")(pdf, place)

    return way


def _image(pdf: Pdf, dots: bytes, size: tuple[int, int], bits: int) -> Stream:
    made = pdf.make_stream(dots)
    made.Type, made.Subtype = Name.XObject, Name.Image
    made.Width, made.Height, made.BitsPerComponent = *size, bits
    return made


def _stencil(pdf: Pdf, place: Box) -> None:
    picture = _image(pdf, bytes([1] * 96), (64, 12), 1)
    picture.ImageMask = True
    _drawn(pdf, place, picture)


def _see_through(pdf: Pdf, place: Box) -> None:
    """A picture whose soft mask has a hole in each eighth column."""
    picture = _image(pdf, bytes([20] * 768), (64, 12), 8)
    mask = _image(pdf, bytes(0 if n % 8 == 7 else 255 for n in range(768)), (64, 12), 8)
    picture.ColorSpace = mask.ColorSpace = Name.DeviceGray
    picture.SMask = mask
    _drawn(pdf, place, picture)


def _drawn(pdf: Pdf, place: Box, thing: Stream) -> None:
    at = pdf.pages[0].add_resource(thing, Name.XObject)
    appended(f"0 g {{w}} 0 0 {{h}} {{x}} {{y}} cm {at} Do")(pdf, place)


def _in_form(pdf: Pdf, place: Box) -> None:
    bars = " ".join(f"{n / 16} 0 0.055 1 re f" for n in range(16))
    form = pdf.make_stream(f"0 g {bars}".encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    _drawn(pdf, place, form)


def _in_pattern(pdf: Pdf, place: Box) -> None:
    tile = pdf.make_stream(b"0 g 0 0 5 30 re f")
    tile.PatternType, tile.PaintType, tile.TilingType = 1, 1, 1
    tile.BBox, tile.XStep, tile.YStep, tile.Resources = Array([0, 0, 5, 30]), 5.6, 30, Dictionary()
    at = pdf.pages[0].add_resource(tile, Name.Pattern)
    appended(f"/Pattern cs {at} scn {{x}} {{y}} {{w}} {{h}} re f")(pdf, place)


def _marked(pdf: Pdf, place: Box) -> None:
    ink = mark(pdf, "/Ink", place)
    bars = " ".join(f"{5.6 * n:.1f} 0 5 {place[3] - place[1]:.2f} re f" for n in range(40))
    ink.AP.N.write(f"0 g {bars}".encode())
    pdf.pages[0].obj.Annots = Array([ink])


def _scribble(pdf: Pdf, place: Box) -> None:
    left, low, right, high = place
    turns = enumerate(_steps(left, right, 1.1))
    ends = " ".join(f"{x:.1f} {(low, high)[n % 2]:.1f} l" for n, x in turns)
    appended(f"0 G 1.6 w {left} {low} m {ends} S")(pdf, place)


WAYS: dict[str, Way] = {
    "bars with slits": _bars(5, 0.6),
    "narrow bars with slits": _bars(3.2, 0.5),
    "bars in one path": _bars(5, 0.6, fill="", last="f"),
    "thick dashes": appended("0 G 24 w [5 .6] 0 d {x} {m} m {r} {m} l S"),
    "blinds": _bars(4, 0.5, level=True),
    "blinds in one path": _bars(4, 0.5, level=True, fill="", last="f"),
    "stencil with holes": _stencil,
    "picture with holes": _see_through,
    "bars in a form": _in_form,
    "bars in a pattern": _in_pattern,
    "bars of a mark": _marked,
    "scribble": _scribble,
}
