"""Who may do which verb: by the groups of the person, and for the boards that they work for."""

import datetime
from itertools import product

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Banner, Event, User
from reviews.workflow.permissions import NOT_YOURS
from tests.support import factories as make
from tests.support.lifecycle import VERBS, act, last_of, page_at, taken_back

pytestmark = pytest.mark.django_db

PREPARE = {"Editors", "Approvers"}
SIGN = {"Approvers"}
# Each verb: a stage that allows it, and the groups that may.
MAY = {
    "open": ("live", PREPARE),
    "discard": ("draft", PREPARE),
    "state_origin": ("draft", PREPARE),
    "submit": ("draft", PREPARE),
    "return": ("submitted", SIGN),
    "approve": ("submitted", SIGN),
    "publish": ("approved", SIGN),
    "schedule": ("approved", SIGN),
    "carry_over": ("brought", SIGN),
    "override": ("draft", SIGN),
    "unschedule": ("scheduled", SIGN),
    "hold": ("live", SIGN),
    "release": ("held live", SIGN),
    "withdraw": ("live", SIGN),
    "bring_back": ("ended approved", SIGN),
}
GROUPS = ["Editors", "Approvers", "Auditors", "Administrators", "nobody", "superuser"]


def person(group, **fields):
    return make.make_user(groups=(group,), is_superuser=group == "superuser", **fields)


def refusal(done):
    """The reasons against, if there are any."""
    try:
        done()
    except Refused as refused:
        return refused.reasons
    return []


def test_every_verb_has_its_groups():
    """Whoever submitted takes it back, whatever their group: tests/workflow/test_bring_back.py."""
    assert MAY.keys() == set(VERBS) - {"take_back"}


STAGES = sorted({stage for stage, _ in MAY.values()})


def verbs_of(stage):
    return {verb: groups for verb, (allows, groups) in MAY.items() if allows == stage}


@pytest.mark.parametrize("stage", STAGES)
def test_a_verb_is_for_its_groups_only(stage):
    page, people = page_at(stage), {group: person(group) for group in GROUPS}
    events = Event.objects.count()
    for (verb, groups), group in product(verbs_of(stage).items(), GROUPS):
        with taken_back():
            reasons = refusal(lambda: act(verb, page, last_of(page), people[group]))  # noqa: B023
            assert (verb, group, reasons) == (verb, group, [] if group in groups else [NOT_YOURS])
            assert (Event.objects.count() > events) == (group in groups)


@pytest.mark.parametrize("stage", STAGES)
def test_a_verb_is_for_those_of_the_board_only(stage):
    page = page_at(stage)
    stranger, colleague = (person("Approvers", all_boards=False) for _ in range(2))
    stranger.boards.add(make.make_board())
    colleague.boards.add(page.board)
    for verb, (by, reasons) in product(verbs_of(stage), [(stranger, [NOT_YOURS]), (colleague, [])]):
        with taken_back():
            found = refusal(lambda: act(verb, page, last_of(page), by))  # noqa: B023
            assert (verb, by, found) == (verb, by, reasons)


def test_a_right_ends_with_the_account_or_the_group():
    page = page_at("approved")
    left, moved, stays = (person("Approvers").pk for _ in range(3))
    User.objects.filter(pk=left).update(is_active=False)
    User.objects.get(pk=moved).groups.clear()
    for key, reasons in [(left, [NOT_YOURS]), (moved, [NOT_YOURS]), (stays, [])]:
        by = User.objects.get(pk=key)
        assert refusal(lambda by=by: act("publish", page, last_of(page), by)) == reasons


def announced(by):
    tomorrow = clock.now() + datetime.timedelta(days=1)
    banner = Banner(heading="A", message="B", live_from=tomorrow)
    return lambda: workflow.end_banner(workflow.announce(banner, by=by), by=by)


@pytest.mark.parametrize("group", GROUPS)
def test_a_banner_is_for_approvers_of_all_boards(group):
    assert refusal(announced(person(group))) == ([] if group in SIGN else [NOT_YOURS])
    assert refusal(announced(person(group, all_boards=False))) == [NOT_YOURS]
