"""Somebody lost every second factor: one administrator asks to remove them, another agrees."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews.accounts.set_up import NOT_TWO, recently_set_up
from reviews.ledger.recording import record_event
from reviews.lib.exceptions import Refused
from reviews.models import Event, SecondFactorReset, User
from reviews.workflow.permissions import NOT_YOURS

NOT_OWN = "Two administrators other than the person have to agree: ask another to do this."
WAITS_ALREADY = "This was asked for already, and waits for another administrator."
DONE = "This was agreed to or declined meanwhile: nothing is left to do."
NOTHING_TO_REMOVE = "This person has no second factor: they set one up when they sign in."


@transaction.atomic
def ask_factors_reset(person: User, *, by: User) -> SecondFactorReset:
    """Ask that the second factors of ``person`` are removed. Raises Refused."""
    _require(by)
    if by == person:
        raise Refused(NOT_OWN)
    if not person.second_factors.exists():
        raise Refused(NOTHING_TO_REMOVE)
    try:
        with transaction.atomic():
            asked = SecondFactorReset.objects.create(person=person, asked_by=by)
    except IntegrityError:
        raise Refused(WAITS_ALREADY) from None
    record_event(Event.Verb.FACTORS_RESET_ASKED, by=by, body={"person": person.pk})
    return asked


@transaction.atomic
def reset_factors(asked: SecondFactorReset, *, by: User) -> SecondFactorReset:
    """Remove them: the person signs in with the password and sets up others. Raises Refused."""
    asked = _waiting(asked, by=by)
    if by.pk in (asked.asked_by_id, asked.person_id):
        raise Refused(NOT_OWN)
    if recently_set_up().in_one_hand(asked.asked_by_id, by.pk):
        raise Refused(NOT_TWO)
    moment = timezone.now()
    asked.agreed_by, asked.agreed_at = by, moment
    asked.save(update_fields=["agreed_by", "agreed_at"])
    asked.person.second_factors.all().delete()
    asked.person.recovery_codes.all().delete()
    User.objects.filter(pk=asked.person_id).update(second_factors_reset_at=moment)
    body = {"person": asked.person_id, "asked_by": asked.asked_by_id}
    record_event(Event.Verb.FACTORS_RESET, by=by, body=body)
    return asked


@transaction.atomic
def keep_factors(asked: SecondFactorReset, *, by: User) -> SecondFactorReset:
    """Decline what was asked for, or take it back: it was not the person, or they found what they had lost."""
    asked = _waiting(asked, by=by)
    SecondFactorReset.objects.filter(pk=asked.pk).delete()
    record_event(Event.Verb.FACTORS_KEPT, by=by, body={"person": asked.person_id})
    return asked


def _waiting(asked: SecondFactorReset, *, by: User) -> SecondFactorReset:
    """The row as it is now, locked. Raises Refused if nothing waits any more."""
    _require(by)
    row = SecondFactorReset.objects.select_for_update().filter(pk=asked.pk).first()
    if row is None or row.agreed_by_id:
        raise Refused(DONE)
    return row


def _require(by: User) -> None:
    if not by.has_perm("reviews.change_user"):
        raise Refused(NOT_YOURS)
