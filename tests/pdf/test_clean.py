"""A cleaned copy shows what the original shows, and holds nothing else."""

import dataclasses
import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reviews.pdf import Accessibility, Copy, Finding, clean_copy, read
from reviews.pdf.clean.copy import cleaned_copy
from reviews.pdf.examine import examine
from reviews.pdf.message import pack_copy, unpack_copy
from tests.support import active_pdfs as active
from tests.support import hiding_pdfs as hiding
from tests.support import pdfs
from tests.support import stray_pdfs as stray
from tests.support.hiding_pdfs import NAME, changed
from tests.support.pdfs import everything


@pytest.fixture
def copied(tmp_path):
    def copied(content: bytes) -> Copy | None:
        path = tmp_path / "review.pdf"
        path.write_bytes(content)
        facts = examine(path)
        copy = cleaned_copy(path, facts.public_title, facts)
        assert copy == cleaned_copy(path, facts.public_title)  # with everything looked at again
        return copy

    return copied


def highlighted() -> bytes:
    """Words under a highlighter, as Acrobat and others draw it, with a remark."""

    def add(pdf):
        pdf.pages[0].contents_add(hiding.SHOWN.replace(NAME, "The family").encode())
        mark = hiding.mark(pdf, "/Highlight", Contents=String(NAME))
        mark.AP.N.write(b"/G0 gs 1 1 0 rg 0 0 120 14 re f")
        mark.AP.N.Resources = Dictionary(ExtGState=Dictionary(G0=Dictionary(BM=Name.Multiply)))
        pdf.pages[0].Annots = Array([mark])

    return changed(add)


DIRTY = {
    "an author": active.with_info(Author=NAME),
    "an author in the XMP": active.with_xmp(f"<dc:creator>{NAME}</dc:creator>"),
    "a title": active.with_info(Title=NAME),
    "a note": active.annotated("/Text", Contents=String(NAME)),
    "a highlight": active.annotated("/Highlight", T=String(NAME)),
    "a highlight of words": highlighted(),
    "data of a program": active.with_root(PieceInfo=Dictionary(A=Dictionary(B=String(NAME)))),
    "an earlier version": active.revised(),
    "another document": active.linking(S=Name.GoToR, F=String(NAME)),
    "an address of the reader’s own": active.linking(S=Name.URI, URI=String(f"file:///{NAME}")),
    "a name of a place": stray.with_place(NAME),
    "a place that is nowhere": stray.with_place("care", NAME),
    "a window of a note": active.annotated("/Popup", Contents=String(NAME)),
    "a note at a watermark": active.annotated("/Watermark", Contents=String(NAME)),
    "anything in the catalogue": active.with_root(Who=String(NAME)),
    "a note in the resources": stray.marked("/P0", Who=String(NAME)),
    "a form that is never drawn": stray.with_form_object(drawn=False),
    "a comment in a picture": stray.with_jpeg(comment=NAME.encode()),
    "words in a picture of another kind": stray.with_jpeg_2000(NAME.encode()),
    "words between objects": stray.with_words_between(),
    "objects that nothing names": stray.with_unnamed_objects(),
    "protection": pdfs.encrypted_pdf(owner="secret"),
    "damage": pdfs.damaged_pdf(),
}


@pytest.mark.parametrize("content", DIRTY.values(), ids=DIRTY)
def test_what_readers_do_not_see_goes(copied, content):
    copy = copied(content)
    assert copy.facts.findings == ()
    assert copy.content.startswith(b"%PDF-")
    assert NAME not in everything(copy.content)
    assert "review" in copy.facts.text[0] or "child" in copy.facts.text[0]


def test_the_same_file_gives_the_same_copy(copied):
    assert copied(DIRTY["an author"]) == copied(DIRTY["an author"])


def test_a_copy_is_linearised_and_has_a_title_of_words_that_everybody_sees(copied):
    copy = copied(DIRTY["a title"])
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        assert pdf.is_linearized
        assert pdf.open_metadata()["dc:title"] == hiding.LINE
        assert "/Info" not in pdf.trailer


def test_what_readers_use_stays(copied):
    def add(pdf):
        pdf.docinfo["/Author"] = NAME
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([1, 1, 9, 9]),
            A=Dictionary(S=Name.URI, URI=String("https://gov.uk")),
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Page", 1))

    made = pdfs.make_pdf("The page.", pages=2, title="The page", language="en-GB", tagged=True)
    copy = copied(changed(add, made))
    facts = copy.facts
    assert (facts.title, facts.language, facts.tagged) == ("The page", "en-GB", True)
    assert facts.text == ("The page.", "Page 2")
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        assert str(pdf.pages[0].Annots[0].A.URI) == "https://gov.uk"
        assert str(pdf.Root.Outlines.First.Title) == "Page"
        assert len(pdf.Root.StructTreeRoot.K) == 2


def test_links_lead_where_they_led_without_a_name_of_the_place(copied):
    copy = copied(stray.with_place(NAME))
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        assert pdf.pages[0].Annots[0].Dest[0].objgen == pdf.pages[0].objgen
        assert "/Names" not in pdf.Root


def test_a_claim_of_accessibility_stays(copied):
    copy = copied(active.with_xmp(f"<dc:creator>{NAME}</dc:creator>"))
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        assert pdf.open_metadata()["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_a_mark_becomes_part_of_the_page(copied):
    copy = copied(active.annotated("/Square", T=String(NAME), Contents=String(NAME)))
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        assert "/Annots" not in pdf.pages[0]
        assert b"/Artifact BMC" in b"".join(each.read_bytes() for each in pdf.pages[0].Contents)


def test_what_a_field_shows_becomes_part_of_the_page_and_what_it_holds_goes(copied):
    def fill_in(pdf):
        shown = b"/Tx BMC q BT /F1 11 Tf 2 4 Td (The panel) Tj ET Q EMC"
        look = pdf.make_stream(shown, Type=Name.XObject, Subtype=Name.Form)
        look.BBox, look.Resources = Array([0, 0, 200, 16]), pdf.pages[0].Resources
        field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("Chair"), F=4)
        field.Rect, field.AP = Array([70, 600, 270, 616]), Dictionary(N=look)
        field.V, field.DV, field.TU = String("The panel"), String(NAME), String(NAME)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].Annots)

    copy = copied(changed(fill_in))
    assert copy.facts.findings == ()
    assert "The panel" in copy.facts.text[0]
    assert NAME not in everything(copy.content)
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0]


def test_a_tag_does_not_keep_the_mark_that_it_points_at(copied):
    def add(pdf):
        note = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Text, Rect=Array(active.CORNER), Contents=String(NAME)
            )
        )
        pdf.pages[0].obj.Annots = Array([note])
        tag = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Annot, K=Dictionary(Type=Name.OBJR, Obj=note))
        )
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Array([tag]))
        )

    copy = copied(changed(add))
    assert NAME not in everything(copy.content)
    with pikepdf.open(io.BytesIO(copy.content)) as pdf:
        assert Name.NonStruct == pdf.Root.StructTreeRoot.K[0].S


def test_only_pages_on_which_nothing_was_found_are_not_looked_at_again(tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(pdfs.make_pdf("The page.", pages=2))
    known = dataclasses.replace(examine(path), text=("Known before.", "Known before."))
    assert cleaned_copy(path, "", known).facts.text == known.text
    note = Finding.of("small-hidden-text", page=1)
    again = cleaned_copy(path, "", dataclasses.replace(known, findings=(note,)))
    assert again.facts.text == ("The page.", "Known before.")
    recognised = dataclasses.replace(known, accessibility=Accessibility(recognised=1))
    assert cleaned_copy(path, "", recognised).facts.text == ("The page.", "Page 2")


@pytest.mark.parametrize(
    "content",
    [
        hiding.with_content(hiding.HIDDEN["a black box"]),
        hiding.under_annotation("/Square"),
    ],
    ids=["covered", "under a mark"],
)
def test_of_a_file_that_must_not_be_published_there_is_no_copy(copied, content):
    assert copied(content) is None


def test_a_copy_is_made_in_a_child_process(tmp_path):
    path = tmp_path / "review.pdf"
    path.write_bytes(DIRTY["an author"])
    assert clean_copy(path, "The review").facts.title == "The review"
    assert clean_copy(path, "The review", known=read(path)) == clean_copy(path, "The review")
    path.write_bytes(hiding.with_content(hiding.HIDDEN["a black box"]))
    assert clean_copy(path, "Title") is None
    path.write_bytes(pdfs.word_file())
    assert clean_copy(path, "Title") is None


def test_copies_arrive_as_sent(copied):
    copy = copied(DIRTY["an author"])
    assert unpack_copy(pack_copy(copy)) == copy
    assert unpack_copy(b"") is None
    for wrong in (b"{}\n%PDF-", pack_copy(copy).replace(b"%PDF-", b"%XXX-", 1), b"\n"):
        with pytest.raises(ValueError):  # noqa: PT011  (its words are Python's and not ours)
            unpack_copy(wrong)
