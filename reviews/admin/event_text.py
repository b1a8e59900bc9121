"""Events in words, for staff."""

import json
from collections.abc import Callable, Iterable

from django.db.models import Model, TextChoices

from reviews.editions.comparison import label
from reviews.models import Board, ErasureRequest, Event, Hold, PublicationRule, User, Withdrawal

DID = {
    Event.Verb.OPENED: "opened edition {number} as a draft",
    Event.Verb.SAVED: "changed the draft, edition {number}",
    Event.Verb.DISCARDED: "discarded the draft, edition {number}",
    Event.Verb.SUBMITTED: "submitted edition {number} for approval",
    Event.Verb.RETURNED: "returned edition {number} with remarks",
    Event.Verb.APPROVED: "approved edition {number}",
    Event.Verb.OVERRIDDEN: "decided to publish edition {number} without a second person",
    Event.Verb.HELD: "put the page on hold",
    Event.Verb.RELEASED: "released the page from a hold",
    Event.Verb.PUBLISHED: "published edition {number}",
    Event.Verb.SCHEDULED: "scheduled edition {number}",
    Event.Verb.UNSCHEDULED: "took back the schedule of edition {number}",
    Event.Verb.CARRIED_OVER: "carried edition {number} over from an earlier website",
    Event.Verb.WITHDRAWN: "withdrew edition {number}",
    Event.Verb.NOTIFIED: "recorded that somebody was told of the coming publication",
    Event.Verb.ERASURE_ASKED: "asked for an erasure",
    Event.Verb.ERASURE_DECLINED: "declined an erasure that was asked for",
    Event.Verb.ERASED: "carried out an erasure",
    Event.Verb.RULE_ADDED: "added a publication rule",
    Event.Verb.PAGE_SET: "set facts of the page itself",
    Event.Verb.BOARD_SET: "set facts of a board",
    Event.Verb.RIGHTS_SET: "set the rights of a person",
    Event.Verb.PASSWORD_SET: "handed a one-time password to a person",
    Event.Verb.ANNOUNCED: "announced a banner",
    Event.Verb.ENDED_BANNER: "ended a banner",
}
REASONS: dict[str, type[TextChoices]] = {
    Event.Verb.HELD: Hold.Reason,
    Event.Verb.RELEASED: Hold.Reason,
    Event.Verb.WITHDRAWN: Withdrawal.Reason,
    Event.Verb.ERASURE_ASKED: ErasureRequest.Reason,
    Event.Verb.ERASURE_DECLINED: ErasureRequest.Reason,
    Event.Verb.ERASED: ErasureRequest.Reason,
}
# What an event of the whole register may be about, by the name that its body has for it.
SUBJECTS: dict[str, type[Model]] = {"person": User, "board": Board, "rule": PublicationRule}


def _boards(keys: list[int] | str) -> str:
    """The boards of a person, whose keys an event has; or the word “all”."""
    if isinstance(keys, str):
        return keys
    return ", ".join(Board.objects.filter(pk__in=keys).values_list("name", flat=True)) or "none"


# What an event's body may state beside keys of rows: what to call it, and how to say it.
FACTS: dict[str, tuple[str, Callable[..., str]]] = {
    "fields": ("What was changed", lambda names: ", ".join(map(label, names))),
    "documents": ("SHA-256 of the files destroyed", ", ".join),
    "kept": ("SHA-256 of files kept because other pages show them", ", ".join),
    "active": ("Account", lambda is_open: "open" if is_open else "closed"),
    "groups": ("Groups", lambda names: ", ".join(names) or "none"),
    "boards": ("Boards", _boards),
}


def did(event: Event) -> str:
    """“published edition 2”."""
    return DID[event.verb].format(number=event.edition_number)


def reason(event: Event) -> str:
    """The reason from the list that was chosen for it; empty where none is asked for."""
    reasons = REASONS.get(event.verb)
    return str(reasons(event.reason).label) if reasons and event.reason else ""


def stated(event: Event) -> list[tuple[str, str]]:
    """What its body says, as pairs of a name and words."""
    body = json.loads(event.body)
    said = [(name, words(body[key])) for key, (name, words) in FACTS.items() if key in body]
    return [pair for pair in said if pair[1]]


def subjects(events: Iterable[Event]) -> dict[int, str]:
    """What those that are about the whole register are about, by their numbers: a person, a rule …"""
    stated = {event.seq: json.loads(event.body) for event in events}
    found = {}
    for name, model in SUBJECTS.items():
        keys = {seq: body[name] for seq, body in stated.items() if name in body}
        rows = model._default_manager.in_bulk(set(keys.values()))
        found |= {seq: str(rows.get(key, f"{name} {key}")) for seq, key in keys.items()}
    return found
