"""A copy of a document takes its place in a draft."""

from reviews.models import Attachment, Document, Edition, Lineage, User


def put_in_place_of(document: Document, copy: Document, *, draft: Edition, by: User) -> None:
    """Also where the draft says that it succeeds another. Whoever has the form of the draft open is asked
    before they save over it."""
    Attachment.objects.filter(edition=draft.pk, document=document).update(document=copy)
    Lineage.objects.filter(edition=draft.pk, successor=document).update(successor=copy)
    draft.edited_by, draft.draft_version = by, draft.draft_version + 1
    draft.save()
