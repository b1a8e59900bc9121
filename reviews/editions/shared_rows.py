"""What an edition shows that is no part of it, its page, boards, themes and files, and who changed that."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import F, Max, OuterRef, QuerySet, Subquery, Value

from reviews.lib.compiled import among, compiled
from reviews.models import Approval, Document, Edition, Event, Waiver

NEVER = datetime.min.replace(tzinfo=UTC)
# The ways from an edition to the rows that it shows, by the name that events have for a row.
SHOWN = {
    "page": ("page",),
    "board": ("page__board", "reviewedition__board_roles__board"),
    "theme": ("reviewedition__review_themes__theme",),
    "document": ("reviewedition__attachments__document",),
}
BOARD = "set facts of a board that this page names"
THEME = "added or changed a theme that this page shows"
BROUGHT = "brought in a file that this page shows"
SETTLED = "settled what was found in a file that this page shows"
BY_EVENT = {"board": BOARD, "theme": THEME}

Row = tuple[str, int]


@dataclass(frozen=True)
class Change:
    """Somebody did something to a row."""

    row: Row
    actor: int
    at: datetime
    what: str


def changes_of_shown_rows(
    editions: Iterable[Edition], of_pages: Iterable[Change]
) -> dict[int, dict[int, str]]:
    """By the key of each edition, who changed a row that it shows, and what they did.

    A change counts until a public edition that shows the row is signed. It takes four queries at most,
    however many editions there are; changes ``of_pages`` are at hand.
    """
    shown = _shown(editions)
    rows = set().union(*shown.values())
    changes = defaultdict(list)
    for change in [*_by_events(rows), *_of_files(rows), *of_pages]:
        changes[change.row].append(change)
    signed = _last_signed(changes)
    return {
        key: {
            each.actor: each.what
            for row in sorted(rows)
            for each in changes.get(row, ())
            if each.at > signed[row]
        }
        for key, rows in shown.items()
    }


def _shown(editions: Iterable[Edition]) -> dict[int, set[Row]]:
    """By the key of each edition, the rows that its page shows."""
    found: dict[int, set[Row]] = {each.pk: set() for each in editions}
    for edition, kind, key in _rows_shown().rows({"editions": list(found)}):
        if key:
            found[edition].add((kind, key))
    return found


@compiled
def _rows_shown() -> QuerySet:
    asked = Edition.objects.filter(among("pk", "editions")).order_by()
    return _together(SHOWN, lambda kind, lookup: asked.values_list("pk", Value(kind), F(lookup)))


def _by_events(rows: set[Row]) -> Iterable[Change]:
    named = "|".join(f'"{kind}": {key}' for kind, key in sorted(rows) if kind in BY_EVENT)
    verbs = (Event.Verb.BOARD_SET, Event.Verb.THEME_SET)
    events = Event.objects.filter(page=None, verb__in=verbs, body__regex=f"({named})[,}}]")
    for body, actor, at in events.values_list("body", "actor", "at") if named else ():
        stated = json.loads(body)
        for kind in BY_EVENT.keys() & stated:
            yield Change((kind, stated[kind]), actor, at, BY_EVENT[kind])


def _of_files(rows: set[Row]) -> Iterable[Change]:
    """Of who did both, that they settled what was found is said."""
    keys = [key for kind, key in rows if kind == "document"]
    brought = Document.objects.filter(pk__in=keys).order_by()
    brought = brought.values_list("pk", "accepted_by", "accepted_at", Value(BROUGHT))
    settled = Waiver.objects.filter(document__in=keys).order_by()
    settled = settled.values_list("document", "by", "at", Value(SETTLED))
    found = brought.union(settled, all=True) if keys else ()
    for key, actor, at, what in sorted(found, key=lambda row: row[2]):
        yield Change(("document", key), actor, at, what)


def _last_signed(rows: Iterable[Row]) -> Mapping[Row, datetime]:
    """When a public edition that shows each of the rows was last signed."""
    keys = defaultdict(list)
    for kind, key in rows:
        keys[kind].append(key)
    found = defaultdict(lambda: NEVER)
    for kind, key, at in _signatures(*sorted(keys)).rows(keys) if keys else ():
        found[kind, key] = max(at or NEVER, found[kind, key])
    return found


@compiled
def _signatures(*kinds: str) -> QuerySet:
    """Of rows of these kinds, whose keys are given by the name of their kind."""
    approvals = Approval.objects.filter(
        page=OuterRef("page"),
        edition_number=OuterRef("number"),
        verdict=Approval.Verdict.APPROVED,
        at__gte=OuterRef("created_at"),
    )
    signed = Subquery(approvals.order_by("-pk").values("at")[:1])
    public = Edition.objects.exclude(live_from=None).order_by().annotate(signed=signed)

    def latest(kind: str, lookup: str) -> QuerySet:
        own = public.filter(among(lookup, kind)).values(kind=Value(kind), key=F(lookup))
        return own.annotate(last=Max("signed")).values_list("kind", "key", "last")

    return _together(kinds, latest)


def _together(kinds: Iterable[str], rows: Callable[[str, str], QuerySet]) -> QuerySet:
    """The ``rows`` of every way to rows of these kinds, in one query."""
    first, *others = [rows(kind, lookup) for kind in kinds for lookup in SHOWN[kind]]
    return first.union(*others, all=True) if others else first
