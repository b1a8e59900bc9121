"""Words and data that a PDF keeps beside what it shows: said, and not in its copy."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reviews.pdf.clean.copy import cleaned
from reviews.pdf.examine import examine_content
from tests.support import active_pdfs as active
from tests.support import commented_pdfs as commented
from tests.support import stray_pdfs as stray
from tests.support.hiding_pdfs import NAME
from tests.support.pdfs import everything

OWN_NAME = NAME.replace(" ", "")
KEPT = {
    "a pattern that is never drawn": (stray.with_pattern(drawn=False), ["undrawn-content"]),
    "a link that looks another way under a pointer": (
        stray.with_link_look("/R"),
        ["undrawn-content"],
    ),
    "a comment within a picture": (commented.with_comment_in_jpeg_2000(NAME), ["picture-data"]),
    "a comment within a picture in no boxes": (
        commented.with_comment_in_jpeg_2000(NAME, boxes=False),
        ["picture-data"],
    ),
    "a comment behind the name of a program": (
        commented.with_comment_in_jpeg_2000(f"Kakadu-v7.8 {NAME}"),
        ["picture-data"],
    ),
    "a program for printers": (commented.with_postscript(NAME), ["undrawn-content"]),
    "a comment in a drawn letter": (commented.with_drawn_letter(NAME), ["surplus-data"]),
    "words behind the dots of a picture": (
        stray.with_pixels(NAME.encode()),
        ["surplus-data"],
    ),
    "words behind a packed picture": (
        stray.with_pixels(NAME.encode(), packed=True),
        ["surplus-data"],
    ),
    "words behind a colour profile": (stray.with_profile(NAME.encode()), ["surplus-data"]),
    "a mark of somebody’s name in codes": (
        stray.drawing(f"/{NAME.replace(' ', '#20')} BMC 0 0 m n EMC"),
        ["stray-words"],
    ),
    **{
        f"an operand that draws nothing: {content}": (stray.drawing(content), ["stray-words"])
        for content in (
            f"({NAME}) 0 0 m n",
            f"({NAME}) n",
            f"<{NAME.encode().hex()}> n",
            f"[({NAME})] 0 d",
            f"BX ({NAME}) odd EX",
            f"BT ({NAME}) TJx ET",
            f"BT /F1 9 Tf ({NAME}) ( ) Tj ET",
            f"BX /{OWN_NAME} odd EX",
            f"/{OWN_NAME} gs",
            f"/{OWN_NAME} Do",
            f"/{OWN_NAME} ri",
            f"/Span <</A <</B ({NAME})>>>> BDC EMC",
        )
    },
    "an attribute of somebody’s name": (
        stray.tagged(A=Dictionary(O=Name.Layout, Placement=Name(f"/{OWN_NAME}"))),
        ["stray-words"],
    ),
    "a key of an attribute": (
        stray.tagged(A=Dictionary({"/O": Name.Layout, f"/{OWN_NAME}": 1})),
        ["stray-words"],
    ),
    "a key that somebody made up": (stray.on_page("A", key=OWN_NAME), ["stray-words"]),
    "a key of a bookmark": (stray.on_bookmark(OWN_NAME), ["stray-words"]),
    "a comment in the content": (stray.drawing(f"% {NAME}\n0 0 m n"), ["surplus-data"]),
    "a tag of somebody’s name": (
        stray.tagged(OWN_NAME, root={"RoleMap": Dictionary({f"/{OWN_NAME}": Name.P})}),
        ["stray-words"],
    ),
    "a tag kept at a name": (stray.tagged(kept=NAME), ["stray-words"]),
    "a class of somebody’s name": (
        stray.tagged(
            C=Name(f"/{OWN_NAME}"),
            root={"ClassMap": Dictionary({f"/{OWN_NAME}": Dictionary(O=Name.Layout)})},
        ),
        ["stray-words"],
    ),
    "a namespace of somebody’s name": (
        stray.tagged(root={"Namespaces": Array([Dictionary(NS=String(f"http://a.org/{NAME}"))])}),
        ["stray-words"],
    ),
    "a mark of somebody’s name": (stray.drawing(f"/{OWN_NAME} BMC 0 0 m n EMC"), ["stray-words"]),
    "a resource of somebody’s name": (
        stray.drawing(f"/{OWN_NAME} gs", ExtGState=Dictionary({f"/{OWN_NAME}": Dictionary(ca=1)})),
        ["stray-words"],
    ),
    "a replacement of no text": (
        stray.drawing(f"/Span <</ActualText ({NAME})>> BDC 90 500 9 9 re f EMC"),
        ["unseen-words"],
    ),
    "a page made from somebody’s template": (stray.on_page(OWN_NAME), ["stray-words"]),
    **{
        f"a page taken out, and a {each} to it": (
            stray.with_page_taken_out(each),
            ["undrawn-content"],
        )
        for each in ("link", "bookmark", "tag")
    },
    "something that hangs on a tag": (stray.hanging_on_a_tag(), ["undrawn-content"]),
    "certificates": (active.with_root(DSS=Dictionary(Who=Array([]))), ["private-data"]),
    "a number of the file in words": (stray.with_identifier(NAME.encode()), ["metadata"]),
    "a person’s own program": (active.with_info(Producer=f"{NAME}’s Word"), ["metadata"]),
    "a language of a person": (
        active.with_xmp("<dc:description xml:lang='Okonkwo'/>"),
        ["metadata"],
    ),
    "a namespace of a person in the XMP": (
        active.with_xmp("<q:a xmlns:q='urn:Somebody'/>"),
        ["metadata"],
    ),
}
IN_ORDER = {
    "a program’s comment within a picture": (
        commented.with_comment_in_jpeg_2000("Kakadu-v7.8"),
        [],
    ),
    "a letter that is drawn": (commented.with_drawn_letter("9"), []),
    "a pattern that is drawn": (stray.with_pattern(drawn=True), []),
    "a link that looks one way": (stray.with_link_look("/N"), []),
    "the dots of a picture": (stray.with_pixels(), []),
    "a picture filled up": (stray.with_pixels(bytes(20)), []),
    "a colour profile": (stray.with_profile(), []),
    "a per cent sign": (stray.drawing("/Span <</Lang (%enGB)>> BDC 0 0 m n EMC"), []),
    "brackets in brackets": (
        stray.drawing("/Span <</Lang (a(b(c %enGB)))>> BDC 0 0 m n EMC"),
        [],
    ),
    "a tag of its own kind": (
        stray.tagged("BodyText", root={"RoleMap": Dictionary(BodyText=Name.P)}),
        [],
    ),
    "a known namespace": (
        stray.tagged(
            root={"Namespaces": Array([Dictionary(NS=String("http://iso.org/pdf2/ssn"))])}
        ),
        [],
    ),
    "a resource of a program’s name": (
        stray.drawing("/GState gs", ExtGState=Dictionary(GState=Dictionary(ca=1))),
        [],
    ),
    "what printers once needed": (
        stray.drawing("0 0 m n", ProcSet=Array([Name.PDF, Name.Text, Name.ImageC])),
        [],
    ),
    "a list with letters": (
        stray.tagged(A=Dictionary(O=Name.List, ListNumbering=Name.UpperRoman)),
        [],
    ),
    "a number of the file": (stray.with_identifier(b"0123456789abcdef"), []),
    "a program of two names": (active.with_info(Producer="Antenna House PDF Output Library"), []),
}


def kinds(content: bytes) -> list[str]:
    return [each.kind for each in examine_content(content).findings]


@pytest.mark.parametrize("kind", ["XObject", "Font", "ColorSpace", "ExtGState"])
@pytest.mark.parametrize(
    "held",
    [None, 1, Array([]), Array([Name.DeviceN, Name.A, 1, 1]), Array([Name.Separation, 1, 1, 1])],
    ids=str,
)
def test_what_is_nothing_of_its_kind_harms_nothing(kind, held):
    made = stray.drawing("0 0 m n", **{kind: Dictionary(A=held, B=1)})
    kinds(made)
    cleaned(made, "")


@pytest.mark.parametrize(("content", "expected"), KEPT.values(), ids=KEPT)
def test_what_is_kept_beside_the_pages_is_said(content, expected):
    assert kinds(content) == expected


@pytest.mark.parametrize("content", [content for content, _ in IN_ORDER.values()], ids=IN_ORDER)
def test_what_programs_write_is_in_order(content):
    assert kinds(content) == []
    assert cleaned(content, "").facts.findings == ()


CLEANED = {
    name: content
    for name, (content, [kind]) in KEPT.items()
    if kind != "unseen-words"  # which people settle
}


@pytest.mark.parametrize("content", CLEANED.values(), ids=CLEANED)
def test_a_copy_is_without_it(content):
    copy = cleaned(content, "")
    assert copy.facts.findings == ()
    for name in (NAME, OWN_NAME, "Okonkwo", "Somebody"):
        assert name not in everything(copy.content)


def test_tags_of_a_copy_have_names_of_the_standard_and_lead_to_the_same():
    headings = Array([Dictionary(O=Name.Table, Headers=Array([String(NAME), String("no")]))])
    roles = Dictionary({f"/{OWN_NAME}": Name.Inner, "/Inner": Name.TD})
    made = stray.tagged(OWN_NAME, NAME, {"RoleMap": roles}, A=headings)
    with pikepdf.open(io.BytesIO(cleaned(made, "").content)) as pdf:
        tree = pdf.Root.StructTreeRoot
        [tag] = tree.K
        assert tag.S == Name.TD
        assert "/RoleMap" not in tree
        assert [str(each) for each in tag.A[0].Headers] == [str(tag.ID)]
        assert str(tree.IDTree.Names[0]) == str(tag.ID)
        assert tree.IDTree.Names[1].objgen == tag.objgen


def test_a_tag_of_an_unknown_kind_is_of_none():
    with pikepdf.open(io.BytesIO(cleaned(stray.tagged(OWN_NAME), "").content)) as pdf:
        assert Name.NonStruct == pdf.Root.StructTreeRoot.K[0].S


def test_a_copy_has_a_number_of_its_own():
    made = stray.with_identifier(b"0123456789abcdef")
    with pikepdf.open(io.BytesIO(cleaned(made, "").content)) as pdf:
        assert b"0123456789abcdef" not in list(map(bytes, pdf.trailer.ID))
