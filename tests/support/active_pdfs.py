"""PDFs that do, carry or say more than their pages show. Each holds a made-up name somewhere."""

import re
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.support.hiding_pdfs import LINE, NAME, changed, mark
from tests.support.pdfs import make_pdf

CORNER = (10, 10, 30, 30)


def opening(**action) -> bytes:
    def add(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(**action)

    return changed(add)


def linking(**action) -> bytes:
    return linked(A=Dictionary(**action))


def linked(**entries) -> bytes:
    def add(pdf: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(CORNER), **entries)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return changed(add)


def annotated(subtype: str, **entries) -> bytes:
    def add(pdf: Pdf) -> None:
        pdf.pages[0].obj.Annots = Array([mark(pdf, subtype, CORNER, **entries)])

    return changed(add)


def with_root(**entries) -> bytes:
    def add(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return changed(add)


def attached() -> bytes:
    def add(pdf: Pdf) -> None:
        pdf.attachments["notes.txt"] = NAME.encode()

    return changed(add)


def external_picture() -> bytes:
    def add(pdf: Pdf) -> None:
        picture = pdf.make_stream(b"")
        picture.Type, picture.Subtype, picture.Width, picture.Height = (
            Name.XObject,
            Name.Image,
            1,
            1,
        )
        picture.F = String("https://example.org/picture")
        pdf.pages[0].Resources.XObject = Dictionary(Im0=picture)

    return changed(add)


def with_form(value: str = NAME) -> bytes:
    def add(pdf: Pdf) -> None:
        field = mark(
            pdf, "/Widget", (70, 400, 200, 420), FT=Name.Tx, T=String("f"), V=String(value)
        )
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    return changed(add)


def shared_fields(depth: int = 24) -> bytes:
    """Each field has the next one twice, so that a walk from field to field doubles at each step."""

    def add(pdf: Pdf) -> None:
        field = pdf.make_indirect(Dictionary(FT=Name.Tx))
        for _ in range(depth):
            field = pdf.make_indirect(Dictionary(Kids=Array([field, field])))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    return changed(add)


def with_info(**entries) -> bytes:
    def add(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.docinfo[f"/{key}"] = value

    return changed(add)


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:x1="http://example.org/x1/" xmp:CreatorTool="Writer">
<xmp:CreateDate>2024-01-01T00:00:00Z</xmp:CreateDate><pdfuaid:part>1</pdfuaid:part>{}
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def with_xmp(inside: str, prolog: str = "") -> bytes:
    def add(pdf: Pdf) -> None:
        stream = pdf.make_stream((prolog + XMP.format(inside)).encode())
        stream.Type, stream.Subtype = Name.Metadata, Name.XML
        pdf.Root.Metadata = stream

    return changed(add)


def with_bookmark(title: str) -> bytes:
    def add(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(title, 0))

    return changed(add)


def described(text: str) -> bytes:
    """A tagged picture with an alternative text."""

    def add(pdf: Pdf) -> None:
        figure = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(text))
        )
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Array([figure]))
        )

    return changed(add)


def revised() -> bytes:
    """A page with the name, and after it a page without: the first is still in the file."""
    old = make_pdf(f"{LINE} {NAME}")
    number = int(re.search(rb"/Contents (\d+) 0 R", old)[1])
    start = int(re.findall(rb"startxref\s+(\d+)", old)[-1])
    root = int(re.search(rb"/Root (\d+) 0 R", old)[1])
    size = int(re.search(rb"/Size (\d+)", old)[1])
    content = b"BT /F1 11 Tf 70 700 Td (The child L.) Tj ET"
    part = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        len(content),
        content,
    )
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (
        number,
        len(old),
        size,
        root,
        start,
    )
    return old + part + table + b"startxref\n%d\n%%%%EOF\n" % (len(old) + len(part))


def self_drawing() -> bytes:
    def add(pdf: Pdf) -> None:
        form = pdf.make_stream(b"/F0 Do")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
        form.Resources = Dictionary(XObject=Dictionary(F0=form))
        pdf.pages[0].Resources.XObject = Dictionary(F0=form)
        pdf.pages[0].contents_add(b"/F0 Do")

    return changed(add)


def exploding(depth: int = 20) -> bytes:
    """Forms that each draw the next one ten times."""

    def add(pdf: Pdf) -> None:
        form = None
        for _ in range(depth):
            inner = form
            form = pdf.make_stream(b"/F0 Do " * 10 if inner is not None else b"0 0 1 1 re f")
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
            if inner is not None:
                form.Resources = Dictionary(XObject=Dictionary(F0=inner))
        pdf.pages[0].Resources.XObject = Dictionary(F0=form)
        pdf.pages[0].contents_add(b"/F0 Do")

    return changed(add)


def exploding_mask() -> bytes:
    """What makes other things transparent is drawn from forms without end."""

    def change(pdf: Pdf) -> None:
        form = pdf.pages[0].Resources.XObject.F0
        mask = Dictionary(S=Name.Luminosity, G=form)
        pdf.pages[0].Resources = Dictionary(ExtGState=Dictionary(G0=Dictionary(SMask=mask)))
        pdf.pages[0].Contents = pdf.make_stream(b"/G0 gs 0 0 90 90 re f")

    return changed(change, exploding())


def exploding_mark() -> bytes:
    """A mark that looks like forms without end."""

    def change(pdf: Pdf) -> None:
        look = mark(pdf, "/Stamp")
        look.AP.N = pdf.pages[0].Resources.XObject.F0
        pdf.pages[0].Annots = Array([look])
        pdf.pages[0].Contents = pdf.make_stream(b"")

    return changed(change, exploding())


def in_parts(megabytes: int, parts: int) -> bytes:
    """A page whose content is in parts, each of which is allowed by itself."""

    def change(pdf: Pdf) -> None:
        packed = zlib.compress(b" " * megabytes * 1024**2, 9)
        streams = [pdf.make_stream(b"") for _ in range(parts)]
        for each in streams:
            each.write(packed, filter=Name.FlateDecode)
        pdf.pages[0].Contents = Array(streams)

    return changed(change)


def huge_picture() -> bytes:
    def add(pdf: Pdf) -> None:
        picture = pdf.make_stream(b"")
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        picture.Width = picture.Height = 20_000
        pdf.pages[0].Resources.XObject = Dictionary(Im0=picture)

    return changed(add)


def key_twice(keys: bytes) -> bytes:
    """A page dictionary with ``keys`` as well, written by hand: pikepdf would not."""

    def add(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Space"] = String("x" * 40)

    made = changed(add, make_pdf())
    return made.replace(b"/Space (" + b"x" * 40 + b")", keys.ljust(49))


def in_layers(which: str, **entries) -> bytes:
    """Words that are shown depending on a layer, which is on."""

    def add(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("child")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))
        both = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name(which), **entries)
        pdf.pages[0].Resources.Properties = Dictionary(L0=both)
        pdf.pages[0].contents_add(b"/OC /L0 BDC BT /F1 11 Tf 90 500 Td (The child) Tj ET EMC")

    return changed(add)
