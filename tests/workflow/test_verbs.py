"""Each verb at each stage of a page: what becomes of it and the events written, or the exact refusal."""

import pytest
from django.core import serializers
from django.db.models import Max

from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.lib.exceptions import Refused
from reviews.models import Approval, Edition, Event, Hold, Page, Release, Withdrawal
from reviews.models.edition_parts import PARTS
from tests.support import factories as make
from tests.support.lifecycle import (
    OF_PAGES,
    VERBS,
    VERBS_TO,
    WRITTEN,
    act,
    last_of,
    page_at,
    stage_of,
    submitter_of,
    taken_back,
)
from tests.support.refusals import (
    APPROVED,
    CHANGED,
    HELD_ALREADY,
    IS_HELD,
    IS_PUBLISHED,
    IS_SCHEDULED,
    NO_DRAFT,
    NO_ORIGIN,
    NOT_PUBLIC,
    NOT_RETURNED,
    NOT_SENT,
    NOT_SUBMITTED,
    NOT_WAITING,
    NOT_WITHDRAWN,
    PAGE_WITHDRAWN,
    PUBLISH,
    RETURNED,
    STAYS,
    SUBMIT,
    UNCHANGED,
    UNCLEARED,
    UNSIGNED,
    WAITS,
    WAS_PUBLIC,
    WITHDRAWN,
)

pytestmark = pytest.mark.django_db

# The verbs that a page refuses because of the stage of its last edition.
OF_A_DRAFT = {"unschedule": [NOT_WAITING], "take_back": [NOT_SENT]}
REFUSED = {
    "draft": OF_A_DRAFT
    | {"return": [NOT_SUBMITTED], "approve": [SUBMIT], "bring_back": [SUBMIT, NOT_WITHDRAWN]}
    | {"publish": [SUBMIT], "schedule": [SUBMIT], "carry_over": [SUBMIT, NO_ORIGIN]},
    "submitted": OF_A_DRAFT
    | {"submit": [UNCHANGED], "bring_back": [UNSIGNED, NOT_WITHDRAWN]}
    | {"publish": [UNSIGNED], "schedule": [UNSIGNED], "carry_over": [UNSIGNED, NO_ORIGIN]},
    "returned": OF_A_DRAFT
    | {"return": [NOT_SUBMITTED], "approve": [RETURNED]}
    | {"bring_back": [RETURNED, NOT_WITHDRAWN]}
    | {"publish": [RETURNED], "schedule": [RETURNED], "carry_over": [RETURNED, NO_ORIGIN]},
    "changed": OF_A_DRAFT
    | {"approve": [CHANGED], "bring_back": [CHANGED, NOT_WITHDRAWN]}
    | {"publish": [CHANGED], "schedule": [CHANGED], "carry_over": [CHANGED, NO_ORIGIN]},
    "approved": OF_A_DRAFT
    | {"submit": [UNCHANGED], "approve": [APPROVED], "carry_over": [NO_ORIGIN]}
    | {"override": [PUBLISH], "bring_back": [NOT_WITHDRAWN]},
    "scheduled": {"open": [WAITS], "discard": [STAYS], "state_origin": [NO_DRAFT, WAS_PUBLIC]}
    | {"submit": [IS_SCHEDULED, UNCHANGED], "return": [NOT_RETURNED], "approve": [APPROVED]}
    | {"publish": [IS_SCHEDULED], "schedule": [IS_SCHEDULED]}
    | {"carry_over": [IS_SCHEDULED, NO_ORIGIN], "override": [IS_SCHEDULED]}
    | {"bring_back": [IS_SCHEDULED, NOT_WITHDRAWN], "take_back": [NOT_SENT]},
    "begun": {"discard": [STAYS], "state_origin": [NO_DRAFT, WAS_PUBLIC]}
    | {"submit": [IS_PUBLISHED, UNCHANGED], "return": [NOT_RETURNED], "approve": [APPROVED]}
    | {"publish": [IS_PUBLISHED], "schedule": [IS_PUBLISHED]}
    | {"carry_over": [IS_PUBLISHED, NO_ORIGIN], "override": [IS_PUBLISHED]}
    | {"unschedule": [NOT_WAITING], "bring_back": [IS_PUBLISHED, NOT_WITHDRAWN]}
    | {"take_back": [NOT_SENT]},
}
NEVER = {"withdraw": [NOT_PUBLIC]}
# Of a withdrawn page.
OF_WITHDRAWN = {
    "ended": {"publish": [IS_PUBLISHED, PAGE_WITHDRAWN], "schedule": [IS_PUBLISHED, PAGE_WITHDRAWN]}
    | {"carry_over": [IS_PUBLISHED, PAGE_WITHDRAWN, NO_ORIGIN]}
    | {"override": [IS_PUBLISHED, PAGE_WITHDRAWN], "bring_back": [IS_PUBLISHED, UNCLEARED]},
    "draft": {"publish": [PAGE_WITHDRAWN, SUBMIT], "schedule": [PAGE_WITHDRAWN, SUBMIT]}
    | {"carry_over": [PAGE_WITHDRAWN, SUBMIT, NO_ORIGIN], "override": [PAGE_WITHDRAWN]}
    | {"bring_back": [SUBMIT, UNCLEARED]},
    "approved": {"publish": [PAGE_WITHDRAWN], "schedule": [PAGE_WITHDRAWN]}
    | {"carry_over": [PAGE_WITHDRAWN, NO_ORIGIN], "override": [PAGE_WITHDRAWN, PUBLISH]},
}
GONE = {stage: row | {"withdraw": [WITHDRAWN]} for stage, row in OF_WITHDRAWN.items()}
PUBLIC_ONCE = {"state_origin": [WAS_PUBLIC]}

# For each stage and each verb: the stage that follows, or the reasons against.
GRID = {
    "": NEVER | {"open": "draft", "hold": "held"},
    "draft": REFUSED["draft"]
    | NEVER
    | {"open": "draft", "discard": "", "state_origin": "draft", "submit": "submitted"}
    | {"override": "unsigned", "hold": "held draft"},
    "submitted": REFUSED["submitted"]
    | NEVER
    | {"open": "submitted", "discard": "", "state_origin": "changed", "take_back": "draft"}
    | {"return": "returned", "approve": "approved"}
    | {"override": "unsigned", "hold": "held submitted"},
    "returned": REFUSED["returned"]
    | NEVER
    | {"open": "returned", "discard": "", "state_origin": "returned", "submit": "submitted"}
    | {"override": "unsigned", "hold": "held returned"},
    "changed": REFUSED["changed"]
    | NEVER
    | {"open": "changed", "discard": "", "state_origin": "changed"}
    | {"submit": "submitted", "return": "returned"}
    | {"override": "unsigned", "hold": "held changed"},
    "approved": REFUSED["approved"]
    | NEVER
    | {"open": "approved", "discard": "", "state_origin": "changed", "return": "returned"}
    | {"publish": "live", "schedule": "scheduled", "hold": "held approved"}
    | {"take_back": "draft"},
    "brought": REFUSED["approved"]
    | NEVER
    | {"open": "brought", "discard": "", "state_origin": "brought", "return": "returned"}
    | {"publish": "live", "schedule": "scheduled", "carry_over": "live"}
    | {"hold": "held brought", "take_back": "draft"},
    "scheduled": REFUSED["scheduled"] | NEVER | {"unschedule": "approved", "hold": "held approved"},
    "live": REFUSED["begun"] | {"open": "live draft", "hold": "held live", "withdraw": "ended"},
    "unsigned": REFUSED["begun"]
    | {"return": [NOT_RETURNED, NOT_SUBMITTED]}
    | {"open": "unsigned draft", "approve": "live", "hold": "held unsigned", "withdraw": "ended"},
    "live draft": REFUSED["draft"]
    | PUBLIC_ONCE
    | {"open": "live draft", "discard": "live", "submit": "live submitted"}
    | {"override": "ended unsigned", "hold": "held live draft", "withdraw": "ended draft"},
    "live submitted": REFUSED["submitted"]
    | PUBLIC_ONCE
    | {"open": "live submitted", "discard": "live"}
    | {"return": "live returned", "approve": "live approved", "take_back": "live draft"}
    | {"override": "ended unsigned", "hold": "held live submitted", "withdraw": "ended submitted"},
    "live approved": REFUSED["approved"]
    | PUBLIC_ONCE
    | {"open": "live approved", "discard": "live", "return": "live returned"}
    | {"publish": "ended live", "schedule": "live scheduled"}
    | {"hold": "held live approved", "withdraw": "ended approved", "take_back": "live draft"},
    "live scheduled": REFUSED["scheduled"]
    | {"unschedule": "live approved", "hold": "held live approved", "withdraw": "ended approved"},
    "ended live": REFUSED["begun"]
    | {"open": "ended live draft", "hold": "held ended live", "withdraw": "ended ended"},
    "ended": REFUSED["begun"] | GONE["ended"] | {"open": "ended draft", "hold": "held ended"},
    "ended draft": REFUSED["draft"]
    | PUBLIC_ONCE
    | GONE["draft"]
    | {"open": "ended draft", "discard": "ended", "submit": "ended submitted"}
    | {"hold": "held ended draft"},
    "ended approved": REFUSED["approved"]
    | PUBLIC_ONCE
    | GONE["approved"]
    | {"open": "ended approved", "discard": "ended", "return": "ended returned"}
    | {"bring_back": "ended live", "take_back": "ended draft", "hold": "held ended approved"},
    "held draft": REFUSED["draft"]
    | NEVER
    | {"publish": [IS_HELD, SUBMIT], "schedule": [IS_HELD, SUBMIT], "override": [IS_HELD]}
    | {"carry_over": [IS_HELD, SUBMIT, NO_ORIGIN], "hold": [HELD_ALREADY], "release": "draft"}
    | {"open": "held draft", "discard": "held", "state_origin": "held draft"}
    | {"submit": "held submitted", "bring_back": [IS_HELD, SUBMIT, NOT_WITHDRAWN]},
    "held approved": REFUSED["approved"]
    | NEVER
    | {"publish": [IS_HELD], "schedule": [IS_HELD], "override": [IS_HELD, PUBLISH]}
    | {"carry_over": [IS_HELD, NO_ORIGIN], "hold": [HELD_ALREADY], "release": "approved"}
    | {"open": "held approved", "discard": "held", "state_origin": "held changed"}
    | {"return": "held returned", "take_back": "held draft"}
    | {"bring_back": [IS_HELD, NOT_WITHDRAWN]},
    "held live": REFUSED["begun"]
    | {"publish": [IS_PUBLISHED, IS_HELD], "schedule": [IS_PUBLISHED, IS_HELD]}
    | {"carry_over": [IS_PUBLISHED, IS_HELD, NO_ORIGIN], "override": [IS_PUBLISHED, IS_HELD]}
    | {"hold": [HELD_ALREADY], "release": "live"}
    | {"open": "held live draft", "withdraw": "held ended"}
    | {"bring_back": [IS_PUBLISHED, IS_HELD, NOT_WITHDRAWN]},
}
ROWS = (Page, Edition, Withdrawal, Approval, Hold, Release, Event, *PARTS)


def test_every_verb_is_tried_at_every_stage():
    """Except those of editions where there is none, and the release of what is not held."""
    assert GRID.keys() == VERBS_TO.keys()
    for stage, row in GRID.items():
        verbs = set(VERBS) if stage else OF_PAGES
        assert row.keys() == (verbs if stage.startswith("held") else verbs - {"release"})


def everything():
    """All rows that a verb could write, as text."""
    rows = [row for model in ROWS for row in model.objects.order_by("pk")]
    rows += [row.as_kind for row in Edition.objects.order_by("pk")]
    return serializers.serialize("json", rows)


BEGINS = {"published", "scheduled", "carried_over", "brought_back"}


def subject(verb, page):
    """The edition that the verb is about, as it is before; of one to be opened, only its number."""
    if verb == "withdraw":
        return page.editions.public(at=clock.now()).get()
    last = last_of(page)
    return Edition(number=last.number + 1 if last else 1) if verb == "open" else last


def event_facts(event, number, before, after):
    """What the event must name: the edition, and what the verb wrote into its period or took away."""
    if event in {"held", "released"}:
        return event, None, None
    if event == "unscheduled":
        return event, number, before.live_from
    moments = {"withdrawn": after and after.live_until} | dict.fromkeys(
        BEGINS, after and after.live_from
    )
    return event, number, moments.get(event)


def allowed(stage):
    """What becomes of a page at ``stage``, by the verbs that are allowed there."""
    return {verb: then for verb, then in GRID[stage].items() if isinstance(then, str)}


def refused(stage):
    """The reasons of the refusal, by the verbs that are refused at ``stage``."""
    return {verb: reasons for verb, reasons in GRID[stage].items() if isinstance(reasons, list)}


@pytest.mark.parametrize("stage", [stage for stage in GRID if allowed(stage)])
def test_verbs_that_a_stage_allows(stage):
    """Each verb finds the page at the stage: what the one before it did is taken back."""
    page, by = page_at(stage), make.make_user("sam", first_name="Sam", last_name="Smith")
    found, expected = {}, {}
    for verb, then in allowed(stage).items():
        with taken_back():
            found[verb], events = written_by(verb, page, by)
            expected[verb] = then, events
    assert found == expected


def written_by(verb, page, by):
    """The stage after ``verb`` with the events that it wrote, and the events that were expected."""
    stage, before, last = stage_of(page), subject(verb, page), last_of(page)
    submitter = submitter_of(last) if verb == "take_back" else None
    latest = Event.objects.aggregate(Max("pk", default=0))["pk__max"]
    act(verb, page, last_of(page), by)
    then = stage_of(page)
    actor = submitter if verb == "take_back" else by
    number = before.number if before else None
    after = page.editions.filter(number=number).first()
    in_work = verb == "open" and stage == then
    expected = (
        [] if in_work else [event_facts(event, number, before, after) for event in WRITTEN[verb]]
    )
    if stage.endswith("scheduled") and verb in {"hold", "withdraw"}:
        expected.insert(0, ("unscheduled", last.number, last.live_from))
    events = Event.objects.filter(pk__gt=latest).values_list(
        *("verb", "edition_number", "moment", "actor", "actor_name", "page", "banner")
    )
    about = (actor.pk, str(actor), page.pk, None)
    return (then, [*events]), [(*each, *about) for each in expected]


@pytest.mark.parametrize("stage", [stage for stage in GRID if refused(stage)])
def test_verbs_that_a_stage_refuses_change_nothing(stage):
    page = page_at(stage)
    by, before = make.make_user(), everything()
    ended = page.editions.aggregate(Max("live_until"))["live_until__max"]
    facts = {"day": ended and as_words(PartialDate.of(ended))}
    number = page.editions.count()
    for verb, reasons in refused(stage).items():
        with pytest.raises(Refused) as refusal:
            act(verb, page, last_of(page), by)
        expected = [reason.format(number, **facts) for reason in reasons]
        assert (verb, refusal.value.reasons) == (verb, expected)
        assert str(refusal.value) == " ".join(refusal.value.reasons)
    assert everything() == before
