"""Giving an edition its period, and taking back one that has not begun."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, CharField, DateTimeField, F, Func, Q, Value, When
from django.db.models.functions import Greatest, Now

from reviews.compliance.publishing import publishing_blockers
from reviews.editions.approval import approval_status, changed_while_open, settled_since
from reviews.editions.blockers import Blocker, hold_blockers, missing_note
from reviews.editions.change_weight import weight_blockers
from reviews.editions.digest import EditionContent, edition_content
from reviews.editions.protected_names import note_blockers
from reviews.editions.returning import blockers_to_returning, withdrawal_blockers
from reviews.ledger.recording import record_edition_event
from reviews.lib import clock
from reviews.lib.dates import LONDON
from reviews.lib.exceptions import JustWentLive, Refused
from reviews.models import Approval, Edition, Event, Lineage, Page, User, Withdrawal
from reviews.workflow.approvals import record_verdict
from reviews.workflow.locking import lock_with, refuse_if, save_fields

Verb = Event.Verb


@transaction.atomic
def publish(edition: Edition, *, by: User, at: datetime | None = None) -> Edition:
    """Make an approved edition the live one from now, or from the moment ``at``. Returns it as it now is."""
    page, edition = lock_with(edition, by=by, right="publish_edition")
    content = edition_content(edition)
    refuse_if(_blockers_to_going_live(page, content, at=at) + _missing_approval(content))
    return _go_live(edition, content, Verb.SCHEDULED if at else Verb.PUBLISHED, by=by, at=at)


@transaction.atomic
def carry_over(edition: Edition, *, by: User) -> Edition:
    """Publish an approved edition with the dates of its earlier website; see ``state_origin``.

    The carrying over itself does not move “Page last updated”.
    """
    page, edition = lock_with(edition, by=by, right="publish_edition")
    content = edition_content(edition)
    reasons = _blockers_to_going_live(page, content, at=None) + _missing_approval(content)
    if not edition.carried_updated:
        reasons.append("Say first which website it comes from and which dates it bore there.")
    refuse_if(reasons)
    return _go_live(edition, content, Verb.CARRIED_OVER, by=by, at=None)


@transaction.atomic
def bring_back(edition: Edition, *, by: User) -> Edition:
    """Put a withdrawn page back, from now, with an approved edition that its approver has cleared."""
    page, edition = lock_with(edition, by=by, right="publish_edition")
    content, now = edition_content(edition), clock.now()
    withdrawal = Withdrawal.objects.in_force(page, at=now)
    reasons = [*publishing_blockers(content, now=now), *hold_blockers(page)]
    reasons += _missing_approval(content)
    refuse_if(reasons + blockers_to_returning(edition, withdrawal))
    reason = {"reason": withdrawal.reason}
    return _go_live(edition, content, Verb.BROUGHT_BACK, by=by, at=None, **reason)


@transaction.atomic
def override(
    edition: Edition,
    *,
    by: User,
    reason: str,
    note: str = "",
    at: datetime | None = None,
    seen: str | None = None,
) -> Edition:
    """Publish without a second person. The edition is marked until somebody else approves it.

    ``note`` is the change note of a draft that was never submitted; for ``seen``, see ``approve``.
    """
    page, edition = lock_with(edition, by=by, right="publish_edition")
    content = edition_content(edition)
    note = note.strip() or edition.change_note
    reasons = _blockers_to_going_live(page, content, at=at) + missing_note(page, note=note)
    reasons += [*note_blockers(page, note), *changed_while_open(content, seen=seen)]
    reasons += weight_blockers(content, weight=edition.change_weight, now=clock.now())
    if edition.is_draft and approval_status(content).is_approved:
        reasons.append("It has been approved: publish it.")
    if not reason.strip():
        reasons.append("Say why this cannot wait for a second person.")
    refuse_if(reasons)
    save_fields(edition, change_note=note or content.row.first_note)
    content = content.rewritten(edition)
    record_verdict(content, Approval.Verdict.OVERRIDDEN, by=by, remarks=reason)
    return _go_live(edition, content, Verb.SCHEDULED if at else Verb.PUBLISHED, by=by, at=at)


@transaction.atomic
def unschedule(edition: Edition, *, by: User) -> Edition:
    """Take back a period that has not begun: a draft again, and what is live stays live."""
    page, edition = lock_with(edition, by=by, right="publish_edition")
    if not edition.is_scheduled(at=clock.now()):
        raise Refused(f"Edition {edition.number} is not waiting to go live.")
    clear_schedule(page, edition, by=by)
    return edition


def clear_schedule(page: Page, waiting: Edition, *, by: User) -> None:
    """Make a waiting edition a draft again and reopen the one that it was to supersede.

    Raises JustWentLive when its moment comes meanwhile.
    """
    moment = waiting.live_from
    has_been_public = page.editions.exclude(live_from=None).exclude(pk=waiting.pk).exists()
    kept = has_been_public or bool(waiting.carried_updated)
    page.editions.filter(pk=waiting.pk).update(
        live_from=None,
        live_until=None,
        first_published=F("first_published") if kept else Value(""),
    )
    page.editions.filter(live_until=moment).update(live_until=None)
    waiting.refresh_from_db()
    record_edition_event(Verb.UNSCHEDULED, edition_content(waiting), by=by, moment=moment)
    # The ledger may have kept us waiting, and until the commit the public is shown what was scheduled.
    if moment <= clock.now():
        raise JustWentLive(
            f"Edition {waiting.number} has just gone live: open the page again to see it."
        )


def _blockers_to_going_live(
    page: Page, content: EditionContent, *, at: datetime | None
) -> list[str | Blocker]:
    now = clock.now()
    reasons = [*publishing_blockers(content, now=now), *hold_blockers(page)]
    reasons += withdrawal_blockers(Withdrawal.objects.in_force(page, at=now))
    if at is not None and at <= now:
        reasons.append(Blocker.of("moment-passed", "at"))
    return reasons


def _missing_approval(content: EditionContent) -> list[Blocker]:
    if not content.row.is_draft:
        return []
    status = approval_status(content)
    return status.blockers or settled_since(content, status.last)


def _go_live(
    edition: Edition,
    content: EditionContent,
    verb: Event.Verb,
    *,
    by: User,
    at: datetime | None,
    **facts: str,
) -> Edition:
    """Give the edition its period. ``content`` is the edition's before that."""
    _hand_over(edition, at=at)
    content = content.rewritten(edition)
    left = [row.document.sha256 for row in content.parts.get(Lineage, []) if row.is_withdrawn]
    facts |= {"body": {"withdrawn": sorted(left)}} if left else {}
    record_edition_event(verb, content, by=by, moment=edition.live_from, **facts)
    return edition


def _hand_over(edition: Edition, *, at: datetime | None) -> None:
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
    edition.page.editions.filter(Q(pk=edition.pk) | ends).update(
        live_from=Case(When(pk=edition.pk, then=begin), default=F("live_from")),
        live_until=Case(When(pk=edition.pk, then=None), default=begin),
        first_published=Case(
            When(pk=edition.pk, first_published="", then=day),
            default=F("first_published"),
            output_field=CharField(),
        ),
    )
    edition.refresh_from_db()
