"""Taking a page from public view: always possible, at once."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from reviews.compliance.minimum_terms import minimum_term_ends
from reviews.editions.digest import edition_content
from reviews.editions.protected_names import note_blockers
from reviews.ledger.recording import record_edition_event
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.lib.exceptions import JustWentLive
from reviews.models import Edition, Event, NoteCorrection, Page, User, Withdrawal
from reviews.workflow.locking import lock, refuse_if
from reviews.workflow.publication import clear_schedule


@transaction.atomic
def withdraw(
    page: Page,
    *,
    by: User,
    reason: str,
    note: str,
    authorised_by: str = "",
    answer: str = Withdrawal.Answer.NOTICE,
) -> Withdrawal:
    """Take the page from public view at once; ``note`` is what its address shows from now on.

    Inside the minimum term it needs a reason other than the term’s end, and the name of the person
    who authorised it. An edition waiting to go live becomes a draft again: nothing of the page
    returns by itself.
    """
    page = lock(page, by=by, right="withdraw_edition")
    facts = {"reason": reason, "note": note, "authorised_by": authorised_by, "answer": answer}
    try:
        with transaction.atomic():
            return _withdrawn(page, by=by, **facts)
    except (JustWentLive, IntegrityError):
        # An edition began while we waited for the ledger: now it is the one that must go.
        return _withdrawn(page, by=by, **facts)


@transaction.atomic
def correct_notice(page: Page, *, by: User, note: str) -> NoteCorrection:
    """Put another public note at the address of a withdrawn page. The earlier ones stay on record."""
    page = lock(page, by=by, right="withdraw_edition")
    now = clock.now()
    withdrawal = Withdrawal.objects.in_force(page, at=now)
    reasons = [] if withdrawal else ["This page is not withdrawn: there is no notice to correct."]
    if not note.strip():
        reasons.append("Write the public note that readers will find at this address.")
    elif withdrawal and note.strip() == withdrawal.note_at(now):
        reasons.append("This is what the notice says already: change it.")
    refuse_if([*reasons, *note_blockers(page, note)])
    made = NoteCorrection.objects.create(withdrawal=withdrawal, public_note=note.strip(), by=by)
    content = edition_content(withdrawal.edition)
    record_edition_event(Event.Verb.NOTE_CORRECTED, content, by=by, row=made)
    return made


def _withdrawn(
    page: Page, *, by: User, reason: str, note: str, authorised_by: str, answer: str
) -> Withdrawal:
    now = clock.now()
    live = page.editions.public(at=now).first()
    reasons = [] if live else [_why_not_live(page, at=now)]
    reasons += _blockers_to_withdrawing(page, reason, note, authorised_by, at=now)
    refuse_if([*reasons, *note_blockers(page, note)])
    for waiting in page.editions.scheduled(at=now):
        clear_schedule(page, waiting, by=by)
    page.editions.filter(pk=live.pk).update(live_until=Now())
    live.refresh_from_db()
    facts = {"reason": reason, "authorised_by": authorised_by.strip(), "answer": answer, "by": by}
    made = Withdrawal.objects.create(edition=live, public_note=note.strip(), **facts)
    stated = {"moment": live.live_until, "reason": reason}
    record_edition_event(Event.Verb.WITHDRAWN, edition_content(live), by=by, row=made, **stated)
    return made


def _blockers_to_withdrawing(
    page: Page, reason: str, note: str, authorised_by: str, *, at: datetime
) -> list[str]:
    reasons = []
    if reason not in Withdrawal.Reason.values:
        reasons.append("Choose a reason for the withdrawal from the list.")
    if not note.strip():
        reasons.append("Write the public note that readers will find at this address.")
    until = minimum_term_ends(page, at=at)
    if until is None:
        return reasons
    day = as_words(PartialDate(until.isoformat()))
    if reason == Withdrawal.Reason.TERM_ENDED:
        reasons.append(f"The minimum term runs until {day}: choose the reason why it must go now.")
    if not authorised_by.strip():
        reasons.append(f"The minimum term runs until {day}: name the person who authorised this.")
    return reasons


def _why_not_live(page: Page, *, at: datetime) -> str:
    notice = Withdrawal.objects.public(at=at).filter(edition__page=page).first()
    if notice is None:
        return "This page is not public: there is nothing to withdraw."
    return f"This page was already withdrawn on {_day(notice.edition)}."


def _day(edition: Edition) -> str:
    return as_words(PartialDate.of(edition.live_until))
