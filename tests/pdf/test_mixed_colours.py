"""Colours that are mixed with what is below: by the standard nothing is below a page, many programs draw on white."""

import pytest
from pikepdf import Dictionary, Name

from reviews.pdf.findings import Severity
from tests.support import hiding_pdfs as hiding


def mixed(mode: str, content: str) -> bytes:
    def add(pdf):
        pdf.pages[0].Resources.ExtGState = Dictionary(Mixed=Dictionary(BM=Name(f"/{mode}")))
        pdf.pages[0].contents_add(content.encode())

    return hiding.changed(add)


@pytest.mark.parametrize(
    ("mode", "colour"),
    [
        *(("Lighten", "0 g"), ("ColorDodge", "0 g"), ("Difference", "0 g"), ("Exclusion", "0 g")),
        *(("Hue", "1 0 0 rg"), ("Saturation", "0 0 1 rg"), ("Color", "0.3 g")),
        *(("Overlay", "0 g"), ("SoftLight", "0 g"), ("ColorBurn", "0.2 g")),
    ],
)
def test_what_is_nothing_on_white_blocks_and_is_not_text(facts, mode, colour):
    found = facts(mixed(mode, f"/Mixed gs {colour} {hiding.SHOWN}"))
    assert [each.kind for each in found.findings] == ["hidden-text"]
    assert found.text == (hiding.LINE,)


def test_what_is_nothing_without_white_blocks_too(facts):
    box = f"{hiding.SHOWN} /Mixed gs 1 g {hiding.BOX}"
    assert facts(mixed("Difference", box)).findings[0].severity == Severity.BLOCKS


@pytest.mark.parametrize("mode", ["Multiply", "Darken", "Luminosity"])
def test_what_everybody_sees_is_no_finding(facts, mode):
    found = facts(mixed(mode, f"/Mixed gs 0.2 g {hiding.SHOWN}"))
    assert not found.findings
    assert hiding.NAME in found.text[0]


def test_a_picture_that_depends_on_white_hides_no_text(facts):
    assert not facts(
        mixed("Difference", f"{hiding.SHOWN} /Mixed gs 0.5 g 300 300 50 50 re f")
    ).findings
