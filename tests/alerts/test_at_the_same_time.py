"""Several senders, and several requests, at the same time."""

import pytest
from django.test import Client

from reviews.alerts.at_once import courier
from reviews.alerts.news import RECALL, gather
from reviews.alerts.sending import send_due
from reviews.lib import clock
from reviews.models import AlertNews, Subscriber
from tests.support import concurrency, smtp
from tests.support import factories as make
from tests.support.alerts import begin, subscribe, topic_of

pytestmark = pytest.mark.usefixtures("committed")
PATIENCE = 60  # seconds; nothing depends on how long anything takes


def test_each_message_is_sent_once_and_a_question_without_waiting(settings):
    settings.MAIL_AT_ONCE = True
    listing = make.make_live(make.open_listing())
    begin()
    readers = [f"{number}@example.org" for number in range(12)]
    for address in readers:
        subscribe(address, topic_of(listing))
    make.make_live(make.open_bare_review())
    now = clock.now() + RECALL
    with smtp.smtp_server(settings) as inbox:
        gathered = concurrency.at_once(*[lambda: gather(at=now)] * 3)
        assert sorted(gathered) == [0, 0, 1]
        sent = concurrency.at_once(*[lambda: send_due(at=now)] * 3)
        assert sum(count for count, _ in sent) == len(readers)
        assert sorted(people for people, *_ in inbox.delivered) == sorted(
            [each] for each in readers
        )
        typed = {"about": topic_of(listing), "pace": "weekly", "email": "new@example.org"}
        answers = concurrency.at_once(*[lambda: Client().post("/alerts/", typed)] * 3)
        assert {each.status_code for each in answers} == {303}
        assert courier.join(PATIENCE)
        send_due()
        assert len(inbox.to("new@example.org")) == 1
    assert AlertNews.objects.count() == 1
    assert Subscriber.objects.count() == len(readers) + 1


def test_what_a_sender_did_not_finish_is_sent_by_the_next(settings):
    """Not before it is certain that it ended; and what happens meanwhile is not lost."""
    listing = make.make_live(make.open_listing())
    begin()
    subscription = subscribe("reader@example.org", topic_of(listing))
    make.make_live(make.open_bare_review())
    now = clock.now() + RECALL
    gather(at=now)
    assert type(subscription).objects.claim(now=now) == subscription
    with smtp.smtp_server(settings) as inbox:
        assert send_due(at=now + RECALL / 2) == (0, 0)
        assert send_due(at=now + RECALL) == (1, 0)
    assert len(inbox.delivered) == 1
