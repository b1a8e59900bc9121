"""Rules of rows that are no part of the record: what readers report, and their alerts."""

import pytest

from reviews.concerns.intake import Words, take_in
from reviews.lib.clock import now
from reviews.lib.dates import london_date
from reviews.models import Concern, Subscriber, Subscription
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db
SAID = '… violates … constraint "{}"'


@pytest.mark.parametrize(
    ("rule", "day", "who", "more"),
    [
        ("concern_acknowledged_by_somebody", "acknowledged_on", "acknowledged_by", {}),
        ("concern_closed_with_an_outcome", "closed_on", "closed_by", {"outcome": "corrected"}),
    ],
)
def test_a_case_has_somebody_who_dealt_with_it(rule, day, who, more):
    case = take_in(Words("Words."), kind="names", page=None, sender="192.0.2.1")
    rows = Concern.objects.filter(pk=case.pk)
    whole = {day: london_date(now()), who: make.make_user()} | more
    with accepted():
        rows.update(**whole)
    for left_out in whole:
        with refused(SAID.format(rule)):
            rows.update(**whole | {left_out: "" if left_out == "outcome" else None})


def test_a_topic_is_subscribed_to_once():
    reader = Subscriber.objects.create(digest="a" * 64, sealed=b"x")
    given = {"subscriber": reader, "pace": "weekly"}
    Subscription.objects.create(topic="page-1", **given)
    with accepted():
        Subscription.objects.create(topic="page-2", **given)
    with refused(SAID.format("subscribed_once")):
        Subscription.objects.create(topic="page-1", **given)
