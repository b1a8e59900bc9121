"""How an action plan got on, from the editions that the public has seen."""

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.models import Action
from reviews.public.plan_steps import plan_steps
from tests.support import factories as make
from tests.support import html
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
COMPLETE = Action.Status.COMPLETE


@shared_start
def first():
    draft = make.open_bare_review()
    for position, answer in enumerate(["", "", "", "not_accepted"], 1):
        Action.objects.create(
            edition=draft,
            position=position,
            recommendation="Listen",
            action="Act",
            lead_agency="A",
            answer=answer,
            answer_reason="Not ours." if answer else "",
        )
    Action.objects.create(
        edition=draft,
        position=9,
        recommendation="R",
        action="A",
        lead_agency="A",
        status="superseded",
    )
    return make.make_live(draft)


def renew(edition, done: int):
    draft = workflow.open_edition(edition.page, by=make.make_user()).as_kind
    for action in draft.actions.order_by("position")[:done]:
        action.status, action.verified_by = COMPLETE, "The chair"
        action.save()
    make.change(draft, summary=f"With {done} done.")
    return make.make_live(draft)


def words(edition) -> list[str]:
    return [step.words for step in plan_steps(edition, at=clock.now())]


def test_each_change_of_the_figures_is_a_step(first, client):
    assert words(first) == []
    second = renew(first, 0)
    assert words(second) == []
    last = renew(renew(second, 2), 3)
    assert words(last) == ["0 of 3 done", "2 of 3 done", "3 of 3 done"]
    shown = html.text(html.main_of(client.get(first.page.get_absolute_url())))
    assert "3 of 3 done" in shown
    assert "Progress over time" in shown
    past = html.main_of(client.get(f"{first.page.get_absolute_url()}history/1/"))
    assert "0 of 3 done" in html.text(past)
    assert "Progress over time" not in html.text(past)


def test_what_may_not_be_read_any_more_is_no_step(first):
    second = renew(first, 1)
    assert words(second) == ["0 of 3 done", "1 of 3 done"]
    make.withdraw(second)
    third = renew(second, 2)
    assert words(third) == []
    assert words(renew(third, 3)) == ["2 of 3 done", "3 of 3 done"]


def test_a_long_history_costs_one_query(first, django_assert_num_queries):
    last = renew(renew(first, 1), 2)
    at = clock.now()
    with django_assert_num_queries(1):
        plan_steps(last, at=at)
