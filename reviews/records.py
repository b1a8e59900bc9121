"""What the ledger tells of the rows that stand beside editions: which row, and the digest of it.

So a notice, a signature or a banner that was changed, added or removed past the verbs shows.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import Model

from reviews.digest import hashed
from reviews.models import (
    Approval,
    Banner,
    ErasureDecline,
    ErasureRequest,
    Event,
    Hold,
    Notice,
    NoticeDuty,
    PublicationRule,
    Release,
    Withdrawal,
)

# By the name that an event's body has for it.
KINDS: dict[str, type[Model]] = {
    "approval": Approval,
    "withdrawal": Withdrawal,
    "hold": Hold,
    "release": Release,
    "notice": Notice,
    "rule": PublicationRule,
    "banner": Banner,
    "request": ErasureRequest,
    "decline": ErasureDecline,
}
# The rules that the register comes with, which nobody added.
SHIPPED = json.loads((Path(__file__).parent / "data" / "publication_rules.json").read_text())


@dataclass(frozen=True)
class Erased:
    """What the ledger says was erased: pages by their key, documents by their SHA-256."""

    pages: frozenset[int]
    documents: frozenset[str]

    @classmethod
    def told(cls) -> "Erased":
        events = Event.objects.filter(verb=Event.Verb.ERASED).values_list("page", "body")
        said = [(page, json.loads(body)) for page, body in events]
        return cls(
            frozenset(page for page, facts in said if facts["page"]),
            frozenset(sha256 for _, facts in said for sha256 in facts["documents"]),
        )


def told(row: Model) -> dict:
    """What an event's body says of ``row``: its kind with its key, and the digest of all its columns."""
    kind = next(name for name, model in KINDS.items() if isinstance(row, model))
    stored = KINDS[kind].objects.get(pk=row.pk)  # with what the database has filled in
    return {kind: row.pk, "row": digest_of(stored)}


def digest_of(row: Model) -> str:
    """The SHA-256, in hexadecimal, of every column; of a rule, with whom it wants to be told."""
    said = _values(row)
    if isinstance(row, PublicationRule):
        said["duties"] = [_values(duty) for duty in row.notice_duties.order_by("pk")]
    return hashed(said)


def disagreements() -> Iterator[str]:
    """Each row that is not what the ledger last told of it, as a sentence.

    Of erased pages, which lost their words, only that their rows are there is looked at.
    """
    last, erased = _last_told(), Erased.told().pages
    for kind, model in KINDS.items():
        for row in model.objects.order_by("pk"):
            seq, digest = last.pop((kind, row.pk), (None, None))
            if seq is None and not _came_with_the_register(row):
                yield f"The {kind} {row.pk}: no event tells of it."
            elif seq and _page_of(row) not in erased and digest != digest_of(row):
                yield f"The {kind} {row.pk}: it is not what event {seq} recorded."
    for (kind, key), (seq, _) in last.items():
        yield f"Event {seq}: the {kind} {key} that it tells of is not there."


def _last_told() -> dict[tuple[str, int], tuple[int, str]]:
    """By kind and key, the last event that told of the row, and the digest that it gave."""
    last = {}
    telling = Event.objects.filter(body__contains='"row"').order_by("seq")
    for seq, body in telling.values_list("seq", "body").iterator():
        said = json.loads(body)
        kind = next((name for name in KINDS if name in said), "")
        last[kind, said.get(kind)] = (seq, said["row"])
    return last


def _came_with_the_register(row: Model) -> bool:
    """It is a rule exactly as one that is shipped, to the last recipient."""
    return isinstance(row, PublicationRule) and any(_is_the_same(row, facts) for facts in SHIPPED)


def _is_the_same(rule: PublicationRule, facts: dict) -> bool:
    duties = [NoticeDuty(**duty) for duty in facts.get("notice_duties", [])]
    law = PublicationRule(**{name: fact for name, fact in facts.items() if name != "notice_duties"})
    said = [_said(law), *map(_said, duties)]
    return said == [_said(rule), *map(_said, rule.notice_duties.order_by("pk"))]


def _said(row: Model) -> dict[str, str]:
    """What a rule or duty says, without what its own row alone has."""
    return {
        name: str(value)
        for name, value in _values(row).items()
        if name not in {"id", "rule", "recorded_at"}
    }


def _page_of(row: Model) -> int | None:
    """The key of the page that the row is about, if it is about one."""
    if isinstance(row, Withdrawal):
        return row.edition.page_id
    return getattr(row, "page_id", None)


def _values(row: Model) -> dict:
    fields = row._meta.concrete_fields
    return {field.name: _plain(getattr(row, field.attname)) for field in fields}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
