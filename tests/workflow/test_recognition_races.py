"""What happens to a draft while its scan is recognised: a sentence, and nothing else."""

import pytest
from django.core.files.base import ContentFile

from reviews import workflow
from reviews.documents import intake
from reviews.documents.stored_files import original_names
from reviews.editions import replacing as blockers
from reviews.editions.digest import edition_content
from reviews.lib.storage import documents_storage
from reviews.models import Attachment, Document, Event, Original
from reviews.workflow.approvals import record_verdict
from reviews.workflow.locking import lock_with
from tests.support import factories as make
from tests.support import scans
from tests.support.concurrency import at_once, race
from tests.support.erasures import asker, eraser

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.tesseract]


@pytest.fixture
def draft():
    scans.require_tesseract()
    made = make.open_bare_review(state="published")
    upload = ContentFile(scans.scan(), "review.pdf")
    make.attach(made, intake.accept(upload, by=make.make_user()))
    return made


def recognising(draft):
    by, document = make.make_user(), Attachment.objects.get(edition=draft).document
    return lambda: workflow.recognise_afresh(draft, by=by, document=document, languages=["en"])


def recognised() -> int:
    return Event.objects.filter(verb="recognised").count()


def test_of_two_at_once_one_does(draft):
    answers = at_once(recognising(draft), recognising(draft))
    assert [each for each in answers if isinstance(each, list)] == [[blockers.NOT_HERE]]
    assert (recognised(), Document.objects.count()) == (1, 2)


def submitted(draft, by):
    lock_with(draft, by=by, right="change_edition")
    record_verdict(edition_content(draft), "submitted", by=by)


def erased(draft, by):
    document = Attachment.objects.get(edition=draft).document
    asked = workflow.ask_erasure(draft.page, by=asker(), reason="child", document=document)
    workflow.erase(asked, by=eraser())


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [(submitted, blockers.SUBMITTED.format(number=1)), (erased, blockers.ERASED)],
)
def test_what_is_done_meanwhile_stays_and_nothing_is_changed(draft, meanwhile, sentence):
    by, names = make.make_user(), original_names(Document.objects.get().sha256)
    _, answer, waited = race(lambda: meanwhile(draft, by), recognising(draft))
    assert (answer, waited) == ([sentence], True)
    assert (recognised(), Document.objects.count(), Original.objects.count()) == (0, 1, 0)
    assert not [name for name in names if documents_storage().exists(name)]
