"""What happened to public pages, read from the periods of their editions.

It counts once it has held for RECALL: within that time a mistake can be taken back, and nobody hears of it.
By then every transaction that was open at its moment has ended, so that none is passed over.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q

from reviews.alerts.topics import Topics
from reviews.lib import clock
from reviews.lib.dates import LONDON
from reviews.models import AlertCursor, AlertNews, Edition, Page, ReviewTheme, Subscription

RECALL = timedelta(minutes=15)
MONDAY, MORNING = 0, time(8)
KINDS = (Page.Kind.REVIEW, Page.Kind.LISTING)
Kind = AlertNews.Kind
Pace = Subscription.Pace


@transaction.atomic
def gather(*, at: datetime | None = None) -> int:
    """Keep the news up to the moment ``at``, and make messages due of it; returns how many there are.

    Costs the same number of queries whatever happened. The first time it only begins.
    """
    now = at or clock.now()
    begun = {"begun_at": now - RECALL, "read_until": now - RECALL}
    cursor = AlertCursor.objects.select_for_update().get_or_create(pk=1, defaults=begun)[0]
    if now - RECALL <= cursor.read_until:
        return 0
    found = list(_news(cursor, now=now))
    AlertNews.objects.bulk_create(found)
    _make_due({topic for news in found for topic in news.topics}, now=now)
    cursor.read_until = now - RECALL
    cursor.save()
    return len(found)


def _news(cursor: AlertCursor, *, now: datetime) -> Iterator[AlertNews]:
    rows = _editions_of_moved_pages(cursor, now=now)
    pages = {row.page_id for row in rows}
    known = AlertNews.objects.filter(page__in=pages).order_by("page", "-pk").distinct("page")
    last = {news.page: news for news in known} if pages else {}
    topics = Topics(at=now) if pages else None
    for page, group in groupby(rows, key=lambda row: row.page_id):
        editions = list(group)
        kind = _kind(editions, last.get(page), cursor, now=now)
        if kind:
            latest = editions[-1]
            moment = latest.live_until if kind == Kind.WITHDRAWN else latest.live_from
            about = topics.of(page, latest.page.board_id, latest.review_type, latest.themes)
            facts = {"edition": latest.number, "moment": moment, "topics": about}
            yield AlertNews(page=page, kind=kind, **facts)


def _editions_of_moved_pages(cursor: AlertCursor, *, now: datetime) -> list[Edition]:
    """Every edition that has begun of the pages of which one began or ended since the last time."""
    moved = Q()
    for moment in ("live_from", "live_until"):
        since = {f"{moment}__gt": cursor.read_until, f"{moment}__lte": now - RECALL}
        moved |= Q(**since)
    begun = Edition.objects.begun(by=now)
    pages = begun.filter(moved, page__kind__in=KINDS).values("page")
    rows = begun.filter(page__in=pages).select_related("page", "reviewedition")
    rows = rows.only(
        *("number", "live_from", "live_until", "change_weight", "page__board"),
        "reviewedition__review_type",
    )
    own = ReviewTheme.objects.filter(edition=OuterRef("pk")).values("theme")
    found = list(rows.annotate(themes=ArraySubquery(own)).order_by("page", "live_from"))
    for row in found:
        row.review_type = row.reviewedition.review_type if hasattr(row, "reviewedition") else None
    return found


def _kind(
    editions: list[Edition], last: AlertNews | None, cursor: AlertCursor, *, now: datetime
) -> str:
    """What there is to say of a page with these editions, of which ``last`` was said; empty for nothing."""
    latest, settled = editions[-1], now - RECALL
    if latest.has_ended(at=now):
        is_known = (
            _is_public(editions, cursor.begun_at) if last is None else last.kind != Kind.WITHDRAWN
        )
        return Kind.WITHDRAWN if is_known and latest.live_until <= settled else ""
    if latest.live_from > settled:
        return ""
    if last is None:
        return _since_begun(editions, cursor)
    if last.kind == Kind.WITHDRAWN:
        return Kind.AGAIN
    return _change(each for each in editions if each.number > last.edition)


def _since_begun(editions: list[Edition], cursor: AlertCursor) -> str:
    if editions[0].live_from > cursor.begun_at:
        return Kind.NEW
    if not _is_public(editions, cursor.begun_at):
        return Kind.AGAIN
    return _change(each for each in editions if each.live_from > cursor.begun_at)


def _change(editions: Iterable[Edition]) -> str:
    """Nobody is written to because of spelling or layout."""
    is_worth_it = any(each.change_weight != Edition.Weight.TYPOGRAPHICAL for each in editions)
    return Kind.CHANGED if is_worth_it else ""


def _is_public(editions: list[Edition], moment: datetime) -> bool:
    return any(each.is_live(at=moment) for each in editions)


def _make_due(topics: set[str], *, now: datetime) -> None:
    about = Subscription.objects.confirmed().filter(topic__in=topics, due_at=None)
    for pace in Pace:
        about.filter(pace=pace).update(due_at=first_due(pace, now=now))


def first_due(pace: str, *, now: datetime) -> datetime:
    """When a message about what is news ``now`` is to leave."""
    return next_week(now) if pace == Pace.WEEKLY else now


def next_week(moment: datetime) -> datetime:
    """The next Monday morning in London."""
    here = moment.astimezone(LONDON)
    monday = here.date() + timedelta(days=(MONDAY - here.weekday()) % 7)
    morning = datetime.combine(monday, MORNING, LONDON)
    return morning if morning > moment else datetime.combine(monday + timedelta(7), MORNING, LONDON)
