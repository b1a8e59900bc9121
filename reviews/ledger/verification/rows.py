"""Whether the rows beside editions are what the ledger last recorded of them."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.db.models import Model

from reviews.ledger.row_digests import KINDS, digest_of, row_values
from reviews.ledger.verification.erased import Erased
from reviews.models import Event, NoticeDuty, PublicationRule, Withdrawal

# The rules that the register comes with, which nobody added.
SHIPPED = json.loads((Path(__file__).parents[2] / "data" / "publication_rules.json").read_text())


def disagreements() -> Iterator[str]:
    """Each row that is not what the ledger last told of it, as a sentence.

    Of erased pages, which lost their words, only that their rows are there is looked at.
    """
    last, erased = _last_recorded(), Erased.from_ledger().pages
    for kind, model in KINDS.items():
        for row in model.objects.order_by("pk"):
            seq, digest = last.pop((kind, row.pk), (None, None))
            if seq is None and not _came_with_the_register(row):
                yield f"The {kind} {row.pk}: no event tells of it."
            elif seq and _page_of(row) not in erased and digest != digest_of(row):
                yield f"The {kind} {row.pk}: it is not what event {seq} recorded."
    for (kind, key), (seq, _) in last.items():
        yield f"Event {seq}: the {kind} {key} that it tells of is not there."


def _last_recorded() -> dict[tuple[str, int], tuple[int, str]]:
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
    said = [_content(law), *map(_content, duties)]
    return said == [_content(rule), *map(_content, rule.notice_duties.order_by("pk"))]


def _content(row: Model) -> dict[str, str]:
    """What a rule or duty says, without what its own row alone has."""
    return {
        name: str(value)
        for name, value in row_values(row).items()
        if name not in {"id", "rule", "recorded_at"}
    }


def _page_of(row: Model) -> int | None:
    """The key of the page that the row is about, if it is about one."""
    if isinstance(row, Withdrawal):
        return row.edition.page_id
    return getattr(row, "page_id", None)
