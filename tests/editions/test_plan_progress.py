"""How far an action plan is: counted from its actions for a moment, never typed."""

import datetime

import pytest

from reviews.editions.blockers import blockers
from reviews.editions.digest import edition_content
from reviews.editions.plan_progress import plan_progress
from reviews.lib import clock
from reviews.lib.dates import LONDON, PartialDate
from reviews.models import Action
from tests.support import factories as make

NIGHT = datetime.datetime(2016, 3, 31, 23, 59, tzinfo=LONDON)
MINUTE = datetime.timedelta(minutes=1)
LINE = {"recommendation": "Listen.", "action": "Train.", "lead_agency": "The board"}


def action(due: str = "", status: str = "not_started", **fields) -> Action:
    return Action(**LINE | fields, due=PartialDate(due) if due else None, status=status)


@pytest.mark.parametrize(
    ("due", "before", "after"),
    [
        ("2016-03-31", False, True),
        ("2016-03", False, True),
        ("2016-03-30", True, True),
        ("2016-04", False, False),
        ("2016", False, False),
        ("2015", True, True),
        ("unknown", False, False),
        ("", False, False),
    ],
)
def test_an_action_is_overdue_once_its_last_day_in_the_united_kingdom_is_over(due, before, after):
    for status, counts in [
        ("not_started", 1),
        ("in_progress", 1),
        ("complete", 0),
        ("superseded", 0),
    ]:
        plan = [action(due, status)]
        found = [plan_progress(plan, at=at).overdue for at in (NIGHT, NIGHT + MINUTE)]
        assert found == [before * counts, after * counts]


def test_soon_is_never_overdue():
    assert plan_progress([action(due_in_words="soon")], at=NIGHT).overdue == 0


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ([], ""),
        ([action(), action(status="complete")], "1 of 2 done, none overdue"),
        ([action(status="complete")], "1 of 1 done"),
        (
            [*[action(status="complete")] * 7, *[action("2016-03-30")] * 3, action(), action()],
            "7 of 12 done, 3 overdue",
        ),
        (
            [
                action("2015", "complete"),
                action("2015", "superseded"),
                action("2015", answer="not_accepted"),
            ],
            "1 of 1 done, 1 superseded, 1 not accepted",
        ),
        ([action(answer="not_accepted")], "1 not accepted"),
    ],
)
def test_the_progress_is_one_line(plan, words):
    assert str(plan_progress(plan, at=NIGHT)) == words


@pytest.mark.django_db
def test_the_database_finds_the_same_actions_overdue():
    draft = make.open_bare_review()
    dues = ["2015", "2016", "2017", "2016-02", "2016-03", "2016-04", "2016-03-30", "2016-03-31"]
    for due in [*dues, "unknown", ""]:
        for status in Action.Status:
            for answer in ("", *Action.Answer):
                row = action(due, status, answer=answer)
                row.edition = draft
                row.save()
    rows = list(Action.objects.filter(edition=draft))
    for day in (datetime.date(2016, 3, 31), datetime.date(2016, 4, 1), datetime.date(2017, 1, 1)):
        expected = {row.pk for row in rows if row.is_overdue(on=day)}
        assert expected
        assert set(Action.objects.overdue(on=day).values_list("pk", flat=True)) == expected


@pytest.mark.django_db
def test_an_answer_gives_its_reason_and_what_is_complete_its_verifier():
    draft = make.open_review()
    row = Action.objects.create(edition=draft, **LINE, answer="not_accepted", status="complete")
    assert codes(draft) == ["answer-reason-missing"]
    Action.objects.filter(pk=row.pk).update(
        answer="in_part", answer_reason="Other boroughs decide."
    )
    assert codes(draft) == ["verifier-missing"]
    Action.objects.filter(pk=row.pk).update(verified_by="The chair")
    assert codes(draft) == []


@pytest.mark.django_db
def test_what_an_earlier_website_called_complete_needs_no_verifier():
    draft = make.state_origin(make.open_review()).as_kind
    Action.objects.create(edition=draft, **LINE, status="complete")
    assert codes(draft) == []


def codes(draft) -> list[str]:
    return [each.code for each in blockers(edition_content(draft), now=clock.now())]
