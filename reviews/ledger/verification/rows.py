"""Whether rows that are no part of an edition are what the ledger last recorded of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Model

from reviews.ledger.row_digests import KINDS, digest_of, row_values
from reviews.ledger.verification.erased import Erased
from reviews.lib import shipped_rows
from reviews.models import (
    DocumentCheck,
    Event,
    FormerAddress,
    NoteCorrection,
    NoticeDuty,
    PublicationRule,
    Theme,
    Waiver,
    Withdrawal,
)


@dataclass(frozen=True)
class Shipped:
    """What the register came with, of which no event says that somebody added it."""

    rules: list[dict] = field(default_factory=shipped_rows.RULES.read_all)
    themes: list[dict] = field(default_factory=shipped_rows.THEMES.read_all)


def disagreements() -> Iterator[str]:
    """Each row that differs from what the ledger last recorded of it, as a sentence.

    An erasure changes the rows of its page or document, so of those only the presence is verified. It
    deletes former addresses.
    """
    last, erased, shipped = _last_recorded(), Erased.from_ledger(), Shipped()
    for kind, model in KINDS.items():
        for row in model.objects.order_by("pk"):
            seq, digest, _ = last.pop((kind, row.pk), (None, None, None))
            if seq is None and not _needs_no_event(row, shipped):
                yield f"The {kind} {row.pk}: no event records it."
            elif seq and not _is_erased(row, erased) and digest != digest_of(row):
                yield f"The {kind} {row.pk}: it is not what event {seq} recorded."
    deleted = {
        key for key, (_, _, page) in last.items() if key[0] == "address" and page in erased.pages
    }
    for kind, key in last.keys() - deleted:
        yield f"Event {last[kind, key][0]}: the {kind} {key} that it records is not there."


def _last_recorded() -> dict[tuple[str, int], tuple[int, str, int | None]]:
    """By kind and key, the last event that recorded the row: its number, the digest in it, its page."""
    last = {}
    events = Event.objects.filter(body__contains='"row"').order_by("seq")
    for seq, text, page in events.values_list("seq", "body", "page").iterator():
        body = json.loads(text)
        kind = next((name for name in KINDS if name in body), "")
        last[kind, body.get(kind)] = (seq, body["row"], page)
    return last


def _needs_no_event(row: Model, shipped: Shipped) -> bool:
    """It is a theme, or a rule to the last recipient, exactly as the register came with it; nobody added it.

    Or it is a former address from before these were recorded; no more of them can be added. Or it is
    the check of an upload, which its document's bytes can be made to say again.
    """
    if isinstance(row, DocumentCheck):
        return row.repeats_id is None
    if isinstance(row, FormerAddress):
        return row.added_by_id is None
    if isinstance(row, Theme):
        return any(_content(Theme(**facts)) == _content(row) for facts in shipped.themes)
    is_rule = isinstance(row, PublicationRule)
    return is_rule and any(_is_the_same(row, facts) for facts in shipped.rules)


def _is_the_same(rule: PublicationRule, facts: dict) -> bool:
    duties = [NoticeDuty(**duty) for duty in facts.get("notice_duties", [])]
    law = PublicationRule(**{name: fact for name, fact in facts.items() if name != "notice_duties"})
    expected = [_content(law), *map(_content, duties)]
    return expected == [_content(rule), *map(_content, rule.notice_duties.order_by("pk"))]


def _content(row: Model) -> dict[str, str]:
    """The fields of a row, except those that differ from one register to another."""
    return {
        name: str(value)
        for name, value in row_values(row).items()
        if name not in {"id", "rule", "recorded_at"}
    }


def _is_erased(row: Model, erased: Erased) -> bool:
    if isinstance(row, Waiver):
        return row.document.sha256 in erased.documents
    return _page_of(row) in erased.pages


def _page_of(row: Model) -> int | None:
    """The key of the page that the row is about, if it is about one."""
    if isinstance(row, Withdrawal):
        return row.edition.page_id
    if isinstance(row, NoteCorrection):
        return row.withdrawal.edition.page_id
    return getattr(row, "page_id", None)
