"""What a member of staff finds after signing in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.admin import dashboard
from reviews.lib import clock
from reviews.lib.dates import PartialDate, london_date
from reviews.models import Action, Edition
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.queries import content_reads

pytestmark = pytest.mark.django_db


def sections(client) -> dict[str, list[str]]:
    """The names that each part of the dashboard lists, by its heading without the count."""
    page = admin_client.content(client.get(reverse("admin:index")))
    return {
        html.text(part.find("h2")).rstrip("0123456789 "): [
            html.text(line.find("a")) for line in part.iter("li") if line.find("a") is not None
        ]
        for part in page.find_class("register-section")
    }


def counts(client) -> dict[str, str]:
    page = admin_client.content(client.get(reverse("admin:index")))
    found = [part.find("h2") for part in page.find_class("register-section")]
    return dict(html.text(each).rsplit(" ", 1) for each in found if each.find("span") is not None)


def submitted(label: str) -> Edition:
    draft = make.open_bare_review(label=label)
    workflow.submit(draft, by=make.make_user(), note="Ready.")
    return draft


def erase(page) -> None:
    asked = workflow.ask_erasure(page, by=make.make_user(), reason="child")
    workflow.erase(asked, by=make.make_user(groups=("Administrators",)))


def test_a_submitted_draft_does_not_vanish_behind_newer_drafts():
    submitted("Child A")
    for _ in range(dashboard.SHOWN + 1):
        make.open_bare_review()
    client = admin_client.approver()
    found = sections(client)
    assert found["Waiting for your approval"] == ["Child A"]
    assert len(found["Drafts of others"]) == dashboard.SHOWN
    assert counts(client)["Drafts of others"] == str(dashboard.SHOWN + 1)


def test_drafts_do_not_vanish_behind_those_that_wait():
    make.open_bare_review(label="Child B")
    names = [f"Child {number}" for number in range(dashboard.SHOWN + 1)]
    for name in names:
        submitted(name)
    client = admin_client.approver()
    found = sections(client)
    assert found["Waiting for your approval"] == names[: dashboard.SHOWN]
    assert counts(client)["Waiting for your approval"] == str(dashboard.SHOWN + 1)
    assert found["Drafts of others"] == ["Child B"]
    page = html.text(admin_client.content(client.get(reverse("admin:index"))))
    assert "And 1 more: choose a state beside the list of reviews to see all." in page


def test_drafts_of_the_same_name_have_their_addresses():
    """In all sections: who is asked for “Child A” has to know of which board."""
    same, waits = make.open_bare_review(label="Child A"), submitted("Child A")
    make.open_bare_review(label="Child B")
    found = sections(admin_client.approver())
    assert found["Waiting for your approval"] == [f"Child A ({waits.page})"]
    assert found["Drafts of others"] == ["Child B", f"Child A ({same.page})"]


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
    assert found["Approved, for you to publish"] == ["Approved"]
    assert sorted(found["Drafts of others"]) == ["Begun anew", "Changed", "New", "Returned"]
    assert found["Drafts of others"][0] == "Begun anew"


def test_what_waits_for_a_person_comes_first():
    """Nobody is offered to approve what they worked on, or without the right."""
    person, other = admin_client.person("Editors", "Approvers"), make.make_user()
    own = make.open_bare_review(by=person, label="Own")
    workflow.submit(own, by=person, note="")
    back = make.open_bare_review(by=person, label="Back")
    workflow.submit(back, by=person, note="")
    workflow.return_(back, by=other, remarks="Say more.")
    make.open_bare_review(by=person, label="Begun")
    submitted("Foreign")
    moved = submitted("Moved")
    workflow.record_page_changed(moved.page, by=person, fields=["path"])
    client = admin_client.signed_in(person)
    found = sections(client)
    assert list(found)[:4] == [
        "Waiting for your approval",
        "Returned to you",
        "Your drafts",
        "Waiting for somebody else’s approval",
    ]
    assert found["Waiting for your approval"] == ["Foreign"]
    assert found["Returned to you"] == ["Back"]
    assert found["Your drafts"] == ["Begun"]
    assert found["Waiting for somebody else’s approval"] == ["Own", "Moved"]
    found = sections(admin_client.editor())
    assert "Waiting for your approval" not in found
    assert len(found["Waiting for somebody else’s approval"]) == 3


def test_without_a_board_the_dashboard_says_why_it_is_empty():
    def words(**fields) -> str:
        page = admin_client.editor(**fields).get(reverse("admin:index"))
        return html.text(admin_client.content(page))

    sentence = (
        "You do not work for any board yet, so there is nothing here for you to see or choose."
    )
    assert sentence in words(all_boards=False)
    assert sentence not in words()


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
    left = {"Awaiting a second signature", "On hold", "Drafts of others"} & set(after)
    assert (left, after["Waiting for your approval"]) == (set(), [])


@pytest.mark.parametrize("drafts", [2, 6])
def test_the_dashboard_costs_the_same_however_many_drafts(drafts, django_assert_num_queries):
    for _ in range(drafts):
        submitted("")
        make.fill(make.open_bare_review())
        make.approved(make.open_bare_review())
        make.change(submitted(""), summary="Other words.")
        workflow.hold(make.open_plain().page, by=make.make_user(), reason="inquest")
        workflow.override(make.open_listing(), by=make.make_user(), reason="Court date.")
        make.make_live(with_actions(make.open_bare_review()))
    client = admin_client.approver()
    client.get(reverse("admin:index"))
    with django_assert_num_queries(43) as queries:
        client.get(reverse("admin:index"))
    assert content_reads(queries) == 1  # of the drafts whose latest save nothing recorded


def test_the_dashboard_reads_no_content(django_assert_num_queries):
    for _ in range(3):
        submitted("")
    client = admin_client.approver()
    with django_assert_num_queries(37) as queries:
        client.get(reverse("admin:index"))
    assert content_reads(queries) == 0


def with_actions(draft, **fields):
    line = {"recommendation": "Listen.", "action": "Train.", "lead_agency": "The council"}
    for due in ("2016", "2999"):
        Action.objects.create(edition=draft, due=PartialDate(due), **line | fields)
    return draft


def test_what_goes_live_next_is_in_the_order_of_its_moments():
    for label, days in (("Later", 2), ("Sooner", 1)):
        make.make_live(make.open_bare_review(label=label), at=clock.now() + days * make.DAY)
    make.make_live(make.open_bare_review(label="Live"))
    client = admin_client.approver()
    assert sections(client)["Goes live next"] == ["Sooner", "Later"]
    assert counts(client)["Goes live next"] == "2"


def test_action_plans_and_terms_are_followed_up():
    make.make_live(with_actions(make.open_bare_review(label="Late")))
    line = {"status": "complete", "verified_by": "The chair"}
    make.make_live(with_actions(make.open_bare_review(label="Done"), **line))
    soon = make.open_bare_review(label="Soon")
    Action.objects.create(
        edition=soon, recommendation="R", action="A", lead_agency="B", due_in_words="soon"
    )
    make.make_live(soon)
    with_actions(make.open_bare_review(label="Draft"))
    first = london_date(clock.now()).replace(day=1) - timedelta(days=330)
    ends = make.open_bare_review(label="Ends", commissioned=PartialDate("2015"))
    make.carry_over(ends, first.isoformat())
    client = admin_client.editor()
    found = sections(client)
    assert found["Action plans in progress"] == ["Late", "Soon"]
    assert found["Minimum term ends soon"] == ["Ends"]
    page = admin_client.content(client.get(reverse("admin:index")))
    words = html.text(page)
    assert "1 of them has overdue actions." in words
    assert "Late 0 of 2 done, 1 overdue Report progress on Late" in words
    assert "Soon 0 of 1 done, none overdue" in words
    assert "(12 months: " in words
    screen = html.links(page)["Report progress on Late"]
    assert client.get(screen).status_code == 200


def test_lists_show_where_a_draft_is_and_what_was_done_last():
    submitted("Waits")
    workflow.return_(submitted("Returned"), by=make.make_user(), remarks="Say more.")
    make.make_live(make.open_bare_review(label="Live"))
    make.open_bare_review(label="New", by=make.make_user(first_name="Ada", last_name="Editor"))
    client = admin_client.approver()
    listed = reverse("admin:reviews_review_changelist")

    def names(**query) -> list[str]:
        page = html.page_of(client.get(listed, query))
        return sorted(html.text(each) for each in page.find_class("field-name"))

    assert names(state="waiting") == ["Waits"]
    assert names(state="draft") == ["New"]
    assert names(state="returned") == ["Returned"]
    assert names(state="approved") == []
    assert names() == ["Live", "New", "Returned", "Waits"]
    page = html.page_of(client.get(listed))
    states = {
        html.text(row.find_class("field-name")[0]): row
        for row in page.iter("tr")
        if row.find_class("field-name")
    }
    assert html.text(states["Waits"].find_class("field-stage")[0]) == "Waiting for approval"
    assert html.text(states["Live"].find_class("field-stage")[0]) == "Live"
    last = html.text(states["New"].find_class("field-last_change")[0])
    assert last.endswith(": Ada Editor opened edition 1 as a draft")
    editions = client.get(reverse("admin:reviews_reviewedition_changelist"))
    found = [html.text(each) for each in html.page_of(editions).find_class("field-stage")]
    assert sorted(found) == ["Draft", "Live", "Returned with remarks", "Waiting for approval"]


@pytest.mark.parametrize("pages", [1, 30])
def test_the_list_of_pages_costs_the_same_however_long(pages, django_assert_num_queries):
    for number in range(pages):
        draft = make.open_bare_review()
        if number % 2:
            make.make_live(draft)
    client = admin_client.approver()
    page_url = reverse("admin:reviews_review_changelist")
    client.get(page_url)
    with django_assert_num_queries(18):
        client.get(page_url)


def test_the_screen_of_a_page_reads_its_draft_once(django_assert_num_queries):
    page = submitted("Child A").page
    client = admin_client.approver()
    client.get(admin_client.page_url(page))
    with django_assert_num_queries(40) as queries:
        client.get(admin_client.page_url(page))
    assert content_reads(queries) == 1
