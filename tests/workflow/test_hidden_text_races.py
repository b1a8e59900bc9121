"""What happens to a draft while hidden text is taken out of its document: a sentence, and nothing else."""

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
from tests.support import hiding_pdfs as hiding
from tests.support.concurrency import at_once, race
from tests.support.erasures import asker, eraser

pytestmark = pytest.mark.usefixtures("committed")

HIDDEN = hiding.with_content(f"1 g {hiding.SHOWN}")


@pytest.fixture
def draft():
    made = make.open_bare_review(state="published")
    upload = ContentFile(HIDDEN, "review.pdf")
    make.attach(made, intake.accept(upload, by=make.make_user()))
    return made


def taking_out(draft):
    by, document = make.make_user(), Attachment.objects.get(edition=draft).document
    return lambda: workflow.take_out_hidden_text(draft, by=by, document=document)


def taken_out() -> int:
    return Event.objects.filter(verb="hidden_taken_out").count()


def test_of_two_at_once_one_does(draft):
    answers = at_once(taking_out(draft), taking_out(draft))
    refusals = [each for each in answers if isinstance(each, list)]
    assert refusals == [[blockers.NOT_HERE]]
    assert (taken_out(), Document.objects.count()) == (1, 2)


def original_files() -> tuple[str, str]:
    return original_names(Document.objects.get().sha256)


def removed(draft, by):
    lock_with(draft, by=by, right="change_edition")
    Attachment.objects.filter(edition=draft).delete()


def submitted(draft, by):
    lock_with(draft, by=by, right="change_edition")
    record_verdict(edition_content(draft), "submitted", by=by)


def discarded(draft, by):
    workflow.discard(draft, by=by)


def erased(draft, by):
    document = Attachment.objects.get(edition=draft).document
    asked = workflow.ask_erasure(draft.page, by=asker(), reason="child", document=document)
    workflow.erase(asked, by=eraser())


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        (removed, blockers.NOT_HERE),
        (submitted, blockers.SUBMITTED.format(number=1)),
        (discarded, "Somebody else has discarded this draft."),
        (erased, blockers.ERASED),
    ],
)
def test_what_is_done_meanwhile_stays_and_nothing_is_taken_out(draft, meanwhile, sentence):
    by = make.make_user()
    _, answer, waited = race(lambda: meanwhile(draft, by), taking_out(draft))
    assert (answer, waited) == ([sentence], True)
    assert (taken_out(), Document.objects.count(), Original.objects.count()) == (0, 1, 0)
    assert not [name for name in original_files() if documents_storage().exists(name)]
