"""Marks and fields on words that other programs draw, and PDFium does not."""

import pytest
from pikepdf import Array, Dictionary, Name, String

from reviews.pdf.examine import examine_content
from reviews.pdf.findings import Severity
from tests.support import hiding_pdfs as hiding

ELSEWHERE = (300, 300, 400, 320)


def marked(subtype: str, place: tuple = hiding.PLACE, in_form: bool = False, **entries) -> bytes:
    """On a name that everybody sees."""

    def add(pdf):
        pdf.pages[0].contents_add(hiding.SHOWN.encode())
        own = Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array(list(place)), **entries)
        mark = pdf.make_indirect(own)
        pdf.pages[0].Annots = Array([mark])
        if in_form:
            pdf.Root.AcroForm = Dictionary(Fields=Array([mark]))

    return hiding.changed(add)


def kinds(content: bytes) -> set[str]:
    return {finding.kind for finding in examine_content(content).findings}


LINE = {"L": Array([90, 653, 210, 653]), "BS": Dictionary(W=14), "C": Array([0, 0, 0])}
FIELD = {"FT": Name.Tx, "T": String("a"), "MK": Dictionary(BG=Array([0, 0, 0]))}


@pytest.mark.filterwarnings("ignore:This document has 1 form widget")
@pytest.mark.parametrize(
    ("subtype", "entries"),
    [("/Line", LINE), ("/Polygon", {}), ("/PolyLine", {}), ("/Stamp", {}), ("/Widget", FIELD)],
)
def test_a_mark_without_a_look_blocks_where_it_is_on_words(subtype, entries):
    facts = examine_content(marked(subtype, **entries))
    found = {each.kind: each for each in facts.findings}
    assert facts.text == (hiding.LINE,)
    assert found["undrawn-mark"].severity == Severity.BLOCKS
    assert found["undrawn-mark"].page == 1
    assert "undrawn-mark" not in kinds(marked(subtype, ELSEWHERE, **entries))
    assert "undrawn-mark" not in kinds(marked(subtype, F=2, **entries))


@pytest.mark.parametrize("look", ["", "1 0 0 RG 0 0 120 14 re S"], ids=["no look", "a frame"])
def test_words_that_were_marked_for_redaction_are_not_text(look):
    def add(pdf):
        pdf.pages[0].contents_add(hiding.SHOWN.encode())
        mark = hiding.mark(pdf, "/Redact")
        mark.AP.N.write(look.encode())
        if not look:
            del mark["/AP"]
        pdf.pages[0].Annots = Array([mark])

    facts = examine_content(hiding.changed(add))
    assert [each.kind for each in facts.findings] == ["unapplied-redaction"]
    assert facts.text == (hiding.LINE,)


def test_a_window_of_a_note_that_has_a_look_blocks_on_words():
    def add(pdf, place):
        pdf.pages[0].contents_add(hiding.SHOWN.encode())
        pdf.pages[0].Annots = Array([hiding.mark(pdf, "/Popup", place)])

    on_words, elsewhere = (
        hiding.changed(lambda pdf, place=place: add(pdf, place))
        for place in (hiding.PLACE, ELSEWHERE)
    )
    assert "undrawn-mark" in kinds(on_words)
    assert "undrawn-mark" not in kinds(elsewhere)
    assert "undrawn-mark" not in kinds(marked("/Popup"))


def test_a_field_of_a_form_is_drawn():
    assert "undrawn-mark" not in kinds(marked("/Widget", in_form=True, **FIELD))
    assert "hidden-text" in kinds(marked("/Widget", in_form=True, **FIELD))


@pytest.mark.parametrize("place", [(90, 651, 210, 655), (60, 652, 400, 700)])
def test_a_border_of_a_link_through_words_has_to_be_settled(place):
    assert kinds(marked("/Link", place, Border=Array([0, 0, 2.5]))) == {"thick-border"}
    assert not kinds(marked("/Link", place, Border=Array([0, 0, 0])))


@pytest.mark.parametrize("place", [(88, 645, 214, 664), (300, 300, 400, 304)])
def test_a_border_around_words_hides_nothing(place):
    assert not kinds(marked("/Link", place, Border=Array([0, 0, 2.5])))
