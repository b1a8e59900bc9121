"""PDFs with words within a picture, a letter or a program, where no list of keys meets them."""

import io

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from tests.support.hiding_pdfs import changed


def with_comment_in_jpeg_2000(words: str, boxes: bool = True) -> bytes:
    """``words`` stand in the picture itself, which is in no file of ``boxes`` if so asked."""
    file = io.BytesIO()
    Image.linear_gradient("L").save(file, "JPEG2000", comment=words, no_jp2=not boxes)

    def add(pdf: Pdf) -> None:
        picture = pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Image, ColorSpace=Name.DeviceGray
        )
        picture.Width = picture.Height = 256
        picture.BitsPerComponent = 8
        picture.write(file.getvalue(), filter=Name.JPXDecode)
        _draw(pdf, picture)

    return changed(add)


def with_postscript(words: str) -> bytes:
    def add(pdf: Pdf) -> None:
        program = pdf.make_stream(f"({words}) show".encode(), Type=Name.XObject, Subtype=Name.PS)
        _draw(pdf, program)

    return changed(add)


def with_drawn_letter(words: str) -> bytes:
    """A font whose one letter is a drawing, in which ``words`` are a comment."""

    def add(pdf: Pdf) -> None:
        letter = pdf.make_stream(f"9 0 d0\n% {words}\n0 0 8 8 re f".encode())
        pdf.pages[0].Resources.Font["/T3"] = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 9, 9]),
            FontMatrix=Array([1, 0, 0, 1, 0, 0]),
            CharProcs=Dictionary(A=letter),
            Encoding=Dictionary(Differences=Array([65, Name.A])),
            FirstChar=65,
            LastChar=65,
            Widths=Array([9]),
        )
        pdf.pages[0].contents_add(b"BT /T3 1 Tf 90 500 Td (A) Tj ET")

    return changed(add)


def _draw(pdf: Pdf, picture: Stream) -> None:
    pdf.pages[0].Resources.XObject = Dictionary(Im0=picture)
    pdf.pages[0].contents_add(b"q 90 0 0 90 90 500 cm /Im0 Do Q")
