"""What a member of staff finds after signing in."""

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.admin import dashboard
from reviews.models import Edition
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.queries import content_reads

pytestmark = pytest.mark.django_db


def sections(client) -> dict[str, list[str]]:
    """The names that each part of the dashboard lists, by its heading."""
    page = admin_client.content(client.get(reverse("admin:index")))
    return {
        html.text(part.find("h2")): [
            html.text(line.find("a")) for line in part.iter("li") if line.find("a") is not None
        ]
        for part in page.find_class("register-section")
    }


def submitted(label: str) -> Edition:
    draft = make.open_bare_review(label=label)
    workflow.submit(draft, by=make.make_user(), note="Ready.")
    return draft


def erase(page) -> None:
    asked = workflow.ask_erasure(page, by=make.make_user(), reason="child")
    workflow.erase(asked, by=make.make_user(groups=("Administrators",)))


def test_a_submitted_draft_does_not_vanish_behind_newer_drafts():
    submitted("Child A")
    for _ in range(dashboard.SHOWN):
        make.open_bare_review()
    found = sections(admin_client.approver())
    assert found["Waiting for your approval"] == ["Child A"]
    assert len(found["Drafts in work"]) == dashboard.SHOWN


def test_drafts_do_not_vanish_behind_those_that_wait():
    make.open_bare_review(label="Child B")
    names = [f"Child {number}" for number in range(dashboard.SHOWN + 1)]
    for name in names:
        submitted(name)
    found = sections(admin_client.approver())
    assert found["Waiting for your approval"] == names[: dashboard.SHOWN]
    assert found["Drafts in work"] == ["Child B"]


def test_each_draft_is_listed_by_its_latest_verdict():
    submitted("Waits")
    make.change(submitted("Changed"), summary="Other words.")
    workflow.return_(submitted("Returned"), by=make.make_user(), remarks="Say more.")
    workflow.approve(submitted("Approved"), by=make.make_user())
    make.open_bare_review(label="New")
    again = submitted("Begun anew")
    workflow.discard(again, by=make.make_user())
    draft = workflow.open_edition(again.page, by=make.make_user())
    make.change(draft, title="Begun anew")
    found = sections(admin_client.approver())
    assert found["Waiting for your approval"] == ["Waits"]
    assert sorted(found["Drafts in work"]) == [
        "Approved",
        "Begun anew",
        "Changed",
        "New",
        "Returned",
    ]
    assert found["Drafts in work"][0] == "Begun anew"


def test_a_page_that_was_erased_leaves_the_dashboard():
    alone = make.open_bare_review(label="Alone")
    live = workflow.override(alone, by=make.make_user(), reason="Court date.")
    held = submitted("Held")
    workflow.hold(held.page, by=make.make_user(), reason="inquest")
    before = sections(admin_client.approver())
    assert (before["Awaiting a second signature"], before["On hold"]) == (["Alone"], ["Held"])
    assert before["Waiting for your approval"] == ["Held"]
    make.withdraw(live)
    for page in (live.page, held.page):
        erase(page)
    after = sections(admin_client.approver())
    left = {"Awaiting a second signature", "On hold", "Waiting for your approval"} & set(after)
    assert (left, after["Drafts in work"]) == (set(), [])


@pytest.mark.parametrize("drafts", [1, dashboard.SHOWN])
def test_the_dashboard_costs_the_same_however_many_drafts(drafts, django_assert_num_queries):
    for _ in range(drafts):
        submitted("")
        make.fill(make.open_bare_review())
        make.approved(make.open_bare_review())
        make.change(submitted(""), summary="Other words.")
        workflow.hold(make.open_plain().page, by=make.make_user(), reason="inquest")
        workflow.override(make.open_listing(), by=make.make_user(), reason="Court date.")
    client = admin_client.approver()
    client.get(reverse("admin:index"))
    with django_assert_num_queries(35):
        client.get(reverse("admin:index"))


@pytest.mark.parametrize("pages", [1, 30])
def test_the_list_of_pages_costs_the_same_however_long(pages, django_assert_num_queries):
    for number in range(pages):
        draft = make.open_bare_review()
        if number % 2:
            make.make_live(draft)
    client = admin_client.approver()
    page_url = reverse("admin:reviews_review_changelist")
    client.get(page_url)
    with django_assert_num_queries(13):
        client.get(page_url)


def test_the_screen_of_a_page_reads_its_draft_once(django_assert_num_queries):
    page = submitted("Child A").page
    client = admin_client.approver()
    client.get(admin_client.page_url(page))
    with django_assert_num_queries(43) as queries:
        client.get(admin_client.page_url(page))
    assert content_reads(queries) == 1
