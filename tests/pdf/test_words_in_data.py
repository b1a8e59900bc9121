"""Words in what is no text are read by staff: those of palettes, tables and small pictures, and those that
patterns, soft masks and letters write."""

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from reviews.pdf.examine import examine_content
from tests.support import stray_pdfs as stray
from tests.support.hiding_pdfs import LINE, NAME, changed

FORM = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 595, 842])}
TILE = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 90, "YStep": 90}
LETTER = {"FontMatrix": Array([0.01, 0, 0, 0.01, 0, 0]), "FontBBox": Array([0, 0, 100, 100])}


def with_palette(pdf: Pdf, colours: bytes, *, apart: bool) -> Dictionary:
    held = pdf.make_stream(colours) if apart else String(colours)
    return Dictionary(C0=Array([Name.Indexed, Name.DeviceGray, len(colours) - 1, held]))


def with_table(pdf: Pdf, values: bytes) -> Dictionary:
    ends = {"Domain": Array([0, 1]), "Range": Array([0, 1]), "Size": Array([len(values)])}
    table = pdf.make_stream(values, FunctionType=0, BitsPerSample=8, **ends)
    return Dictionary(C0=Array([Name.Separation, Name.Black, Name.DeviceGray, table]))


def in_data(words: str) -> dict[str, bytes]:
    data = f"\1\2{words}\3".encode()
    picture = b"q 9 0 0 9 9 9 cm BI /W %d /H 1 /CS /G /BPC 8 ID %b EI Q" % (len(data), data)
    fill = "/C0 cs 0 scn 9 9 9 9 re f"
    return {
        "a palette": stray.drawing(
            fill, ColorSpace=lambda pdf: with_palette(pdf, data, apart=False)
        ),
        "a palette of its own": stray.drawing(
            fill, ColorSpace=lambda pdf: with_palette(pdf, data, apart=True)
        ),
        "a table": stray.drawing(fill, ColorSpace=lambda pdf: with_table(pdf, data)),
        "a small picture": stray.drawing(picture.decode()),
        "a list of letters": changed(
            lambda pdf: pdf.pages[0].Resources.Font.F1.update(
                Dictionary(ToUnicode=pdf.make_stream(f"/CMapName /{words} def".encode()))
            )
        ),
    }


def written(words: str) -> dict[str, bytes]:
    """By what a page is filled with."""
    text = f"BT /F1 11 Tf 9 9 Td ({words}) Tj ET".encode()

    def fonts(pdf: Pdf) -> Dictionary:
        return Dictionary(Font=Dictionary(F1=pdf.pages[0].Resources.Font.F1))

    def form(pdf: Pdf, content: bytes = text, **resources) -> Stream:
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        made = pdf.make_stream(content, Group=group, **FORM)
        made.Resources = Dictionary(**resources) if resources else fonts(pdf)
        return made

    def mask(pdf: Pdf, inner: Stream) -> Dictionary:
        return Dictionary(G0=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=inner)))

    def tile(pdf: Pdf) -> Dictionary:
        made = pdf.make_stream(text, BBox=Array([0, 0, 90, 90]), **TILE)
        made.Resources = fonts(pdf)
        return Dictionary(P0=made)

    def letters(pdf: Pdf) -> Dictionary:
        drawn = Dictionary({"/a": pdf.make_stream(b"90 0 d0 " + text)})
        codes = Dictionary(Differences=Array([97, Name("/a")]))
        facts = {"FirstChar": 97, "LastChar": 97, "Widths": Array([90])}
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=drawn, **LETTER, **facts)
        font.Encoding, font.Resources = codes, fonts(pdf)
        return Dictionary(F1=pdf.pages[0].Resources.Font.F1, F2=font)

    box = "/G0 gs 300 300 99 99 re f"
    return {
        "a pattern": stray.drawing("/Pattern cs /P0 scn 300 300 99 99 re f", Pattern=tile),
        "a soft mask": stray.drawing(box, ExtGState=lambda pdf: mask(pdf, form(pdf))),
        "a form in a soft mask": stray.drawing(
            box,
            ExtGState=lambda pdf: mask(pdf, form(pdf, b"/X0 Do", XObject=Dictionary(X0=form(pdf)))),
        ),
        "a letter": stray.drawing("BT /F2 11 Tf 300 300 Td (a) Tj ET", Font=letters),
    }


FOUND = in_data(NAME) | written(NAME)
IN_ORDER = in_data("Adobe-Identity") | written(LINE.split()[1])


@pytest.mark.parametrize("content", FOUND.values(), ids=FOUND)
def test_words_in_what_is_no_text_have_to_be_settled(content):
    facts = examine_content(content)
    found = {
        each.kind: each.recovered for each in facts.findings if each.kind != "hidden-character"
    }
    assert found == {"unseen-words": NAME}
    assert facts.text[0].startswith(LINE)
    assert NAME not in facts.text[0]


@pytest.mark.parametrize("content", IN_ORDER.values(), ids=IN_ORDER)
def test_words_of_programs_and_of_the_page_are_in_order(content):
    assert "unseen-words" not in {each.kind for each in examine_content(content).findings}
