"""Who is sent what of what happened, when, and how often, by a real mail server."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import workflow
from reviews.alerts import addresses, asking, links
from reviews.alerts.news import gather, next_week
from reviews.alerts.sending import send_due
from reviews.lib import clock
from reviews.lib.dates import LONDON
from reviews.models import AlertNews, Subscriber, Subscription, Theme
from tests.support import factories as make
from tests.support import smtp
from tests.support.alerts import MINUTE, SETTLED, begin, later, lines, subscribe, topic_of

pytestmark = pytest.mark.django_db
READER, OTHER, WEEKLY = "reader@example.org", "other@example.org", "weekly@example.org"
DAY = timedelta(days=1)


@pytest.fixture
def inbox(settings):
    with smtp.smtp_server(settings) as found:
        yield found


def sent(inbox, address: str = READER) -> list[list[tuple[str, str]]]:
    """The lines of each message to the address."""
    return [lines(text) for _, text in inbox.to(address)]


def line(kind: str, edition) -> tuple[str, str]:
    return (f"{kind}: ", str(edition.page_id))


def test_a_publication_a_change_and_a_withdrawal(inbox):
    """Of a review in a list, its successor board and itself; and nobody else hears of it."""
    old = make.make_board()
    board = make.make_board(succeeds=[old])
    listing = make.make_live(make.open_listing(board))
    elsewhere = make.make_live(make.open_listing(make.make_board(), path="elsewhere"))
    begin()
    for address, topic in {
        READER: topic_of(listing),
        OTHER: topic_of(elsewhere),
        "board@example.org": f"board-{board.pk}",
        "former@example.org": f"board-{old.pk}",
    }.items():
        subscribe(address, topic)
    review = make.make_live(make.open_bare_review(old))
    subscribe("one@example.org", topic_of(review))
    assert later(14 * MINUTE) == (0, 0)
    assert later() == (3, 0)
    assert later() == (0, 0)
    make.make_live(workflow.open_edition(review.page, by=make.make_user()))
    assert later() == (4, 0)
    make.withdraw(review)
    assert later(14 * MINUTE) == (0, 0)
    assert later() == (4, 0)
    whole = [[line("New", review)], [line("Changed", review)], [line("Withdrawn", review)]]
    for address in (READER, "board@example.org", "former@example.org"):
        assert sent(inbox, address) == whole
    assert sent(inbox, "one@example.org") == whole[1:]
    assert sent(inbox, OTHER) == []
    make.make_live(workflow.open_edition(review.page, by=make.make_user()))
    later()
    assert sent(inbox)[-1] == [line("Published again", review)]
    everything = str([(each.items(), each.get_content()) for each in inbox.messages])
    for secret in (review.heading, review.page.path, "Ask the board for a copy"):
        assert secret not in everything
    assert listing.title in everything


def test_of_a_theme_whoever_asked_for_it_hears_and_nobody_else(inbox):
    neglect, disability = (Theme.objects.get(slug=slug) for slug in ("neglect", "disability"))
    begin()
    subscribe(READER, f"theme-{neglect.pk}")
    subscribe(OTHER, f"theme-{disability.pk}")
    draft = make.give_themes(make.open_bare_review(), "neglect")
    review = make.make_live(draft)
    make.give_themes(make.open_bare_review(), "neglect")
    later()
    following = workflow.open_edition(review.page, by=make.make_user()).as_kind
    following.review_themes.all().delete()
    make.make_live(make.give_themes(following, "disability"))
    later()
    make.withdraw(following)
    later()
    # Nobody hears that it lost a theme.
    assert sent(inbox) == [[line("New", review)]]
    assert sent(inbox, OTHER) == [[line("New", review)], [line("Withdrawn", review)]]
    assert "every review with the theme “Neglect”" in inbox.to(READER)[0][1]


def test_a_mistake_that_is_recalled_within_a_quarter_of_an_hour_reaches_nobody(inbox):
    listing = make.make_live(make.open_listing())
    begin()
    subscribe(READER, topic_of(listing))
    subscribe(WEEKLY, topic_of(listing), "weekly")
    mistake = make.make_live(make.open_bare_review())
    later(5 * MINUTE)
    make.withdraw(mistake)
    for wait in (10 * MINUTE, SETTLED, 8 * DAY):
        assert later(wait) == (0, 0)
    assert AlertNews.objects.count() == 0
    make.make_live(workflow.open_edition(mistake.page, by=make.make_user()))
    assert later() == (1, 0)  # of which nobody has heard
    assert sent(inbox) == [[line("New", mistake)]]


def test_what_is_withdrawn_while_its_message_waits_is_not_sent(inbox):
    """Nor is its withdrawal, to those who have not heard of its publication."""
    listing = make.make_live(make.open_listing())
    begin()
    subscribe(READER, topic_of(listing))
    subscribe(WEEKLY, topic_of(listing), "weekly")
    gone, kept = make.make_live(make.open_bare_review()), make.make_live(make.open_bare_review())
    gather(at=clock.now() + SETTLED)  # and the mail server does not answer
    assert Subscription.objects.waiting().count() == 2
    make.withdraw(gone)
    assert send_due(at=clock.now() + SETTLED) == (0, 0)  # until it is clear what became of it
    subscribe(OTHER, topic_of(listing))
    assert later(SETTLED + MINUTE) == (1, 0)
    assert sent(inbox) == [[line("New", kept)]]
    assert sent(inbox, OTHER) == []
    assert later(8 * DAY) == (1, 0)
    assert sent(inbox, WEEKLY) == [[line("New", kept)]]


def test_once_a_week_in_one_message(inbox):
    listing = make.make_live(make.open_listing())
    first = make.make_live(make.open_bare_review())
    begin()
    subscribe(WEEKLY, topic_of(listing), "weekly")
    new = make.make_live(make.open_bare_review())
    later()
    make.make_live(workflow.open_edition(new.page, by=make.make_user()))
    make.withdraw(first)
    monday = next_week(clock.now() + SETTLED)
    assert later(monday - clock.now() - MINUTE) == (0, 0)
    assert later(8 * DAY) == (1, 0)
    assert sent(inbox, WEEKLY) == [[line("New", new), line("Withdrawn", first)]]
    assert later(16 * DAY) == (0, 0)
    friday = datetime(2026, 3, 27, 12, tzinfo=LONDON)  # the clocks change before Monday
    assert next_week(friday) == datetime(2026, 3, 30, 8, tzinfo=LONDON)
    assert next_week(next_week(friday)) == datetime(2026, 4, 6, 8, tzinfo=LONDON)


def ask_for_pace(subscription, pace):
    """Its reader asks for another pace, and presses the button in the message that comes."""
    address, at = addresses.address_of(subscription.subscriber), clock.now()
    assert asking.ask(address, subscription.topic, pace, network="192.0.2.1", at=at)
    link = links.to_confirm(Subscriber.objects.get())
    assert asking.confirm(link.split("/")[-2], at=at)


def test_another_pace_holds_for_what_waits_already(inbox):
    listing = make.make_live(make.open_listing())
    begin()
    subscription = subscribe(WEEKLY, topic_of(listing), "weekly")
    first = make.make_live(make.open_bare_review())
    assert later() == (0, 0)
    ask_for_pace(subscription, "at_once")
    assert later() == (1, 0)
    second = make.make_live(make.open_bare_review())
    gather(at=clock.now() + SETTLED)
    ask_for_pace(subscription, "weekly")
    assert later() == (0, 0)
    assert later(8 * DAY) == (1, 0)
    assert sent(inbox, WEEKLY) == [[line("New", first)], [line("New", second)]]


def test_spelling_alone_is_no_news_and_old_changes_are_none_of_a_new_reader(inbox):
    live = make.make_live(make.open_listing())
    begin()
    subscribe(READER, topic_of(live))
    draft = workflow.open_edition(live.page, by=make.make_user())
    workflow.publish(make.approved(draft, weight="typographical"), by=make.make_user())
    assert later() == (0, 0)
    for weight in ("correction", "typographical"):  # the second at once upon the first
        draft = workflow.open_edition(live.page, by=make.make_user())
        workflow.publish(make.approved(draft, weight=weight), by=make.make_user())
    subscribe(OTHER, topic_of(live))
    assert later() == (1, 0)
    assert sent(inbox) == [[line("Changed", live)]]


def test_a_refused_address_keeps_no_other_from_theirs_and_is_given_up(inbox):
    listing = make.make_live(make.open_listing())
    begin()
    for address in (READER, OTHER):
        subscribe(address, topic_of(listing))
    inbox.refuses.add(READER)
    make.make_live(make.open_bare_review())
    assert later() == (1, 1)
    assert later() == (0, 0)  # not before its time
    tries = [later(number * DAY)[1] for number in range(1, 11)]
    assert tries == [1] * 8 + [0] * 2
    refused = Subscriber.objects.exclude(given_up_at=None).get()
    assert refused.subscriptions.count() == 1
    later(100 * DAY)
    assert not Subscriber.objects.filter(pk=refused.pk).exists()
    assert (sent(inbox), len(sent(inbox, OTHER))) == ([], 1)


def test_a_server_that_does_not_answer_is_tried_by_the_next_run(settings):
    port = smtp.free_port()
    smtp.send_to(settings, port)
    listing = make.make_live(make.open_listing())
    begin()
    subscribe(READER, topic_of(listing))
    subscribe(OTHER, topic_of(listing))
    make.make_live(make.open_bare_review())
    assert later() == (0, 1)
    assert Subscriber.objects.filter(tries__gt=0).count() == 0
    with smtp.smtp_server(settings, port) as inbox:
        assert later() == (2, 0)
        assert len(inbox.delivered) == 2


def test_the_command_sends_alerts_too(inbox, capsys):
    listing = make.make_live(make.open_listing())
    begin()
    call_command("send_notifications")
    subscribe(READER, topic_of(listing))
    Subscription.objects.update(due_at=clock.now())
    inbox.refuses.add(READER)
    AlertNews.objects.create(
        page=listing.page_id,
        edition=1,
        kind="changed",
        moment=clock.now(),
        topics=[topic_of(listing)],
    )
    with pytest.raises(CommandError, match="tried again later"):
        call_command("send_notifications")
    assert "alerts: 0 sent, 1 failed" in capsys.readouterr().out


def test_reading_the_news_costs_the_same_whatever_happened():
    board = make.make_board()
    listing = make.make_live(make.open_listing(board))
    begin()
    for number in range(3):
        subscribe(f"{number}@example.org", topic_of(listing))
    counts = []
    for publications in (1, 2):
        for _ in range(publications):
            make.make_live(make.open_bare_review(board))
        with CaptureQueriesContext(connection) as found:
            gather(at=clock.now() + SETTLED)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 12
    assert AlertNews.objects.count() == 3


def test_messages_are_in_the_language_in_which_they_were_asked_for(inbox, client):
    live = make.make_live(make.open_bare_review())
    begin()
    asked = {"about": topic_of(live), "pace": "at_once", "email": READER}
    assert client.post("/cy/alerts/", asked).status_code == 303
    later(MINUTE)
    [(subject, text)] = inbox.to(READER)
    assert subject == "Cofrestr adolygiadau achos: cadarnhewch eich bod am gael hysbysiadau e-bost"
    [address] = re.findall(rf"{settings.SITE_URL}(/cy/alerts/confirm/\S+)", text)
    assert "Dechrau’r hysbysiadau hyn" in client.get(address).content.decode()
    client.post(address)
    make.make_live(workflow.open_edition(live.page, by=make.make_user()))
    later()
    [_, (_, text)] = inbox.to(READER)
    assert f"Wedi newid: {settings.SITE_URL}/cy/alerts/pages/{live.page_id}/" in text
    assert "Atal yr hysbysiadau hyn:" in text
    client.post("/alerts/", asked | {"email": OTHER})
    later(MINUTE)
    assert "please confirm" in inbox.to(OTHER)[0][0]
