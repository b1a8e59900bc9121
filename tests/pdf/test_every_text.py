"""Every text in a PDF is had for a search, and every file attached in it for a scan; or nothing is."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from reviews import pdf
from reviews.pdf.message import pack_files, pack_texts, unpack_files, unpack_texts
from tests.support import pdfs


def naming_pdf() -> bytes:
    """A name at each place where a PDF may have one, and a file attached in it."""
    with pikepdf.open(
        io.BytesIO(pdfs.make_pdf("Shown words.", title="Titled", tagged=True))
    ) as file:
        page = file.pages[0]
        file.docinfo["/Author"] = String("Written Author")
        file.Root.StructTreeRoot.K[0].Alt = String("Alternative words")
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([0, 0, 9, 9]),
            A=Dictionary(S=Name.URI, URI=String("https://example.org/linked-name")),
        )
        page.obj.Annots = Array([file.make_indirect(link)])
        with file.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Bookmarked words", 0))
        file.attachments["secret.txt"] = b"What is attached."
        file.attachments["two.txt"] = b"And more."
        target = io.BytesIO()
        file.save(target)
        return target.getvalue()


@pytest.fixture
def path(tmp_path):
    (tmp_path / "a.pdf").write_bytes(naming_pdf())
    return tmp_path / "a.pdf"


def test_every_text_is_had_with_its_place(path):
    texts = pdf.texts(path)
    assert texts.pages == ("Shown words.",)
    held = dict(texts.elsewhere)
    expected = {
        ("metadata", "Written Author"),
        ("descriptions of pictures", "Alternative words"),
        ("links", "https://example.org/linked-name"),
        ("bookmarks", "Bookmarked words"),
        ("names of files", "secret.txt"),
    }
    assert expected <= set(texts.elsewhere)
    assert any(place == "metadata" and "Titled" in text for place, text in texts.elsewhere)
    assert "comments" not in held


def test_attached_files_are_had_once_each(path):
    assert sorted(pdf.attachments(path)) == [b"And more.", b"What is attached."]


@pytest.mark.parametrize(
    "content", [b"", pdfs.truncated_pdf(), pdfs.encrypted_pdf("secret", "other")]
)
def test_of_a_file_that_cannot_be_read_nothing_is_known(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(pdf.Unreadable):
        pdf.texts(tmp_path / "a.pdf")
    if content != pdfs.truncated_pdf():  # which programs repair, attachments and all
        with pytest.raises(pdf.Unreadable):
            pdf.attachments(tmp_path / "a.pdf")


def test_only_what_was_packed_is_believed():
    texts = pdf.EveryText(("ä",), (("links", "b"),))
    assert unpack_texts(pack_texts(texts)) == texts
    assert unpack_files(pack_files([b"", b"a"])) == [b"", b"a"]
    for nonsense in (
        b"",
        b"{}",
        b'{"pages": [1], "elsewhere": []}',
        b'{"pages": [], "elsewhere": [["a"]]}',
    ):
        with pytest.raises(ValueError, match="Not the texts"):
            unpack_texts(nonsense)
    for nonsense in (b"\0", b"\0\0\0\2a"):
        with pytest.raises(ValueError, match="breaks off"):
            unpack_files(nonsense)
