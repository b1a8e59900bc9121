"""What is done to good files afterwards and hides nothing."""

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.support.hiding_pdfs import mark
from tests.support.made_files.afterwards import Box, Way, appended


def _drawn(subtype: str, look: str, **state) -> Way:
    """A mark in the place of the name; {w} and {h} are its sides."""

    def way(pdf: Pdf, place: Box) -> None:
        made = mark(pdf, subtype, place)
        sides = {"w": place[2] - place[0], "h": place[3] - place[1]}
        made.AP.N.write(look.format(**sides).encode())
        made.AP.N.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(**state)))
        pdf.pages[0].obj.Annots = Array([made])

    return way


def _note(pdf: Pdf, place: Box) -> None:
    pdf.pages[0].obj.Annots = Array([mark(pdf, "/Text", (560, 700, 575, 715))])


def _link(pdf: Pdf, place: Box) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://www.gov.uk/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(list(place)), A=action)
    link.Border = Array([0, 0, 1])
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _turned(pdf: Pdf, place: Box) -> None:
    pdf.pages[0].Rotate = 90


def _cropped(pdf: Pdf, place: Box) -> None:
    """Only the margin goes."""
    pdf.pages[0].CropBox = Array([30, 30, 570, 820])


def _elsewhere(pdf: Pdf, place: Box) -> None:
    """The page begins at another corner."""
    pdf.pages[0].contents_add(b"q 1 0 0 1 100 -300 cm", prepend=True)
    pdf.pages[0].contents_add(b"Q")
    pdf.pages[0].MediaBox = pdf.pages[0].CropBox = Array([100, -300, 695, 542])


def _stamped(content: str, **state) -> Way:
    def way(pdf: Pdf, place: Box) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page = pdf.pages[0]
        page.add_resource(font, Name.Font, Name.FStamp)
        page.add_resource(Dictionary(**state), Name.ExtGState, Name.GStamp)
        appended(content)(pdf, place)

    return way


def _layer_on(pdf: Pdf, place: Box) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Text")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))
    at = pdf.pages[0].add_resource(layer, Name.Properties)
    pdf.pages[0].contents_add(f"/OC {at} BDC".encode(), prepend=True)
    pdf.pages[0].contents_add(b"EMC")


def _picture(dots: bytes) -> Way:
    """As large as the page, and its mask lets little of it through."""

    def way(pdf: Pdf, place: Box) -> None:
        made, mask = (pdf.make_stream(bytes([80] * 16)), pdf.make_stream(dots))
        for each in (made, mask):
            each.Type, each.Subtype, each.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
            each.Width, each.Height, each.BitsPerComponent = 4, 4, 8
        made.SMask = mask
        at = pdf.pages[0].add_resource(made, Name.XObject)
        appended(f"595 0 0 842 0 0 cm {at} Do")(pdf, place)

    return way


WAYS: dict[str, Way] = {
    "highlight marked": _drawn("/Highlight", "/G gs 1 1 0 rg 0 0 {w} {h} re f", BM=Name.Multiply),
    "line marked under it": _drawn("/Underline", "1 0 0 RG 0 1 m {w} 1 l S"),
    "line marked through it": _drawn("/StrikeOut", "1 0 0 RG 0 8 m {w} 8 l S"),
    "frame marked around it": _drawn("/Square", "1 0 0 RG 1 w .5 .5 {w} {h} re S"),
    "note in the margin": _note,
    "link with a border": _link,
    "page turned": _turned,
    "margins cropped": _cropped,
    "page with another origin": _elsewhere,
    "layer that is on": _layer_on,
    "page number stamped": _stamped("BT /FStamp 9 Tf 290 20 Td (Page 1) Tj ET"),
    "line of a footer stamped": _stamped("0.5 w 60 34 m 535 34 l S"),
    "CONFIDENTIAL stamped faintly": _stamped("/GStamp gs BT /FStamp 60 Tf .9 .4 -.4 .9 60 500 Tm (CONFIDENTIAL) Tj ET", ca=0.12),
    "white veil over it": _stamped("/GStamp gs 1 g {x} {y} {w} {h} re f", ca=0.4),
    "yellow box multiplied": _stamped("/GStamp gs 1 1 0 rg {x} {y} {w} {h} re f", BM=Name.Multiply),
    "frame of lines": _stamped("0.7 w {x} {y} {w} {h} re S"),
    "dashes below it": _stamped("[2 2] 0 d 0.6 w {x} {y} m {r} {y} l S"),
    "box beside it": _stamped("{r} {y} 60 {h} re f"),
    "box that touches it": _stamped("{x} {y} {w} 2 re f"),
    "faint picture over the page": _picture(bytes([30] * 16)),
    "picture with clear parts": _picture(bytes([0, 0, 0, 40] * 4)),
}  # fmt: skip
