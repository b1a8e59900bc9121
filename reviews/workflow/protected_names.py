"""What must never appear in a review: entering it, taking it off the list, settling single parts of it.

No event holds a word of it, and none a digest of a word.
"""

from collections.abc import Collection

from django.db import transaction

from reviews.documents.protected_names import wanted_of
from reviews.editions.digest import edition_content
from reviews.editions.protected_names import Unsettled, name_blockers, note_blockers
from reviews.ledger.recording import record_event
from reviews.lib import clock, sealing
from reviews.lib.exceptions import Refused
from reviews.models import Event, NameWaiver, Page, ProtectedName, User
from reviews.workflow.locking import lock
from reviews.workflow.publication import clear_schedule

Verb = Event.Verb
RIGHT = "change_edition"
NO_KEY = (
    "Nothing can be entered here yet, because this site has no key to encrypt it with. Ask whoever runs "
    "the site to set PROTECTED_NAMES_KEY."
)
ONLY_REVIEWS = "Names are entered for reviews only."
MOST = 100  # names of one review
STOPPING = {"name-in-text", "name-in-file", "names-unsearched", "names-sealed"}


@transaction.atomic
def add_protected_name(page: Page, *, by: User, kind: str, text: str) -> ProtectedName:
    """Enter something that must never appear in the review. ``text`` of a date is its ISO form.

    Search for it afterwards, and then take back the schedule of what holds it: see
    ``stop_what_names``.
    """
    page = lock(page, by=by, right=RIGHT)
    if not sealing.is_set_up():
        raise Refused(NO_KEY)
    if page.kind != Page.Kind.REVIEW:
        raise Refused(ONLY_REVIEWS)
    try:
        wanted_of(kind, text)
    except ValueError as error:
        raise Refused(str(error)) from error
    if page.protected_names.count() >= MOST:
        raise Refused(f"At most {MOST} can be entered. Remove one that is not needed first.")
    made = page.protected_names.create(kind=kind, sealed=sealing.seal(text), added_by=by)
    record_event(Verb.NAME_ADDED, by=by, page=page.pk)
    return made


@transaction.atomic
def remove_protected_name(name: ProtectedName, *, by: User) -> None:
    """Delete it, with what was found and settled of it. Nothing of it is kept."""
    page = lock(name.page, by=by, right=RIGHT)
    if not page.protected_names.filter(pk=name.pk).exists():
        raise Refused("Somebody else has removed this already.")
    name.delete()
    record_event(Verb.NAME_REMOVED, by=by, page=page.pk)


@transaction.atomic
def show_protected_names(page: Page, *, by: User) -> dict[int, str]:
    """Every text by the key of its row. Asking is an event."""
    page = lock(page, by=by, right=RIGHT)
    try:
        shown = {row.pk: sealing.unseal(row.sealed) for row in page.protected_names.all()}
    except sealing.Unsealable:
        raise Refused(NO_KEY) from None
    record_event(Verb.NAMES_SHOWN, by=by, page=page.pk)
    return shown


@transaction.atomic
def settle_names(
    page: Page, *, by: User, items: Collection[Unsettled], reason: str
) -> list[NameWaiver]:
    """Record why single parts of names may stay where they were found; an event for each."""
    page = lock(page, by=by, right=RIGHT)
    if not items:
        raise Refused("Tick what you looked at.")
    if not reason.strip():
        raise Refused("Say why it may stay.")
    if note_blockers(page, reason):
        raise Refused("The reason repeats what must never appear: write it without that.")
    sealed, made = sealing.seal(reason.strip()), []
    for item in items:
        facts = {"name": item.name, "part": item.part, "document_id": item.document}
        made.append(
            NameWaiver.objects.create(**facts, most=item.count, sealed_reason=sealed, by=by)
        )
        record_event(Verb.NAME_SETTLED, by=by, page=page.pk)
    return made


@transaction.atomic
def stop_what_names(page: Page, *, by: User) -> list[int]:
    """Take back the schedule of editions that hold what must never appear, or were not searched for it.

    It would go live without anybody's doing. The numbers of those editions.
    """
    page = lock(page, by=by, right=RIGHT)
    stopped = []
    for waiting in page.editions.scheduled(at=clock.now()):
        if STOPPING & {each.code for each in name_blockers(edition_content(waiting))}:
            clear_schedule(page, waiting, by=by)
            stopped.append(waiting.number)
    return stopped
