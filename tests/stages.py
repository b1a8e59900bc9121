"""The stages through which verbs bring a page.

A stage is named by what has become of the page's editions, in the order of their numbers: “ended
live draft”.
"""

import datetime

from reviews import workflow
from reviews.dates import PartialDate
from reviews.models import Edition, Review, User, clock
from tests import factories as make

DAY = datetime.timedelta(days=1)
VERBS = ["open", "discard", "publish", "schedule", "carry_over", "unschedule", "withdraw"]


def last_of(page: Review) -> Edition | None:
    return page.editions.order_by("number").last()


def act(verb: str, page: Review, last: Edition | None, by: User):
    """Do ``verb`` to the page or to its edition ``last``."""
    carried = {"published": PartialDate("2015-08"), "updated": PartialDate("2018-10-04")}
    return {
        "open": lambda: open_edition(page, by=by),
        "discard": lambda: workflow.discard(last, by=by),
        "publish": lambda: workflow.publish(last, by=by, note="Changed."),
        "schedule": lambda: workflow.publish(last, by=by, note="Changed.", at=clock.now() + DAY),
        "carry_over": lambda: workflow.carry_over(last, by=by, source="old.example", **carried),
        "unschedule": lambda: workflow.unschedule(last, by=by),
        "withdraw": lambda: workflow.withdraw(page, by=by, reason="error", note="Gone."),
    }[verb]()


def open_edition(page: Review, by: User) -> None:
    draft = workflow.open_edition(page, by=by)
    if not draft.review_type:
        make.fill(make.change(draft, review_type="scr", state="summary_only"))


# How to bring a new page to each stage.
WAYS = {
    "": "",
    "draft": "open",
    "scheduled": "open schedule",
    "live": "open publish",
    "live draft": "open publish open",
    "live scheduled": "open publish open schedule",
    "ended live": "open publish open publish",
    "ended": "open publish withdraw",
    "ended draft": "open publish withdraw open",
    "ended scheduled": "open publish withdraw open schedule",
}


def page_at(stage: str) -> Review:
    page = Review.objects.create(
        kind="review", path=f"reviews/{next(make.counter)}", board=make.make_board()
    )
    for verb in WAYS[stage].split():
        act(verb, page, last_of(page), make.make_user())
    assert stage_of(page) == stage
    return page


def stage_of(page: Review) -> str:
    now = clock.now()
    return " ".join(word_for(edition, now) for edition in page.editions.order_by("number"))


def word_for(edition: Edition, now: datetime.datetime) -> str:
    if edition.is_draft:
        return "draft"
    if edition.is_scheduled(at=now):
        return "scheduled"
    return "live" if edition.is_live(at=now) else "ended"
