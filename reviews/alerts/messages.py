"""What subscribers are sent. No subject and no text names a review: a message cannot be taken back."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.alerts import links
from reviews.alerts.addresses import address_of
from reviews.alerts.due import Due
from reviews.alerts.topics import Topic, topic
from reviews.models import Subscriber, Subscription

CONFIRM = _("Case review register: please confirm that you want e-mail alerts")
NEWS = _("Case review register: there is news of what you follow")


def question(subscriber: Subscriber, *, at: datetime) -> EmailMessage | None:
    """Asks the owner of an address to confirm; None if nobody asks for anything any more."""
    asked = list(subscriber.subscriptions.unanswered().order_by("topic"))
    if not asked or subscriber.asked_at is None:
        return None
    with translation.override(subscriber.language):
        context = {
            "topics": [lasting(each, at=at) for each in asked],
            "link": links.to_confirm(subscriber),
            "site": settings.SITE_URL,
        }
        return _message(CONFIRM, "mail/confirm_alerts.txt", context, subscriber, {})


def news(subscription: Subscription, due: Due, *, at: datetime) -> EmailMessage:
    with translation.override(subscription.subscriber.language):
        return _news(subscription, due, at=at)


def _news(subscription: Subscription, due: Due, *, at: datetime) -> EmailMessage:
    lines = [(kind.label, page_link(page)) for kind, page in due.lines]
    stop = links.to_stop(subscription)
    context = {
        "topic": lasting(subscription, at=at),
        "lines": lines,
        "others": due.others,
        "stop": stop,
        "home": f"{settings.SITE_URL}{reverse('home')}",
    }
    # One press in the reader's own mail program (RFC 8058); the code in the address is all that it needs.
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return _message(NEWS, "mail/alert.txt", context, subscription.subscriber, headers)


def lasting(subscription: Subscription, *, at: datetime) -> str:
    """What it is about, in words that may stay in a mailbox."""
    found: Topic | None = topic(subscription.topic, at=at)
    kind, _, number = subscription.topic.partition("-")
    if found and found.lasting:
        return found.lasting
    if kind == "page":
        return gettext("the page %(link)s") % {"link": page_link(int(number))}
    return gettext("a board") if kind == "board" else gettext("a theme")


def page_link(page: int) -> str:
    """Leads to the page by its number: its address could hold what it is withdrawn for one day."""
    return f"{settings.SITE_URL}{reverse('alerts_page', args=[page])}"


def _message(
    subject: str, template: str, context: dict, to: Subscriber, headers: dict
) -> EmailMessage:
    text = render_to_string(template, context)
    headers = {"Auto-Submitted": "auto-generated"} | headers
    return EmailMessage(str(subject), text, to=[address_of(to)], headers=headers)
