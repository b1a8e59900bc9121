"""Writing an event, with the digest of what it is about."""

from django.db.models import Model

from reviews.editions.digest import EditionContent
from reviews.ledger import checkpoints, row_digests
from reviews.models import Event, User


def record_event(
    verb: Event.Verb, *, by: User, row: Model | None = None, body: dict | None = None, **facts
) -> None:
    """The last thing a verb does: the ledger takes one writer at a time until the commit.

    ``row`` is the lasting record that the verb has made; the event keeps its digest.
    """
    content = (body or {}) | (row_digests.event_body(row) if row else {})
    Event.objects.append(verb, by=by, body=content, **facts)
    checkpoints.when_due()


def record_edition_event(verb: Event.Verb, content: EditionContent, *, by: User, **facts) -> None:
    """An event about an edition, with the digest of ``content``, which must be what is stored."""
    about = {"page": content.row.page_id, "edition_number": content.row.number}
    record_event(verb, by=by, digest=content.digest, **about, **facts)
