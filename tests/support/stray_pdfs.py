"""PDFs that hold words or pictures in places that no page shows."""

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from tests.support.active_pdfs import CORNER
from tests.support.hiding_pdfs import LINE, NAME, changed
from tests.support.pdfs import make_pdf


def with_words_between() -> bytes:
    """Something in the file that belongs to no object."""
    made, note = make_pdf(LINE), b"%% %s was here\n" % NAME.encode()
    body, mark, rest = made.rpartition(b"\nxref\n")
    start = int(re.findall(rb"startxref\s+(\d+)", made)[-1])
    rest = rest.replace(b"startxref\n%d" % start, b"startxref\n%d" % (start + len(note)))
    return body + b"\n" + note + mark[1:] + rest


def with_unnamed_objects() -> bytes:
    """A stream of objects of which the table of contents takes none."""
    made = make_pdf(LINE)
    size = int(re.search(rb"/Size (\d+)", made)[1])
    root = int(re.search(rb"/Root (\d+) 0 R", made)[1])
    start = int(re.findall(rb"startxref\s+(\d+)", made)[-1])
    first, words = b"%d 0 " % (size + 1), b"(%s)" % NAME.encode()
    part = (
        b"%d 0 obj\n<< /Type /ObjStm /N 1 /First %d /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    )
    part %= size, len(first), len(first + words), first + words
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n"
    table %= size, len(made), size + 1, root, start
    return made + part + table + b"startxref\n%d\n%%%%EOF\n" % (len(made) + len(part))


def with_jpeg(**data) -> bytes:
    """A page with a picture; ``data`` is what a program writes into a JPEG, as ``comment`` or ``exif``."""
    file = io.BytesIO()
    Image.linear_gradient("L").save(file, "JPEG", **data)

    def add(pdf: Pdf) -> None:
        _draw(pdf, _picture(pdf, file.getvalue(), Name.DCTDecode))

    return changed(add)


def with_jpeg_2000(words: bytes = b"") -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").save(file, "JPEG2000")
    content = file.getvalue()
    place = 12 + int.from_bytes(content[12:16], "big")  # after its first two boxes
    box = (len(words) + 8).to_bytes(4, "big") + b"xml " + words if words else b""

    def add(pdf: Pdf) -> None:
        _draw(pdf, _picture(pdf, content[:place] + box + content[place:], Name.JPXDecode))

    return changed(add)


def _picture(pdf: Pdf, content: bytes, how: Name) -> pikepdf.Stream:
    picture = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Image, ColorSpace=Name.DeviceGray
    )
    picture.Width = picture.Height = 256
    picture.BitsPerComponent = 8
    picture.write(content, filter=how)
    return picture


def _draw(pdf: Pdf, picture: pikepdf.Stream) -> None:
    pdf.pages[0].Resources.XObject = Dictionary(Im0=picture)
    pdf.pages[0].contents_add(b"q 90 0 0 90 90 500 cm /Im0 Do Q")


def with_another_picture() -> bytes:
    """One is shown; the other is for printers."""

    def add(pdf: Pdf) -> None:
        shown, other = (_picture(pdf, each, Name.DCTDecode) for each in _jpegs())
        shown.Alternates = Array([Dictionary(Image=other, DefaultForPrinting=True)])
        _draw(pdf, shown)

    return changed(add)


def _jpegs() -> list[bytes]:
    files = []
    for grey in (0, 255):
        file = io.BytesIO()
        Image.new("L", (256, 256), grey).save(file, "JPEG")
        files.append(file.getvalue())
    return files


def with_form_object(drawn: bool) -> bytes:
    """A form that holds the name, in the resources of a page; or, drawn, a harmless one."""

    def add(pdf: Pdf) -> None:
        words = LINE if drawn else NAME
        form = pdf.make_stream(f"BT /F1 11 Tf 90 500 Td ({words}) Tj ET".encode())
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        form.Resources = Dictionary(Font=pdf.pages[0].Resources.Font)
        pdf.pages[0].Resources.XObject = Dictionary(F0=form)
        pdf.pages[0].contents_add(b"/F0 Do" if drawn else b"0 0 m n")

    return changed(add)


def marked(entries: str, **properties) -> bytes:
    """A page whose words are marked with what they are."""

    def add(pdf: Pdf) -> None:
        pdf.pages[0].Resources.Properties = Dictionary(P0=Dictionary(**properties))
        shown = f"/Span {entries} BDC BT /F1 11 Tf 90 500 Td (The family) Tj ET EMC"
        pdf.pages[0].contents_add(shown.encode())

    return changed(add)


def with_place(name: str, to: str = "") -> bytes:
    """A named place, and a link that leads to it or to another."""

    def add(pdf: Pdf) -> None:
        place = Array([pdf.pages[0].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(name), place])))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(CORNER))
        link.Dest = String(to or name)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return changed(add)


def in_layer(**entries) -> bytes:
    """A page with a layer that is on; ``entries`` are of the list of layers."""

    def add(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("care")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**entries))

    return changed(add)
