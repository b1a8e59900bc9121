"""Fonts, inks and colour profiles of a copy say nothing of anybody, and look the same."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reviews.pdf.clean.copy import cleaned
from reviews.pdf.clean.font_names import silenced
from reviews.pdf.examine import examine_content
from tests.support import own_names as own
from tests.support.hiding_pdfs import NAME, changed
from tests.support.pdfs import everything

OWN = {
    "a font": own.with_font(own.OWN_NAME),
    "part of a font": own.with_font(f"ABCDEF+{own.OWN_NAME}"),
    "an ink": own.with_ink(own.OWN_NAME),
    "an ink of two words": own.with_ink(NAME),
    "inks": own.with_ink("Cyan", own.OWN_NAME),
    "a colour profile": own.with_profile(),
    "a photograph": own.with_photograph(),
}
WIDE = NAME.encode("utf-16-be").decode("latin-1")


def authored(content: bytes) -> bytes:
    """A file of which a copy is made."""

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Author"] = String("somebody")

    return changed(add, content)


@pytest.mark.parametrize("content", OWN.values(), ids=OWN)
def test_nobody_is_named_in_a_copy(content):
    made = authored(content)
    assert any(name in everything(made) for name in (NAME, own.OWN_NAME))
    copy = cleaned(made, "")
    assert copy.facts.findings == ()
    for name in (NAME, own.OWN_NAME, "Aileron", WIDE):
        assert name not in everything(copy.content)


def test_a_font_says_its_name_inside():
    assert "Aileron" in everything(own.with_font("Font"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ABCDEF+Calibri", "/AAAAAA+Font1"),
        ("Calibri", "/Font1"),
        ("Helvetica-Bold", "/Helvetica-Bold"),
    ],
)
def test_a_font_in_the_file_has_a_number(name, expected):
    with pikepdf.open(io.BytesIO(cleaned(authored(own.with_font(name)), "").content)) as pdf:
        font = pdf.pages[0].Resources.Font.F9
        assert [str(font.BaseFont), str(font.FontDescriptor.FontName)] == [expected] * 2


def test_a_font_that_is_not_in_the_file_is_found_by_its_name():
    with pikepdf.open(io.BytesIO(cleaned(authored(own.with_ink("Black")), "").content)) as pdf:
        assert str(pdf.pages[0].Resources.Font.F1.BaseFont) == "/Helvetica"


@pytest.mark.parametrize("font", [own.type_1_head(), own.outlines()], ids=["type 1", "outlines"])
def test_a_font_keeps_its_length_and_loses_its_words(font):
    silent = silenced(font)
    assert len(silent) == len(font)
    for word in (NAME, own.OWN_NAME, "made by", "her own"):
        assert word.encode() not in silent
    assert (b"/percent put" in silent) or (b"g17" in silent)


@pytest.mark.parametrize(
    "content",
    [b"", b"\1", b"\1\0\4\1\0\1\0", b"\0\1\0\0\0\7", b"OTTO", b"%", b"words"]
    + [own.outlines()[:length] + b"\x1e" * 9 for length in (5, 20, 40, 50)],
)
def test_a_damaged_font_stays_as_it_is(content):
    copy = cleaned(authored(own.with_font("Calibri", content or b" ")), "")
    assert copy is not None


@pytest.mark.parametrize(
    ("inks", "kinds"),
    [
        ([own.OWN_NAME], ["stray-words"]),
        (["Cyan", NAME], ["stray-words"]),
        (["PANTONE 485 C"], []),
        (["PANTONE Cool Grey"], []),
        (["DarkBlue", "Black"], []),
    ],
)
def test_an_ink_that_may_be_of_a_person_is_said(inks, kinds):
    assert [each.kind for each in examine_content(own.with_ink(*inks)).findings] == kinds


def test_known_inks_stay():
    with pikepdf.open(
        io.BytesIO(cleaned(authored(own.with_ink("Black", "Brand")), "").content)
    ) as pdf:
        assert list(map(str, pdf.pages[0].Resources.ColorSpace.CS0[1])) == ["/Black", "/Ink1"]


DRAWN = {
    "Type": Name.Font,
    "Subtype": Name.Type3,
    "FontBBox": Array([0, 0, 600, 700]),
    "FontMatrix": Array([0.001, 0, 0, 0.001, 0, 0]),
    "FirstChar": 65,
    "LastChar": 65,
    "Widths": Array([600]),
    "Encoding": Dictionary(Differences=Array([65, Name(f"/{own.OWN_NAME}")])),
}


def with_drawn_letter(**others: bytes) -> bytes:
    """A page in a font that calls a letter after somebody; no code stands for ``others``."""

    def add(pdf: pikepdf.Pdf) -> None:
        letter = b"600 0 0 0 600 700 d1 0 0 150 700 re 400 0 150 700 re f"
        drawn = {own.OWN_NAME: letter, **others}
        letters = Dictionary({f"/{name}": pdf.make_stream(each) for name, each in drawn.items()})
        own_fonts = Dictionary(Font=Dictionary(F1=pdf.pages[0].Resources.Font.F1))
        font = Dictionary(**DRAWN, CharProcs=letters, Resources=own_fonts)
        pdf.pages[0].Resources.Font.F9 = font
        pdf.pages[0].contents_add(b"BT /F9 11 Tf 90 500 Td (A) Tj ET")

    return changed(add)


def without_font(name: str) -> bytes:
    """A page in a font that is not in the file."""

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.Font.F1.BaseFont = Name(f"/{name}")

    return changed(add)


SAID = {
    "a font": own.with_font(own.OWN_NAME),
    "a font that is not in the file": without_font(own.OWN_NAME),
    "a letter": with_drawn_letter(),
}


@pytest.mark.parametrize("content", SAID.values(), ids=SAID)
def test_what_may_be_called_after_a_person_is_said_and_not_in_a_copy(content):
    assert "stray-words" in [each.kind for each in examine_content(content).findings]
    copy = cleaned(content, "")
    assert "stray-words" not in [each.kind for each in copy.facts.findings]
    assert own.OWN_NAME not in everything(copy.content)


def test_words_of_a_letter_that_nothing_shows_go():
    words = f"0 0 d0 BT /F1 1 Tf ({NAME}) Tj ET".encode()
    content = with_drawn_letter(b=words)
    assert "undrawn-content" in [each.kind for each in examine_content(content).findings]
    assert NAME not in everything(cleaned(content, "").content)
    drawing = with_drawn_letter(b=b"0 0 d0 0 0 1 1 re f")
    assert "undrawn-content" not in [each.kind for each in examine_content(drawing).findings]


@pytest.mark.parametrize(
    "name", ["ABCDEF+TimesNewRomanPS-BoldItalicMT", "GillSans-Light", "BookmanOldStyle", "CMR10"]
)
def test_typefaces_are_in_order(name):
    assert not examine_content(without_font(name)).findings
    assert not examine_content(own.with_font(name)).findings
