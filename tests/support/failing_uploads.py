"""An upload through the form of an edition, while something fails: all of it is there, or nothing is."""

import hashlib
from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pikepdf import Pdf

from reviews.documents.reconcile import Fault, Kind, faults
from reviews.documents.repairing import Done, Repair
from reviews.documents.stored_files import names, original_names
from reviews.documents.uploads import STORE_DOWN
from reviews.lib import clock
from reviews.lib.storage import documents_storage
from reviews.models import Document
from tests.support import admin_client, hiding_pdfs, pdfs
from tests.support import factories as make

LEFT = {Kind.STRAY, Kind.UNFINISHED, Kind.PARTS}  # what an upload that failed may leave


def add_author(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = "Grace Okafor"


class Upload:
    """Of a file that is cleaned, so that its original is stored too: four files in all."""

    def __init__(self, number: int) -> None:
        made = pdfs.make_pdf(f"Upload {number}.")
        self.content = hiding_pdfs.changed(add_author, made)
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        self.draft = make.open_bare_review(state="published")
        self.client = admin_client.editor()
        self.fields = admin_client.with_document(admin_client.opened(self.client, self.draft))

    def send(self) -> None:
        file = SimpleUploadedFile("a.pdf", self.content, "application/pdf")
        typed = {"title": "Typed", "attachments-0-kind": "overview_report"}
        typed |= {"attachments-0-document": file}
        address = admin_client.address(self.draft)
        self.answer = self.client.post(address, self.fields | typed)

    @property
    def document(self) -> Document | None:
        return Document.objects.filter(checks__cleaned_from=self.sha256).first()

    def is_taken(self) -> bool:
        """What the page says, which must be true: everything is there, or nothing was taken in."""
        if self.answer.status_code == 302:
            shown = self.draft.attachments.get().document
            assert shown == self.document
            assert shown.originals.get().sha256 == self.sha256
            assert shown.reading_copy
            return True
        assert self.answer.status_code == 200
        assert STORE_DOWN in admin_client.errors(self.answer)
        assert admin_client.filled(self.answer)["title"] == "Typed"
        assert not self.draft.attachments.exists()
        assert self.document is None
        return False

    def stored(self) -> list[str]:
        """The names of all that is stored for it once it is taken in."""
        return [*names(self.document.sha256), *original_names(self.sha256)]

    def assert_nobody_else_reads_it(self) -> None:
        for each in (self.address, *(f"/{name}" for name in original_names(self.sha256))):
            assert Client().get(each).status_code == 404

    @property
    def address(self) -> str:
        """Where the public finds it once it is live."""
        return f"{self.draft.page.get_absolute_url()}overview-report.pdf"


def found() -> list[Fault]:
    """By ``reconcile``, however young it is."""
    return list(faults(older_than=clock.now() + timedelta(hours=1)))


def assert_repaired(*allowed: Kind) -> None:
    """Reconciling finds nothing but what it can name, and nothing at all after a repair."""
    before = found()
    assert {each.kind for each in before} <= {*LEFT, *allowed}, before
    if before:
        repair = Repair(clock.now())
        assert all(repair.do(each) is not Done.NOTHING for each in before)
        assert [each for each in found() if each.kind is not Kind.MISSING] == []


def assert_no_scratch(folder: Path) -> None:
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def open_stored(name: str) -> bytes:
    with documents_storage().open(name) as content:
        return content.read()
