"""Places in the file of any program where a name is, though its page does not show it."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, OutlineItem, Pdf, String

from tests.support.hiding_pdfs import mark, saved
from tests.support.made_files.words import NAME

DEEPEST = 6
WORDS = f"{NAME} and her mother"


def put_aside(content: bytes, way) -> bytes:
    with Pdf.open(io.BytesIO(content)) as pdf:
        return way(pdf) or saved(pdf)


def _author(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = String(WORDS)


def _keywords(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as data:
        data["pdf:Keywords"] = WORDS


def _bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem(WORDS, 0))


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["notes.txt"] = AttachedFileSpec(pdf, WORDS.encode())


def _comment(pdf: Pdf) -> None:
    note = mark(pdf, "/Text", (500, 700, 520, 720), Contents=String(WORDS))
    pdf.pages[0].obj.Annots = Array([note])


def _unseen_comment(pdf: Pdf) -> None:
    note = mark(pdf, "/FreeText", (300, 700, 520, 720), Contents=String(WORDS), DA=String(""))
    note.F = 2  # not shown
    pdf.pages[0].obj.Annots = Array([note])


def _field(pdf: Pdf) -> None:
    field = mark(pdf, "/Widget", (300, 700, 520, 720), FT=Name.Tx, T=String("a"), V=String(WORDS))
    field.F = 2
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _description(pdf: Pdf) -> None:
    figure = pdf.make_indirect(Dictionary(S=Name.Figure, Alt=String(WORDS), Pg=pdf.pages[0].obj))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=figure))


def _other_letters(pdf: Pdf) -> None:
    page = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    at = page.add_resource(font, Name.Font)
    page.contents_add(b"q", prepend=True)
    words = f"/Span <</ActualText ({NAME})>> BDC BT {at} 11 Tf 80 100 Td (Child Lxxxxx) Tj ET EMC"
    page.contents_add(f"Q {words}".encode())


def _private(pdf: Pdf) -> None:
    data = Dictionary(Private=Dictionary(Words=String(WORDS)), LastModified=String("D:2026"))
    pdf.Root.PieceInfo = Dictionary(Editor=data)


def _undrawn(pdf: Pdf) -> None:
    """A drawing that the page can draw and does not."""
    page = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    form = pdf.make_stream(f"BT /F1 11 Tf 80 100 Td ({WORDS}) Tj ET".encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    form.Resources = Dictionary(Font=Dictionary(F1=font))
    page.add_resource(form, Name.XObject)


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"var name = '{WORDS}'"))


def _link(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/children/Grace-Okafor"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[300, 700, 400, 720], A=action)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _earlier(pdf: Pdf) -> bytes:
    """What an editor leaves that only adds to a file: the text of before, and a new table."""
    content = saved(pdf)
    old = f"\n900 0 obj\n<< /Length {len(WORDS) + 20} >>\nstream\nBT 10 10 Td ({WORDS}) Tj ET\nendstream\nendobj\n"
    start = content.rindex(b"startxref")
    return content[:start] + old.encode() + content[start:]


def _page_taken_out(pdf: Pdf) -> None:
    """The page is gone from the document, and a bookmark still holds it."""
    pdf.pages.append(pdf.pages[0])
    gone = pdf.make_indirect(Dictionary(pdf.pages[1].obj))
    gone.Contents = pdf.make_stream(f"BT /F1 11 Tf 80 100 Td ({WORDS}) Tj ET".encode())
    del pdf.pages[1]
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String("a"), Array([gone, Name.Fit])]))
    )


WAYS = {
    "author": _author,
    "keywords": _keywords,
    "bookmark": _bookmark,
    "attachment": _attachment,
    "comment": _comment,
    "comment that is not shown": _unseen_comment,
    "field that is not shown": _field,
    "description without a picture": _description,
    "other words when copied": _other_letters,
    "working data of a program": _private,
    "drawing that is not drawn": _undrawn,
    "script": _script,
    "link that names": _link,
    "earlier version": _earlier,
    "page taken out": _page_taken_out,
}


def says_name(content: bytes) -> bool:
    """Whether a string or a stream in it, drawn or not, or its bytes as they are, hold the name."""
    words = NAME.encode(), NAME.encode("utf-16-be"), NAME.replace(" ", "-").encode()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        parts = [content, *(part for each in pdf.objects for part in _parts(each))]
    return any(word in part for part in parts for word in words)


def _parts(each: object, depth: int = 0) -> Iterator[bytes]:
    if isinstance(each, String):
        yield bytes(each)
    elif isinstance(each, pikepdf.Stream) and not depth:
        yield each.read_bytes() if each.get("/Subtype") != Name.Image else b""
        yield from _parts(each.stream_dict, 1)
    elif depth < DEEPEST and isinstance(each, (Dictionary, Array)):
        for value in each.as_dict().values() if isinstance(each, Dictionary) else each:
            yield from _parts(value, depth + 1)
