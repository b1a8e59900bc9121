"""What verifying the register says of erasures: finished, half done, pretended."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from reviews import workflow
from reviews.documents import intake
from reviews.ledger import verification
from reviews.lib.storage import documents_storage
from reviews.models import Document
from tests.support import bypass
from tests.support import factories as make
from tests.support.erasures import asker, erase, eraser, named_review, stored, withdrawn_review

pytestmark = pytest.mark.django_db


def test_a_crash_after_the_commit_leaves_files_that_are_reported_and_destroyed_later(capsys):
    page = withdrawn_review()
    workflow.erase(workflow.ask_erasure(page, by=asker(), reason="child"), by=eraser())
    assert len(stored()) == 2
    problems = list(verification.verify(outside=[]).problems)
    assert len(problems) == 2
    assert "still in storage: run finish_erasures" in problems[0]
    call_command("finish_erasures")
    assert capsys.readouterr().out == "files destroyed: 2\n"
    assert (stored(), verification.verify(outside=[]).problems) == ([], [])
    assert workflow.finish_erasures() == 0


def by_the_owner(statement, *values):
    """What only the owner of the tables can do, with the guards off."""
    bypass.sql("SET CONSTRAINTS ALL IMMEDIATE")
    bypass.sql("RESET ROLE")
    for table in ("edition", "document", "page", "event"):
        bypass.sql(f"ALTER TABLE reviews_{table} DISABLE TRIGGER USER")
    bypass.sql(statement, *values)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE reviews_edition SET summary = 'x'", "it was erased, but has content"),
        ("UPDATE reviews_page SET erased_at = NULL", "it was erased, but has content"),
        ("UPDATE reviews_document SET title = 'x'", "but its row has content"),
        ("UPDATE reviews_document SET erased_at = NULL", "but its row has content"),
        (
            "UPDATE reviews_edition SET live_until = live_until + interval '1 day'",
            "no event says why it ended",
        ),
    ],
)
def test_an_erasure_does_not_hide_what_is_done_afterwards(statement, problem):
    erase(withdrawn_review())
    assert verification.verify(outside=[]).problems == []
    by_the_owner(statement)
    assert problem in " ".join(verification.verify(outside=[]).problems)


def test_bytes_that_come_back_are_reported():
    erase(withdrawn_review())
    intake.store(Document.objects.get().file.name, ContentFile(b"again"))
    assert "still in storage" in " ".join(verification.verify(outside=[]).problems)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE reviews_edition SET title = ''", "its content is not what event"),
        ("UPDATE reviews_page SET path = 'erased/' || id", "its content is not what event"),
        ("UPDATE reviews_document SET erased_at = now()", "but no event says so"),
    ],
)
def test_what_looks_erased_without_an_event_is_reported(statement, problem):
    make.make_live(named_review())
    by_the_owner(statement)
    assert problem in " ".join(verification.verify(outside=[]).problems)


def test_a_file_that_is_missing_without_an_erasure_is_reported():
    make.make_live(named_review())
    documents_storage().delete(Document.objects.get().file.name)
    assert "cannot be read (FileNotFoundError)" in " ".join(
        verification.verify(outside=[]).problems
    )
