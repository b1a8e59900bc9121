"""Ways to hide a name in a scan: a picture of a page, and text that a machine recognised in it."""

from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageDraw

from tests.support.hiding_pdfs import mark
from tests.support.made_files.words import LAST, LINE, NAME
from tests.support.scans import SIZE, picture, place_of, points, scan

SHOWN = LINE, NAME, LAST
WIDE, HIGH = map(points, SIZE)  # of the page
LEFT, LOW = place_of(1)[0] - 2, place_of(1)[1] - 5  # of the line of the name, in points
PLACE = LEFT, LOW, LEFT + 105, LOW + 22
BOX = f"{LEFT} {LOW} 105 22"
_BLACK = f"0 g {BOX} re f"


def _scan(over: str = "", layer: tuple = (), change=lambda made: None) -> bytes:
    return scan(picture(SHOWN), layer=layer, over=over, change=change)


def _painted(layer: tuple) -> bytes:
    """The name is painted over in the picture itself."""
    return scan(picture(SHOWN, painted={1}), layer=layer)


def _blank(layer: tuple) -> bytes:
    return scan(picture((LINE,)), layer=layer)


def _with_picture(made: Pdf, over: Image.Image, place: tuple = PLACE) -> None:
    image = made.make_stream(over.convert("L").tobytes(), Type=Name.XObject, Subtype=Name.Image)
    image.Width, image.Height = over.size
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    at = made.pages[0].add_resource(image, Name.XObject)
    left, low, right, top = place
    content = f"q {right - left} 0 0 {top - low} {left} {low} cm {at} Do Q"
    made.pages[0].contents_add(content.encode())


def _patch(made: Pdf) -> None:
    _with_picture(made, Image.new("L", (20, 5), 255))


def _noise(made: Pdf) -> None:
    _with_picture(made, Image.effect_noise((100, 20), 50))


def _other_page(made: Pdf) -> None:
    """A whole page on the page."""
    _with_picture(made, picture((LINE, "Child L", LAST)), (0, 0, WIDE, HIGH))


def _label(made: Pdf) -> None:
    shown = Image.new("L", (200, 40), 255)
    ImageDraw.Draw(shown).text((10, 10), "CHILD L", 0)
    _with_picture(made, shown)


def _cut_by(key: str) -> Callable[[Pdf], None]:
    """Of the page, what is above the name stays."""

    def change(made: Pdf) -> None:
        made.pages[0].obj[key] = Array([0, LOW + 24, WIDE, HIGH])

    return change


def _clipped(made: Pdf) -> None:
    """What “Crop” does in office programs: the whole picture stays in the file."""
    made.pages[0].contents_add(f"0 {LOW + 24} {WIDE} {HIGH} re W n".encode(), prepend=True)


def _soft(made: Pdf) -> None:
    """All but the first line of the picture is transparent."""
    picture = made.pages[0].Resources.XObject.Im0
    mask = made.make_stream(b"\xff\x00\x00\x00", Type=Name.XObject, Subtype=Name.Image)
    mask.Width, mask.Height, mask.ColorSpace, mask.BitsPerComponent = 1, 4, Name.DeviceGray, 8
    picture.SMask = mask


def _marked(subtype: str) -> Callable[[Pdf], None]:
    def change(made: Pdf) -> None:
        made.pages[0].obj.Annots = Array([mark(made, subtype, PLACE)])

    return change


def _redaction(made: Pdf) -> None:
    here = Array(list(PLACE))
    found = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=here, F=4)
    made.pages[0].obj.Annots = Array([made.make_indirect(found)])


def _turned(made: Pdf) -> None:
    made.pages[0].Rotate = 270


# Of these the page shows nothing that says the name, but its text layer does.
LAYERS = {
    "painted over, its text left": lambda: _painted(SHOWN),
    "text where nothing is": lambda: _blank(SHOWN),
    "text under a box": lambda: _scan(_black_and("", ""), SHOWN),
    "text under a mark": lambda: _scan(layer=SHOWN, change=_marked("/Square")),
    "other words on the writing": lambda: scan(picture((LINE, "Child L.", LAST)), layer=SHOWN),
}
# The picture is whole below; no text says the name, and people must see to it.
COVERED = {
    "black box on it": lambda: _scan(_BLACK),
    "white box on it": lambda: _scan(f"1 g {BOX} re f"),
    "grey box on it": lambda: _scan(f"0.6 g {BOX} re f"),
    "box with a label on it": lambda: _scan(_black_and("1 g", "REDACTED")),
    "white box with a word on it": lambda: _scan(
        f"1 g {BOX} re f " + _black_and("0 g", "Child L", "")
    ),
    "thick line on it": lambda: _scan(f"0 G 22 w {LEFT} {LOW + 11} m {LEFT + 105} {LOW + 11} l S"),
    "thin lines on it": lambda: _scan(
        "0 G 0.8 w " + " ".join(f"{LEFT - 2} {LOW + 0.7 * n} m {LEFT + 107} {LOW + 0.7 * n} l" for n in range(32)) + " S"
    ),
    "scribble on it": lambda: _scan(
        f"0 G 5 w {LEFT - 4} {LOW} m " + " ".join(f"{LEFT - 4 + 3.5 * n} {LOW + 22 * (n % 2)} l" for n in range(1, 32)) + " S"
    ),
    "two boxes on it": lambda: _scan(f"0 g {LEFT} {LOW} 52 22 re f {LEFT + 52} {LOW} 53 22 re f"),
    "plain picture on it": lambda: _scan(change=_patch),
    "noise on it": lambda: _scan(change=_noise),
    "picture of a word on it": lambda: _scan(change=_label),
    "another page on it": lambda: _scan(change=_other_page),
    "square marked on it": lambda: _scan(change=_marked("/Square")),
    "free text marked on it": lambda: _scan(change=_marked("/FreeText")),
    "ink marked on it": lambda: _scan(change=_marked("/Ink")),
    "redaction marked on it": lambda: _scan(change=_redaction),
    "box on a page turned sideways": lambda: _scan(_BLACK, change=_turned),
    "picture cropped": lambda: _scan(change=_clipped),
    "picture masked": lambda: _scan(change=_soft),
    "picture off the page": lambda: _scan(change=_cut_by("/CropBox")),
    "polygon on it": lambda: _scan(
        f"0 g {LEFT - 4} {LOW + 8} m {LEFT + 20} {LOW} l {LEFT + 100} {LOW - 2} l {LEFT + 110} {LOW + 12} l {LEFT + 90} {LOW + 25} l {LEFT + 10} {LOW + 24} l f"
    ),
}  # fmt: skip


def _black_and(colour: str, label: str, box: str = _BLACK) -> str:
    return f"{box} {colour} BT /F1 9 Tf {LEFT + 6} {LOW + 7} Td ({label}) Tj ET"


# Nothing of these is hidden, though a machine's text has to be compared with what it read.
GOOD = {
    "scan": lambda: scan(picture(SHOWN)),
    "scan with its text": lambda: scan(picture(SHOWN), layer=SHOWN),
    "scan of two pages": lambda: scan(picture(SHOWN), picture((LINE,))),
    "scan, redacted in the picture": lambda: _painted((LINE, "", LAST)),
    "scan on a grey sheet": lambda: scan(picture(SHOWN, ground=225, ink=30), layer=SHOWN),
    "faint scan": lambda: scan(picture(SHOWN, ground=250, ink=140)),
    "scan with a page number": lambda: _scan("0 g BT /F1 9 Tf 210 10 Td (12) Tj ET"),
    "scan with a frame": lambda: _scan(f"0 G 1 w 6 6 {WIDE - 12} {HIGH - 12} re S"),
    "scan turned sideways": lambda: _scan(layer=SHOWN, change=_turned),
}
