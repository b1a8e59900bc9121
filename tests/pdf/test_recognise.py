"""What a machine reads in a scan is what its pages show; what another had read in it is gone."""

import io
import tempfile

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from reviews import pdf
from reviews.pdf import Replacement, Unreadable, recogniser
from reviews.pdf.pages import open_pages
from reviews.pdf.recognise import _without_noise, recognised_afresh
from tests.pdf.test_without_hidden_text import require_same_pictures
from tests.support import hiding_pdfs as hiding
from tests.support import pdfs, scans
from tests.support.pdfs import everything
from tests.support.scans import LINES, NAME, picture, scan

pytestmark = [pytest.mark.tesseract, pytest.mark.slow]

OTHER = "Other words entirely."
WIDTH, HEIGHT = map(scans.points, scans.SIZE)


@pytest.fixture(autouse=True)
def _needs_tesseract():
    scans.require_tesseract()


@pytest.fixture
def recognised(put, tmp_path, monkeypatch):
    """In this process, which has loaded what it takes; its child is tried once, and in test_recogniser."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)  # which ocrmypdf sets

    def recognised(content: bytes, *languages: str) -> Replacement:
        try:
            return recognised_afresh(put(content), languages or ("en",))
        finally:
            assert list(folder.iterdir()) == []

    return recognised


@pytest.fixture
def refusal(recognised):
    def refusal(content: bytes) -> str:
        with pytest.raises(Unreadable) as refused:
            recognised(content)
        return refused.value.sentence

    return refusal


def words(answer: Replacement, page: int = 0) -> str:
    return " ".join(answer.copy.facts.text[page].split())


def kinds(facts: pdf.Facts) -> list[str]:
    return [each.kind for each in facts.findings]


def test_a_scan_without_text_gets_what_it_shows(recognised):
    content = scan()
    answer = recognised(content)
    assert (words(answer), answer.original.text) == (" ".join(LINES), ("",))
    assert kinds(answer.original) == []
    assert kinds(answer.copy.facts) == [pdf.SCAN]
    assert answer.copy.facts.accessibility.recognised == 1
    require_same_pictures(content, answer.copy.content)


def test_a_child_answers_the_same(recognised, put, tmp_path):
    content, folder = scan(layer=(OTHER,)), tmp_path / "scratch"
    answer = pdf.recognise_afresh(put(content), ["en"], folder, recogniser.limits_for(1))
    assert answer == recognised(content)
    assert list(folder.iterdir()) == []


def test_what_was_recognised_before_is_gone_with_its_fonts(recognised):
    content = scan(layer=(OTHER, LINES[1]))
    answer = recognised(content)
    assert "Other" in answer.original.text[0]
    assert (words(answer), kinds(answer.copy.facts)) == (" ".join(LINES), [pdf.SCAN])
    assert "Other" in everything(content)
    assert "Other" not in everything(answer.copy.content)
    assert b"Helvetica" not in expanded(answer.copy.content)
    require_same_pictures(content, answer.copy.content)


def test_words_that_were_painted_over_are_gone_for_good(recognised):
    painted = picture((LINES[0], NAME, LINES[1]), painted=[1])
    content = scan(painted, layer=(LINES[0], NAME, LINES[1]))
    answer = recognised(content)
    [hidden] = [each for each in answer.original.findings if each.kind == "hidden-text"]
    assert recogniser.goes_with_layer(hidden)
    assert (words(answer), kinds(answer.copy.facts)) == (" ".join(LINES), [pdf.SCAN])
    assert "Okaf" in everything(content)
    assert "Okaf" not in everything(answer.copy.content)
    assert "Okaf" not in answer.copy.facts.public_title


def box_over(line: int) -> str:
    x, y = scans.place_of(line)
    return f"0 g {x - 3} {y - 5} 200 22 re f"


def test_what_a_box_covers_is_refused_with_words_and_not_read_without(recognised, refusal):
    pictures = picture((LINES[0], NAME))
    assert refusal(scan(pictures, layer=(LINES[0], NAME), over=box_over(1))) == (
        recogniser.COVERED_TEXT
    )
    bare = recognised(scan(pictures, over=box_over(1)))
    assert (words(bare), kinds(bare.copy.facts)) == (LINES[0], ["box-over-picture", pdf.SCAN])
    assert words(recognised(scan(pictures))) == f"{LINES[0]} {NAME}"


def cut_off(made: pikepdf.Pdf) -> None:
    """All below the first line."""
    made.pages[0].obj.CropBox = Array([0, scans.place_of(0)[1] - 10, WIDTH, HEIGHT])


def switched_off(made: pikepdf.Pdf) -> None:
    """The second picture, which has the name, is in a layer that is off."""
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name="L"))
    page, other = made.pages
    page.obj.Resources.XObject.Im1 = other.obj.Resources.XObject.Im0
    page.obj.Resources.Properties = Dictionary(L1=layer)
    page.contents_add(f" /OC /L1 BDC q {WIDTH} 0 0 {HEIGHT} 0 -40 cm /Im1 Do Q EMC".encode())
    made.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    del made.pages[1]


def marked(made: pikepdf.Pdf) -> None:
    x, y = scans.place_of(1)
    mark = hiding.mark(made, "/Square", (x - 3, y - 5, x + 200, y + 17))
    made.pages[0].obj.Annots = Array([mark])


@pytest.mark.parametrize("change", [cut_off, switched_off, marked])
def test_what_readers_do_not_see_is_not_read(recognised, change):
    """With the control that it is read where they do."""
    pages = [picture((LINES[0], NAME)), picture((NAME,))]
    if change is switched_off:
        pages[0] = picture(LINES[:1])
    shown = recognised(scan(*pages))
    assert NAME in words(shown) + words(shown, 1)
    assert (
        words(recognised(scan(*pages[: 2 if change is switched_off else 1], change=change)))
        == (LINES[0])
    )


@pytest.mark.parametrize(
    ("ground", "beneath", "seen"), [(0, 30, 120), (255, 240, 190)], ids=["black", "white"]
)
def test_what_nobody_can_tell_from_the_paint_on_it_is_not_read(recognised, ground, beneath, seen):
    """On a page that is painted all over, with the control that fainter paint is read through."""
    read = recognised(scan(picture((NAME,), ground=ground, ink=seen)))
    assert words(read) == NAME
    assert words(recognised(scan(picture((NAME,), ground=ground, ink=beneath)))) == ""


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_are_turned_are_read_as_they_are_shown(recognised, turn):
    def rotate(made: pikepdf.Pdf) -> None:
        page = made.pages[0].obj
        width, height = (HEIGHT, WIDTH) if turn != 180 else (WIDTH, HEIGHT)
        page.MediaBox = Array([10, 20, 10 + width, 20 + height])
        page.Rotate = turn
        page.Contents = made.make_stream(f"q {width} 0 0 {height} 10 20 cm /Im0 Do Q ".encode())

    answer = recognised(scan(picture().rotate(turn, expand=True), change=rotate))
    assert (words(answer), kinds(answer.copy.facts)) == (" ".join(LINES), [pdf.SCAN])


def test_what_is_typed_on_a_scan_is_not_there_twice(recognised):
    typed = "0 g BT 0 Tr /F1 14 Tf 24 20 Td (Appendix seven) Tj ET"
    answer = recognised(scan(layer=(OTHER,), over=typed))
    assert sorted(words(answer).split()) == sorted(f"{' '.join(LINES)} Appendix seven".split())


def test_other_pages_stay_as_they_are(recognised):
    def add(made: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(pdfs.make_pdf("Typed words."))) as typed:
            made.pages.insert(1, typed.pages[0])

    answer = recognised(scan(picture(), picture((NAME,)), change=add))
    assert [" ".join(page.split()) for page in answer.copy.facts.text] == [
        " ".join(LINES),
        "Typed words.",
        NAME,
    ]
    assert answer.copy.facts.accessibility.recognised == 2


def test_pages_beyond_those_that_are_read_together_have_their_own_words(recognised):
    lines = [f"This is page {number} of the report." for number in range(1, 7)]
    answer = recognised(scan(*(picture([line]) for line in lines)))
    assert [" ".join(page.split()) for page in answer.copy.facts.text] == lines


def test_the_language_is_stated_where_the_file_states_none(recognised):
    welsh = picture(
        ("Mae'r adolygiad yn ystyried gofal y plentyn.", "Cyfarfu'r bwrdd ddydd Mawrth.")
    )
    answer = recognised(scan(welsh), "cy")
    assert "adolygiad yn ystyried gofal y plentyn" in words(answer)
    assert answer.copy.facts.language == "cy"

    def state(made: pikepdf.Pdf) -> None:
        made.Root.Lang = pikepdf.String("en-GB")

    assert recognised(scan(change=state), "cy", "en").copy.facts.language == "en-GB"
    assert recognised(scan(), "cy", "en").copy.facts.language == ""


def test_an_empty_page_stays_empty(recognised):
    answer = recognised(scan(picture(()), picture()))
    assert answer.copy.facts.text[0] == ""
    assert words(answer, 1) == " ".join(LINES)


def test_it_is_refused_with_a_reason(refusal):
    tagged = pdfs.make_pdf("", tagged=True)
    assert refusal(tagged) == recogniser.TAGGED
    assert refusal(pdfs.make_pdf("Typed.")) == recogniser.NOTHING
    assert refusal(hiding.with_content(f"1 g {hiding.SHOWN}")) == recogniser.OTHERS
    assert refusal(hiding.with_content(hiding.HIDDEN["a black box"])) == recogniser.COVERED_TEXT
    many = recogniser.MOST_PAGES + 1
    assert refusal(pdfs.make_pdf("", pages=many)) == recogniser.TOO_MANY.format(pages=many)


def test_text_that_is_drawn_twice_is_not_taken_apart(refusal):
    def draw_twice(made: pikepdf.Pdf) -> None:
        page = made.pages[0].obj
        words = (
            f"BT /F1 14 Tf 3 Tr {scans.place_of(0)[0]} {scans.place_of(0)[1]} Td ({OTHER}) Tj ET"
        )
        form = made.make_stream(words.encode(), Type=Name.XObject, Subtype=Name.Form)
        form.BBox, form.Resources = (
            Array([0, 0, WIDTH, HEIGHT]),
            Dictionary(Font=page.Resources.Font),
        )
        page.Resources.XObject.Fm0 = made.make_indirect(form)
        made.pages[0].contents_add(b" /Fm0 Do /Fm0 Do")

    assert refusal(scan(change=draw_twice)) == recogniser.ENTANGLED


def test_words_that_are_read_in_nothing_are_left_out():
    content = scan(picture((LINES[0], "", LINES[1])), layer=(LINES[0], "zz", LINES[1]))
    left = _without_noise(content, [0])
    assert "zz" in extracted(content)
    assert "zz" not in extracted(left)
    assert "review considered" in extracted(left)


def test_but_a_layer_that_lies_beside_its_words_is_refused():
    with pytest.raises(Unreadable) as refused:
        _without_noise(scan(picture(("",)), layer=LINES), [0])
    assert refused.value.sentence == recogniser.NOT_CLEAN


def extracted(content: bytes) -> str:
    with open_pages(content) as document:
        return document[0].get_textpage().get_text_range()


def expanded(content: bytes) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as made:
        made.save(file, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return file.getvalue()


def test_pictures_are_of_a_size_that_fits_a_large_page(recognised):
    def enlarge(made: pikepdf.Pdf) -> None:
        page = made.pages[0].obj
        page.MediaBox = Array([0, 0, 2380, 3368])
        page.Contents = made.make_stream(b"q 2380 0 0 3368 0 0 cm /Im0 Do Q ")

    large = scan(picture(size=scans.WHOLE_PAGE), change=enlarge)
    assert words(recognised(large)) == " ".join(LINES)
