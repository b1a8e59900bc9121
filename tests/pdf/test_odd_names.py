"""Names of people where programs write words of the standard, or names of their own."""

import pytest
from pikepdf import Array, Dictionary, Name, String

from reviews.pdf.clean.copy import cleaned
from reviews.pdf.examine import examine_content
from tests.support import active_pdfs as active
from tests.support import own_names as own
from tests.support import stray_pdfs as stray
from tests.support.hiding_pdfs import NAME
from tests.support.pdfs import everything

TEMPLATE = Dictionary(Type=Name.Template, MediaBox=Array([0, 0, 9, 9]), Contents=Array([]))
FOUND = {
    "a person’s own folder": (
        active.linking(
            S=Name.URI, URI=String("https://a.sharepoint.com/personal/grace_okafor_a_uk/b.docx")
        ),
        ["unseen-words"],
    ),
    "a person in the subject of a message": (
        active.linking(S=Name.URI, URI=String("mailto:a@b.uk?subject=Grace%20Okafor")),
        ["unseen-words"],
    ),
    "a name in capitals as a program": (
        active.with_info(Creator=NAME.upper() + " - Word"),
        ["metadata"],
    ),
    "a name that is no text": (active.with_info(Manager=Name("/GraceOkafor")), ["metadata"]),
    "a text in lists": (active.with_info(Keywords=Array([Array([String(NAME)])])), ["metadata"]),
    "a name as a resource of the XMP": (
        active.with_xmp("<xmp:BaseURL rdf:resource='GraceOkafor'/>"),
        ["metadata"],
    ),
    "a name in an identifier": (
        active.with_xmp("<xmpMM:DocumentID>xmp.did:Grace-Okafor-00000000</xmpMM:DocumentID>"),
        ["metadata"],
    ),
    "a way to show pages": (active.with_root(PageMode=Name("/GraceOkafor")), ["stray-words"]),
    "a wish of the reader": (
        active.with_root(ViewerPreferences=Dictionary(Direction=Name("/GraceOkafor"))),
        ["stray-words"],
    ),
    "a name for a key": (
        active.with_root(MarkInfo=Dictionary({"/Marked": True, "/GraceOkafor": True})),
        ["stray-words"],
    ),
    "a colour by which nobody prints": (
        active.with_root(
            OutputIntents=Array(
                [
                    Dictionary(
                        S=Name.GTS_PDFA1, OutputConditionIdentifier=String(f"Profile of {NAME}")
                    )
                ]
            )
        ),
        ["stray-words"],
    ),
    "an extension": (active.with_root(Extensions=Dictionary(GraceOkafor=True)), ["stray-words"]),
    "a name in a state": (
        stray.drawing("/G gs", ExtGState=Dictionary(G=Dictionary(ca=1, Who=Name("/GraceOkafor")))),
        ["stray-words"],
    ),
    "a place to open at that is nowhere": (
        active.with_root(OpenAction=Name("/GraceOkafor")),
        ["stray-words"],
    ),
    "a kind of colours": (
        active.with_root(OutputIntents=Array([Dictionary(S=Name("/GraceOkafor"))])),
        ["stray-words"],
    ),
    "a font called after somebody": (
        own.with_font("Font", Name=Name("/GraceOkafor")),
        ["stray-words"],
    ),
    "a page that a script could put in": (
        active.with_root(
            Names=Dictionary(Templates=Dictionary(Names=Array([String("t"), TEMPLATE])))
        ),
        ["undrawn-content"],
    ),
    "a text in lists of a state": (
        stray.drawing(
            "/G gs", ExtGState=Dictionary(G=Dictionary(ca=1, Who=Array([Array([String(NAME)])])))
        ),
        ["stray-words"],
    ),
}
IN_ORDER = {
    "wishes of the standard": (
        active.with_root(
            PageMode=Name.UseOutlines,
            ViewerPreferences=Dictionary(Type=Name.ViewerPreferences, DisplayDocTitle=True),
        ),
        [],
    ),
    "colours that printers know": (
        active.with_root(
            OutputIntents=Array(
                [
                    Dictionary(
                        S=Name.GTS_PDFX,
                        OutputConditionIdentifier=String("FOGRA39"),
                        OutputCondition=String("Coated FOGRA39 (ISO 12647-2:2004)"),
                        RegistryName=String("http://www.color.org"),
                    )
                ]
            )
        ),
        [],
    ),
    "a font of a chart": (own.with_font("Font", Name=Name.DejaVuSans), []),
    "a key of the standard in an odd place": (
        stray.tagged(root={"ViewerPreferences": Dictionary(DisplayDocTitle=True)}),
        [],
    ),
    "layers of a layout": (
        stray.in_layer(Order=Array([String("Layer 2"), String("Background artwork")])),
        [],
    ),
    "a program in capitals": (active.with_info(Creator="CANON SCANNER PDF"), []),
    "an identifier": (
        active.with_xmp("<xmpMM:DocumentID>xmp.did:0123-89ab-cdef</xmpMM:DocumentID>"),
        [],
    ),
}


def kinds(content: bytes) -> list[str]:
    return [each.kind for each in examine_content(content).findings]


@pytest.mark.parametrize(("content", "expected"), (FOUND | IN_ORDER).values(), ids=FOUND | IN_ORDER)
def test_names_are_found_and_what_programs_write_is_not(content, expected):
    assert kinds(content) == expected


CLEANED = {name: content for name, (content, [kind]) in FOUND.items() if kind != "unseen-words"}


@pytest.mark.parametrize("content", CLEANED.values(), ids=CLEANED)
def test_a_copy_is_without_them(content):
    copy = cleaned(content, "")
    assert copy.facts.findings == ()
    for name in (NAME, NAME.upper(), "GraceOkafor", "Grace-Okafor"):
        assert name not in everything(copy.content)
