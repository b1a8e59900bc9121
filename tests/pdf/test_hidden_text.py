"""What a machine reads and a reader cannot see is found; what everybody sees is not."""

import io

import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from reviews.pdf.facts import Facts
from reviews.pdf.findings import Severity
from tests.support import hiding_pdfs as hiding
from tests.support.hiding_pdfs import NAME


def kinds(facts: Facts) -> list[str]:
    return [finding.kind for finding in facts.findings]


def names_in(text: str) -> bool:
    return any(part in "".join(text.split()) for part in ("Okafor", "Grace"))


@pytest.mark.parametrize("content", hiding.HIDDEN.values(), ids=hiding.HIDDEN)
def test_a_hidden_name_blocks_and_is_not_text(facts, content):
    found = facts(hiding.with_content(content))
    assert found.findings[0].kind == "hidden-text"
    assert found.findings[0].severity == Severity.BLOCKS
    assert found.text[0].startswith(hiding.LINE)
    assert not names_in(found.text[0])


@pytest.mark.parametrize("content", hiding.GOOD.values(), ids=hiding.GOOD)
def test_what_everybody_sees_is_no_finding(facts, content):
    found = facts(hiding.with_content(content))
    assert kinds(found) in ([], ["hidden-character"])
    assert names_in(found.text[0]) or "brother" in found.text[0]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a black box", "covered"),
        ("a box with a label", "covered"),
        ("white on white", "of the colour behind it"),
        ("black on black", "of the colour behind it"),
        ("clipped away", "clipped, transparent, or in a layer that is off"),
        ("left of the page", "off the page"),
        ("half a point small", "too small to read"),
        ("drawn invisibly", "recognised text with nothing to read behind it"),
    ],
)
def test_a_finding_says_why_and_what(facts, name, why):
    finding = facts(hiding.with_content(hiding.HIDDEN[name])).findings[0]
    assert (finding.page, finding.why, finding.recovered) == (1, why, NAME)
    assert NAME not in finding.sentence


def test_a_finding_shows_its_place(facts):
    finding = facts(hiding.with_content(hiding.HIDDEN["a black box"])).findings[0]
    left, top, right, bottom = finding.box
    assert 90 < left < 95
    assert 182 < top < 186  # 842 points high, and seen from above
    assert 155 < right < 165
    assert 192 < bottom < 198
    with Image.open(io.BytesIO(finding.picture)) as picture:
        assert picture.format == "WEBP"
        assert picture.convert("L").getextrema()[0] < 20  # the box


@pytest.mark.parametrize("subtype", ["/Square", "/Highlight", "/FreeText", "/Stamp", "/Ink"])
def test_a_name_under_a_mark_blocks(facts, subtype):
    found = facts(hiding.under_annotation(subtype))
    assert (found.findings[0].kind, found.findings[0].why) == ("hidden-text", "under an annotation")
    assert not names_in(found.text[0])


def test_a_redaction_that_is_only_marked_blocks(facts):
    assert kinds(facts(hiding.under_annotation("/Redact")))[:2] == [
        "unapplied-redaction",
        "hidden-text",
    ]


def test_text_under_other_text_is_found_in_a_form_too(facts):
    content = hiding.HIDDEN["other text printed over and over"]
    found = facts(hiding.with_form(content))
    assert (found.findings[0].kind, found.findings[0].why) == ("hidden-text", "covered")
    assert not names_in(found.text[0])


def test_a_name_in_a_layer_that_is_off_blocks(facts):
    found = facts(hiding.layer_off())
    assert kinds(found) == ["hidden-text", "layers-off"]
    assert not names_in(found.text[0])


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_rotated_pages_are_looked_at_as_they_are_shown(facts, turned):
    def turn(pdf):
        pdf.pages[0].Rotate = turned

    hidden = hiding.changed(turn, hiding.with_content(hiding.HIDDEN["a black box"]))
    good = hiding.changed(turn, hiding.with_content(hiding.GOOD["grey"]))
    assert kinds(facts(hidden)) == ["hidden-text"]
    assert kinds(facts(good)) == []


def test_pages_whose_origin_is_elsewhere_are_looked_at_as_they_are_shown(facts):
    def move(pdf):
        pdf.pages[0].MediaBox = pdf.pages[0].CropBox = [50, 600, 645, 800]

    hidden = hiding.changed(move, hiding.with_content(hiding.HIDDEN["a black box"]))
    assert "hidden-text" in kinds(facts(hidden))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (hiding.SHOWN.replace(NAME, "17"), "small-hidden-text"),
        (hiding.SHOWN.replace(NAME, "x"), "hidden-character"),
        (hiding.SHOWN.replace(NAME, "..."), None),
        (hiding.SHOWN.replace(NAME, "2014"), "hidden-text"),
    ],
    ids=["a page number", "a letter", "dots", "a year"],
)
def test_how_much_is_hidden_decides_how_bad_it_is(facts, content, kind):
    assert kinds(facts(hiding.with_content(f"1 g {content}"))) == [kind] * bool(kind)


def test_text_that_replaces_what_is_shown_blocks_and_is_not_text(facts):
    found = facts(hiding.replaced())
    assert (found.findings[0].kind, found.findings[0].recovered) == ("replaced-text", NAME)
    assert "Child Lxxxxx" in found.text[0]
    assert not names_in(found.text[0])


@pytest.mark.parametrize(
    ("text", "shown"),
    [("fi", "ffi"), ("safeguarding", "safe-guarding"), ("Child L", "Child L")],
    ids=["ligature", "hyphen", "the same"],
)
def test_text_that_replaces_its_like_is_no_finding(facts, text, shown):
    assert kinds(facts(hiding.replaced(text, shown))) == []


@pytest.mark.parametrize("none", ["0 Tf", "11 Tf 0 Tz"])
def test_text_of_no_size_has_to_be_settled_though_no_letter_of_it_is_known(facts, none):
    found = facts(hiding.with_content(hiding.SHOWN.replace("11 Tf", none)))
    assert (kinds(found), found.findings[0].why) == (["tiny-text"], "too small to read")
    assert not names_in(found.text[0])


def test_many_letters_in_the_place_of_one_block_and_are_not_text(facts):
    found = facts(hiding.in_one_sign(NAME))
    assert found.findings[0].kind == "hidden-text"
    assert found.findings[0].why == "many letters in the place of one"
    assert "Child" in found.text[0]
    assert not names_in(found.text[0])


@pytest.mark.parametrize("text", ["A", "ffi", "الله"], ids=["itself", "ligature", "Arabic"])
def test_few_letters_in_the_place_of_one_are_no_finding(facts, text):
    assert kinds(facts(hiding.in_one_sign(text))) == []


BLACK, WHITE = "0 g 90 640 100 30 re f", "1 g 90 640 100 30 re f"
FADE = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0.1], C1=[0.12], N=1)
SHADING = Dictionary(
    S0=Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=[0, 0, 595, 0], Function=FADE)
)
NEARLY_OPAQUE = Dictionary(G0=Dictionary(ca=0.97))


@pytest.mark.parametrize(
    ("box", "text", "expected"),
    [
        ("", "", []),
        ("", NAME, ["scan-with-text"]),
        (BLACK, "", ["box-over-picture"]),
        (WHITE, "", ["box-over-picture"]),
        (f"{BLACK} 1 g BT /F1 9 Tf 100 650 Td (REDACTED) Tj ET 0 g", "", ["box-over-picture"]),
        (BLACK, NAME, ["hidden-text", "box-over-picture"]),
        ("0 g 300 300 100 30 re f", "", []),
        ("0 G 26 w 90 653 m 190 653 l S", "", ["box-over-picture"]),
        ("0 G 26 w 300 300 m 400 300 l S 2 w 90 653 m 190 653 l S", "", []),
        ("q 90 640 100 30 re W n 0 g 0 0 595 842 re f Q", "", ["box-over-picture"]),
        ("q 300 300 100 30 re W n 0 g 0 0 595 842 re f Q", "", []),
        ("q 90 640 100 30 re W n /S0 sh Q", "", ["box-over-picture"]),
        ("q 300 300 100 30 re W n /S0 sh Q", "", []),
        (f"q /G0 gs {BLACK} Q", "", ["box-over-picture"]),
    ],
    ids=[
        *("plain", "recognised", "black box", "white box", "label", "box and text", "box beside"),
        *("thick line", "lines beside", "clipped page", "clip beside", "shading", "shading beside"),
        "nearly opaque",
    ],
)
def test_scans(facts, box, text, expected):
    found = facts(hiding.scan(box, text, Shading=SHADING, ExtGState=NEARLY_OPAQUE))
    assert kinds(found) == expected
    assert names_in(found.text[0]) == (bool(text) and not box)


@pytest.mark.parametrize(
    ("box", "expected"),
    [("", ["scan-with-text"]), (BLACK, ["hidden-text", "box-over-picture"])],
    ids=["the same words", "a box"],
)
def test_text_below_the_picture_of_its_page_is_recognised_text(facts, box, expected):
    found = facts(hiding.scan(box, below=NAME))
    assert kinds(found) == expected
    assert names_in(found.text[0]) == (not box)


def test_text_below_a_smaller_picture_is_hidden(facts):
    def shrink(pdf):
        page = pdf.pages[0]
        content = page.Contents.read_bytes().replace(b"595 0 0 842 0 0", b"400 0 0 200 0 600")
        page.Contents = pdf.make_stream(content)

    found = facts(hiding.changed(shrink, hiding.scan(below=NAME)))
    assert kinds(found) == ["hidden-text"]


@pytest.mark.parametrize("box", ["", BLACK], ids=["on writing", "on a box"])
def test_transparent_text_is_looked_at_as_recognised_text(facts, box):
    shown = f"{box} q /G0 gs 0 g {hiding.SHOWN} Q"
    found = facts(hiding.scan(shown, ExtGState=Dictionary(G0=Dictionary(ca=0))))
    assert kinds(found) == (["hidden-text", "box-over-picture"] if box else ["scan-with-text"])


def test_a_picture_under_another_picture_has_to_be_settled(facts):
    assert kinds(facts(hiding.scan_under(255))) == ["box-over-picture"]


def test_a_picture_twice_hides_nothing(facts):
    twice = "q 595 0 0 842 0 0 cm /Im0 Do Q"
    assert kinds(facts(hiding.scan(twice))) == []


def test_a_mark_over_a_scan_has_to_be_settled(facts):
    def add(pdf):
        pdf.pages[0].obj.Annots = [hiding.mark(pdf, "/Square", (88, 640, 190, 670))]

    found = facts(hiding.changed(add, hiding.scan()))
    assert kinds(found) == ["box-over-picture", "comment"]
    assert found.findings[0].why == "under an annotation"


def test_many_hidden_places_are_few_findings(facts):
    lines = " ".join(
        f"1 g BT /F1 11 Tf 1 0 0 1 {70 + 300 * (n % 2)} {700 - 8 * n} Tm ({NAME} {n}) Tj ET 0 g "
        f"BT /F1 3 Tf 1 0 0 1 {170 + 100 * (n % 2)} {700 - 8 * n} Tm (seen) Tj ET"
        for n in range(60)
    )
    found = facts(hiding.with_content(lines))
    assert 1 < len(found.findings) <= 26
    assert not names_in(found.text[0])


def test_words_under_the_icon_of_a_note_have_to_be_settled(facts):
    def add(pdf):
        pdf.pages[0].contents_add(hiding.SHOWN.encode())
        pdf.pages[0].obj.Annots = [hiding.mark(pdf, "/Text", (100, 644, 120, 664))]

    assert kinds(facts(hiding.changed(add))) == ["under-note", "comment"]


def test_a_note_as_large_as_a_name_hides_it(facts):
    assert kinds(facts(hiding.under_annotation("/Text")))[0] == "hidden-text"
