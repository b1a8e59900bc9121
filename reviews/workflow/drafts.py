"""Opening the next edition, and throwing it away."""

from functools import partial

from django.db import transaction

from reviews.documents.uploads import hashes_of, let_go
from reviews.editions.digest import edition_content
from reviews.ledger.recording import record_edition_event
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.lib.exceptions import Refused
from reviews.models import Edition, Event, Page, User
from reviews.models.edition_parts import copy_parts, next_edition
from reviews.workflow.locking import lock, lock_with, refuse_if, save_fields

Verb = Event.Verb


@transaction.atomic
def open_edition(page: Page, *, by: User) -> Edition:
    """The draft of ``page``: the one that there is, else a new one, equal to the latest edition."""
    page = lock(page, by=by, right="change_edition")
    last = page.editions.order_by("number").last()
    if last and last.is_draft:
        return last.as_kind
    if last and last.is_scheduled(at=clock.now()):
        raise Refused(
            f"Edition {last.number} is scheduled to go live. Take back its schedule to change it."
        )
    draft = next_edition(page, last and last.as_kind, edited_by=by)
    draft.save()
    if last and page.kind == Page.Kind.REVIEW:
        copy_parts(last.as_kind, draft)
    record_edition_event(Verb.OPENED, edition_content(draft), by=by)
    return draft


@transaction.atomic
def discard(edition: Edition, *, by: User) -> None:
    """Throw a draft away; what is live stays as it is."""
    _, edition = lock_with(edition, by=by, right="change_edition")
    if not edition.is_draft:
        raise Refused(f"Edition {edition.number} has a period and stays on record.")
    record_edition_event(Verb.DISCARDED, edition_content(edition), by=by)
    transaction.on_commit(partial(let_go, hashes_of([edition.pk])), robust=True)
    edition.as_kind.delete()


@transaction.atomic
def state_origin(
    edition: Edition, *, by: User, published: PartialDate, updated: PartialDate, source: str
) -> Edition:
    """State the earlier website from which a draft comes, and the dates that it bore there.

    They belong to what is approved. They are facts of that website, not witnessed here.
    """
    page, edition = lock_with(edition, by=by, right="change_edition")
    rules = [
        (edition.is_draft, f"Edition {edition.number} is not a draft."),
        (source.strip(), "Say which website the page and its dates are carried over from."),
        (
            not page.editions.exclude(live_from=None).exists(),
            "This page has already been public here: publish its next edition instead.",
        ),
        *_rules_of_dates(published, updated),
    ]
    refuse_if([reason for holds, reason in rules if not holds])
    save_fields(
        edition, first_published=published, carried_updated=updated, carried_from=source.strip()
    )
    content = edition_content(edition)
    record_edition_event(Verb.SAVED, content, by=by, body={"fields": ["carried over from"]})
    return edition


def _rules_of_dates(published: PartialDate, updated: PartialDate) -> list[tuple[bool, str]]:
    today = PartialDate.of(clock.now())
    return [
        (
            not any(date.is_after(today) for date in (published, updated)),
            "A date carried over from an earlier website cannot lie in the future.",
        ),
        (
            not published.is_after(updated),
            "It cannot have been last updated before it was first published: check both dates.",
        ),
    ]
