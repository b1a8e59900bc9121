"""PDFs for tests, good and bad, as bytes. The same call gives the same bytes, unless encrypted."""

import io
import textwrap
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

A4 = (595, 842)  # points
LINE = 80  # characters that surely fit between the margins


def make_pdf(
    text: str = "A review.",
    pages: int = 1,
    title: str = "",
    language: str = "",
    tagged: bool = False,
    size: int | None = None,
    producer: str = "",
) -> bytes:
    """A PDF that shows ``text`` on its first page and "Page 2", "Page 3" … on the others.

    ``text`` is wrapped, may hold line ends and characters of Windows-1252, and shows as much as
    fits on a page (about 50 lines). With ``size`` the result is exactly that many bytes long.
    """
    pdf = pikepdf.new()
    font = _font(pdf)
    for number in range(1, pages + 1):
        _add_page(pdf, font, text if number == 1 else f"Page {number}")
    if title:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
    if producer:
        pdf.docinfo.Producer = producer
    if language:
        pdf.Root.Lang = pikepdf.String(language)
    if tagged:
        _tag(pdf)
    return _padded(_save(pdf), size) if size else _save(pdf)


def encrypted_pdf(user: str = "", owner: str = "") -> bytes:
    """Without ``user`` everyone can open it, and only printing, copying and such are forbidden."""
    with Pdf.open(io.BytesIO(make_pdf())) as pdf:
        return _save(pdf, encryption=pikepdf.Encryption(user=user, owner=owner))


def truncated_pdf() -> bytes:
    pdf = make_pdf()
    return pdf[: len(pdf) // 2]


def damaged_pdf() -> bytes:
    """Ends where it should, but its table of contents is not where it says: programs find its
    parts all the same."""
    body, _, _ = make_pdf().rpartition(b"startxref")
    return body + b"startxref\n7\n%%EOF\n"


def twice_damaged_pdf() -> bytes:
    """The same, with a second text of one name, so that one program may show what another hides."""
    body, _, _ = make_pdf("The other text.").rpartition(b"startxref")
    content = body[body.index(b"stream\n") : body.index(b"endstream")]
    number = body[: body.index(content)].rsplit(b" obj", 1)[0].split()[-2]
    other = (
        number
        + b" 0 obj\n<< /Length %d >>\n" % (len(content) - 7)
        + content
        + b"endstream\nendobj\n"
    )
    return body + other + b"startxref\n7\n%%EOF\n"


def careless_pdf() -> bytes:
    """Its page names no resources, which programs warn of and repair, all in the same way."""
    return make_pdf().replace(b"/Resources", b"/Resourcex")


def two_faced_pdf() -> bytes:
    """Two pages to a program that counts them, one to a program that believes ``/Count``."""
    return make_pdf(pages=2).replace(b"/Count 2", b"/Count 1")


def no_pages_pdf() -> bytes:
    return _save(pikepdf.new())


def shaped_pdf(*sizes: tuple[float, float]) -> bytes:
    """A page for each of ``sizes``, which are width and height in points."""
    with Pdf.open(io.BytesIO(make_pdf(pages=len(sizes)))) as pdf:
        for page, size in zip(pdf.pages, sizes, strict=True):
            page.mediabox = Array([0, 0, *size])
        return _save(pdf)


def polyglot_pdf() -> bytes:
    """A web page to a browser, a PDF to a program that forgives what comes before it."""
    return b"<!doctype html><script>alert(1)</script>\n" + make_pdf()


def followed_pdf() -> bytes:
    """A PDF with a web page after its end."""
    return make_pdf() + b"<!doctype html><script>alert(1)</script>\n"


def bomb_pdf(megabytes: int) -> bytes:
    """About a kilobyte, with a page whose content inflates to ``megabytes`` of white space."""
    content = zlib.compress(_spaces(megabytes), 9)
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A4)
    pdf.pages[0].Contents = pdf.make_stream(content)
    pdf.pages[0].Contents.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    return _save(pdf)


def _spaces(megabytes: int) -> bytes:
    """As zlib would deflate them, but that it compresses the first two: the others are like the second."""
    megabyte, deflate = b" " * 1_000_000, zlib.compressobj(9)
    first, other = (deflate.compress(megabyte) + deflate.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    end, check = deflate.flush()[:-4], 1
    for _ in range(megabytes):
        check = zlib.adler32(megabyte, check)
    return first + other * (megabytes - 1) + end + check.to_bytes(4, "big")


def slow_pdf(pages: int = 2000) -> bytes:
    """Pages full of print that share one content, so that it is small and takes seconds to read."""
    pdf = pikepdf.new()
    font = _font(pdf)
    _add_page(pdf, font, "\n".join(["safeguarding " * 6] * 50))
    content = pdf.pages[0].Contents
    content.write(content.read_bytes() * 5)
    for _ in range(pages - 1):
        pdf.pages.append(pdf.pages[0])
    return _save(pdf)


def word_file() -> bytes:
    """A minimal document of Word 2007 or later."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>A review.</w:t></w:r></w:p>'
        "</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def zip_file(name: str) -> bytes:
    """An archive with one file of that name, as other office programs write them too."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "A review.")
    return file.getvalue()


def old_word_file() -> bytes:
    """How a document of Word 97 to 2003 begins."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _font(pdf: Pdf) -> Dictionary:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )


def _add_page(pdf: Pdf, font: Dictionary, text: str) -> None:
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, LINE) or [""]]
    shown = b" T* ".join(b"<%s> Tj" % line.encode("cp1252").hex().encode() for line in lines)
    pdf.add_blank_page(page_size=A4)
    page = pdf.pages[-1]
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    page.Contents = pdf.make_stream(b"BT /F1 11 Tf 70 770 Td 14 TL " + shown + b" ET")


def _tag(pdf: Pdf) -> None:
    """One paragraph for each page."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    paragraphs = [_paragraph(pdf, tree, number) for number in range(len(pdf.pages))]
    numbers = [entry for pair in enumerate(paragraphs) for entry in (pair[0], Array([pair[1]]))]
    tree.K = Array(paragraphs)
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _paragraph(pdf: Pdf, tree: Dictionary, number: int) -> Dictionary:
    page = pdf.pages[number]
    page.StructParents = number
    page.Contents.write(b"/P <</MCID 0>> BDC " + page.Contents.read_bytes() + b" EMC")
    return pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.P, P=tree, Pg=page.obj, K=0),
    )


def _save(pdf: Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    """Streams stay as they are; without that a bomb would be written inflated."""
    as_is = {"deterministic_id": True, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    file = io.BytesIO()
    pdf.save(
        file,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
        **({"encryption": encryption} if encryption else as_is),
    )
    return file.getvalue()


def _padded(pdf: bytes, size: int) -> bytes:
    """``pdf`` with a comment before its table of contents, as long as it takes."""
    body, _, rest = pdf.rpartition(b"\nxref\n")
    table, _, _ = rest.rpartition(b"startxref\n")
    ending = b"\nxref\n" + table + b"startxref\n%010d\n%%%%EOF\n"
    comment = b"\n%" + b" " * (size - len(body) - len(ending % 0) - 2)
    padded = body + comment + ending % (len(body) + len(comment) + 1)
    if len(padded) != size:
        raise ValueError(f"A PDF with this text takes at least {len(padded)} bytes.")
    return padded


def _held_in(stream: pikepdf.Stream) -> bytes:
    is_picture = str(stream.get("/Filter")) in {"/DCTDecode", "/JPXDecode"}
    return stream.read_raw_bytes() if is_picture else stream.read_bytes()


def everything(content: bytes) -> str:
    """All strings and streams of a PDF, as text."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        parts = [repr(each) for each in pdf.objects]
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        parts += [_held_in(each).decode("latin-1") for each in streams]
    return "\n".join(parts)
