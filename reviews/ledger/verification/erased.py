"""What the ledger says was erased."""

import json
from dataclasses import dataclass

from reviews.models import Event


@dataclass(frozen=True)
class Erased:
    """What the ledger says was erased: pages by their key, documents by their SHA-256."""

    pages: frozenset[int]
    documents: frozenset[str]

    @classmethod
    def from_ledger(cls) -> "Erased":
        events = Event.objects.filter(verb=Event.Verb.ERASED).values_list("page", "body")
        said = [(page, json.loads(body)) for page, body in events]
        return cls(
            frozenset(page for page, facts in said if facts["page"]),
            frozenset(sha256 for _, facts in said for sha256 in facts["documents"]),
        )
