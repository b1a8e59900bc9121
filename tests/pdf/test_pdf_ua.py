"""What cleaning leaves of a file that everybody can read: veraPDF finds no rule of PDF/UA-1 that it breaks."""

import os
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from reviews.pdf.clean.copy import cleaned_copy
from reviews.pdf.clean.label import labelled_copy
from reviews.pdf.facts import Label
from tests.support.java import JAVA
from tests.support.pdfs import make_pdf

pytestmark = [pytest.mark.verapdf, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
DEMONSTRATION = sorted((ROOT / "reviews" / "demonstration").glob("*.pdf"))
BOARD = "Anyshire Safeguarding Board"
CHECKER = ROOT / "tests" / "support" / "PdfUa.java"


def broken_rules(*files: Path) -> list[str]:
    """The rules that each file breaks, by their numbers; empty for one that conforms."""
    java = [*JAVA, "-cp", os.environ["VERAPDF_CLASSPATH"], str(CHECKER), *map(str, files)]
    checked = subprocess.run(java, capture_output=True, text=True, check=True)
    lines = checked.stdout.splitlines()
    return [line.partition(" ")[2] for line in lines]


def with_more_than_readers_see(file: Path, folder: Path) -> Path:
    """The same pages with an author, a script, and what a program left for itself."""
    with pikepdf.open(file) as pdf:
        pdf.docinfo["/Author"] = String("Ann Example")
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert('Ann Example')"))
        pdf.Root.OpenAction = pdf.make_indirect(script)
        pdf.pages[0].obj.PieceInfo = Dictionary(Writer=Dictionary(Private=String("Ann Example")))
        pdf.save(folder / file.name)
    return folder / file.name


def cleaned(file: Path, folder: Path) -> Path:
    copy = cleaned_copy(file, "The public title")
    assert b"Ann Example" not in copy.content
    (folder / file.name).write_bytes(copy.content)
    return folder / file.name


def labelled(file: Path, folder: Path) -> Path:
    (folder / file.name).write_bytes(labelled_copy(file, Label("Overview report", BOARD)).content)
    return folder / file.name


def test_a_cleaned_copy_conforms_as_the_original_did(tmp_path):
    folders = [tmp_path / name for name in ("originals", "copies", "labelled")]
    for folder in folders:
        folder.mkdir()
    originals = [with_more_than_readers_see(file, folders[0]) for file in DEMONSTRATION]
    copies = [cleaned(file, folders[1]) for file in originals]
    submitted = [labelled(file, folders[2]) for file in copies]
    assert len(copies) == 3
    assert broken_rules(*originals, *copies, *submitted) == [""] * 9


def test_a_file_without_tags_is_said_to_break_rules(tmp_path):
    (tmp_path / "untagged.pdf").write_bytes(make_pdf("A review."))
    [rules] = broken_rules(tmp_path / "untagged.pdf")
    assert "7.1-3" in rules.split()
