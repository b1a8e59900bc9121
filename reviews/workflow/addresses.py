"""Former addresses: one person proposes, another agrees, and from then on readers are led to the page."""

from django.db import transaction
from django.db.models.functions import Now

from reviews.ledger.recording import record_event
from reviews.lib.exceptions import Refused
from reviews.models import Event, FormerAddress, Page, User
from reviews.workflow.locking import lock, refuse_if
from reviews.workflow.permissions import require

Verb = Event.Verb


@transaction.atomic
def propose_address(page: Page, *, by: User, path: str) -> FormerAddress:
    """Propose that ``path``, in its canonical form, leads to the page. Until somebody agrees, it does not."""
    page = lock(page, by=by, right="change_page")
    taken = FormerAddress.objects.why_taken(path, page)
    refuse_if([f"/{path}: {taken}"] if taken else [])
    made = FormerAddress.objects.create(page=page, path=path, added_by=by)
    record_event(Verb.ADDRESS_PROPOSED, by=by, page=page.pk, row=made)
    return made


@transaction.atomic
def agree_address(former: FormerAddress, *, by: User) -> FormerAddress:
    """Let the address lead to its page from now on. Whoever proposed it cannot."""
    page = lock(former.page, by=by, right="approve_edition")
    former = FormerAddress.objects.select_for_update().get(pk=former.pk)
    if former.added_by_id == by.pk:
        raise Refused("You proposed this address: somebody else must agree to it.")
    if not former.is_waiting:
        raise Refused("This address has been agreed to or turned down already.")
    others = FormerAddress.objects.exclude(pk=former.pk)
    taken = others.why_taken(former.path, page)
    refuse_if([f"{former}: {taken}"] if taken else [])
    return _recorded(former, Verb.ADDRESS_AGREED, by=by, live_from=Now(), agreed_by=by)


@transaction.atomic
def end_address(former: FormerAddress, *, by: User) -> FormerAddress:
    """Lead nobody from there any more, or take back what was proposed. Another page may have it next."""
    page = lock(former.page, by=by, right="change_page")
    former = FormerAddress.objects.select_for_update().get(pk=former.pk)
    if former.live_until:
        raise Refused("This address has been ended already.")
    if former.live_from:
        require(by, "approve_edition", page)
    return _recorded(former, Verb.ADDRESS_ENDED, by=by, live_until=Now())


def _recorded(former: FormerAddress, verb: Event.Verb, *, by: User, **columns) -> FormerAddress:
    FormerAddress.objects.filter(pk=former.pk).update(**columns)
    former.refresh_from_db()
    moment = former.live_until or former.live_from
    record_event(verb, by=by, page=former.page_id, moment=moment, row=former)
    return former
