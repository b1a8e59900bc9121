"""Why a copy may not take the place of a document of an edition."""

from collections.abc import Iterable

from reviews.editions.approval import CLOSED, approval_status
from reviews.editions.digest import EditionContent
from reviews.models import Attachment, Document

NOT_HERE = (
    "This file is not in the draft any more: somebody has removed it, or put another in its place. "
    "Nothing was changed."
)
ERASED = "This document has been erased: nothing can be done with it any more."
PUBLISHED = (
    "This file is in a published edition, and what was published never changes. Ask for a proper export "
    "from the program the document was written in, and put that file in its place in a new edition."
)
SUBMITTED = (
    "Edition {number} is submitted for approval, so its files stay as they are. Whoever submitted it can "
    "take that back, and an approver can return it: then change the file. Nothing was changed."
)
NOT_A_DRAFT = (
    "Edition {number} is not a draft any more, and what was published never changes. Put another file in "
    "the place of this one in a new edition. Nothing was changed."
)


def blocker_to_replacing(content: EditionContent, document: Document) -> str:
    """The first of them, empty if there is none."""
    return _of_edition(content, document) or _of_document(document)


def _of_edition(content: EditionContent, document: Document) -> str:
    edition, shown = content.row, content.parts.get(Attachment, [])
    if not edition.is_draft:
        return NOT_A_DRAFT.format(number=edition.number)
    if all(row.document_id != document.pk for row in shown):
        return NOT_HERE
    is_closed = approval_status(content).stage in CLOSED
    return SUBMITTED.format(number=edition.number) if is_closed else ""


def _of_document(document: Document) -> str:
    if Document.objects.filter(pk=document.pk).exclude(erased_at=None).exists():
        return ERASED
    return PUBLISHED if is_in_published_edition(document) else ""


def is_in_published_edition(document: Document) -> bool:
    return bool(in_published_editions([document]))


def in_published_editions(documents: Iterable[Document]) -> set[int]:
    """The keys of those that an edition shows of whatever page, live or scheduled, now or once."""
    shown = Attachment.objects.filter(document__in=list(documents))
    return set(shown.exclude(edition__live_from=None).values_list("document", flat=True))
