"""What a PDF does, carries and says beyond its pages."""

import pytest
from pikepdf import Array, Dictionary, Name, String

from reviews.pdf.facts import Facts
from reviews.pdf.findings import KINDS, Severity
from tests.support import active_pdfs as active
from tests.support import pdfs
from tests.support import stray_pdfs as stray
from tests.support.hiding_pdfs import NAME, changed


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
    "a picture from elsewhere": (
        active.external_picture(),
        ["external-content", "undrawn-content"],
    ),
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
    "where a printer finds a picture": (active.with_root(OPI=Dictionary()), ["private-data"]),
    "an article of another file": (active.linking(S=Name.Thread, F=String("a.pdf")), ["link"]),
    "a title": (active.with_info(Title=NAME), ["title"]),
    "a bookmark": (active.with_bookmark(NAME), ["unseen-words"]),
    "a description": (active.described(f"{NAME}, smiling"), ["unseen-words"]),
    "an earlier version": (active.revised(), ["earlier-versions"]),
    "a name among the dates": (active.with_info(CreationDate=NAME), ["metadata"]),
    "a name as a program": (active.with_info(Creator=NAME), ["metadata"]),
    "a name as an identifier": (
        active.with_xmp(f"<xmpMM:DocumentID>uuid:{NAME}</xmpMM:DocumentID>"),
        ["metadata"],
    ),
    "a name as a version": (active.with_xmp(f"<pdfuaid:rev>{NAME}</pdfuaid:rev>"), ["metadata"]),
    "a comment in the XMP": (active.with_xmp(f"<!-- {NAME} -->"), ["metadata"]),
    "a second title": (
        active.with_xmp(
            f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>The child</rdf:li>"
            f"<rdf:li xml:lang='en'>{NAME}</rdf:li></rdf:Alt></dc:title>"
        ),
        ["metadata"],
    ),
    "a name before page numbers": (
        active.with_root(
            PageLabels=Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(NAME))]))
        ),
        ["unseen-words"],
    ),
    "a name of a place": (stray.with_place(NAME), ["stray-words"]),
    "a place that is nowhere": (stray.with_place("care", NAME), ["stray-words"]),
    "a bookmark of two words joined": (
        active.with_bookmark(NAME.replace(" ", "")),
        ["unseen-words"],
    ),
    "a date in a description": (active.described("7.12.14"), ["unseen-words"]),
    "a link’s description": (active.linked(Contents=String(NAME)), ["unseen-words"]),
    "a name of a link": (active.linked(NM=String(NAME)), ["stray-words"]),
    "an address with a name": (
        active.linking(S=Name.URI, URI=String("https://a.org/Grace-Okafor.html")),
        ["unseen-words"],
    ),
    "a mailbox of a person": (
        active.linking(S=Name.URI, URI=String("mailto:grace.okafor@a.org")),
        ["unseen-words"],
    ),
    "a window of a note": (
        active.annotated("/Popup", Contents=String(NAME)),
        ["comment", "stray-words"],
    ),
    "a window that has a look": (active.annotated("/Popup"), ["comment"]),
    "a note at a watermark": (
        active.annotated("/Watermark", Contents=String(NAME)),
        ["comment"],
    ),
    "an article": (
        active.with_root(Threads=Array([Dictionary(I=Dictionary(Title=String(NAME)))])),
        ["stray-words"],
    ),
    "anything in the catalogue": (active.with_root(Who=String(NAME)), ["stray-words"]),
    "a language that is none": (active.with_root(Lang=String(NAME)), ["stray-words"]),
    "a layer that shows when another is off": (
        active.in_layers("/AllOff"),
        ["hidden-text", "layers-off"],
    ),
    "layers by a formula": (
        active.in_layers("/AnyOn", VE=Array([Name.Not, Dictionary()])),
        ["hidden-text", "layers-off"],
    ),
    "layers of which one is on": (active.in_layers("/AnyOn"), []),
    "a heading of layers": (stray.in_layer(Order=Array([String(NAME)])), ["unseen-words"]),
    "a description in the content": (stray.marked(f"<</Alt ({NAME})>>"), ["unseen-words"]),
    "a description in hexadecimals": (
        stray.marked(f"<</E <{NAME.encode().hex()}>>>"),
        ["unseen-words"],
    ),
    "a note in the resources": (stray.marked("/P0", Who=String(NAME)), ["stray-words"]),
    "a replacement in the resources": (
        stray.marked("/P0", ActualText=String(NAME)),
        ["replaced-text"],
    ),
    "a form that is never drawn": (stray.with_form_object(drawn=False), ["undrawn-content"]),
    "a picture for printers": (stray.with_another_picture(), ["undrawn-content"]),
    "a comment in a picture": (stray.with_jpeg(comment=NAME.encode()), ["picture-data"]),
    "a comment in a picture that is packed once more": (
        stray.with_jpeg(packed=True, comment=NAME.encode()),
        ["picture-data"],
    ),
    "a camera’s data in a picture": (
        stray.with_jpeg(exif=b"Exif\0\0" + NAME.encode()),
        ["picture-data"],
    ),
    "words in a picture of another kind": (
        stray.with_jpeg_2000(NAME.encode()),
        ["picture-data"],
    ),
    "a file without its description": (
        active.with_root(
            Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), Dictionary()])))
        ),
        ["attachment"],
    ),
    "words between objects": (stray.with_words_between(), ["earlier-versions"]),
    "objects that nothing names": (stray.with_unnamed_objects(), ["earlier-versions"]),
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
    "the same title twice": (
        active.with_xmp("<dc:title>The child</dc:title><dc:language>en-GB</dc:language>"),
        [],
    ),
    "no attached files": (
        active.with_root(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
        [],
    ),
    "a place of the page’s words": (stray.with_place("care"), []),
    "layers of the page’s words": (stray.in_layer(Order=Array([String("child")])), []),
    "roman page numbers": (
        active.with_root(PageLabels=Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))),
        [],
    ),
    "an address of two words": (
        active.linking(S=Name.URI, URI=String("https://a.org/working-together/The-Child")),
        [],
    ),
    "a mailbox of an office": (
        active.linking(S=Name.URI, URI=String("mailto:child.review@a.org")),
        [],
    ),
    "a language in the content": (stray.marked("<</Lang (en-GB)/MCID 0>>"), []),
    "a form that is drawn": (stray.with_form_object(drawn=True), []),
    "a picture": (stray.with_jpeg(), []),
    "a picture that is packed once more": (stray.with_jpeg(packed=True), []),
    "a picture of another kind": (stray.with_jpeg_2000(), []),
    "colours": (
        active.with_root(
            OutputIntents=Array([Dictionary(S=Name.GTS_PDFA1, Info=String("sRGB IEC61966-2.1"))])
        ),
        [],
    ),
    "a bookmark of the page’s words": (active.with_bookmark("The child"), []),
    "a bookmark of a slide that nobody named": (active.with_bookmark("Slide 12"), []),
    "a bookmark of two lines joined": (active.with_bookmark("TheReview ofTheChild"), []),
    "the number of a note": (active.described("7"), []),
    "a link described by its address": (
        active.linked(
            Contents=String("https://a.org/Section-16C"),
            A=Dictionary(S=Name.URI, URI=String("https://a.org/Section-16C")),
        ),
        [],
    ),
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


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_to_do(kind):
    severity, sentence = KINDS[kind]
    assert sentence.endswith(".")
    assert severity in {Severity.CLEANED, Severity.INFORMATION} or any(
        verb in sentence for verb in (" upload", "Redact", "Apply", "Delete")
    )
