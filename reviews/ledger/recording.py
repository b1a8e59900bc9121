"""Writing an event, with the digest of what it is about."""

from django.db.models import Model

from reviews.editions.digest import digest
from reviews.ledger import checkpoints, row_digests
from reviews.models import Edition, Event, User


def record(
    verb: Event.Verb, *, by: User, row: Model | None = None, body: dict | None = None, **facts
) -> None:
    """The last thing a verb does: the ledger takes one writer at a time until the commit.

    ``row`` is the lasting record that the verb has made; the event keeps its digest.
    """
    stated = (body or {}) | (row_digests.told(row) if row else {})
    Event.objects.record(verb, by=by, body=stated, **facts)
    checkpoints.when_due()


def record_edition(verb: Event.Verb, edition: Edition, *, by: User, **facts) -> None:
    """An event about an edition, with the digest of everything that it says."""
    about = {"page": edition.page_id, "edition_number": edition.number}
    record(verb, by=by, digest=digest(edition), **about, **facts)
