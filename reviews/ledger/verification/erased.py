"""Which pages and documents were erased, by the ledger."""

import json
from dataclasses import dataclass

from reviews.models import Event


@dataclass(frozen=True)
class Erased:
    """What the ledger records as erased: pages by key, documents by SHA-256."""

    pages: frozenset[int]
    documents: frozenset[str]

    @classmethod
    def from_ledger(cls) -> "Erased":
        events = Event.objects.filter(verb=Event.Verb.ERASED).values_list("page", "body")
        erasures = [(page, json.loads(body)) for page, body in events]
        return cls(
            frozenset(page for page, facts in erasures if facts["page"]),
            frozenset(sha256 for _, facts in erasures for sha256 in facts["documents"]),
        )
