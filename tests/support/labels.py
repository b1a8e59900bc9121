"""Drafts with a file that becomes a cleaned copy, and what it is called."""

from django.core.files.base import ContentFile

from reviews import workflow
from reviews.documents import intake
from reviews.models import Attachment, Document
from tests.support import active_pdfs
from tests.support import factories as make
from tests.support.hiding_pdfs import NAME

BOARD = "Anyshire Safeguarding Board"
AUTHOR = active_pdfs.with_info(Author=NAME)


def accept(content: bytes) -> Document:
    return intake.accept(ContentFile(content, "review.pdf"), by=make.make_user())


def draft_with(content: bytes, **fields):
    """Of a new review of that board."""
    draft = make.open_bare_review(make.make_board(name=BOARD), state="published")
    make.attach(draft, accept(content), **fields)
    return draft


def document_of(draft) -> Document:
    return Attachment.objects.get(edition=draft).document


def label(draft, *, by=None) -> Document:
    workflow.label_documents(draft, by=by or make.make_user())
    return document_of(draft)
