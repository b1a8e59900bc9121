"""Why the text of a scan in an edition may not be recognised afresh."""

from reviews import pdf
from reviews.documents import findings
from reviews.documents.reading import reading_copy
from reviews.documents.recognition import Scan, scan
from reviews.editions.digest import EditionContent
from reviews.editions.replacing import blocker_to_replacing
from reviews.models import Document

NOTHING = "There is no scan in this file that waits for anything."
TOO_LONG = (
    "This file has {pages} pages to recognise, and at most {most} are recognised while somebody waits for them. For "
    "more of them an administrator of the server would have to set up a worker (JOBS=worker). Nothing was changed."
)
LACKING = (
    "Text in pictures cannot be recognised on this site: an administrator of its server would have to install "
    "{lacks}. Nothing was changed."
)


def scan_of(document: Document) -> Scan | None:
    return scan(document, findings.latest(document), reading_copy(document))


def blockers_to_recognising(content: EditionContent, document: Document) -> list[str]:
    """The first of them: what is further on need not be asked then."""
    blocker = blocker_to_replacing(content, document) or _of_scan(document)
    return [blocker] if blocker else []


def _of_scan(document: Document) -> str:
    found = scan_of(document)
    return found.obstacle if found else NOTHING


def blocker_of_machine() -> str:
    """What would have to be installed; empty where nothing is missing."""
    there = pdf.recogniser.recogniser()
    return "" if there.works else LACKING.format(lacks=" and ".join(there.lacks))


def blocker_of_length(pages: int) -> str:
    """That nobody would want to wait for so many; empty where they are few."""
    most = pdf.recogniser.AT_ONCE
    return TOO_LONG.format(pages=pages, most=most) if pages > most else ""
