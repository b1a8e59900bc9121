"""The text of a scan in a draft is recognised afresh, in what its pages show."""

from collections.abc import Iterable

from django.db import transaction

from reviews import pdf
from reviews.documents import findings
from reviews.documents.recognition import recognised_copy
from reviews.documents.uploads import alone_with
from reviews.editions.digest import edition_content
from reviews.editions.protected_names import search_page
from reviews.editions.recognition import (
    blocker_of_length,
    blocker_of_machine,
    blockers_to_recognising,
    scan_of,
)
from reviews.ledger.recording import record_edition_event
from reviews.lib.exceptions import Refused
from reviews.models import Document, Edition, Event, Finding, Recognition, User
from reviews.workflow.locking import lock_with, refuse_if
from reviews.workflow.permissions import require
from reviews.workflow.replacing import put_in_place_of

RIGHT = "change_edition"
NO_LANGUAGE = "Choose a language that can be read here. Nothing was changed."


def recognise_afresh(
    edition: Edition, *, by: User, document: Document, languages: Iterable[str]
) -> Document:
    """Put a copy that shows the same, with text that was read in it now, in the place of ``document`` in a
    draft, and return it. Somebody waits for it, so that it must not be long.
    """
    if too_long := blocker_of_length(_pages(edition, by, document, languages)):
        raise Refused(too_long)
    return _recognise(edition, by, document, languages)


@transaction.atomic
def ask_recognition(
    edition: Edition, *, by: User, document: Document, languages: Iterable[str]
) -> Recognition:
    """Keep that somebody wants it, for a worker. What was asked before of the same file is asked anew."""
    _pages(edition, by, document, languages)
    _, draft = lock_with(edition, by=by, right=RIGHT)
    wanted = {"by": by, "languages": sorted(languages), "refusals": []}
    asked, _ = Recognition.objects.update_or_create(
        edition_id=draft.pk, document=document, defaults=wanted
    )
    return asked


def carry_out(recognition: Recognition) -> None:
    """Do what was asked for, and keep why it could not be done. Slow: never inside a transaction.

    Nothing happens if somebody else is at it, or it does not wait any more. Raises StorageDown: it waits on then.
    """
    with alone_with(recognition) as is_alone:
        waiting = Recognition.objects.waiting().select_related("edition__page", "document", "by")
        asked = waiting.filter(pk=recognition.pk).first() if is_alone else None
        if asked is None:
            return
        try:
            _recognise(asked.edition, asked.by, asked.document, asked.languages)
        except Refused as refused:
            give_up(asked, refused.reasons)
        else:
            asked.delete()
            search_page(asked.edition.page)


def give_up(recognition: Recognition, sentences: Iterable[str]) -> None:
    """It could not be done, and nobody is to wait for it."""
    waiting = Recognition.objects.waiting().filter(pk=recognition.pk)
    waiting.update(refusals=list(map(str, sentences)))


def _pages(edition: Edition, by: User, document: Document, languages: Iterable[str]) -> int:
    """How many of them there are to recognise. Raises Refused."""
    require(by, RIGHT, edition.page)
    refuse_if(blockers_to_recognising(edition_content(edition), document))
    if lacking := blocker_of_machine():
        raise Refused(lacking)
    if not languages or not set(languages) <= pdf.recogniser.recogniser().languages:
        raise Refused(NO_LANGUAGE)
    return scan_of(document).pages


def _recognise(
    edition: Edition, by: User, document: Document, languages: Iterable[str]
) -> Document:
    """The copy is made before anything is locked, and what was asked before is asked again afterwards. If it
    is refused then, no copy is kept."""
    pages, languages = _pages(edition, by, document, languages), sorted(languages)
    with recognised_copy(document, languages, pages, by=by) as record, transaction.atomic():
        _, draft = lock_with(edition, by=by, right=RIGHT)
        refuse_if(blockers_to_recognising(edition_content(draft), document))
        copy = record()
        put_in_place_of(document, copy, draft=draft, by=by)
        body = {"file": copy.sha256, "original": document.sha256, "languages": languages}
        body |= {"hidden": _hidden(copy)}
        record_edition_event(Event.Verb.RECOGNISED, edition_content(draft), by=by, body=body)
    return copy


def _hidden(copy: Document) -> dict[str, int]:
    """In how many places of each page the text before said what the page does not show."""
    removed = Finding.objects.filter(source=copy.checks.order_by("pk").last(), severity="removed")
    found = findings.places(removed.filter(kind__in=pdf.TAKEN))
    return {f"{each.page}": each.number for each in found}
