"""PDFs that hide a made-up name, and good ones that look as if they did, written by hand."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.support.pdfs import make_pdf

NAME = "Grace Okafor"
LINE = "The review considered the care of the child."
PLACE = (90, 646, 210, 660)  # where the name is, in points from below
SHOWN = f"BT /F1 11 Tf 1 0 0 1 92 650 Tm ({NAME}) Tj ET "
BOX = "90 646 120 14 re f "

# Content of a page after its first line. The name can be extracted from each and seen in none.
HIDDEN = {
    "a black box": f"{SHOWN} 0 g {BOX}",
    "a white box": f"{SHOWN} 1 g {BOX}",
    "a coloured box": f"{SHOWN} 0.2 0.5 0.9 rg {BOX}",
    "a thick line": f"{SHOWN} 0 G 14 w 90 653 m 210 653 l S",
    "many thin lines": SHOWN
    + "0 G 1.2 w "
    + " ".join(f"88 {y} m 212 {y} l S" for y in range(645, 662)),
    "hairlines side by side": SHOWN
    + "0 G 0.3 w "
    + " ".join(f"88 {645 + 0.3 * n:.1f} m 212 {645 + 0.3 * n:.1f} l S" for n in range(55)),
    "upright hairlines": SHOWN
    + "0 G 0.25 w "
    + " ".join(f"{88 + 0.25 * n:.2f} 645 m {88 + 0.25 * n:.2f} 661 l S" for n in range(500)),
    "lines of no width in one stroke": SHOWN
    + "0 G 0 w "
    + " ".join(f"88 {645 + 0.2 * n:.1f} m 212 {645 + 0.2 * n:.1f} l" for n in range(80))
    + " S",
    "letters piled on each other": SHOWN.replace("Tf", "Tf -5.5 Tc"),
    "a box with a label": f"{SHOWN} 0 g {BOX} 1 g BT /F1 11 Tf 1 0 0 1 96 650 Tm (REDACTED) Tj ET",
    "a white box with another name": f"{SHOWN} 1 g {BOX} 0 g BT /F1 11 Tf 1 0 0 1 92 650 Tm (Child L) Tj ET",
    "letter by letter below a box": " ".join(
        f"BT /F1 11 Tf 1 0 0 1 {92 + 8 * place} 650 Tm ({letter}) Tj ET"
        for place, letter in enumerate(NAME)
    )
    + f" 0 g {BOX}",
    "white on white": f"1 g {SHOWN}",
    "nearly white": f"0.98 g {SHOWN}",
    "yellow that is nearly white": f"1 1 0.88 rg {SHOWN}",
    "pale yellow": f"1 1 0.8 rg {SHOWN}",
    "black on black": f"0 g {BOX} {SHOWN}",
    "nearly black on black": f"0 g {BOX} 0.05 g {SHOWN}",
    "black ink on black": f"0 g {BOX} 0 0 0 1 k {SHOWN}",
    "black on black ink": f"0 0 0 1 k {BOX} 0 g {SHOWN}",
    "letters half on each other": SHOWN.replace("Tf", "Tf -4 Tc"),
    "drawn invisibly": SHOWN.replace("Tf", "Tf 3 Tr"),
    "clipped away": f"q 300 300 5 5 re W n {SHOWN} Q",
    "left of the page": SHOWN.replace("92 650", "-200 650"),
    "below the page": SHOWN.replace("92 650", "92 -30"),
    "half a point small": SHOWN.replace("11 Tf", "0.5 Tf"),
    "on a page shrunk around it": f"q .02 0 0 .02 80 600 cm {SHOWN} Q",
    "under a box, rotated": f"q .7 .7 -.7 .7 300 -100 cm {SHOWN} 0 g {BOX} Q",
    "lower two thirds covered": f"{SHOWN} 0 g 88 647 130 8.5 re f",
    "other text printed over and over": SHOWN
    + " ".join(
        f"BT /F1 11 Tf 1 0 0 1 {92 + 0.3 * n} 650 Tm (XXXXXXXXXXX) Tj ET" for n in range(12)
    ),
    "squeezed to nothing": SHOWN.replace("Tf", "Tf 0.1 Tz"),
    "squeezed to a hundredth": SHOWN.replace("Tf", "Tf 1 Tz"),
    "squeezed flat": SHOWN.replace("1 0 0 1", "1 0 0 .001"),
    "squeezed to lines": SHOWN.replace("1 0 0 1", "1 0 0 .05"),
    "slanted until it is flat": SHOWN.replace("1 0 0 1", "1 1 1 1.001"),
}

# Nothing of these is hidden from anybody.
GOOD = {
    "white on a dark heading": f"0.1 0.2 0.4 rg 60 640 300 26 re f 1 g {SHOWN}",
    "grey": f"0.6 g {SHOWN}",
    "struck through": f"{SHOWN} 0 G 0.8 w 92 653 m 160 653 l S",
    "underlined": f"{SHOWN} 0 G 0.8 w 92 648 m 160 648 l S",
    "a watermark over it": f"{SHOWN} 0.85 g BT /F1 90 Tf .7 .7 -.7 .7 150 500 Tm (DRAFT) Tj ET",
    "a faint watermark over lines on grey": "0.7 g 20 480 560 280 re f 0 g "
    + " ".join(
        SHOWN.replace("92 650", f"{x} {y}")
        for x in (60, 140, 220, 300)
        for y in range(500, 760, 13)
    )
    + " /Faint gs BT /F1 105 Tf .866 .5 -.5 .866 60 560 Tm (DRAFT) Tj ET",
    "blue": f"0 0 0.6 rg {SHOWN}",
    "dark grey on black": f"0 g {BOX} 0.3 g {SHOWN}",
    "yellow": f"1 1 0 rg {SHOWN}",
    "in a fine grid": f"{SHOWN} 0 G 0.3 w "
    + " ".join(f"88 {y} m 212 {y} l S" for y in range(640, 670, 3)),
    "on close lines": "0 G 0.3 w "
    + " ".join(f"88 {645 + 0.6 * n:.1f} m 212 {645 + 0.6 * n:.1f} l S" for n in range(25))
    + f" 1 0 0 rg {SHOWN}",
    "condensed": SHOWN.replace("Tf", "Tf -1 Tc"),
    "printed five times": SHOWN * 5,
    "printed twice": f"{SHOWN} {SHOWN}",
    "bold by printing twice": SHOWN + SHOWN.replace("92 650", "92.3 650"),
    "white beneath black": f"1 g {SHOWN} 0 g {SHOWN}",
    "red on green of the same grey": f"0 0.5 0 rg {BOX} 1 0 0 rg {SHOWN}",
    "small print": SHOWN.replace("11 Tf", "4.5 Tf"),
    "narrow": SHOWN.replace("Tf", "Tf 40 Tz"),
    "slanted": SHOWN.replace("1 0 0 1", "1 0 .5 1"),
    "turned over twice": f"BT /F1 -4 Tf -1 0 0 -1 92 650 Tm ({NAME}) Tj ET",
    "letter by letter": " ".join(
        f"BT /F1 11 Tf 1 0 0 1 {92 + 8 * place} 650 Tm ({letter}) Tj ET"
        for place, letter in enumerate(NAME)
    ),
    "tight lines": SHOWN + SHOWN.replace("92 650", "92 642").replace(NAME, "and her brother"),
    "a full stop under a line": f"{SHOWN} 0 g 200 640 40 20 re f BT /F1 11 Tf 1 0 0 1 210 650 Tm (.) Tj ET",
}


def with_content(content: str) -> bytes:
    """A page with a line that everybody sees, and ``content``."""

    def add(pdf: Pdf) -> None:
        pdf.pages[0].Resources.ExtGState = Dictionary(Faint=Dictionary(ca=0.09))
        pdf.pages[0].contents_add(content.encode())

    return changed(add)


def changed(change, made: bytes | None = None) -> bytes:
    """``made``, or a page with one line, after ``change``."""
    with Pdf.open(io.BytesIO(made or make_pdf(LINE))) as pdf:
        change(pdf)
        return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def under_annotation(subtype: str) -> bytes:
    """The name on the page, and a black mark over it."""

    def add(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(SHOWN.encode())
        pdf.pages[0].obj.Annots = Array([mark(pdf, subtype)])

    return changed(add)


def mark(pdf: Pdf, subtype: str, place: tuple = PLACE, **entries) -> Dictionary:
    width, height = place[2] - place[0], place[3] - place[1]
    look = pdf.make_stream(f"0 g 0 0 {width} {height} re f".encode())
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, width, height])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name(subtype),
            Rect=Array(list(place)),
            F=4,
            AP=Dictionary(N=look),
            **entries,
        )
    )


def layer_off() -> bytes:
    return with_layer_off(f"/OC /L1 BDC {SHOWN} EMC")


def with_layer_off(content: str) -> bytes:
    """``content`` after a line that everybody sees; /L1 in it is a layer that is off."""

    def add(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("notes")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        pdf.pages[0].Resources.Properties = Dictionary(L1=layer)
        pdf.pages[0].contents_add(content.encode())

    return changed(add)


def with_form(content: str, *, times: int = 1, nested: bool = False) -> bytes:
    """``content`` in a form, or in a form of a form, that the page draws."""

    def add(pdf: Pdf) -> None:
        form = _form(pdf, content, Font=pdf.pages[0].Resources.Font)
        if nested:
            form = _form(pdf, "q /Fm1 Do Q", XObject=Dictionary(Fm1=form))
        pdf.pages[0].Resources.XObject = Dictionary(Fm0=form)
        pdf.pages[0].contents_add(("q 1 0 0 1 0 -20 cm /Fm0 Do Q " * times).encode())

    return changed(add)


def _form(pdf: Pdf, content: str, **resources) -> pikepdf.Stream:
    form = pdf.make_stream(content.encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    form.Resources = Dictionary(**resources)
    return form


def replaced(text: str = NAME, shown: str = "Child Lxxxxx") -> bytes:
    """A page that shows one thing and gives another when it is copied."""
    return with_content(
        f"/Span <</ActualText ({text})>> BDC BT /F1 11 Tf 70 650 Td ({shown}) Tj ET EMC"
    )


def in_one_sign(text: str) -> bytes:
    """A page that shows “Child A”, where the A is copied as ``text``."""

    def add(pdf: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        code = f"1 beginbfchar <41> <{text.encode('utf-16-be').hex()}> endbfchar"
        space = "1 begincodespacerange <00> <ff> endcodespacerange"
        font.ToUnicode = pdf.make_stream(f"begincmap {space} {code} endcmap".encode())
        pdf.pages[0].Resources.Font.F2 = font
        pdf.pages[0].contents_add(b"BT /F2 11 Tf 92 650 Td (Child A) Tj ET")

    return changed(add)


def outlined(colour: str = "1 g", lines: str = "0 G 0.3 w", over: str = "") -> bytes:
    """White letters in a line around each: an H, as other programs draw it, six times. Something lies ``over``."""
    letter = "m 0 7.9 l 1 7.9 l 1 4.5 l 5.3 4.5 l 5.3 7.9 l 6.3 7.9 l 6.3 0 l 5.3 0 l 5.3 3.5 l 1 3.5 l 1 0 l h"
    ways = " ".join(f"q 1 0 0 1 {92.8 + 7.94 * n:.2f} 650 cm 0 0 {letter} S Q" for n in range(6))
    shown = SHOWN.replace(NAME, "HHHHHH")
    return with_content(f"{colour} {shown} {lines} {ways} {over}")


def in_font_of(
    drawing: str, place: str = "0 0 600 700", around: str = "", size: float = 11
) -> bytes:
    """A page with the name in a font whose letters are all drawn so, in a ``place`` that may be larger, and as
    large whatever ``size`` is stated."""

    def add(pdf: Pdf) -> None:
        letters = sorted(set(NAME.replace(" ", "")))
        codes = [part for each in letters for part in (ord(each), Name(f"/{each}"))]
        scale = 0.011 / size
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontMatrix=[scale, 0, 0, scale, 0, 0])
        font.FontBBox, font.Encoding = Array([0, 0, 600, 700]), Dictionary(Differences=Array(codes))
        font.FirstChar, font.LastChar, font.Widths = 32, 122, Array([600] * 91)
        drawn = pdf.make_stream(f"600 0 {place} d1 {drawing} f".encode())
        font.CharProcs = Dictionary({f"/{each}": drawn for each in letters})
        pdf.pages[0].Resources.Font.F2 = font
        pdf.pages[0].contents_add(f"q {around} {SHOWN.replace('F1 11', f'F2 {size}')} Q".encode())

    return changed(add)


def scan(box: str = "", text: str = "", below: str = "", **resources) -> bytes:
    """A picture of writing over the whole page, then ``box``, then invisible ``text`` on it, and text
    ``below`` that would be seen without the picture."""

    def add(pdf: Pdf) -> None:
        page = pdf.pages[0]
        page.Resources.XObject = Dictionary(Im0=_writing(pdf))
        for kind, entries in resources.items():
            page.Resources[f"/{kind}"] = entries
        under = f"BT /F1 11 Tf 92 650 Td ({below}) Tj ET "
        content = (
            f"{under if below else ''}q 595 0 0 842 0 0 cm /Im0 Do Q {box} "
            f"BT /F1 11 Tf 3 Tr 92 650 Td ({text}) Tj ET"
        )
        page.Contents = pdf.make_stream(content.encode())

    return changed(add)


def scan_under(grey: int) -> bytes:
    """A picture of writing over the whole page, and a plain one over that."""

    def add(pdf: Pdf) -> None:
        page, upper = pdf.pages[0], _writing(pdf)
        upper.write(bytes([grey]) * 595 * 842)
        page.Resources.XObject = Dictionary(Im0=_writing(pdf), Im1=upper)
        draw = "q 595 0 0 842 0 0 cm /Im%d Do Q "
        page.Contents = pdf.make_stream((draw % 0 + draw % 1).encode())

    return changed(add)


def _writing(pdf: Pdf) -> pikepdf.Stream:
    """Strokes as close as those of letters, in the place of a line of text."""
    width, height = 595, 842
    rows = bytearray(b"\xff" * width * height)
    for y in range(842 - 660, 842 - 648):
        for x in range(92, 170):
            if x % 4 < 2:
                rows[y * width + x] = 0
    picture = pdf.make_stream(bytes(rows))
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = width, height, 8
    picture.ColorSpace = Name.DeviceGray
    return picture
