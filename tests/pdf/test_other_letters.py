"""A font that shows one word and gives another when it is copied."""

import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import ImageFont

from reviews.pdf.examine import examine_content
from reviews.pdf.inspect.other_letters import letters_within
from tests.support.hiding_pdfs import LINE, changed

SHOWN, COPIED = "Thebrown", "OkaforGr"
OTHER = dict(zip(SHOWN, COPIED, strict=True))
SAME = {letter: letter for letter in SHOWN}
SMALL = {letter: letter.lower() for letter in SHOWN}
NAMES = [part for letter in SHOWN for part in (ord(letter), Name(f"/{letter}"))]


def simple(encoding, **entries):
    def make(pdf: Pdf) -> Dictionary:
        named = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        named.Encoding = encoding
        for key, value in entries.items():
            named[f"/{key}"] = value
        return named

    return make


def compound(pdf: Pdf) -> Dictionary:
    """With a font in the file that lists its own letters. Codes are those of the letters."""
    file = ImageFont.load_default(10).font_bytes
    glyphs = {letter: glyph for glyph, found in letters_within(file).items() for letter in found}
    numbers = b"".join(glyphs.get(chr(code), 0).to_bytes(2) for code in range(128))
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.A, Flags=32)
    descriptor.FontFile2 = pdf.make_stream(file, Length1=len(file))
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.A, DW=600)
    inner.CIDSystemInfo = Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
    inner.CIDToGIDMap, inner.FontDescriptor = pdf.make_stream(numbers), descriptor
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.A)
    font.Encoding, font.DescendantFonts = Name("/Identity-H"), Array([pdf.make_indirect(inner)])
    return font


FONTS = {
    "a usual encoding": simple(Name.WinAnsiEncoding),
    "a usual one beneath": simple(Dictionary(BaseEncoding=Name.MacRomanEncoding)),
    "names of letters": simple(Dictionary(Differences=Array(NAMES))),
    "a list within the font": compound,
}


def shown(make, said: dict[str, str], ranges: bool = False) -> bytes:
    """A line in a font that says ``said`` of its letters."""

    def add(pdf: Pdf) -> None:
        font = make(pdf)
        wide = 2 if font.Subtype == Name.Type0 else 1
        pairs = [(ord(code).to_bytes(wide).hex(), ord(to)) for code, to in said.items()]
        end = "range" if ranges else "char"
        listed = " ".join(f"<{a}> {f'<{a}> ' if ranges else ''}<{b:04x}>" for a, b in pairs)
        codes = f"begincodespacerange <{'00' * wide}> <{'ff' * wide}> endcodespacerange"
        listed = f"begincmap {codes} {len(pairs)} beginbf{end} {listed} endbf{end} endcmap"
        font.ToUnicode = pdf.make_stream(listed.encode())
        pdf.pages[0].Resources.Font.F2 = font
        text = "".join(ord(letter).to_bytes(wide).hex() for letter in SHOWN)
        pdf.pages[0].contents_add(f"BT /F2 11 Tf 92 650 Td <{text}> Tj ET".encode())

    return changed(add)


@pytest.mark.parametrize("ranges", [False, True])
@pytest.mark.parametrize("make", FONTS.values(), ids=FONTS)
def test_other_letters_block_and_are_not_text(make, ranges):
    facts = examine_content(shown(make, OTHER, ranges))
    assert [(each.kind, each.recovered) for each in facts.findings][:1] == [
        ("replaced-text", COPIED)
    ]
    assert facts.text[0].startswith(LINE)
    assert COPIED not in facts.text[0]


@pytest.mark.parametrize("said", [SAME, SMALL], ids=["the same", "small ones"])
@pytest.mark.parametrize("make", FONTS.values(), ids=FONTS)
def test_the_same_letters_are_in_order(make, said):
    facts = examine_content(shown(make, said))
    assert not facts.findings
    assert SHOWN.lower() in facts.text[0].lower()


def test_codes_of_a_font_of_its_own_say_nothing():
    own = Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=4)
    assert not examine_content(
        shown(simple(Name.WinAnsiEncoding, FontDescriptor=own), OTHER)
    ).findings
