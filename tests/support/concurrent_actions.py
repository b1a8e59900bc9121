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
from tests.support import factories as make
from tests.support.concurrency import PATIENCE
from tests.support.lifecycle import last_of, submitter_of

THREADS = 8
FAR = datetime.timedelta(days=1)
# What is likely at each stage of a page. The other verbs come in between, but seldom. As eight
# people act at once, a verb that one in eight chooses is done nearly every time.
LIKELY = {
    "none": [*["open"] * 9, "hold"],
    "draft": [*["submit"] * 9, "save", "override", "override_soon"],
    "submitted": [*["approve"] * 14, "save", "return"],
    "approved": [
        *["schedule"] * 4,
        *["schedule_soon"] * 3,
        *["publish"] * 3,
        *["bring_back"] * 3,
        "return",
    ],
    "unsigned": ["approve", "approve", "publish", "override", "schedule_soon"],
    "waiting": [*["approve"] * 12, *["unschedule"] * 4, "hold", "publish"],
    # Withdrawing comes in between often enough: until a page is brought back, which takes many rounds, nothing
    # of it can be published or scheduled.
    "live": [*["open"] * 12, "approve", "approve"],
    "held": ["release", "release", "publish", "schedule", "override", "submit"],
}
LIKELY |= {"returned": LIKELY["draft"], "changed": LIKELY["draft"]}
VERBS = sorted(
    {verb for verbs in LIKELY.values() for verb in verbs} | {"discard", "take_back", "withdraw"}
)
# What the same person often goes on to do.
NEXT = {
    "open": ["submit"],
    "save": ["submit"],
    "submit": ["approve"],
    "return": ["save"],
    "approve": ["publish", "schedule", "schedule_soon", "bring_back"],
    "unschedule": ["publish"],
    "hold": ["release"],
    "withdraw": ["open"],
}


class ConcurrentAction(NamedTuple):
    """A verb that somebody is going to do; ``name`` is the request id of its events.

    ``chance``, from 0 to 1, decides on details; ``pace`` is how many seconds a round takes.
    """

    name: str
    verb: str
    by: User
    chance: float
    pace: float = 0.1


class Done(NamedTuple):
    """An action that has ended, with ``time.monotonic()`` before and after it.

    ``refusal`` says why it was refused, and is empty if it was not.
    """

    action: ConcurrentAction
    began: float
    ended: float
    refusal: str

    @property
    def is_refused(self) -> bool:
        return self.refusal != ""


def drawn(seed: int, stage: str, people: list[User], pace: float) -> list[list[ConcurrentAction]]:
    """For each thread, what it does in turn to a page that is at that stage."""
    chance = random.Random(f"{seed} {stage}")
    return [
        [
            ConcurrentAction(
                f"{seed}-{thread}-{turn}", verb, chance.choice(people), chance.random(), pace
            )
            for turn, verb in enumerate(verbs_of_a_thread(chance, stage))
        ]
        for thread in range(THREADS)
    ]


def verbs_of_a_thread(chance: random.Random, stage: str) -> list[str]:
    verb = chance.choice(LIKELY[stage] if chance.random() < 0.9 else VERBS)
    goes_on = verb in NEXT and chance.random() < 0.2
    return [verb, chance.choice(NEXT[verb])] if goes_on else [verb]


class Crew:
    """The threads, each with a database connection that it keeps until the end.

    ``pace`` is how many seconds the last round took.
    """

    pace = 0.1

    def __enter__(self) -> "Crew":
        self.threads = ThreadPoolExecutor(THREADS)
        return self

    def __exit__(self, *_) -> None:
        self.all_at_once([lambda: connection.close()] * THREADS)  # of the thread that calls it
        self.threads.shutdown()

    def all_at_once(self, acts) -> list:
        start = threading.Barrier(THREADS, timeout=PATIENCE)

        def begin(act):
            start.wait()
            return act()

        return list(self.threads.map(begin, acts))

    def do(self, page: Page, tasks: list[list[ConcurrentAction]]) -> list[Done]:
        """What they did, once all have ended."""
        began = time.monotonic()
        found = self.all_at_once([lambda task=task: in_turn(page, task) for task in tasks])
        self.pace = time.monotonic() - began
        return [done for one in found for done in one]


def in_turn(page: Page, task: list[ConcurrentAction]) -> list[Done]:
    return [attempt(page, action) for action in task]


def attempt(page: Page, action: ConcurrentAction) -> Done:
    """Do it or be refused. Every other error is raised."""
    request_context.request_id.set(action.name)
    began, refusal = time.monotonic(), ""
    try:
        act(page, action)
    except Refused as error:
        refusal = " ".join(error.reasons)
    except IntegrityError as error:
        refusal = sentence_of(error)
    return Done(action, began, time.monotonic(), refusal)


def sentence_of(error: IntegrityError) -> str:
    """The database's refusal to change a period at the very moment at which it begins.

    Raises any other error again.
    """
    found = error.__cause__.diag
    if found.sqlstate != "23000" or "has passed and cannot be changed" not in found.message_primary:
        raise error
    return found.message_primary


def act(page: Page, action: ConcurrentAction) -> None:
    """Do the verb to the page, or to its last edition as it was just before."""
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
        "submit": lambda: workflow.submit(last, by=by, note="Changed."),
        "return": lambda: workflow.return_(last, by=by, remarks="Changed."),
        "approve": lambda: workflow.approve(last, by=by, cleared=make.withdrawal_of(last)),
        "bring_back": lambda: workflow.bring_back(last, by=by),
        "take_back": lambda: workflow.take_back(last, by=submitter_of(last) or by),
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
    return clock.now() + datetime.timedelta(seconds=action.pace * (0.1 + action.chance))


def reason(action: ConcurrentAction) -> str:
    return "inquest" if action.chance < 0.5 else "family"


def override(last: Edition, by: User, at: datetime.datetime | None) -> None:
    workflow.override(last, by=by, reason="It is urgent.", note="Changed.", at=at)


def withdraw(page: Page, by: User) -> None:
    workflow.withdraw(page, by=by, reason="error", note="Gone.", authorised_by="The chair")


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
    """As the form of the admin saves: it locks the page, reads the draft again and records it."""
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
