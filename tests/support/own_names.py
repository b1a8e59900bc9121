"""PDFs whose fonts, inks and colour profiles are called after somebody."""

import io
import struct

from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageCms, ImageFont

from tests.support.hiding_pdfs import LINE, NAME, changed

OWN_NAME = NAME.replace(" ", "")


def with_font(name: str, file: bytes = b"", **entries) -> bytes:
    """A page in a font that is in the file, and calls itself Aileron inside."""
    file = file or ImageFont.load_default(10).font_bytes

    def add(pdf: Pdf) -> None:
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=32)
        descriptor.FontFile2 = pdf.make_stream(file, Length1=len(file))
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}"))
        font.Encoding, font.FirstChar, font.LastChar = Name.WinAnsiEncoding, 32, 126
        font.Widths = Array([600] * 95)
        font.FontDescriptor = pdf.make_indirect(descriptor)
        for key, value in entries.items():
            font[f"/{key}"] = value
        pdf.pages[0].Resources.Font.F9 = pdf.make_indirect(font)
        pdf.pages[0].contents_add(f"BT /F9 11 Tf 90 500 Td ({LINE}) Tj ET".encode())

    return changed(add)


def with_ink(*inks: str) -> bytes:
    """A box in one ink, or in several at once."""

    def add(pdf: Pdf) -> None:
        names = [Name(f"/{ink}") for ink in inks]
        code = b"{" + b" pop" * (len(inks) - 1) + b" dup dup }"
        domain = Array([0, 1] * len(inks))
        tint = pdf.make_stream(code, FunctionType=4, Domain=domain, Range=Array([0, 1] * 3))
        kind = [Name.Separation, names[0]] if len(inks) == 1 else [Name.DeviceN, Array(names)]
        space = Array([*kind, Name.DeviceRGB, tint])
        pdf.pages[0].Resources.ColorSpace = Dictionary(CS0=space)
        shown = f"/CS0 cs {'0.5 ' * len(inks)}sc 90 500 90 9 re f"
        pdf.pages[0].contents_add(shown.encode())

    return changed(add)


def profile(words: str = NAME) -> bytes:
    """A colour profile of somebody’s screen, with texts of each kind."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    own, wide = words.encode(), words.encode("utf-16-be")
    texts = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">L", len(own) + 1) + own + bytes(79),
        b"cprt": b"text\0\0\0\0" + own + b"\0",
        b"dmdd": b"mluc\0\0\0\0" + struct.pack(">LL4sLL", 1, 12, b"enGB", len(wide), 28) + wide,
    }
    parts, at = _parts(bytes(made)), 132 + 12 * 16
    kept = {tag: part for tag, part in parts.items() if tag not in texts} | texts
    table, body = struct.pack(">L", len(kept)), b""
    for tag, part in kept.items():
        table += struct.pack(">4sLL", tag, at + len(body), len(part))
        body += part.ljust(len(part) + -len(part) % 4, b"\0")
    content = bytes(made[:128]) + table.ljust(at - 128, b"\0") + body
    return struct.pack(">L", len(content)) + content[4:]


def _parts(content: bytes) -> dict[bytes, bytes]:
    number = struct.unpack_from(">L", content, 128)[0]
    rows = [struct.unpack_from(">4sLL", content, 132 + 12 * each) for each in range(number)]
    return {tag: content[at : at + length] for tag, at, length in rows}


def with_profile() -> bytes:
    def add(pdf: Pdf) -> None:
        colours = pdf.make_stream(profile(), N=3)
        pdf.pages[0].Resources.ColorSpace = Dictionary(CS0=Array([Name.ICCBased, colours]))
        pdf.pages[0].contents_add(b"/CS0 cs 0 0 1 sc 90 500 9 9 re f")

    return changed(add)


def with_photograph() -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(file, "JPEG", icc_profile=profile())

    def add(pdf: Pdf) -> None:
        picture = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
        picture.Width = picture.Height = 256
        picture.write(file.getvalue(), filter=Name.DCTDecode)
        pdf.pages[0].Resources.XObject = Dictionary(Im0=picture)
        pdf.pages[0].contents_add(b"q 90 0 0 90 90 500 cm /Im0 Do Q")

    return changed(add)


def type_1_head() -> bytes:
    return (
        f"%!PS-AdobeFont-1.0: {OWN_NAME} 001.001\n% made by {NAME}\n11 dict begin\n"
        f"/FontInfo 9 dict dup begin\n/Notice (of {NAME} (her own)) readonly def\n"
        f"/FullName ({NAME}) readonly def end readonly def\n/FontName /{OWN_NAME} def\n"
        "dup 37 /percent put\ncurrentfile eexec\n"
    ).encode()


def outlines() -> bytes:
    """As much of a CFF as says something: its notice, its full name, and a name of a letter."""
    texts = [f"Copyright {NAME}".encode(), NAME.encode(), b"g17"]
    first = 391 - 108  # as the operands of a list write numbers
    head = b"".join(
        bytes([247 + (first + n) // 256, (first + n) % 256, operator])
        for n, operator in enumerate((1, 2))
    )
    return b"\1\0\4\1" + _index(OWN_NAME.encode()) + _index(head) + _index(*texts)


def _index(*parts: bytes) -> bytes:
    ends = [1 + sum(map(len, parts[:n])) for n in range(len(parts) + 1)]
    return struct.pack(">HB", len(parts), 1) + bytes(ends) + b"".join(parts)
