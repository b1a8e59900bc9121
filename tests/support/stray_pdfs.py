"""PDFs that hold words or pictures in places that no page shows."""

import io
import re
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageCms

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


def with_jpeg(packed: bool = False, **data) -> bytes:
    """A page with a picture; ``data`` is what a program writes into a JPEG, as ``comment`` or ``exif``."""
    file = io.BytesIO()
    Image.linear_gradient("L").save(file, "JPEG", **data)

    def add(pdf: Pdf) -> None:
        content, how = file.getvalue(), Name.DCTDecode
        if packed:
            content, how = zlib.compress(content), Array([Name.FlateDecode, how])
        _draw(pdf, _picture(pdf, content, how))

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


def _picture(pdf: Pdf, content: bytes, how: Name | Array) -> pikepdf.Stream:
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


def with_pixels(behind: bytes = b"", packed: bool = False) -> bytes:
    """A page with a picture of 16 by 16 dots, and something behind them; or behind all that is packed."""

    def add(pdf: Pdf) -> None:
        dots = bytes(range(256))
        content = zlib.compress(dots) + behind if packed else zlib.compress(dots + behind)
        picture = _picture(pdf, content, Name.FlateDecode)
        picture.Width = picture.Height = 16
        _draw(pdf, picture)

    return changed(add)


def with_profile(behind: bytes = b"") -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    def add(pdf: Pdf) -> None:
        colours = pdf.make_stream(profile + behind, N=3)
        pdf.pages[0].Resources.ColorSpace = Dictionary(CS0=Array([Name.ICCBased, colours]))
        pdf.pages[0].contents_add(b"/CS0 cs 0 0 1 sc 90 500 9 9 re f")

    return changed(add)


def drawing(content: str, **resources) -> bytes:
    """A page that draws more, with more ``resources``."""

    def add(pdf: Pdf) -> None:
        for kind, held in resources.items():
            pdf.pages[0].Resources[f"/{kind}"] = held(pdf) if callable(held) else held
        pdf.pages[0].contents_add(content.encode())

    return changed(add)


def with_pattern(drawn: bool) -> bytes:
    def patterns(pdf: Pdf) -> Dictionary:
        content = "0 0 3 3 re f" if drawn else f"BT ({NAME}) Tj ET"
        tile = pdf.make_stream(content.encode(), PatternType=1, PaintType=1)
        tile.TilingType, tile.XStep, tile.YStep = 1, 9, 9
        tile.BBox, tile.Resources = Array([0, 0, 9, 9]), Dictionary()
        return Dictionary(P0=tile)

    return drawing("/Pattern cs /P0 scn 1 1 9 9 re f" if drawn else "0 0 m n", Pattern=patterns)


def with_link_look(key: str) -> bytes:
    """A link whose look under ``key`` has the name, or nothing."""

    def add(pdf: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(CORNER))
        link.AP = Dictionary(N=_look(pdf, b"0 0 m n"))
        link.AP[key] = _look(pdf, b"0 0 m n" if key == "/N" else b"BT (%s) Tj ET" % NAME.encode())
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return changed(add)


def _look(pdf: Pdf, content: bytes) -> pikepdf.Stream:
    box = Array([0, 0, 9, 9])
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box)


def with_identifier(words: bytes) -> bytes:
    """A PDF that has these 16 bytes for its number."""
    made = changed(lambda pdf: None)
    stated = re.compile(rb"/ID\s*\[\s*<[0-9a-f]{32}>\s*<[0-9a-f]{32}>\s*\]")
    replaced = b"/ID [(%s) (%s)]" % (words, words)
    return stated.sub(lambda found: replaced.ljust(len(found[0])), made)


def tagged(role: str = "P", kept: str = "tag1", root: dict | None = None, **entries) -> bytes:
    """A page with one tag, by its kind and the place that it is kept at."""

    def add(pdf: Pdf) -> None:
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tag = Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=tree, K=0, ID=String(kept))
        tag.Pg = pdf.pages[0].obj
        for key, value in entries.items():
            tag[f"/{key}"] = value
        tag = pdf.make_indirect(tag)
        tree.K, tree.IDTree = Array([tag]), Dictionary(Names=Array([String(kept), tag]))
        for key, value in (root or {}).items():
            tree[f"/{key}"] = value
        pdf.Root.StructTreeRoot = tree
        pdf.pages[0].obj.StructParents = 0
        tree.ParentTree = Dictionary(Nums=Array([0, Array([tag])]))
        content = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(b"/P <</MCID 0>> BDC " + content + b" EMC")

    return changed(add)


def with_page_taken_out(by: str) -> bytes:
    """A page with the name that is no page any more; a “link”, a “bookmark” or a “tag” leads there."""

    def add(pdf: Pdf) -> None:
        words = pdf.make_stream(f"BT /F1 11 Tf 90 500 Td ({NAME}) Tj ET".encode())
        own = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Contents=words)
        own.Resources = pdf.pages[0].Resources
        place = Array([pdf.make_indirect(own), Name.Fit])
        if by == "link":
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(CORNER), Dest=place)
            pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        elif by == "bookmark":
            item = pdf.make_indirect(Dictionary(Title=String("review"), Dest=place))
            pdf.Root.Outlines = Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1)
        else:
            tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
            tag = Dictionary(Type=Name.StructElem, S=Name.P, P=tree, K=0, Pg=place[0])
            tree.K = Array([pdf.make_indirect(tag)])
            pdf.Root.StructTreeRoot = tree

    return changed(add)


def hanging_on_a_tag() -> bytes:
    """A form with the name that only a tag leads to."""

    def add(pdf: Pdf) -> None:
        own = Dictionary(Type=Name.OBJR, Obj=_look(pdf, b"BT (%s) Tj ET" % NAME.encode()))
        pdf.Root.StructTreeRoot.K[0].K = Array([0, own])

    return changed(add, tagged())


def on_page(name: str, key: str = "TemplateInstantiated") -> bytes:
    def add(pdf: Pdf) -> None:
        pdf.pages[0].obj[f"/{key}"] = Name(f"/{name}")

    return changed(add)


def on_bookmark(key: str) -> bytes:
    def add(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("The child", 0))
        pdf.Root.Outlines.First[f"/{key}"] = 1

    return changed(add)
