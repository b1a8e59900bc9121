"""Files of a bundle that the store does not give as it was given them."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from reviews import workflow
from reviews.lib.storage import documents_storage
from reviews.models import Page
from tests.support import factories as make
from tests.support.evidence_bundles import bundle, unpacked, verdicts

pytestmark = pytest.mark.django_db


class BreakingOff(File):
    def chunks(self, chunk_size=None):
        yield self.read(100)
        raise OSError("The connection was lost.")


class BreakingStorage(FileSystemStorage):
    """A store that breaks off in the middle of the file named ``broken``."""

    def __init__(self, broken: str, **options) -> None:
        super().__init__(**options)
        self.broken = broken

    def _open(self, name, mode="rb"):
        file = super()._open(name, mode)
        return BreakingOff(file.file, name) if name == self.broken else file


@pytest.fixture
def documents():
    """The documents of a review's two editions, the first and the second."""
    first = make.make_live(make.open_review(path="reviews/one"))
    draft = workflow.open_edition(first.page, by=make.make_user()).as_kind
    draft.attachments.update(document=make.make_document("The second."))
    second = make.make_live(draft)
    return [edition.attachments.get().document for edition in (first, second)]


def listed_files(folder: Path) -> list[tuple[str, str]]:
    rows = csv.DictReader(io.StringIO((folder / "tables/files.csv").read_text()))
    return [(row["sha256"], row["state"]) for row in rows]


def assert_only_the_second_is_there(folder: Path, documents, *, state: str) -> None:
    first, second = (document.sha256 for document in documents)
    assert verdicts(folder) == [True] * 6
    assert sorted(listed_files(folder)) == sorted([(first, state), (second, "in this bundle")])
    assert [path.stem for path in (folder / "files").iterdir()] == [second]
    assert [path.stem for path in (folder / "covers").iterdir()] == [second]
    assert f"{first} is not here: {state}" in (folder / "README.txt").read_text()


@pytest.mark.parametrize("what", ["file", "cover"])
def test_a_store_that_breaks_off_leaves_no_part_of_a_file(documents, tmp_path, settings, what):
    broken = getattr(documents[0], what).name
    options = settings.STORAGES["documents"]["OPTIONS"] | {"broken": broken}
    backend = f"{__name__}.BreakingStorage"
    settings.STORAGES = settings.STORAGES | {"documents": {"BACKEND": backend, "OPTIONS": options}}
    folder = unpacked(Page.objects.get(), tmp_path)
    assert_only_the_second_is_there(folder, documents, state="could not be read")


def test_a_file_that_is_not_what_was_accepted_is_left_out(documents, tmp_path):
    path = Path(documents_storage().path(documents[0].file.name))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    folder = unpacked(Page.objects.get(), tmp_path)
    assert_only_the_second_is_there(folder, documents, state="damaged in storage")


def test_a_disk_of_our_own_that_fails_makes_no_bundle(documents, monkeypatch):
    """The bundle does not blame the store, which was never asked."""
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(FileNotFoundError):
        bundle(Page.objects.get())
