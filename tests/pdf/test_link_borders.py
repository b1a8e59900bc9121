"""A border of a link may lie on words in programs that draw it."""

import pytest
from pikepdf import Array, Dictionary, Name

from reviews.pdf.examine import examine_content
from reviews.pdf.findings import Severity
from tests.support import hiding_pdfs as hiding


def linked(**border) -> bytes:
    def link(pdf):
        place = Array(list(hiding.PLACE))
        own = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=place, **border)
        pdf.pages[0].Annots = Array([pdf.make_indirect(own)])

    return hiding.changed(link)


@pytest.mark.parametrize("border", [{"Border": Array([0, 0, 14])}, {"BS": Dictionary(W=3)}])
def test_a_border_as_thick_as_words_is_to_be_settled(border):
    (found,) = examine_content(linked(**border)).findings
    assert (found.kind, found.severity) == ("thick-border", Severity.SETTLE)


@pytest.mark.parametrize(
    "border",
    [
        {"Border": Array([0, 0, 1])},
        {"Border": Array([])},
        {"Border": Array([0, 0, Name.Odd])},
        {"BS": Dictionary(W=2)},
    ],
    ids=str,
)
def test_any_other_border_is_in_order(border):
    assert not examine_content(linked(**border)).findings
