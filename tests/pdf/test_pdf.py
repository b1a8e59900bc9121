"""Reading PDFs: what good ones give, and how bad ones are refused."""

import dataclasses
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from reviews.pdf import Accessibility, Facts, Unreadable, pages, read, refusals
from reviews.pdf.examine import examine
from reviews.pdf.plain_text import plain
from tests.support import pdfs

DEMONSTRATION = Path(__file__).parents[2] / "reviews" / "demonstration"


@pytest.fixture
def put(tmp_path):
    """Bytes into a file, whose name holds the words by which a damaged PDF is recognised."""

    def put(content: bytes) -> Path:
        path = tmp_path / "damaged, recovered ; 'and' reconstructed.pdf"
        path.write_bytes(content)
        return path

    return put


def refusal(path: Path) -> str:
    """In this process: that a child says the same is tried in test_pdf_child.py."""
    with pytest.raises(Unreadable) as caught:
        examine(path)
    return caught.value.sentence


def cover_size(facts: Facts) -> tuple[int, int]:
    with Image.open(io.BytesIO(facts.cover)) as image:
        assert image.format == "WEBP"
        return image.size


# What good files give


def test_facts_of_a_plain_file(put):
    facts = read(put(pdfs.make_pdf("A plain review.")))
    fonts = Accessibility(fonts=1)
    assert dataclasses.replace(facts, cover=b"", accessibility=fonts) == Facts(
        pages=1,
        title="",
        language="",
        tagged=False,
        text=("A plain review.",),
        cover=b"",
        accessibility=fonts,
    )
    assert facts.accessibility == fonts


def test_facts_of_a_file_with_everything(put):
    text = "“Multi-agency” work – the café’s first line\nand (a second) one"
    made = pdfs.make_pdf(text, pages=3, title="The café", language="en-GB", tagged=True, size=9000)
    assert len(made) == 9000
    facts = read(put(made))
    assert dataclasses.replace(facts, cover=b"") == Facts(
        pages=3,
        title="The café",
        language="en-GB",
        tagged=True,
        text=(text, "Page 2", "Page 3"),
        cover=b"",
        accessibility=Accessibility(fonts=1),
        reading_copy=facts.reading_copy,
    )
    assert "Multi-agency" in facts.reading_copy


@pytest.mark.parametrize(
    ("old", "new"), [(b"/Marked true", b"/Marked null"), (b"/StructTreeRoot ", b"/StructTreeRoof ")]
)
def test_half_tagged_is_not_tagged(put, old, new):
    made = pdfs.make_pdf(tagged=True)
    assert made != made.replace(old, new)
    assert examine(put(made)).tagged
    assert not examine(put(made.replace(old, new))).tagged


def test_text_outside_the_page_is_left_out(put):
    made = pdfs.make_pdf("Seen.\n" + "\n" * 60 + "Below the bottom edge.")
    assert examine(put(made)).text == ("Seen.",)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [((6, 99), ("A revi", "Page 2", "Page 3")), ((99, 12), ("A review.", "Pag", ""))],
    ids=["page", "file"],
)
def test_text_is_cut_by_page_and_by_file(put, monkeypatch, limits, expected):
    monkeypatch.setattr(pages, "LONGEST_PAGE", limits[0])
    monkeypatch.setattr(pages, "LONGEST_TEXT", limits[1])
    with pages.open_pages(pdfs.make_pdf(pages=3)) as document:
        assert pages.read_pages(document).text == expected


def test_pages_without_text_are_empty(put):
    assert examine(put(pdfs.bomb_pdf(megabytes=1))).text == ("",)


@pytest.mark.parametrize(
    ("shape", "cover"),
    [
        ((595, 842), (600, 850)),
        ((842, 595), (600, 424)),
        ((100, 14_400), (13, 1800)),
        ((14_400, 1), (600, 1)),
        ((1197.04, 1683.7), (600, 844)),
    ],
    ids=["upright", "across", "a ribbon", "a thread", "rounded up"],
)
def test_cover_is_600_pixels_wide_and_never_higher_than_1800(put, shape, cover):
    assert cover_size(examine(put(pdfs.shaped_pdf(shape)))) == cover


def test_cover_shows_the_first_page(put):
    with_text = examine(put(pdfs.make_pdf("Words " * 200, pages=2)))
    without = examine(put(pdfs.shaped_pdf((595, 842))))
    assert len(with_text.cover) > 2 * len(without.cover)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("NUL\0 surrogate\ud800 bell\a end\uffff", "NUL surrogate bell end"),
        ("multi\ufffeagency, decision\x02making", "multi-agency, decision-making"),
        ("  kept: tab\t, Ä, 漢, 😀 ", "kept: tab\t, Ä, 漢, 😀"),
    ],
)
def test_text_is_made_fit_to_store(raw, expected):
    assert plain(raw) == expected


def test_a_file_that_is_not_there_is_no_refusal(tmp_path):
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "missing.pdf")


@pytest.mark.parametrize("name", ["serious-case-review", "board-response", "action-plan"])
def test_demonstration_files_are_accessible_and_say_what_they_are(name):
    path = DEMONSTRATION / f"{name}.pdf"
    facts = read(path)
    assert path.stat().st_size < 60_000
    assert (facts.tagged, facts.language, 2 <= facts.pages <= 4) == (True, "en-GB", True)
    assert facts.title.startswith("Stand-in for ")
    assert all("made for demonstration" in page for page in facts.text)


# How bad files are refused


REFUSED = {
    "This file is empty. Choose the PDF again.": {"empty": b""},
    "This is a Word, Excel, PowerPoint or OpenDocument file, not a PDF. Open it, export it as a PDF, "
    "and upload that: such a file may hold comments, earlier versions and hidden text, and not everybody "
    "can open it.": {
        "Word": pdfs.word_file(),
        "old Word": pdfs.old_word_file(),
        "Excel": pdfs.zip_file("xl/workbook.xml"),
        "PowerPoint": pdfs.zip_file("ppt/presentation.xml"),
        "OpenDocument": pdfs.zip_file("mimetype"),
        "rich text": b"{\\rtf1 A review.}",
    },
    "This is a picture, not a PDF. Export the document that it belongs to as a PDF, and upload that: "
    "screen readers and searches find no words in a picture.": {
        "PNG": b"\x89PNG\r\n\x1a\n",
        "JPEG": b"\xff\xd8\xff\xe0",
        "TIFF": b"II*\0",
        "WebP": b"RIFF\0\0\0\0WEBP",
    },
    "This is a web page, not a PDF. Print it to a PDF, and upload that: a web page can change, and can "
    "fetch things from elsewhere.": {"HTML": b"\xef\xbb\xbf\n<!DOCTYPE html><p>A review."},
    "This is an archive with other files in it, not a PDF. Unpack it, and upload the PDFs one by one: "
    "nobody sees what else is in it.": {"ZIP": pdfs.zip_file("a.pdf"), "gzip": b"\x1f\x8b\x08"},
    "This file is not a PDF. Save the document as a PDF and upload that.": {
        "text": b"Just text.",
        "one byte": b"%",
    },
    "There is something in this file before the PDF begins. "
    "Save the original document as a PDF again and upload that.": {
        "web page and PDF": pdfs.polyglot_pdf(),
        "line and PDF": b"\n" + pdfs.make_pdf(),
    },
    "There is something in this file after the PDF ends. "
    "Save the original document as a PDF again and upload that.": {
        "PDF and web page": pdfs.followed_pdf(),
    },
    "This PDF breaks off before its end. "
    "Copy or download it again, or save it as a PDF again, and upload that.": {
        "only a header": b"%PDF-1.7",
        "truncated": pdfs.truncated_pdf(),
    },
    "This PDF is damaged. Save the original document as a PDF again and upload that.": {
        "damaged in a way that programs repair differently": pdfs.twice_damaged_pdf(),
        "nothing between header and end": b"%PDF-1.7\n%%EOF\n",
        "two faces": pdfs.two_faced_pdf(),
    },
    "This PDF opens with a password only. Save a copy without a password and upload that.": {
        "user password": pdfs.encrypted_pdf(user="secret", owner="other"),
        "user password alone": pdfs.encrypted_pdf(user="secret"),
    },
    "This PDF has no pages. Save the original document as a PDF again and upload that.": {
        "no pages": pdfs.no_pages_pdf(),
    },
    "This PDF has more than 2,000 pages. Split it into parts and upload them one by one.": {
        "too many pages": partial(pdfs.make_pdf, pages=2001),
    },
    "A page of this PDF has an impossible size. "
    "Save the original document as a PDF with A4 pages and upload that.": {
        "second page too high": pdfs.shaped_pdf((595, 842), (595, 14_401)),
        "too narrow": pdfs.shaped_pdf((0.5, 842)),
    },
}


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        pytest.param(made, sentence, id=name)
        for sentence, files in REFUSED.items()
        for name, made in files.items()
    ],
)
def test_refused(put, made, sentence):
    assert refusal(put(content_of(made))) == sentence


def content_of(made: bytes | Callable[[], bytes]) -> bytes:
    """Thousands of pages are made by the test that needs them, not by each process that finds it."""
    return made() if callable(made) else made


@pytest.mark.parametrize(
    ("made", "pages"),
    [
        (pdfs.make_pdf() + b"\n\r\n \0", 1),
        (partial(pdfs.make_pdf, pages=2000), 2000),
        (pdfs.shaped_pdf((595, 14_400), (1, 1)), 2),
        (pdfs.careless_pdf(), 1),
        (pdfs.damaged_pdf(), 1),
        (pdfs.encrypted_pdf(owner="other"), 1),
    ],
    ids=[
        "white space after the end",
        "most pages",
        "extreme pages",
        "careless",
        "damaged",
        "encrypted",
    ],
)
def test_just_not_refused(put, made, pages):
    assert examine(put(content_of(made))).pages == pages


@pytest.mark.parametrize("cut", range(100, 700, 100))
def test_a_file_cut_anywhere_is_refused(put, cut):
    assert refusal(put(pdfs.make_pdf()[:cut])) == refusals.TRUNCATED
