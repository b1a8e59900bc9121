"""What a PDF does, carries and says beyond its pages."""

import pytest
from pikepdf import Array, Dictionary, Name, String

from reviews.pdf import refusals
from reviews.pdf.examine import examine
from reviews.pdf.facts import Facts, Unreadable
from reviews.pdf.findings import KINDS, Severity
from tests.support import active_pdfs as active
from tests.support import pdfs
from tests.support.hiding_pdfs import NAME, changed


@pytest.fixture
def facts(tmp_path):
    def examined(content: bytes) -> Facts:
        path = tmp_path / "review.pdf"
        path.write_bytes(content)
        return examine(path)

    return examined


def kinds(facts: Facts) -> list[str]:
    return [finding.kind for finding in facts.findings]


FOUND = {
    "script on opening": (active.opening(S=Name.JavaScript, JS=String("app.alert(1)")), ["script"]),
    "script in a link": (active.linking(S=Name.JavaScript, JS=String("1")), ["script"]),
    "script in the names": (
        active.with_root(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))),
        ["script"],
    ),
    "a program": (active.linking(S=Name.Launch, F=String("cmd.exe")), ["launch"]),
    "a form that is sent": (
        active.linking(S=Name.SubmitForm, F=String("https://example.org")),
        ["submit"],
    ),
    "data from elsewhere": (active.linking(S=Name.ImportData, F=String("data.fdf")), ["import"]),
    "an address on opening": (
        active.opening(S=Name.URI, URI=String("https://example.org")),
        ["opens-by-itself"],
    ),
    "a film": (active.annotated("/Movie"), ["media"]),
    "a sound": (active.linking(S=Name.Sound), ["media"]),
    "an attachment": (active.attached(), ["attachment"]),
    "a portfolio": (active.with_root(Collection=Dictionary()), ["attachment"]),
    "a picture from elsewhere": (active.external_picture(), ["external-content"]),
    "a dynamic form": (
        active.with_root(AcroForm=Dictionary(XFA=String("x"))),
        ["dynamic-form"],
    ),
    "a form": (active.with_form("The review"), ["form"]),
    "a form with a name": (active.with_form(), ["form", "unseen-words"]),
    "another document": (active.linking(S=Name.GoToR, F=String("other.pdf")), ["link"]),
    "a file of the reader": (active.linking(S=Name.URI, URI=String("file:///etc")), ["link"]),
    "two addresses with one click": (
        active.linking(
            S=Name.URI,
            URI=String("https://a.org"),
            Next=Dictionary(S=Name.URI, URI=String("https://b.org")),
        ),
        ["link"],
    ),
    "a note": (active.annotated("/Text", Contents=String(NAME)), ["comment"]),
    "a highlight": (active.annotated("/Highlight", T=String(NAME)), ["comment"]),
    "an author": (active.with_info(Author=NAME), ["metadata"]),
    "an author in the XMP": (
        active.with_xmp(f"<dc:creator><rdf:Seq><rdf:li>{NAME}</rdf:li></rdf:Seq></dc:creator>"),
        ["metadata"],
    ),
    "something unknown in the XMP": (active.with_xmp(f"<x1:who>{NAME}</x1:who>"), ["metadata"]),
    "a claim that is a name": (
        active.with_xmp(f"<pdfuaid:amd>{NAME * 3}</pdfuaid:amd>"),
        ["metadata"],
    ),
    "entities in the XMP": (
        active.with_xmp("&e;", f'<!DOCTYPE x [<!ENTITY e "{NAME}">]>'),
        ["metadata"],
    ),
    "data of a program": (active.with_root(PieceInfo=Dictionary()), ["private-data"]),
    "a title": (active.with_info(Title=NAME), ["title"]),
    "a bookmark": (active.with_bookmark(NAME), ["unseen-words"]),
    "a description": (active.described(f"{NAME}, smiling"), ["unseen-words"]),
    "an earlier version": (active.revised(), ["earlier-versions"]),
    "protection": (pdfs.encrypted_pdf(owner="secret"), ["protection"]),
    "damage": (pdfs.damaged_pdf(), ["repaired"]),
    "a bookmark given twice": (active.key_twice(b"/Title (a) /Title (b)"), []),
    "a link to a web page": (active.linking(S=Name.URI, URI=String("https://gov.uk")), []),
    "a link to a mailbox": (active.linking(S=Name.URI, URI=String("mailto:a@b.uk")), []),
    "the next page": (active.linking(S=Name.Named, N=Name.NextPage), []),
    "a page on opening": (active.with_root(OpenAction=Array([0, Name.Fit])), []),
    "who made it": (active.with_info(Producer="Writer", Creator="Writer", Author="anonymous"), []),
    "harmless XMP": (active.with_xmp(""), []),
    "a title of the page’s words": (active.with_info(Title="The review of the child"), []),
    "a bookmark of the page’s words": (active.with_bookmark("The child"), []),
    "a description in small letters": (active.described("a logo in blue"), []),
}


@pytest.mark.parametrize(("content", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(facts, content, expected):
    found = facts(content)
    assert sorted(kinds(found)) == sorted(expected)
    assert not any(NAME in part for part in (found.title, found.language, *found.text))
    assert not any(NAME in finding.sentence + finding.why for finding in found.findings)


def test_a_name_is_recovered_apart(facts):
    recovered = {facts(FOUND[what][0]).findings[-1].recovered for what in FOUND if "author" in what}
    assert recovered == {f"Author: {NAME}", f"creator: {NAME}"}


def test_a_language_that_is_none_is_left_out(facts):
    assert facts(active.with_root(Lang=String(NAME))).language == ""
    assert facts(active.with_root(Lang=String("cy-GB"))).language == "cy-GB"


def test_findings_name_the_page(facts):
    def add(pdf):
        pdf.pages[1].obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([1, 1, 9, 9]))]
        )

    assert [each.page for each in facts(changed(add, pdfs.make_pdf(pages=3))).findings] == [2]


def test_the_worst_comes_first(facts):
    def add(pdf):
        pdf.docinfo["/Author"] = NAME
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))

    found = facts(changed(add, active.with_form()))
    assert [each.severity for each in found.findings] == [
        Severity.BLOCKS,
        Severity.SETTLE,
        Severity.SETTLE,
        Severity.CLEANED,
    ]


REFUSED = {
    "a form that draws itself": (active.self_drawing(), refusals.TOO_MUCH),
    "forms without end": (active.exploding(), refusals.TOO_MUCH),
    "fields without end": (active.shared_fields(), refusals.TOO_MUCH),
    "a bomb": (pdfs.bomb_pdf(megabytes=300), refusals.TOO_MUCH),
    "a huge picture": (active.huge_picture(), refusals.LARGE_PICTURE),
    "two contents": (active.key_twice(b"/Contents 1 0 R"), refusals.DAMAGED),
    "two faces": (pdfs.two_faced_pdf(), refusals.DAMAGED),
    "damage with leftovers": (pdfs.twice_damaged_pdf(), refusals.DAMAGED),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(facts, content, sentence):
    with pytest.raises(Unreadable) as refusal:
        facts(content)
    assert refusal.value.sentence == sentence


def test_as_much_as_is_allowed_is_not_refused(facts):
    assert kinds(facts(active.exploding(depth=4))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_to_do(kind):
    severity, sentence = KINDS[kind]
    assert sentence.endswith(".")
    assert severity in {Severity.CLEANED, Severity.INFORMATION} or any(
        verb in sentence for verb in (" upload", "Redact", "Apply", "Delete")
    )
