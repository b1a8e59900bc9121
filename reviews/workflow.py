"""The verbs: the only code that changes what the public sees.

Each verb is one transaction: lock the page, list every reason against, refuse or act, and write
the event. Moments are the database's, of the statement that sets the period, after the lock.

====================  =====================================================================
``open_edition``      the next draft of a page; returns the draft there is, if there is one
``discard``           throw a draft away
``publish``           give a draft its period: from now, or from a moment in the future
``carry_over``        publish a page with the dates that it bore on an earlier website
``unschedule``        take back a period that has not begun; the edition is a draft again
``withdraw``          end the live period now and leave a notice; always possible
``announce``          show a banner for a period
``end_banner``        end a banner now
====================  =====================================================================
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, CharField, DateTimeField, F, Func, Q, Value, When
from django.db.models.functions import Greatest, Now

from reviews.blockers import blockers, missing_note
from reviews.dates import LONDON, PartialDate
from reviews.errors import Refused
from reviews.models import Banner, Edition, Event, Page, User, Withdrawal, clock
from reviews.models.parts import copy_parts, next_edition

Verb = Event.Verb


@transaction.atomic
def open_edition(page: Page, *, by: User) -> Edition:
    """The draft of ``page``: the one in work, else a new one that says what the last one says."""
    page = _lock(page)
    last = page.editions.order_by("number").last()
    if last and last.is_draft:
        return last.special
    if last and last.is_scheduled(at=clock.now()):
        raise Refused(
            f"Edition {last.number} is scheduled to go live. Take back its schedule to change it."
        )
    draft = next_edition(page, last and last.special, edited_by=by)
    draft.save()
    if last and page.kind == Page.Kind.REVIEW:
        copy_parts(last.special, draft)
    _record(Verb.OPENED, draft, by=by)
    return draft


@transaction.atomic
def discard(edition: Edition, *, by: User) -> None:
    """Throw a draft away; what is live stays as it is."""
    _, edition = _lock_with(edition)
    if not edition.is_draft:
        raise Refused(f"Edition {edition.number} has a period and stays on record.")
    _record(Verb.DISCARDED, edition, by=by)
    edition.special.delete()


@transaction.atomic
def publish(
    edition: Edition,
    *,
    by: User,
    note: str,
    weight: str = Edition.Weight.SUBSTANTIVE,
    at: datetime | None = None,
) -> Edition:
    """Make ``edition`` the live one from now, or from the moment ``at``. Returns it as it now is."""
    page, edition = _lock_with(edition)
    now = clock.now()
    reasons = blockers(edition, now=now) + missing_note(edition, note=note)
    if at is not None and at <= now:
        reasons.append("That moment has passed. Choose one in the future, or none to publish now.")
    if reasons:
        raise Refused(*reasons)
    _describe(edition, change_note=note.strip() or "First published.", change_weight=weight)
    _hand_over(page, edition, at=at)
    verb = Verb.SCHEDULED if at else Verb.PUBLISHED
    _record(verb, edition, by=by, moment=edition.live_from)
    return edition


@transaction.atomic
def carry_over(
    edition: Edition, *, by: User, published: PartialDate, updated: PartialDate, source: str
) -> Edition:
    """Publish a page brought from the website ``source`` with the dates that it bore there.

    The dates are facts of that website, not witnessed here: the history says so, and the carrying
    over does not move “Page last updated”. Only a page that was never public here can be carried.
    """
    page, edition = _lock_with(edition)
    reasons = blockers(edition, now=clock.now())
    if not source.strip():
        reasons.append("Say which website the page and its dates are carried over from.")
    if page.editions.exclude(live_from=None).exists():
        reasons.append("This page has already been public here: publish its next edition instead.")
    today = PartialDate.of(clock.now())
    if any(date.is_known and today < date for date in (published, updated)):
        reasons.append("A date carried over from an earlier website cannot lie in the future.")
    if reasons:
        raise Refused(*reasons)
    _describe(
        edition,
        change_note="Carried over unchanged from an earlier website.",
        first_published=published,
        carried_updated=updated,
        carried_from=source.strip(),
    )
    _hand_over(page, edition, at=None)
    _record(Verb.CARRIED_OVER, edition, by=by, moment=edition.live_from)
    return edition


@transaction.atomic
def unschedule(edition: Edition, *, by: User) -> Edition:
    """Take back a period that has not begun: a draft again, and what is live stays live."""
    page, edition = _lock_with(edition)
    if not edition.is_scheduled(at=clock.now()):
        raise Refused(f"Edition {edition.number} is not waiting to go live.")
    moment = edition.live_from
    _clear_schedule(page, edition)
    _record(Verb.UNSCHEDULED, edition, by=by, moment=moment)
    return edition


@transaction.atomic
def withdraw(page: Page, *, by: User, reason: str, note: str) -> Withdrawal:
    """Take the page from public view at once; ``note`` is what its address says from now on.

    An edition waiting to go live becomes a draft again: nothing of the page returns by itself.
    """
    page = _lock(page)
    now = clock.now()
    live = page.editions.public(at=now).first()
    reasons = []
    if live is None:
        notice = Withdrawal.objects.public(at=now).filter(edition__page=page).first()
        reasons.append(_why_not_live(notice))
    if reason not in Withdrawal.Reason.values:
        reasons.append("Choose a reason for the withdrawal from the list.")
    if not note.strip():
        reasons.append("Write the public note that readers will find at this address.")
    if reasons:
        raise Refused(*reasons)
    for waiting in page.editions.scheduled(at=now):
        _clear_schedule(page, waiting)
    page.editions.filter(pk=live.pk).update(live_until=Now())
    live.refresh_from_db()
    _record(Verb.WITHDRAWN, live, by=by, moment=live.live_until)
    return Withdrawal.objects.create(edition=live, reason=reason, notice=note.strip(), by=by)


@transaction.atomic
def announce(banner: Banner, *, by: User) -> Banner:
    """Show a new banner for its period; one without a beginning begins now."""
    now = clock.now()
    begins = banner.live_from or now
    if banner.live_from and banner.live_from < now:
        raise Refused("That moment has passed. Choose one in the future, or none to begin now.")
    if banner.live_until and banner.live_until <= begins:
        raise Refused("The banner must end after it begins.")
    banner.live_from = banner.live_from or Now()
    banner.save()
    banner.refresh_from_db()
    _record_banner(Verb.ANNOUNCED, banner, by=by, moment=banner.live_from)
    return banner


@transaction.atomic
def end_banner(banner: Banner, *, by: User) -> None:
    """Take a banner down now; one that has not begun will never be shown."""
    banner = Banner.objects.select_for_update().get(pk=banner.pk)
    if banner.live_until and banner.live_until <= clock.now():
        raise Refused("This banner is no longer shown.")
    Banner.objects.filter(pk=banner.pk).update(live_until=Greatest(F("live_from"), Now()))
    banner.refresh_from_db()
    _record_banner(Verb.ENDED_BANNER, banner, by=by, moment=banner.live_until)


def _lock(page: Page) -> Page:
    return Page.objects.select_for_update().get(pk=page.pk)


def _lock_with(edition: Edition) -> tuple[Page, Edition]:
    """The page and the edition, locked and then read again.

    Writing a part of an edition takes a lock on it too, so that what is judged is what goes live.
    """
    page = Page.objects.select_for_update().get(pk=edition.page_id)
    try:
        return page, page.editions.select_for_update().get(pk=edition.pk)
    except Edition.DoesNotExist:
        raise Refused("Somebody else has discarded this draft.") from None


def _describe(edition: Edition, **facts) -> None:
    for name, value in facts.items():
        setattr(edition, name, value)
    edition.save(update_fields=facts)


def _hand_over(page: Page, edition: Edition, *, at: datetime | None) -> None:
    """Begin ``edition`` and end what it supersedes at the same moment, in one statement.

    One statement, because Now() is the moment of the statement: two would leave a gap. A moment
    that has passed since it was checked is now.
    """
    begin = Greatest(Value(at, DateTimeField()), Now())  # of None and now, PostgreSQL takes now
    day = Func(
        Func(Value(LONDON.key), begin, function="timezone"),
        Value("YYYY-MM-DD"),
        function="to_char",
        output_field=CharField(),
    )
    ends = Q(live_from__isnull=False) & (Q(live_until=None) | Q(live_until__gt=begin))
    page.editions.filter(Q(pk=edition.pk) | ends).update(
        live_from=Case(When(pk=edition.pk, then=begin), default=F("live_from")),
        live_until=Case(When(pk=edition.pk, then=None), default=begin),
        first_published=Case(
            When(pk=edition.pk, first_published="", then=day),
            default=F("first_published"),
            output_field=CharField(),
        ),
    )
    edition.refresh_from_db()


def _clear_schedule(page: Page, waiting: Edition) -> None:
    """Make a waiting edition a draft again and reopen the one that it was to supersede."""
    has_been_public = page.editions.exclude(live_from=None).exclude(pk=waiting.pk).exists()
    page.editions.filter(pk=waiting.pk).update(
        live_from=None,
        live_until=None,
        first_published=F("first_published") if has_been_public else Value(""),
    )
    page.editions.filter(live_until=waiting.live_from).update(live_until=None)
    waiting.refresh_from_db()


def _why_not_live(notice: Withdrawal | None) -> str:
    if notice is None:
        return "This page is not public: there is nothing to withdraw."
    day = PartialDate.of(notice.edition.live_until)
    return f"This page was already withdrawn on {day}."


def _record(verb: Verb, edition: Edition, *, by: User, moment: datetime | None = None) -> None:
    Event.objects.create(
        verb=verb,
        actor=by,
        actor_name=str(by),
        page_id=edition.page_id,
        edition_number=edition.number,
        moment=moment,
    )


def _record_banner(verb: Verb, banner: Banner, *, by: User, moment: datetime) -> None:
    Event.objects.create(verb=verb, actor=by, actor_name=str(by), banner=banner, moment=moment)
