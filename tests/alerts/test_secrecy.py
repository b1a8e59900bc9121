"""Addresses of readers stand nowhere in the clear, go when they should, and administrators see counts."""

import logging
import smtplib

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from reviews.alerts import asking
from reviews.alerts.addresses import address_of
from reviews.alerts.sending import send_due
from reviews.lib import clock
from reviews.models import Event, Subscriber, Subscription
from tests.support import admin_client, html, smtp
from tests.support import factories as make
from tests.support.alerts import begin, later, links, subscribe, topic_of
from tests.support.erasures import everything_written

pytestmark = pytest.mark.django_db
CANARY = "Canary.Subscriber@example.org"
NEW_KEY = "bmV3LWFsZXJ0cy1rZXktb2YtMzItYnl0ZXMhISEhISE="


@pytest.fixture
def inbox(settings):
    with smtp.smtp_server(settings) as found:
        yield found


def test_an_address_is_nowhere_in_the_clear(inbox, caplog):
    caplog.set_level(logging.DEBUG)
    listing = make.make_live(make.open_listing())
    begin()
    typed = {"about": topic_of(listing), "pace": "at_once", "email": CANARY}
    answer = Client().post("/alerts/", typed)
    send_due()
    [link] = links(inbox.to(CANARY)[0][1], "confirm")
    pages = [answer, Client().get(answer.url), Client().get(link), Client().post(link)]
    make.make_live(make.open_bare_review())
    inbox.refuses.add(CANARY)
    events = Event.objects.count()
    assert later() == (0, 1)
    pages.append(admin_client.administrator().get(reverse("admin:alerts")))
    assert Event.objects.count() == events
    assert [each.status_code for each in pages] == [303, 200, 200, 200, 200]
    ours = (each for each in caplog.records if each.name != "mail.log")  # the server's of this test
    written = (
        everything_written()
        + "".join(each.getMessage() for each in ours)
        + str([each.headers for each in pages])
    )
    written += "".join(each.content.decode() for each in pages)
    assert smtplib.SMTPRecipientsRefused.__name__ in written
    assert listing.title in written
    for secret in (CANARY, CANARY.lower()):
        assert secret not in written
        assert secret.encode().hex() not in written
    assert address_of(Subscriber.objects.get()) == CANARY


def test_keys_are_changed_without_losing_anybody(settings, inbox):
    listing = make.make_live(make.open_listing())
    begin()
    old = settings.ALERTS_KEY
    subscription = subscribe(CANARY, topic_of(listing))
    make.make_live(make.open_bare_review())
    later()
    [stop] = links(inbox.to(CANARY)[0][1], "stop")
    settings.ALERTS_KEY = f"{NEW_KEY},{old}"
    assert "Stop these alerts" in Client().get(stop).content.decode()
    asking.ask(CANARY, topic_of(listing), "weekly", network="n", at=clock.now())
    assert Subscriber.objects.get() == subscription.subscriber
    call_command("seal_alert_addresses", verbosity=0)
    settings.ALERTS_KEY = NEW_KEY
    assert address_of(Subscriber.objects.get()) == CANARY
    asking.ask(CANARY, topic_of(listing), "weekly", network="n", at=clock.now())
    assert Subscriber.objects.count() == 1
    settings.ALERTS_KEY = old
    with pytest.raises(CommandError, match="another key"):
        call_command("seal_alert_addresses")
    Subscription.objects.update(due_at=clock.now())
    make.make_live(make.open_bare_review())
    assert later() == (0, 2)  # neither the question nor the alert, and no error


def test_administrators_see_counts_and_delete_what_they_type(inbox):
    listing, page = make.make_live(make.open_listing()), reverse("admin:alerts")
    for number, pace in enumerate(("at_once", "weekly", "weekly")):
        subscribe(f"{number}@example.org", topic_of(listing), pace)
    subscribe(CANARY, topic_of(listing))
    Subscriber.objects.filter(subscriptions__pace="weekly").update(given_up_at=clock.now())
    client = admin_client.administrator()
    shown = html.text(admin_client.content(client.get(page)))
    for count in ("Addresses 4", "As things happen 2", "Monday 2", "refusals 2", "confirmed yet 0"):
        assert count in shown
    for typed, said in {
        "nobody@example.org": "nothing of it is kept",
        CANARY.lower(): "are deleted",
        CANARY: "nothing of it is kept",
    }.items():
        answer = client.post(page, {"address": typed}, follow=True)
        assert said in admin_client.messages(answer)[0]
    assert Subscription.objects.count() == 3
    assert "Enter the whole address" in html.text(
        admin_client.content(client.post(page, {"address": "canary"}))
    )
    client.post(page, {"again": "yes"})
    assert not Subscriber.objects.exclude(given_up_at=None).exists()


def test_without_the_key_nothing_is_deleted(settings):
    settings.ALERTS_KEY = ""
    answer = admin_client.administrator().post(
        reverse("admin:alerts"), {"address": CANARY}, follow=True
    )
    assert "ALERTS_KEY" in admin_client.messages(answer)[0]


def test_a_page_whose_address_is_the_key_of_a_reader_does_not_print_it(inbox):
    listing = make.make_live(make.open_listing())
    begin()
    subscribe(CANARY, topic_of(listing))
    make.make_live(make.open_bare_review())
    later()
    [stop] = links(inbox.to(CANARY)[0][1], "stop")
    printed = {
        address: html.page_of(Client().get(address)).find_class("printed")
        for address in (stop, "/alerts/", listing.page.get_absolute_url())
    }
    assert [len(found) for found in printed.values()] == [0, 0, 1]
