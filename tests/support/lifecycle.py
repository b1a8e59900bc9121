"""The stages through which verbs bring a page.

A stage is named by what has become of the page's editions, in the order of their numbers, after
“held” if the page is on hold: “ended live draft”, “held approved”. A draft goes by the stage of
its approval; one that is approved with the dates of an earlier website is “brought”. What is live
without a second signature is “unsigned”.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from reviews import workflow
from reviews.editions.approval import Stage, approval_status
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.models import Approval, Edition, Hold, Review, User
from tests.support import factories as make

DAY = datetime.timedelta(days=1)
VERBS = [
    *("open", "discard", "state_origin", "submit", "return", "approve"),
    *("publish", "schedule", "carry_over", "override", "unschedule"),
    *("hold", "release", "withdraw", "bring_back", "take_back"),
]
# The events that each verb writes.
WRITTEN = {
    "open": ["opened"],
    "discard": ["discarded"],
    "state_origin": ["saved"],
    "submit": ["submitted"],
    "return": ["returned"],
    "approve": ["approved"],
    "publish": ["published"],
    "schedule": ["scheduled"],
    "carry_over": ["carried_over"],
    "override": ["overridden", "published"],
    "unschedule": ["unscheduled"],
    "hold": ["held"],
    "release": ["released"],
    "withdraw": ["withdrawn"],
    "bring_back": ["brought_back"],
    "take_back": ["taken_back"],
}
# What can be done to a page that has no edition.
OF_PAGES = {"open", "hold", "release", "withdraw"}
RETURN_FACTS = {"by": "Sam Smith", "remarks": "Name the agencies."}


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done inside is undone afterwards, so that the next try finds the same."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def last_of(page: Review) -> Edition | None:
    return page.editions.order_by("number").last()


def act(verb: str, page: Review, last: Edition | None, by: User):
    """Do ``verb`` to the page, to its edition ``last`` or to the last hold of the page."""
    dates = {"published": PartialDate("2015-08"), "updated": PartialDate("2018-10-04")}
    error = {"reason": "error", "note": "Gone.", "authorised_by": "The chair"}
    return {
        "open": lambda: open_edition(page, by=by),
        "discard": lambda: workflow.discard(last, by=by),
        "state_origin": lambda: workflow.state_origin(last, by=by, source="old.example", **dates),
        "submit": lambda: workflow.submit(last, by=by, note="Changed."),
        "return": lambda: workflow.return_(last, by=by, remarks=RETURN_FACTS["remarks"]),
        "approve": lambda: workflow.approve(last, by=by, cleared=make.withdrawal_of(last)),
        "take_back": lambda: workflow.take_back(last, by=submitter_of(last) or by),
        "bring_back": lambda: workflow.bring_back(last, by=by),
        "publish": lambda: workflow.publish(last, by=by),
        "schedule": lambda: workflow.publish(last, by=by, at=clock.now() + DAY),
        "carry_over": lambda: workflow.carry_over(last, by=by),
        "override": lambda: workflow.override(last, by=by, reason="It is urgent.", note="Changed."),
        "unschedule": lambda: workflow.unschedule(last, by=by),
        "hold": lambda: workflow.hold(page, by=by, reason="inquest"),
        "release": lambda: workflow.release(page.holds.latest("pk"), by=by),
        "withdraw": lambda: workflow.withdraw(page, by=by, **error),
        # Not a verb: what an editor does to a draft at any time.
        "change": lambda: make.change(last, title=f"Title {next(make.counter)}"),
    }[verb]()


def submitter_of(edition: Edition) -> User | None:
    """Who submitted it last: nobody else takes that back."""
    submitted = Approval.objects.of(edition).filter(verdict=Approval.Verdict.SUBMITTED).last()
    return submitted and submitted.by


def open_edition(page: Review, by: User) -> None:
    draft = workflow.open_edition(page, by=by)
    if not draft.review_type:
        make.fill(make.change(draft, review_type="scr", state="published"))


SIGN = "submit approve"
# The verbs that bring a new page to each stage.
VERBS_TO = {
    "": "",
    "draft": "open",
    "submitted": "open submit",
    "returned": "open submit return",
    "approved": f"open {SIGN}",
    "changed": f"open {SIGN} change",
    "brought": f"open state_origin {SIGN}",
    "scheduled": f"open {SIGN} schedule",
    "live": f"open {SIGN} publish",
    "unsigned": "open override",
    "live draft": f"open {SIGN} publish open",
    "live submitted": f"open {SIGN} publish open submit",
    "live approved": f"open {SIGN} publish open {SIGN}",
    "live scheduled": f"open {SIGN} publish open {SIGN} schedule",
    "ended live": f"open {SIGN} publish open {SIGN} publish",
    "ended": f"open {SIGN} publish withdraw",
    "ended draft": f"open {SIGN} publish withdraw open",
    "ended approved": f"open {SIGN} publish withdraw open {SIGN}",
    "held draft": "open hold",
    "held approved": f"open {SIGN} hold",
    "held live": f"open {SIGN} publish hold",
}


def page_at(stage: str) -> Review:
    page = Review.objects.create(
        kind="review", path=f"reviews/{next(make.counter)}", board=make.make_board()
    )
    for verb in VERBS_TO[stage].split():
        act(verb, page, last_of(page), make.make_user(first_name=RETURN_FACTS["by"]))
    assert stage_of(page) == stage
    return page


def stage_of(page: Review) -> str:
    now = clock.now()
    held = ["held"] if Hold.objects.in_force().filter(page=page).exists() else []
    editions = page.editions.select_related("page").order_by("number")
    return " ".join([*held, *(stage_of_edition(edition, now) for edition in editions)])


def stage_of_edition(edition: Edition, now: datetime.datetime) -> str:
    stage = approval_status(edition_content(edition)).stage
    if edition.is_draft:
        return "brought" if stage == Stage.APPROVED and edition.carried_updated else stage.value
    if edition.is_scheduled(at=now):
        return "scheduled"
    if edition.has_ended(at=now):
        return "ended"
    return "unsigned" if stage == Stage.AWAITING_SIGNATURE else "live"
