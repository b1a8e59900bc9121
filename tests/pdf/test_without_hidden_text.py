"""Hidden text that is no redaction goes; what readers see stays where it is."""

import io

import pikepdf
import pytest
from PIL import ImageChops

from reviews import pdf
from reviews.pdf import Replacement, Unreadable, consent
from reviews.pdf.clean.hidden import without_hidden_text
from reviews.pdf.examine import examine_content
from reviews.pdf.message import pack_replacement, unpack_replacement
from reviews.pdf.pages import open_pages
from reviews.pdf.view import whole_page
from tests.pdf.test_clean import everything
from tests.support import hiding_pdfs as hiding
from tests.support import pdfs
from tests.support.hiding_pdfs import LINE, NAME, SHOWN, changed, with_content

STAYS = "stays where it is"
OPERATORS = {
    "Tj": f"({NAME}) Tj",
    "TJ": "[(Gra) -40 (ce ) 30 (Okafor)] TJ",
    "the apostrophe": f"({NAME}) '",
    "the quotation mark": f'2 0.5 ({NAME}) "',
}
# How what comes next is hidden, and how that ends on the same line.
HIDING = {
    "white": ("1 g", "0 g"),
    "invisible": ("3 Tr", "0 Tr"),
    "too small to see": ("/F1 0.4 Tf", "/F1 11 Tf"),
    "in a layer that is off": ("/OC /L1 BDC", "EMC"),
}


@pytest.fixture
def taken(tmp_path):
    def taken(content: bytes) -> Replacement:
        path = tmp_path / "review.pdf"
        path.write_bytes(content)
        return without_hidden_text(path)

    return taken


@pytest.fixture
def refusal(taken):
    def refusal(content: bytes) -> str:
        with pytest.raises(Unreadable) as refused:
            taken(content)
        return refused.value.sentence

    return refusal


def pictures(content: bytes, scale: float = 3.0) -> list:
    with open_pages(content) as document:
        return [whole_page(page, scale).draw(grey=False) for page in document]


def require_same_pictures(one: bytes, other: bytes) -> None:
    for before, after in zip(pictures(one), pictures(other), strict=True):
        assert ImageChops.difference(before, after).getbbox() is None


def require_gone(content: bytes, answer: Replacement) -> None:
    """With the control that it was there: letters are looked for, and words in all texts."""
    path_text = " ".join(page.get_textpage().get_text_range() for page in open_pages(content))
    assert "Okafor" in path_text
    left = everything(answer.copy.content)
    assert "Okaf" not in left
    assert "Grac" not in left
    assert not {"hidden-text", "small-hidden-text"} & {
        each.kind for each in answer.copy.facts.findings
    }


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("way", HIDING)
def test_hidden_text_goes_and_what_follows_stays_in_its_place(taken, way, operator):
    begins, ends = HIDING[way]
    content = hiding.with_layer_off(
        f"BT /F1 11 Tf 14 TL 1 0 0 1 92 664 Tm T* (seen ) Tj {begins} {OPERATORS[operator]} {ends} "
        f"(  {STAYS}) Tj T* (below) Tj ET"
    )
    answer = taken(content)
    require_gone(content, answer)
    assert STAYS in answer.copy.facts.text[0]
    if "small" not in way:  # of that a speck goes
        require_same_pictures(content, answer.copy.content)


@pytest.mark.parametrize("operator", [OPERATORS["Tj"], OPERATORS["the quotation mark"]])
@pytest.mark.parametrize(
    "way",
    [
        *("left of the page", "below the page", "clipped away", "white on white"),
        *("half a point small", "on a page shrunk around it", "drawn invisibly"),
    ],
)
def test_every_way_of_hiding_that_is_no_redaction(taken, way, operator):
    shown = hiding.HIDDEN[way].replace(f"({NAME}) Tj", operator)
    content = with_content(f"{shown} 0 g BT 0 Tr /F1 11 Tf 92 500 Td ({STAYS}) Tj ET")
    answer = taken(content)
    require_gone(content, answer)
    assert answer.copy.facts.text[0].splitlines() == [LINE, STAYS]


def test_several_in_a_row_go_and_a_space_between_them(taken):
    content = with_content(
        f"BT /F1 11 Tf 92 650 Td (a) Tj 1 g (Okafor) Tj [-3000] TJ 90 Tz (Grace) Tj 0 g ({STAYS}) Tj ET"
    )
    answer = taken(content)
    require_gone(content, answer)
    require_same_pictures(content, answer.copy.content)


def test_type_printed_twice_goes_twice(taken):
    content = with_content(f"1 g {SHOWN} {SHOWN}")
    require_gone(content, taken(content))


@pytest.mark.parametrize("nested", [False, True])
def test_a_form_that_is_drawn_once_is_changed(taken, nested):
    shown = f"BT /F1 11 Tf 92 650 Td 1 g ({NAME}) Tj 0 g (  {STAYS}) Tj ET"
    content = hiding.with_form(shown, nested=nested)
    answer = taken(content)
    require_gone(content, answer)
    require_same_pictures(content, answer.copy.content)


def test_words_in_the_place_of_hidden_text_go_with_it(taken):
    said = f"/Span <</ActualText ({NAME})>> BDC"
    content = with_content(f"{said} 1 g {SHOWN} EMC")
    require_gone(content, taken(content))


def test_what_cleaning_takes_out_goes_too(taken):
    def add(made: pikepdf.Pdf) -> None:
        made.pages[0].contents_add(f"1 g {SHOWN}".encode())
        made.docinfo["/Author"] = NAME

    answer = taken(changed(add))
    assert "Okaf" not in everything(answer.copy.content)
    assert answer.copy.facts.findings == ()
    assert {each.kind for each in answer.original.findings} == {"hidden-text", "metadata"}


def test_a_copy_is_the_same_for_the_same_file(taken):
    content = with_content(f"1 g {SHOWN}")
    assert taken(content) == taken(content)


def test_tags_and_other_pages_stay(taken):
    def add(made: pikepdf.Pdf) -> None:
        made.pages[1].contents_add(f"1 g {SHOWN}".encode())

    made = pdfs.make_pdf("A report.", pages=3, title="A report", language="en-GB", tagged=True)
    answer = taken(changed(add, made))
    facts = answer.copy.facts
    assert (facts.text, facts.tagged, facts.language) == (
        ("A report.", "Page 2", "Page 3"),
        True,
        "en-GB",
    )
    with pikepdf.open(io.BytesIO(answer.copy.content)) as copy:
        assert len(copy.Root.StructTreeRoot.K) == 3


REDACTIONS = {
    way: with_content(hiding.HIDDEN[way])
    for way in (
        *("a black box", "a white box", "a coloured box", "a thick line", "many thin lines"),
        *("a box with a label", "a white box with another name", "letter by letter below a box"),
        *("lower two thirds covered", "other text printed over and over"),
    )
} | {
    "under a mark": hiding.under_annotation("/Square"),
    "a box over a scan": hiding.scan("0 g 90 646 120 14 re f", NAME),
    "white text below a white box": with_content(f"1 g {SHOWN} {hiding.BOX}"),
    "invisible text below a black box": with_content(
        f"{hiding.HIDDEN['drawn invisibly']} 0 g {hiding.BOX}"
    ),
    "one covered, another off the page": with_content(
        f"{hiding.HIDDEN['a black box']} {hiding.HIDDEN['left of the page']}"
    ),
}


@pytest.mark.parametrize("content", REDACTIONS.values(), ids=REDACTIONS)
def test_nothing_is_taken_out_where_anything_is_covered(refusal, content):
    assert refusal(content) == consent.COVERED_TEXT


@pytest.mark.parametrize("way", ["black on black", "nearly black on black"])
def test_nor_where_words_have_the_colour_of_a_bar(refusal, way):
    assert refusal(with_content(hiding.HIDDEN[way])) == consent.BAR


def test_nor_where_recognised_text_has_no_words_in_its_scan(refusal):
    def move_down(made: pikepdf.Pdf) -> None:
        content = made.pages[0].Contents
        content.write(content.read_bytes().replace(b"92 650", b"92 350"))

    moved = changed(move_down, hiding.scan(text=NAME))
    assert [each.kind for each in examine_content(moved).findings] == ["hidden-text"]
    assert refusal(moved) == consent.BAR


def with_bookmark(content: bytes) -> bytes:
    def add(made: pikepdf.Pdf) -> None:
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(f"For {NAME}", 0))

    return changed(add, content)


def name_layer(made: pikepdf.Pdf) -> None:
    """In an array of an array, as programs list layers."""
    label = pikepdf.Array([pikepdf.Array([pikepdf.String(f"Of {NAME}")])])
    made.Root.OCProperties = pikepdf.Dictionary(OCGs=[], D=pikepdf.Dictionary(Order=label))


OTHERS = {
    "seen in part": (with_content(SHOWN.replace("92 650", "-25 650")), consent.PARTIAL),
    "in a form drawn twice": (hiding.with_form(f"1 g {SHOWN}", times=2), consent.SEVERAL),
    "with a string that is shown by some programs": (
        with_content(f"1 g {SHOWN} BT /F1 11 Tf (x) TJ ET"),
        consent.UNMAPPED,
    ),
    "with too few operands": (
        with_content(f"1 g {SHOWN.replace('Tj', chr(34))}"),
        consent.UNMAPPED,
    ),
    "a little darker than the page": (
        with_content(hiding.HIDDEN["nearly white"]),
        consent.DIFFERENT,
    ),
    "with words elsewhere": (
        with_bookmark(with_content(f"1 g {SHOWN}")),
        consent.ELSEWHERE,
    ),
    "with words in the name of a layer": (
        hiding.changed(name_layer, with_content(f"1 g {SHOWN}")),
        consent.ELSEWHERE,
    ),
    "other words in its place": (hiding.replaced(), consent.OTHERS),
    "none": (pdfs.make_pdf(), consent.NOTHING),
}


@pytest.mark.parametrize(("content", "sentence"), OTHERS.values(), ids=OTHERS)
def test_nothing_is_taken_out_for_a_reason(refusal, content, sentence):
    assert refusal(content) == sentence


def test_the_child_answers_with_a_copy_or_a_sentence(tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(with_content(f"1 g {SHOWN}"))
    assert "Okaf" not in everything(pdf.without_hidden_text(path).copy.content)
    path.write_bytes(REDACTIONS["a black box"])
    with pytest.raises(Unreadable) as refused:
        pdf.without_hidden_text(path)
    assert refused.value.sentence == consent.COVERED_TEXT


def test_a_child_that_fails_is_a_sentence(tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(with_content(f"1 g {SHOWN}"))
    with pytest.raises(Unreadable) as refused:
        pdf.without_hidden_text(path, pdf.Limits(answer=100))
    assert refused.value.sentence == consent.FAILED


def test_its_answer_is_read_back_and_nothing_else(taken):
    answer = taken(with_content(f"1 g {SHOWN}"))
    assert unpack_replacement(pack_replacement(answer)) == answer
    for broken in (b"", b"{}", pack_replacement(answer).replace(b"%PDF-", b"%XYZ-", 1)):
        with pytest.raises(ValueError):  # noqa: PT011
            unpack_replacement(broken)
