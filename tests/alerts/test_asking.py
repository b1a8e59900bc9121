"""Asking for alerts, confirming and stopping them, as a reader without JavaScript and without cookies does."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from reviews import workflow
from reviews.alerts.sending import send_due
from reviews.lib import clock
from reviews.models import AlertNetwork, Subscriber, Subscription
from tests.support import factories as make
from tests.support import html, smtp
from tests.support.alerts import begin, later, lines, links, subscribe, topic_of
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
READER = "Reader.One@example.org"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def inbox(settings):
    with smtp.smtp_server(settings) as found:
        yield found


@shared_start
def listing():
    return make.make_live(make.open_listing(make.make_board()))


def asked(topic: str, network: str = "192.0.2.1", **typed):
    given = {"about": topic, "pace": "at_once", "email": READER} | typed
    return Client().post(f"/alerts/?about={topic}", given, REMOTE_ADDR=network)


def words(answer) -> str:
    return html.text(html.main_of(answer))


def mails(inbox) -> list[str]:
    return [text for _, text in inbox.to(READER)]


def test_from_the_link_on_a_page_to_the_last_alert(client, inbox, listing):
    draft = make.give_themes(make.open_bare_review(listing.page.board), "neglect")
    review = make.make_live(draft)
    begin()
    for live in (review, listing):
        shown = html.page_of(client.get(live.page.get_absolute_url()))
        link = shown.xpath("//main//a[text()='Get e-mail alerts']/@href")
        assert link == [f"/alerts/?about={topic_of(live)}"]
    form = client.get(f"/alerts/?about={topic_of(review)}")
    choices = html.page_of(form).xpath("//input[@name='about']/@value")
    board = f"board-{listing.page.board_id}"
    theme = f"theme-{review.review_themes.get().theme_id}"
    assert choices == [topic_of(review), topic_of(listing), board, theme]
    assert f"/alerts/?about={theme}" in client.get("/alerts/").content.decode()
    assert f"/alerts/?about={theme}" in client.get("/themes/neglect/").content.decode()
    assert review.heading in words(form)
    answer = asked(topic_of(review), about=topic_of(listing))
    assert (answer.status_code, answer.url) == (303, "/alerts/asked/")
    assert "press the button" in words(client.get(answer.url))
    assert send_due() == (1, 0)
    [question] = mails(inbox)
    assert (listing.title in question, review.heading in question) == (True, False)
    [link] = links(question, "confirm")
    for _ in range(2):  # programs that look through mail follow links
        assert "Begin these alerts" in words(client.get(link))
    assert not Subscription.objects.confirmed().exists()
    assert "have begun" in words(client.post(link))
    for answer in (client.post(link), client.get(link)):
        assert "does not work any more" in words(answer)
        assert answer.status_code == 410
    new = make.make_live(make.open_bare_review(listing.page.board))
    assert later() == (1, 0)
    alert = mails(inbox)[1]
    assert lines(alert) == [("New: ", str(new.page_id))]
    [stop] = links(alert, "stop")
    headers = inbox.messages[-1]
    assert headers["List-Unsubscribe"].strip() == f"<http://127.0.0.1:8000{stop}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Stop these alerts" in words(client.get(stop))
    assert Subscription.objects.count() == 1
    mail_program = Client(enforce_csrf_checks=True)
    answer = mail_program.post(stop, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "These alerts are stopped" in words(answer)) == (200, True)
    assert Subscriber.objects.count() == 0
    assert "These alerts are stopped" in words(client.get(stop))
    assert client.post(stop).status_code == 200


def test_the_answer_tells_nothing_and_one_question_a_day_is_sent(inbox, listing):
    topic, board = topic_of(listing), f"board-{listing.page.board_id}"
    make.make_live(make.open_bare_review(listing.page.board))
    answers = [asked(topic), asked(topic, email=READER.upper())]
    send_due()
    answers.append(asked(board, pace="weekly"))
    send_due()
    assert len(inbox.delivered) == 1
    Subscriber.objects.update(asked_at=clock.now() - DAY)
    answers.append(asked(topic))
    send_due()
    first, second = (links(text, "confirm")[0] for text in mails(inbox))
    assert "does not work" in words(Client().post(first))  # a newer one was sent
    assert words(Client().post(second)).count(". ") > 1
    paces = dict(Subscription.objects.confirmed().values_list("topic", "pace"))
    assert paces == {topic: "at_once", board: "weekly"}
    answers.append(asked(topic, pace="weekly"))  # at once, because the owner has answered
    send_due()
    assert Subscription.objects.get(topic=topic).pace == "at_once"
    Client().post(links(mails(inbox)[-1], "confirm")[0])
    assert Subscription.objects.get(topic=topic).pace == "weekly"
    assert {(each.status_code, each.url, each.content) for each in answers} == {
        (303, "/alerts/asked/", b"")
    }


def test_what_nobody_confirms_is_forgotten(inbox, listing):
    kept = subscribe("kept@example.org", topic_of(listing))
    asked(topic_of(listing))
    asked(topic_of(listing), email="kept@example.org", pace="weekly")
    send_due()
    [link] = links(mails(inbox)[0], "confirm")
    soon, late = clock.now() + 2 * DAY - HOUR, clock.now() + 2 * DAY
    send_due(at=soon)
    assert Subscriber.objects.count() == 2
    assert "Begin these alerts" in words(Client().get(link))
    Subscriber.objects.exclude(pk=kept.subscriber_id).update(asked_at=clock.now() - 2 * DAY)
    assert "does not work any more" in words(Client().post(link))
    send_due(at=late)
    assert [row.wanted for row in Subscription.objects.all()] == [""]
    assert Subscriber.objects.get().pk == kept.subscriber_id
    assert len(inbox.delivered) == 2


def test_it_is_forgotten_where_no_mail_is_sent_any_more(inbox, settings, listing):
    kept = subscribe("kept@example.org", topic_of(listing))
    asked(topic_of(listing))
    unanswered = Subscriber.objects.exclude(pk=kept.subscriber_id)
    settings.MAIL_IS_SET_UP = False
    call_command("send_notifications")
    assert unanswered.count() == 1
    unanswered.update(asked_at=clock.now() - 2 * DAY)
    call_command("send_notifications")
    assert Subscriber.objects.get().pk == kept.subscriber_id


def test_a_network_that_asks_too_often_is_stopped_for_an_hour(listing, inbox, settings):
    settings.BEHIND_PROXY = True
    topic = topic_of(listing)

    def from_network(address: str):
        typed = {"about": topic, "pace": "at_once", "email": READER}
        return Client().post("/alerts/", typed, HTTP_X_FORWARDED_FOR=f"made up, {address}")

    sent = [from_network(f"2001:db8::{number}") for number in range(12)]
    assert [each.status_code for each in sent] == [303] * 10 + [429] * 2
    assert "Try again in an hour" in words(sent[-1])
    assert READER in sent[-1].content.decode()
    assert from_network("2001:db8:0:1::1").status_code == 303
    assert "2001" not in str(AlertNetwork.objects.values())
    AlertNetwork.objects.update(since=clock.now() - HOUR)
    assert from_network("2001:db8::1").status_code == 303
    send_due(at=clock.now() + 2 * HOUR)
    assert AlertNetwork.objects.count() == 0


WRONG = [
    ({"email": "reader"}, "Enter your e-mail address, such as name@example.org."),
    ({"email": ""}, "Enter your e-mail address"),
    ({"email": f"{'x' * 250}@example.org"}, "Enter your e-mail address"),
    ({"email": "a@example.org\nBcc: b@example.org"}, "Enter your e-mail address"),
    ({"pace": "hourly"}, "Choose how often"),
    ({"about": "page-999999"}, "Choose what the alerts should be about."),
    ({"about": ""}, "Choose what the alerts should be about."),
]


def boxes_named_by(answer) -> list:
    """What the sentences on top lead to: all of it can have the focus."""
    page = html.page_of(answer)
    names = page.xpath("//div[@role='alert']//a/@href")
    found = [page.get_element_by_id(name.removeprefix("#")) for name in names]
    assert {box.tag for box in found} == {"input"}
    return found


def test_what_is_typed_wrongly_is_said_and_kept(listing, inbox):
    for typed, sentence in WRONG:
        answer = asked(topic_of(listing), **typed)
        assert answer.status_code == 422
        assert sentence in words(answer)
        assert boxes_named_by(answer)
        assert typed.get("email", READER)[:6] in answer.content.decode()
    nothing = Client().post(f"/alerts/?about={topic_of(listing)}")
    assert (nothing.status_code, len(boxes_named_by(nothing))) == (422, 3)
    assert Subscriber.objects.count() == 0


def test_programs_that_fill_in_everything_get_the_answer_and_nothing_else(listing, inbox):
    assert asked(topic_of(listing), website="https://spam.example").url == "/alerts/asked/"
    assert Subscriber.objects.count() == 0


def test_there_are_no_alerts_about_what_is_not_public(client, inbox, listing):
    draft, hidden = make.open_bare_review(), make.make_live(make.open_bare_review())
    make.withdraw(hidden)
    plain = make.make_live(make.open_plain())
    for topic in (*map(topic_of, (draft, hidden, plain)), "board-9999", "x", "page-0", "\0"):
        answer = client.get("/alerts/", {"about": topic})
        assert "not public here" in words(answer)
        assert draft.heading not in words(answer)
        assert client.post("/alerts/", {"about": topic}).status_code == 200
    assert "not public here" not in words(client.get("/alerts/"))
    assert f"/alerts/?about={topic_of(listing)}" in client.get("/alerts/").content.decode()


@pytest.mark.parametrize("missing", [{"MAIL_IS_SET_UP": False}, {"ALERTS_KEY": ""}])
def test_nothing_is_offered_that_cannot_be_sent(client, settings, inbox, listing, missing):
    address = listing.page.get_absolute_url()
    assert "alerts" in words(client.get(address))
    for name, value in missing.items():
        setattr(settings, name, value)
    assert "alerts" not in words(client.get(address))
    for answer in (client.get("/alerts/"), asked(topic_of(listing))):
        assert "sends no e-mail alerts at present" in words(answer)
    for link in ("confirm", "stop"):
        answer = client.post(f"/alerts/{link}/{'0' * 64}/", {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, "does not work" in words(answer)) == (410, True)


def test_every_address_keeps_to_itself(client, inbox, listing):
    subscription = subscribe(READER, topic_of(listing))
    codes = [subscription.pk.hex + "0" * 32, "0" * 64, "x", "é" * 64]
    for path in (
        "",
        "asked/",
        *(f"{name}/{code}/" for name in ("confirm", "stop") for code in codes),
    ):
        for answer in (client.get(f"/alerts/{path}"), client.post(f"/alerts/{path}")):
            assert answer.status_code in {200, 405, 410}
            if answer.status_code != 405:
                assert answer["Cache-Control"] == "no-store"
                assert answer["Referrer-Policy"] == "no-referrer"
                assert answer["X-Robots-Tag"] == "noindex"
            assert not answer.cookies
    assert Subscription.objects.confirmed().count() == 1


def test_a_message_leads_to_a_page_by_its_number(client, listing):
    draft, live = make.open_bare_review(), make.make_live(make.open_bare_review())
    assert client.get(f"/alerts/pages/{live.page_id}/").url == live.page.get_absolute_url()
    make.withdraw(live)
    followed = client.get(f"/alerts/pages/{live.page_id}/", follow=True)
    assert "has been withdrawn" in words(followed)
    for number in (draft.page_id, 10**6, 10**30):
        assert client.get(f"/alerts/pages/{number}/").status_code == 404


def test_all_alerts_of_an_address_are_stopped_at_once(client, inbox, listing):
    begin()
    subscribe(READER, topic_of(listing))
    subscribe(READER, f"board-{listing.page.board_id}")
    subscribe("other@example.org", topic_of(listing))
    make.make_live(workflow.open_edition(listing.page, by=make.make_user()))
    later()
    [stop] = links(mails(inbox)[0], "stop")
    assert "Your address is deleted" in words(client.post(stop, {"all": "yes"}))
    assert Subscription.objects.get().subscriber == Subscriber.objects.get()
