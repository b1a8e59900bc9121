"""What eight people do to one page at the same time, drawn from a seed."""

import datetime
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction

from reviews import workflow
from reviews.editions.digest import edition_content
from reviews.lib import clock, request_context
from reviews.lib.exceptions import Refused
from reviews.models import Edition, Hold, Identifier, Page, User
from tests.support import bypass
from tests.support.concurrency import PATIENCE
from tests.support.lifecycle import last_of

THREADS = 8
FAR = datetime.timedelta(days=1)
WORDS = {"note": "Changed.", "notice": "Gone.", "chair": "The chair", "why": "It is urgent."}
# What fits the stage at which a page is found; the rest of the verbs come in between all the same.
# Eight people do it at once: what one in eight does is done nearly every time.
FITTING = {
    "none": [*["open"] * 9, "hold"],
    "draft": [*["submit"] * 9, "save", "override", "override_soon"],
    "submitted": [*["approve"] * 14, "save", "return"],
    "approved": [*("publish", "publish", "schedule", "schedule_soon", "schedule_soon", "return")],
    "unsigned": ["approve", "approve", "publish", "override", "schedule_soon"],
    "waiting": [*["approve"] * 3, "unschedule", "unschedule", "hold", "withdraw", "publish"],
    "live": [*["open"] * 12, "approve", "approve", "withdraw"],
    "held": ["release", "release", "publish", "schedule", "override", "submit"],
}
FITTING |= {"returned": FITTING["draft"], "changed": FITTING["draft"]}
VERBS = sorted({verb for verbs in FITTING.values() for verb in verbs} | {"discard"})
# What the same person often goes on to do.
NEXT = {
    "open": ["submit"],
    "save": ["submit"],
    "submit": ["approve"],
    "return": ["save"],
    "approve": ["publish", "schedule", "schedule_soon"],
    "unschedule": ["publish"],
    "hold": ["release"],
    "withdraw": ["open"],
}


class ConcurrentAction(NamedTuple):
    """A verb that somebody is going to do; ``name`` is the request id that its events bear."""

    name: str
    verb: str
    by: User
    chance: float


class Done(NamedTuple):
    """What came of a deed, and between which moments; ``said`` is why it was refused, if it was."""

    action: ConcurrentAction
    began: float
    ended: float
    said: str

    @property
    def is_refused(self) -> bool:
        return self.said != ""


def drawn(seed: int, stage: str, people: list[User]) -> list[list[ConcurrentAction]]:
    """For each thread, what it does one after the other to a page that is found at that stage."""
    chance = random.Random(f"{seed} {stage}")
    return [
        [
            ConcurrentAction(
                f"{seed}-{thread}-{turn}", verb, chance.choice(people), chance.random()
            )
            for turn, verb in enumerate(errand(chance, stage))
        ]
        for thread in range(THREADS)
    ]


def errand(chance: random.Random, stage: str) -> list[str]:
    verb = chance.choice(FITTING[stage] if chance.random() < 0.9 else VERBS)
    goes_on = verb in NEXT and chance.random() < 0.2
    return [verb, chance.choice(NEXT[verb])] if goes_on else [verb]


def hurry() -> None:
    """Do not wait for the disk: locks and their order are the same."""
    bypass.sql("SET synchronous_commit TO off")


def close() -> None:
    connection.close()


class Crew:
    """The threads, each with a database connection that it keeps until the end."""

    def __enter__(self) -> "Crew":
        self.threads = ThreadPoolExecutor(THREADS)
        self.all_at_once([hurry] * THREADS)
        return self

    def __exit__(self, *_) -> None:
        self.all_at_once([close] * THREADS)
        self.threads.shutdown()

    def all_at_once(self, acts) -> list:
        start = threading.Barrier(THREADS, timeout=PATIENCE)

        def begin(act):
            start.wait()
            return act()

        return list(self.threads.map(begin, acts))

    def do(self, page: Page, tasks: list[list[ConcurrentAction]]) -> list[Done]:
        """All that they did, once the last of them has ended."""
        found = self.all_at_once([lambda task=task: in_turn(page, task) for task in tasks])
        return [done for one in found for done in one]


def in_turn(page: Page, task: list[ConcurrentAction]) -> list[Done]:
    return [attempt(page, action) for action in task]


def attempt(page: Page, action: ConcurrentAction) -> Done:
    """Do it, or be refused; what else may go wrong is not caught."""
    request_context.request_id.set(action.name)
    began, said = time.monotonic(), ""
    try:
        act(page, action)
    except Refused as refusal:
        said = " ".join(refusal.reasons)
    except IntegrityError as error:
        said = sentence_of(error)
    return Done(action, began, time.monotonic(), said)


def sentence_of(error: IntegrityError) -> str:
    """What the database says to whoever changes a period at the very moment at which it begins."""
    said = error.__cause__.diag
    if said.sqlstate != "23000" or "has passed and cannot be changed" not in said.message_primary:
        raise error
    return said.message_primary


def act(page: Page, action: ConcurrentAction) -> None:
    """The verb, on the page or on its last edition as it is found just before."""
    by, last = action.by, last_of(page)
    of_page = {
        "open": lambda: open_and_fill(page, by),
        "hold": lambda: workflow.hold(page, by=by, reason=reason(action)),
        "release": lambda: release(page, by),
        "withdraw": lambda: withdraw(page, by),
    }
    of_edition = {
        "save": lambda: save(last, by, f"Title {action.chance:.1f}"),
        "discard": lambda: workflow.discard(last, by=by),
        "submit": lambda: workflow.submit(last, by=by, note=WORDS["note"]),
        "return": lambda: workflow.return_(last, by=by, remarks=WORDS["note"]),
        "approve": lambda: workflow.approve(last, by=by),
        "publish": lambda: workflow.publish(last, by=by),
        "schedule": lambda: workflow.publish(last, by=by, at=clock.now() + FAR),
        "schedule_soon": lambda: workflow.publish(last, by=by, at=soon(action)),
        "unschedule": lambda: workflow.unschedule(last, by=by),
        "override": lambda: override(last, by, None),
        "override_soon": lambda: override(last, by, soon(action)),
    }
    if last is None and action.verb in of_edition:
        raise Refused("There is no edition.")
    (of_page | of_edition)[action.verb]()


def soon(action: ConcurrentAction) -> datetime.datetime:
    """A moment that comes while the others are still at work."""
    return clock.now() + datetime.timedelta(milliseconds=10 + 80 * action.chance)


def reason(action: ConcurrentAction) -> str:
    return "inquest" if action.chance < 0.5 else "family"


def override(last: Edition, by: User, at: datetime.datetime | None) -> None:
    workflow.override(last, by=by, reason=WORDS["why"], note=WORDS["note"], at=at)


def withdraw(page: Page, by: User) -> None:
    said = {"note": WORDS["notice"], "authorised_by": WORDS["chair"]}
    workflow.withdraw(page, by=by, reason="error", **said)


def release(page: Page, by: User) -> None:
    held = Hold.objects.in_force().filter(page=page).first()
    if held is None:
        raise Refused("There is no hold.")
    workflow.release(held, by=by)


def open_and_fill(page: Page, by: User) -> None:
    draft = workflow.open_edition(page, by=by)
    if not draft.title:
        save(draft, by, "Title")


@transaction.atomic
def save(edition: Edition, by: User, title: str) -> None:
    """As the form of the admin saves: the page locked, the draft read again, the ledger told."""
    Page.objects.select_for_update().get(pk=edition.page_id)
    draft = Edition.objects.drafts().filter(pk=edition.pk).select_related("page").first()
    if draft is None:
        raise Refused("It is no longer a draft.")
    draft, before = draft.as_kind, edition_content(draft)
    draft.title, draft.edited_by = title, by
    draft.body = "Words."
    if draft.page.kind == Page.Kind.REVIEW:
        draft.review_type, draft.state = "scr", "listed_only"
        Identifier.objects.get_or_create(
            edition=draft, kind="letter", value=f"Child {draft.page_id}"
        )
    draft.save()
    workflow.record_draft_saved(draft, by=by, before=before)
