"""A cleaned copy gets another title and an author, and nothing else in it changes."""

import io

import pikepdf
import pytest

from reviews import pdf
from reviews.pdf.clean.copy import cleaned
from reviews.pdf.clean.label import labelled_copy
from reviews.pdf.examine import examine
from tests.support import active_pdfs, hiding_pdfs, pdfs
from tests.support.hiding_pdfs import NAME, changed

BOARD = "Anyshire Safeguarding Board & Partners"
LABEL = pdf.Label("Adroddiad Trosolwg (2015)", BOARD)  # words that no page shows
LETTERS = pdf.Label("Ælfgar’s “review” – <part 2>", "Bwrdd Diogelu Ŵyr")
AUTHOR = active_pdfs.with_info(Author=NAME)


@pytest.fixture
def stored(tmp_path):
    """A cleaned copy on disk."""
    path = tmp_path / "copy.pdf"

    def stored(original: bytes = AUTHOR):
        path.write_bytes(cleaned(original, "The review").content)
        return path

    return stored


def titles(content: bytes) -> list:
    """Where new programs look, and old ones."""
    with pikepdf.open(io.BytesIO(content)) as made:
        stated, old = made.open_metadata(), made.docinfo
        return [
            (stated.get("dc:title"), stated.get("dc:creator")),
            (str(old.get("/Title", "")), str(old.get("/Author", ""))),
        ]


@pytest.mark.parametrize("label", [LABEL, LETTERS])
def test_it_states_title_and_author_where_programs_look(stored, label):
    path = stored()
    assert titles(path.read_bytes()) == [("The review", None), ("", "")]
    made = labelled_copy(path, label)
    assert titles(made.content) == [(label.title, [label.author]), (label.title, label.author)]
    assert (made.facts.title, made.facts.findings) == (label.title, ())
    with pikepdf.open(io.BytesIO(made.content)) as opened:
        assert opened.is_linearized


def test_nothing_else_changes_and_the_same_label_gives_the_same_bytes(stored):
    def add(made):
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Page", 1))
        made.docinfo["/Author"] = NAME
        with made.open_metadata(set_pikepdf_as_editor=False) as stated:
            stated["{http://www.aiim.org/pdfua/ns/id/}part"] = "1"

    tagged = pdfs.make_pdf("The page.", pages=2, language="en-GB", tagged=True)
    path = stored(changed(add, tagged))
    before, content = examine(path), path.read_bytes()
    made = labelled_copy(path, LABEL)
    facts = made.facts
    assert (facts.text, facts.cover) == (before.text, before.cover)
    assert (facts.tagged, facts.language) == (before.tagged, before.language) == (True, "en-GB")
    assert facts.reading_copy == before.reading_copy != ""
    with pikepdf.open(io.BytesIO(made.content)) as opened:
        assert str(opened.Root.Outlines.First.Title) == "Page"
        assert opened.open_metadata()["pdfuaid:part"] == "1"
    assert made == labelled_copy(path, LABEL)
    path.write_bytes(made.content)
    path.write_bytes(labelled_copy(path, LETTERS).content)
    assert path.read_bytes() not in (content, made.content)
    assert labelled_copy(path, LABEL) == made


def test_only_the_label_that_is_known_is_nothing_to_be_found(stored):
    path = stored()
    path.write_bytes(labelled_copy(path, LABEL).content)
    assert pdf.read(path, label=LABEL).findings == ()
    for label, kinds in {
        None: ["metadata", "title"],
        pdf.Label(LABEL.title, "Another board"): ["metadata"],
        pdf.Label("Another title", BOARD): ["title"],
        pdf.Label(BOARD, LABEL.title): ["metadata", "title"],
    }.items():
        assert sorted(each.kind for each in pdf.read(path, label=label).findings) == kinds


def test_the_author_may_stand_nowhere_else(tmp_path):
    """Beside the label, whatever else a file says of itself is found as in any other."""
    path = tmp_path / "review.pdf"
    path.write_bytes(active_pdfs.with_info(Author=BOARD, Subject=BOARD))
    (found,) = pdf.read(path, label=pdf.Label("", BOARD)).findings
    assert (found.kind, found.recovered) == ("metadata", f"Subject: {BOARD}")


def test_a_file_that_is_not_in_order_gets_no_label(tmp_path):
    path = tmp_path / "review.pdf"
    covered = hiding_pdfs.with_content(hiding_pdfs.HIDDEN["a black box"])
    for content in (covered, active_pdfs.with_root(Who=pikepdf.String(NAME)), b"%PDF-1.7 nothing"):
        path.write_bytes(content)
        assert pdf.labelled_copy(path, LABEL) is None


def test_it_is_made_in_a_process_of_its_own_and_within_its_limits(stored):
    path = stored()
    assert pdf.labelled_copy(path, LABEL) == labelled_copy(path, LABEL)
    assert pdf.labelled_copy(path, LABEL, pdf.Limits(answer=100)) is None
