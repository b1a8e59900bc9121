"""Each verb at each stage of a page: what becomes of it and the event written, or the exact refusal."""

import pytest
from django.core import serializers
from django.db.models import Max

from reviews.dates import PartialDate
from reviews.errors import Refused
from reviews.models import Edition, Event, Page, Withdrawal, clock
from reviews.models.parts import PARTS
from tests import factories as make
from tests.stages import VERBS, act, last_of, page_at, stage_of

pytestmark = pytest.mark.django_db

WAITS = "Edition {} is scheduled to go live. Take back its schedule to change it."
STAYS = "Edition {} has a period and stays on record."
IS_PUBLISHED = "Edition {} has already been published. Open the page again to see it."
IS_SCHEDULED = "Edition {} has already been scheduled. Open the page again to see it."
WAS_PUBLIC = "This page has already been public here: publish its next edition instead."
NOT_WAITING = "Edition {} is not waiting to go live."
NOT_PUBLIC = "This page is not public: there is nothing to withdraw."
WITHDRAWN = "This page was already withdrawn on {day}."

# For each stage and each of VERBS: the stage that follows, or the reasons against.
GRID = {
    "": ["draft", None, None, None, None, None, [NOT_PUBLIC]],
    "draft": ["draft", "", "live", "scheduled", "live", [NOT_WAITING], [NOT_PUBLIC]],
    "scheduled": [
        *[[WAITS], [STAYS], [IS_SCHEDULED], [IS_SCHEDULED], [IS_SCHEDULED, WAS_PUBLIC]],
        *["draft", [NOT_PUBLIC]],
    ],
    "live": [
        *["live draft", [STAYS], [IS_PUBLISHED], [IS_PUBLISHED], [IS_PUBLISHED, WAS_PUBLIC]],
        *[[NOT_WAITING], "ended"],
    ],
    "live draft": [
        *["live draft", "live", "ended live", "live scheduled", [WAS_PUBLIC]],
        *[[NOT_WAITING], "ended draft"],
    ],
    "live scheduled": [
        *[[WAITS], [STAYS], [IS_SCHEDULED], [IS_SCHEDULED], [IS_SCHEDULED, WAS_PUBLIC]],
        *["live draft", "ended draft"],
    ],
    "ended live": [
        *["ended live draft", [STAYS], [IS_PUBLISHED], [IS_PUBLISHED], [IS_PUBLISHED, WAS_PUBLIC]],
        *[[NOT_WAITING], "ended ended"],
    ],
    "ended": [
        *["ended draft", [STAYS], [IS_PUBLISHED], [IS_PUBLISHED], [IS_PUBLISHED, WAS_PUBLIC]],
        *[[NOT_WAITING], [WITHDRAWN]],
    ],
    "ended draft": [
        *["ended draft", "ended", "ended live", "ended scheduled", [WAS_PUBLIC]],
        *[[NOT_WAITING], [WITHDRAWN]],
    ],
    "ended scheduled": [
        *[[WAITS], [STAYS], [IS_SCHEDULED], [IS_SCHEDULED], [IS_SCHEDULED, WAS_PUBLIC]],
        *["ended draft", [WITHDRAWN]],
    ],
}
CASES = [
    (stage, verb, then)
    for stage, row in GRID.items()
    for verb, then in zip(VERBS, row, strict=True)
    if then is not None
]


def everything():
    """All rows that a verb could write, as text."""
    models = (Page, Edition, Withdrawal, Event, *PARTS)
    rows = [row for model in models for row in model.objects.order_by("pk")]
    rows += [row.special for row in Edition.objects.order_by("pk")]
    return serializers.serialize("json", rows)


WRITTEN = {
    "open": "opened",
    "discard": "discarded",
    "publish": "published",
    "schedule": "scheduled",
    "carry_over": "carried_over",
    "unschedule": "unscheduled",
    "withdraw": "withdrawn",
}


def subject(verb, page):
    """The edition that the verb is about, as it is before; of one to be opened, only its number."""
    if verb == "withdraw":
        return page.editions.public(at=clock.now()).get()
    last = last_of(page)
    return Edition(number=last.number + 1 if last else 1) if verb == "open" else last


def moment(verb, before, after):
    """What the event must name: the end of the period that the verb wrote, or took away."""
    if verb in {"open", "discard"}:
        return None
    if verb == "unschedule":
        return before.live_from
    return after.live_until if verb == "withdraw" else after.live_from


@pytest.mark.parametrize(
    ("stage", "verb", "then"), [case for case in CASES if isinstance(case[2], str)]
)
def test_a_verb_that_a_stage_allows(stage, verb, then):
    page, by = page_at(stage), make.make_user("sam", first_name="Sam", last_name="Smith")
    before = subject(verb, page)
    latest = Event.objects.aggregate(Max("pk", default=0))["pk__max"]
    act(verb, page, last_of(page), by)
    assert stage_of(page) == then
    after = page.editions.filter(number=before.number).first()
    about = (page.pk, before.number, None, moment(verb, before, after))
    in_work = verb == "open" and stage.endswith("draft")
    assert list(
        Event.objects.filter(pk__gt=latest).values_list(
            *("verb", "actor", "actor_name", "page", "edition_number", "banner", "moment")
        )
    ) == ([] if in_work else [(WRITTEN[verb], by.pk, "Sam Smith", *about)])


@pytest.mark.parametrize(
    ("stage", "verb", "reasons"), [case for case in CASES if isinstance(case[2], list)]
)
def test_a_verb_that_a_stage_refuses_changes_nothing(stage, verb, reasons):
    page = page_at(stage)
    before = everything()
    with pytest.raises(Refused) as refusal:
        act(verb, page, last_of(page), make.make_user())
    ended = page.editions.aggregate(Max("live_until"))["live_until__max"]
    facts = {"day": ended and PartialDate.of(ended)}
    assert refusal.value.reasons == [
        reason.format(len(stage.split()), **facts) for reason in reasons
    ]
    assert str(refusal.value) == " ".join(refusal.value.reasons)
    assert everything() == before
