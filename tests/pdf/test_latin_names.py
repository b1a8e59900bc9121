"""Names that are in no Unicode: the file is read and cleaned like any other, and they hide nobody."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel

from reviews import pdf
from reviews.pdf.clean.copy import cleaned
from reviews.pdf.examine import examine_content
from reviews.pdf.latin_names import is_unreadable, spelling
from reviews.pdf.objects import Objects
from tests.support import own_names as own
from tests.support.hiding_pdfs import changed
from tests.support.pdfs import everything, make_pdf

PLAIN, LATIN, SPELT = "/Zoessss", b"/Zo\xebssss", "/Zoëssss"
IN_CODES = b"/Zo#ebssss"
PERSON = "/GracooOkafor"


def plainly(content: bytes) -> bytes:
    """The same with nothing packed."""
    with pikepdf.open(io.BytesIO(content)) as file:
        target, whole = io.BytesIO(), StreamDecodeLevel.generalized
        apart = {"object_stream_mode": ObjectStreamMode.disable, "compress_streams": False}
        file.save(target, stream_decode_level=whole, **apart)
        return target.getvalue()


def with_latin(content: bytes, plain: str = PLAIN, latin: bytes = LATIN) -> bytes:
    """What is called ``plain`` is called ``latin``."""
    made = plainly(content)
    assert plain.encode() in made
    return made.replace(plain.encode(), latin)


def with_key(file: Pdf) -> None:
    file.pages[0].obj[PLAIN] = Name.Yes


def in_a_list(file: Pdf) -> None:
    file.pages[0].obj["/Zoe"] = Array([Array([Name(PLAIN)])])


def with_resource(file: Pdf) -> None:
    held = file.pages[0].Resources.Font
    (used,) = held.keys()
    held[PLAIN] = held[used]
    del held[used]
    content = b"".join(each.read_bytes() for each in pieces(file))
    file.pages[0].Contents = file.make_stream(content.replace(used.encode(), PLAIN.encode()))


def pieces(file: Pdf) -> list:
    contents = file.pages[0].Contents
    return list(contents) if isinstance(contents, Array) else [contents]


def with_mark(file: Pdf) -> None:
    file.pages[0].contents_add(f"{PLAIN} BMC 0 0 m n EMC".encode())


def with_box(file: Pdf) -> None:
    """A box of a form, ticked by a state of this name."""
    look = {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 10, 10])}
    ticked = file.make_stream(b"0 0 10 10 re f", look)
    box = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T="box", F=4)
    box.Rect = Array([72, 600, 82, 610])
    box.AS = box.V = Name(PLAIN)
    box.AP = Dictionary(N=Dictionary({PLAIN: ticked}))
    box = file.make_indirect(box)
    file.pages[0].obj.Annots = Array([box])
    file.Root.AcroForm = Dictionary(Fields=Array([box]))


def changed_by(add: Callable[[Pdf], None]) -> bytes:
    return changed(add, make_pdf("Shown words."))


FILES = {
    "a font": own.with_font(PLAIN[1:]),
    "an ink": own.with_ink(PLAIN[1:]),
    **{
        add.__name__: changed_by(add)
        for add in (with_key, in_a_list, with_resource, with_mark, with_box)
    },
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_file_with_such_a_name_is_read_and_cleaned(put, content):
    """As it is with the same name in Unicode."""
    latin = with_latin(content)
    assert has_latin(latin)
    found = pdf.read(put(latin))
    assert found.text == pdf.read(put(content)).text
    assert [each.kind for each in found.findings] == [
        each.kind for each in examine_content(content).findings
    ]
    copy = pdf.clean_copy(put(latin), "")
    assert copy.facts.findings == ()
    assert not has_latin(copy.content)


def has_latin(content: bytes) -> bool:
    """In its objects, where pikepdf writes it in codes, or in what it draws."""
    made = plainly(content)
    return IN_CODES in made or LATIN in made


def test_somebody_named_so_is_found():
    def add(file: Pdf) -> None:
        file.pages[0].obj[PERSON] = True

    content = with_latin(changed(add), PERSON, PERSON.replace("oo", "oö").encode("latin-1"))
    assert [each.kind for each in examine_content(content).findings] == ["stray-words"]
    assert b"Okafor" in content
    assert "Okafor" not in everything(cleaned(content, "").content)


def test_two_keys_of_one_spelling_are_both_there():
    def add(file: Pdf) -> None:
        file.pages[0].obj[SPELT] = "Grace Okafor"
        file.pages[0].obj[PLAIN] = "Ada Osei"

    assert [each.kind for each in examine_content(with_latin(changed(add))).findings] == [
        "stray-words"
    ]
    with pikepdf.open(io.BytesIO(with_latin(changed(add)))) as file:
        pages = [each.value for each in Objects.of(file).entries if "/MediaBox" in each.keys]
        assert [str(page[key]) for page in pages for key in (SPELT, f"{SPELT}_")] == [
            "Grace Okafor",
            "Ada Osei",
        ]


def test_a_search_reads_them_as_letters(put):
    texts = pdf.texts(put(with_latin(own.with_ink(PLAIN[1:]))))
    assert any(SPELT[1:] in text for _, text in texts.elsewhere)


def test_a_name_in_unicode_is_read_as_it_is():
    for written in ("/Plain", "/Zoë", "/Ffôn"):
        assert not is_unreadable(Name(written))
        assert spelling(Name(written)) == written
