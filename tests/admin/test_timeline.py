"""The page that lists everything that was done to a page: who, when, why and what it changed."""

import datetime

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.admin.audit import timeline
from reviews.admin.audit.as_at import page_at
from reviews.editions.digest import edition_content, edition_digest
from reviews.models import Event, Page
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


def page_url(page: Page) -> str:
    return reverse("admin:timeline", args=[page.pk])


def lines(page: Page, sheet: int = 1) -> list[html.HtmlElement]:
    seen = admin_client.content(admin_client.auditor().get(page_url(page), {"page": sheet}))
    return html.only(seen, "register-timeline").findall("li")


def shown(page: Page) -> list[str]:
    """What was done, line by line."""
    return [html.text(html.only(line, "register-did")) for line in lines(page)]


def line_of(page: Page, verb: str) -> html.HtmlElement:
    [event] = page.events.filter(verb=verb)
    [line] = [line for line in lines(page) if line.get("id") == f"event-{event.seq}"]
    return line


def named(name: str, *groups: str):
    first, last = name.split()
    return make.make_user(first_name=first, last_name=last, groups=groups)


@shared_start
def story():
    """A review that went every way: saved, returned, approved, held, scheduled, live, withdrawn."""
    editor, approver = named("Edith Editor", "Editors"), named("Anne Approver", "Approvers")
    draft = make.open_bare_review(by=editor)
    before = edition_content(draft)
    make.change(draft, summary="Other words.", reviewer="Dr X")
    workflow.record_draft_saved(draft, by=editor, before=before)
    workflow.submit(draft, by=editor, note="First.")
    workflow.return_(draft, by=approver, remarks="Say <who> acts.")
    workflow.submit(draft, by=editor, note="As asked.")
    workflow.approve(draft, by=approver)
    held = workflow.hold(draft.page, by=approver, reason="inquest")
    workflow.release(held, by=approver)
    later = datetime.datetime(2030, 7, 1, 8, 30, tzinfo=datetime.UTC)
    workflow.unschedule(workflow.publish(draft, by=approver, at=later), by=approver)
    live = workflow.publish(draft, by=approver)
    make.withdraw(live, by=approver, authorised_by="The chair", note="Ask us.")
    return live


def test_every_verb_has_a_whole_sentence():
    for verb in Event.Verb:
        sentence = Event(verb=verb, edition_number=7).phrase
        assert "{" not in sentence
        assert sentence.split()[0] not in {"", "None"}


def test_every_event_is_listed_in_order_with_who_and_in_which_role(story):
    by_editor, by_approver = "Edith Editor (Editors)", "Anne Approver (Approvers)"
    assert shown(story.page) == [
        f"{by_editor} opened edition 1 as a draft.",
        f"{by_editor} changed the draft, edition 1.",
        f"{by_editor} submitted edition 1 for approval.",
        f"{by_approver} returned edition 1 with remarks.",
        f"{by_editor} submitted edition 1 for approval.",
        f"{by_approver} approved edition 1.",
        f"{by_approver} put the page on hold.",
        f"{by_approver} released the page from a hold.",
        f"{by_approver} scheduled edition 1 for 1 July 2030, 09:30:00 BST.",
        f"{by_approver} took back the schedule of edition 1.",
        f"{by_approver} published edition 1.",
        f"{by_approver} withdrew edition 1.",
    ]
    assert len(lines(story.page)) == story.page.events.count()


def test_names_and_roles_are_those_of_the_time(story):
    """A person who marries or changes office did then what they did under the old name."""
    person = story.page.events.first().actor
    person.last_name = "Later"
    person.groups.clear()
    person.save()
    assert shown(story.page)[0] == "Edith Editor (Editors) opened edition 1 as a draft."


def test_when_is_uk_time_to_the_second(story):
    event = story.page.events.first()
    moment = html.only(lines(story.page)[0], "register-when").find("time")
    london = event.at.astimezone()
    assert moment.text == f"{london.day} {london:%B %Y, %H:%M:%S.%f %Z}"
    stated = datetime.datetime.fromisoformat(moment.get("datetime"))
    assert stated == event.at.replace(microsecond=0)


@pytest.mark.parametrize(
    ("verb", "why"),
    [
        ("saved", "What was changed Independent reviewer, Summary"),
        ("returned", "Remarks Say <who> acts."),
        ("held", "Reason inquest"),
        ("released", "Reason inquest"),
        (
            "published",
            "Change note for readers As asked. Kind of change substantive: what the page says has changed",
        ),
        ("withdrawn", "Reason anonymity at risk Authorised by The chair Notice to readers Ask us."),
    ],
)
def test_why_stands_in_words(story, verb, why):
    line = line_of(story.page, verb)
    assert " ".join(html.text(part) for part in line.iter("dl")) == why


def test_each_return_shows_its_own_remarks():
    draft, by = make.open_bare_review(), make.make_user()
    for remarks in ("First remarks.", "Second remarks."):
        workflow.submit(draft, by=by, note="Once more.")
        workflow.return_(draft, by=make.make_user(), remarks=remarks)
    facts = [
        html.text(line.find("dl")) for line in lines(draft.page) if line.find("dl") is not None
    ]
    assert facts == ["Remarks First remarks.", "Remarks Second remarks."]


def test_an_override_shows_its_reason():
    draft = make.open_bare_review()
    workflow.override(draft, by=make.make_user(), reason="A court wants it today.")
    assert "Reason A court wants it today." in html.text(line_of(draft.page, "overridden"))


def test_a_notice_shows_who_was_notified_and_when(story):
    day = datetime.date(2020, 2, 3)
    workflow.notify(story.page, by=make.make_user(), recipient="Ofsted", sent_on=day)
    [facts] = line_of(story.page, "notified").iter("dl")
    assert html.text(facts) == "Who was notified Ofsted Notified on 3 February 2020"


def test_each_line_leads_to_what_it_changed(story):
    events = {event.verb: event for event in story.page.events.all()}
    compared = f"{reverse('admin:compare', args=[story.page.pk])}?to=1"

    def links(verb: str) -> dict[str, str]:
        own = f" (event {events[verb].seq})"
        found = html.links(line_of(story.page, verb))
        return {words.removesuffix(own): address for words, address in found.items()}

    own = {"Edition 1": admin_client.address(story), "What it says": compared}
    seen = "What the public saw from then on"
    assert links("saved") == own
    assert links("approved") == own | {"The approval": admin_client.address(story, "approve")}
    for verb, moment in (("published", story.live_from), ("withdrawn", events["withdrawn"].moment)):
        assert links(verb) == own | {seen: page_at(moment, story.page)}
    reader = admin_client.auditor()
    for verb in ("approved", "published", "withdrawn"):
        for address in links(verb).values():
            assert reader.get(address).status_code == 200


def test_digests_are_short_with_the_whole_beside_them(story):
    whole = edition_digest(story)
    shown = html.only(line_of(story.page, "approved"), "register-digest")
    assert html.text(shown.find("summary")) == f"Fingerprint of the content {whole[:12]}…"
    assert shown.find("code").text == whole


def test_an_edition_that_took_the_number_of_a_discarded_draft_is_not_taken_for_it(story):
    page = make.open_bare_review().page
    workflow.discard(page.editions.get(), by=make.make_user())
    workflow.open_edition(page, by=make.make_user())
    first, *_, last = lines(page)
    assert html.links(first) == {}
    assert "Edition 1" in " ".join(html.links(last))


def test_an_erased_page_keeps_what_was_done_and_no_words(story):
    asked = workflow.ask_erasure(story.page, by=make.make_user(), reason="child")
    workflow.erase(asked, by=make.make_user(groups=("Administrators",)))
    page = Page.objects.get(pk=story.page.pk)
    facts = html.text(admin_client.content(admin_client.auditor().get(page_url(page))))
    assert "carried out an erasure" in facts
    assert "it names a child" in facts
    assert "Edith Editor (Editors) opened edition 1" in facts
    assert "Other words" not in facts
    assert "Say <who> acts" not in facts
    assert "What the public saw" not in facts


def test_long_timelines_are_turned_in_sheets(story, monkeypatch):
    monkeypatch.setattr(timeline, "PER_PAGE", 5)
    assert [len(lines(story.page, sheet)) for sheet in (1, 2, 3)] == [5, 5, 2]
    seen = admin_client.content(admin_client.auditor().get(page_url(story.page), {"page": 2}))
    found = html.links(html.only(seen, "register-sheets"))
    assert found == {"Earlier events": "?page=1", "Later events": "?page=3"}


def test_a_timeline_is_for_those_who_may_read_the_record_of_their_boards(story):
    admin_client.only_readers_enter(page_url(story.page), story.page.board)


@pytest.mark.parametrize("saves", [1, 30])
def test_a_timeline_costs_the_same_however_long(saves, django_assert_num_queries):
    draft = make.open_bare_review()
    for number in range(saves):
        before = edition_content(draft)
        make.change(draft, summary=f"Words {number}.")
        workflow.record_draft_saved(draft, by=make.make_user(), before=before)
    reader = admin_client.auditor()
    with django_assert_num_queries(18):
        reader.get(page_url(draft.page))
