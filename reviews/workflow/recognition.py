"""The text of a scan in a draft is recognised afresh, in what its pages show."""

from collections.abc import Iterable

from django.db import transaction

from reviews import pdf
from reviews.documents import findings
from reviews.documents.recognition import recognised_copy
from reviews.editions.digest import edition_content
from reviews.editions.recognition import blocker_of_machine, blockers_to_recognising, scan_of
from reviews.ledger.recording import record_edition_event
from reviews.lib.exceptions import Refused
from reviews.models import Document, Edition, Event, Finding, User
from reviews.workflow.locking import lock_with, refuse_if
from reviews.workflow.permissions import require
from reviews.workflow.replacing import put_in_place_of

RIGHT = "change_edition"
TOO_LONG = (
    "This file has {pages} pages to recognise, and at most {most} are recognised while somebody waits for them. For "
    "more of them an administrator of the server would have to set up the worker. Nothing was changed."
)
NO_LANGUAGE = "Choose a language that can be read here. Nothing was changed."


def recognise_afresh(
    edition: Edition, *, by: User, document: Document, languages: Iterable[str]
) -> Document:
    """Put a copy that shows the same, with text that was read in it now, in the place of ``document`` in a
    draft, and return it.

    The copy is made before anything is locked, and what was asked before is asked again afterwards. If it
    is refused then, no copy is kept.
    """
    require(by, RIGHT, edition.page)
    refuse_if(blockers_to_recognising(edition_content(edition), document))
    languages = sorted(languages)
    if lacking := blocker_of_machine():
        raise Refused(lacking)
    if not languages or not set(languages) <= pdf.recogniser.recogniser().languages:
        raise Refused(NO_LANGUAGE)
    pages, most = scan_of(document).pages, pdf.recogniser.AT_ONCE
    if pages > most:
        raise Refused(TOO_LONG.format(pages=pages, most=most))
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
