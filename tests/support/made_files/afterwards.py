"""Ways to hide a name afterwards, on the page of any program: marks, boxes, cuts and layers.

Each takes the PDF and the place of the name on its first page, in points.
"""

import io
from collections.abc import Callable
from random import Random

import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.support.hiding_pdfs import mark, saved
from tests.support.made_files.words import NAME

Box = tuple[float, float, float, float]
Way = Callable[[Pdf, Box], None]


def hidden_afterwards(content: bytes, way: Way) -> bytes:
    place = place_of_name(content)
    with Pdf.open(io.BytesIO(content)) as pdf:
        way(pdf, place)
        return saved(pdf)


def place_of_name(content: bytes) -> Box:
    """A little more than its letters need."""
    document = pypdfium2.PdfDocument(content)
    try:
        text = document[0].get_textpage()
        index, count = text.search(NAME).get_next()
        boxes = [text.get_charbox(index + n) for n in range(count) if NAME[n] != " "]
    finally:
        document.close()
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts) - 3, min(bottoms) - 4, max(rights) + 3, max(tops) + 4


def _marked(subtype: str, **entries) -> Way:
    def way(pdf: Pdf, place: Box) -> None:
        pdf.pages[0].obj.Annots = Array([mark(pdf, subtype, place, **entries)])

    return way


def _redaction(pdf: Pdf, place: Box) -> None:
    here = Array(list(place))
    found = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=here, F=4, IC=Array([0, 0, 0]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(found)])


def _field(pdf: Pdf, place: Box) -> None:
    field = mark(pdf, "/Widget", place, FT=Name.Btn, T=String("b"), Ff=65536)
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def appended(content: str) -> Way:
    """Drawn after the page; {x}, {y}, {w}, {h} are the place of the name, {m} is its middle."""

    def way(pdf: Pdf, place: Box) -> None:
        left, bottom, right, top = place
        sides = {"x": left, "y": bottom, "w": right - left, "h": top - bottom}
        words = content.format(**sides, r=right, m=(bottom + top) / 2)
        page = pdf.pages[0]
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q q {words} Q".encode())

    return way


def _image(pdf: Pdf, dots: bytes, wide: int) -> Stream:
    made = pdf.make_stream(dots)
    made.Type, made.Subtype, made.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    made.Width, made.Height, made.BitsPerComponent = wide, len(dots) // wide, 8
    return made


def _with_image(dots: bytes, wide: int) -> Way:
    def way(pdf: Pdf, place: Box) -> None:
        at = pdf.pages[0].add_resource(_image(pdf, dots, wide), Name.XObject)
        appended(f"{{w}} 0 0 {{h}} {{x}} {{y}} cm {at} Do")(pdf, place)

    return way


def _with_form(pdf: Pdf, place: Box) -> None:
    wide, high = place[2] - place[0], place[3] - place[1]
    form = pdf.make_stream(f"0.1 g 0 0 {wide} {high} re f".encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, wide, high])
    at = pdf.pages[0].add_resource(form, Name.XObject)
    appended(f"1 0 0 1 {{x}} {{y}} cm {at} Do")(pdf, place)


def _with_pattern(pdf: Pdf, place: Box) -> None:
    tile = pdf.make_stream(b"0 g 0 0 4 4 re f 0.2 g 1 1 2 2 re f")
    tile.PatternType, tile.PaintType, tile.TilingType = 1, 1, 1
    tile.BBox, tile.XStep, tile.YStep = Array([0, 0, 4, 4]), 4, 4
    tile.Resources = Dictionary()
    at = pdf.pages[0].add_resource(tile, Name.Pattern)
    appended(f"/Pattern cs {at} scn {{x}} {{y}} {{w}} {{h}} re f")(pdf, place)


def _with_state(content: str, **state) -> Way:
    def way(pdf: Pdf, place: Box) -> None:
        at = pdf.pages[0].add_resource(Dictionary(**state), Name.ExtGState)
        appended(f"{at} gs {content}")(pdf, place)

    return way


def _cut(key: str) -> Way:
    """The page ends where the name is."""

    def way(pdf: Pdf, place: Box) -> None:
        left, _, right, top = (float(side) for side in pdf.pages[0].mediabox)
        pdf.pages[0].obj[key] = Array([left, place[3] + 2, right, top])

    return way


def _cut_and_turned(pdf: Pdf, place: Box) -> None:
    _cut("/CropBox")(pdf, place)
    pdf.pages[0].Rotate = 90


def _before(content: str) -> Way:
    """What comes before the page changes all of it."""

    def way(pdf: Pdf, place: Box) -> None:
        left, bottom, right, top = place
        words = content.format(x=left, y=bottom, w=right - left, h=top - bottom, t=top)
        pdf.pages[0].contents_add(f"q {words}".encode(), prepend=True)
        pdf.pages[0].contents_add(b"Q")

    return way


def _faded(pdf: Pdf, place: Box) -> None:
    """A mask lets through what is above the name only."""
    shape = pdf.make_stream(f"1 g 0 {place[3] + 2} 2000 2000 re f".encode())
    shape.Type, shape.Subtype, shape.BBox = Name.XObject, Name.Form, Array([0, 0, 2000, 2000])
    shape.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=shape)
    at = pdf.pages[0].add_resource(Dictionary(SMask=mask), Name.ExtGState)
    _before(f"{at} gs")(pdf, place)


def _in_layer(*, membership: bool) -> Way:
    """A second page like the first, of which nothing is shown."""

    def way(pdf: Pdf, place: Box) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("notes")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        group = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name.AllOn)
        at = pdf.pages[0].add_resource(group if membership else layer, Name.Properties)
        pdf.pages[0].contents_add(f"/OC {at} BDC".encode(), prepend=True)
        pdf.pages[0].contents_add(b"EMC")

    return way


NOISE = bytes(Random(1).randrange(90) for _ in range(800))  # noqa: S311

WAYS: dict[str, Way] = {
    "black square on it": _marked("/Square"),
    "black highlight on it": _marked("/Highlight", QuadPoints=Array([])),
    "free text on it": _marked("/FreeText", DA=String("/Helv 9 Tf"), Contents=String("Child L")),
    "stamp on it": _marked("/Stamp"),
    "ink on it": _marked("/Ink"),
    "polygon on it": _marked("/Polygon"),
    "line on it": _marked("/Line"),
    "field on it": _field,
    "redaction marked, not applied": _redaction,
    "black box added": appended("0 g {x} {y} {w} {h} re f"),
    "white box added": appended("1 g {x} {y} {w} {h} re f"),
    "coloured box added": appended("0.8 0.1 0.1 rg {x} {y} {w} {h} re f"),
    "box of black ink added": appended("0 0 0 1 k {x} {y} {w} {h} re f"),
    "thick line added": appended("0 G 24 w {x} {m} m {r} {m} l S"),
    "round ends added": appended("0 G 24 w 1 J {x} {m} m {r} {m} l S"),
    "box over itself added": appended("0 g {x} {y} {w} {h} re {x} {y} 1 1 re f*"),
    "box in a form added": _with_form,
    "plain picture added": _with_image(bytes([30]) * 4, 2),
    "noisy picture added": _with_image(NOISE, 40),
    "pattern added": _with_pattern,
    "box multiplied": _with_state("0 g {x} {y} {w} {h} re f", BM=Name.Multiply),
    "box that lightens": _with_state("1 g {x} {y} {w} {h} re f", BM=Name.Screen),
    "box nearly opaque added": _with_state("0 g {x} {y} {w} {h} re f", ca=0.97),
    "crop box above it": _cut("/CropBox"),
    "page ends above it": _cut("/MediaBox"),
    "crop box, turned": _cut_and_turned,
    "clip above it": _before("0 {t} 2000 2000 re W n"),
    "page moved off": _before("1 0 0 1 0 -2000 cm"),
    "page shrunk": _before("0.04 0 0 0.04 0 0 cm"),
    "mask over the page": _faded,
    "layer that is off": _in_layer(membership=False),
    "group of layers that is off": _in_layer(membership=True),
}
