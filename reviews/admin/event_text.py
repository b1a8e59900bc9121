"""Events in words, for staff."""

import json
from collections.abc import Callable, Iterable

from django.db.models import Model, TextChoices

from reviews import pdf
from reviews.editions.comparison import label
from reviews.lib.languages import name_of
from reviews.models import (
    Board,
    ErasureRequest,
    Event,
    Hold,
    Original,
    PublicationRule,
    Theme,
    User,
    Withdrawal,
)

REASONS: dict[str, type[TextChoices]] = {
    Event.Verb.HELD: Hold.Reason,
    Event.Verb.RELEASED: Hold.Reason,
    Event.Verb.WITHDRAWN: Withdrawal.Reason,
    Event.Verb.CLEARED: Withdrawal.Reason,
    Event.Verb.BROUGHT_BACK: Withdrawal.Reason,
    Event.Verb.ERASURE_ASKED: ErasureRequest.Reason,
    Event.Verb.ERASURE_DECLINED: ErasureRequest.Reason,
    Event.Verb.ERASED: ErasureRequest.Reason,
    Event.Verb.ORIGINAL_READ: Original.Reason,
}
# The models of what an event of the whole register may be about, by their keys in its body.
SUBJECTS: dict[str, type[Model]] = {
    "person": User,
    "board": Board,
    "rule": PublicationRule,
    "theme": Theme,
}


def _boards(keys: list[int] | str) -> str:
    """The names of the boards with these primary keys; or the word “all”, as it is."""
    if isinstance(keys, str):
        return keys
    return ", ".join(Board.objects.filter(pk__in=keys).values_list("name", flat=True)) or "none"


def _kinds(counts: dict[str, int]) -> str:
    """“hidden text 2, metadata 1”, of kinds of findings."""
    return ", ".join(f"{pdf.in_words(kind)} {number}" for kind, number in counts.items())


def _pages(counts: dict[str, int]) -> str:
    """“page 2: 3”, of places on pages."""
    return ", ".join(f"page {page}: {number}" for page, number in counts.items())


# What an event's body may state in addition to keys of rows: its name, and how its value is shown.
FACTS: dict[str, tuple[str, Callable[..., str]]] = {
    "fields": ("What was changed", lambda names: ", ".join(map(label, names))),
    "documents": ("SHA-256 of the files destroyed", ", ".join),
    "kept": ("SHA-256 of files kept because other pages show them", ", ".join),
    "file": ("SHA-256 of the file", str),
    "original": ("SHA-256 of the original", str),
    "languages": ("Languages in which it was read", lambda tags: ", ".join(map(name_of, tags))),
    "hidden": ("Places of hidden text taken out", _pages),
    "version": ("Version of the checks", str),
    "new": ("Found that was not found before", _kinds),
    "gone": ("Found no more", _kinds),
    "unsettled": ("To be settled, or in the way of publication", _kinds),
    "withdrawn": ("SHA-256 of the documents withdrawn", ", ".join),
    "active": ("Account", lambda is_open: "open" if is_open else "closed"),
    "groups": ("Groups", lambda names: ", ".join(names) or "none"),
    "boards": ("Boards", _boards),
    "succeeds": ("Took over from", _boards),
}


def reason(event: Event) -> str:
    """The label of the reason that was chosen from a list; empty where none is asked for."""
    reasons = REASONS.get(event.verb)
    return str(reasons(event.reason).label) if reasons and event.reason else ""


def stated(event: Event) -> list[tuple[str, str]]:
    """The facts in its body, as pairs of a name and words."""
    body = json.loads(event.body)
    pairs = [(name, words(body[key])) for key, (name, words) in FACTS.items() if key in body]
    return [pair for pair in pairs if pair[1]]


def subjects(events: Iterable[Event]) -> dict[int, str]:
    """The person, board, rule or theme that each event of the whole register is about, by its number."""
    stated = {event.seq: json.loads(event.body) for event in events}
    found = {}
    for name, model in SUBJECTS.items():
        keys = {seq: body[name] for seq, body in stated.items() if name in body}
        rows = model._default_manager.in_bulk(set(keys.values()))
        found |= {seq: str(rows.get(key, f"{name} {key}")) for seq, key in keys.items()}
    return found
