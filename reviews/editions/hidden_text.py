"""Why hidden text may not be taken out of a document of an edition."""

from reviews.documents import findings
from reviews.documents.hidden_text import hidden_text
from reviews.editions.digest import EditionContent
from reviews.editions.replacing import blocker_to_replacing
from reviews.models import Document

NOTHING = "There is no hidden text in this file that waits for anything."


def blockers_to_taking_out(content: EditionContent, document: Document) -> list[str]:
    """The first of them: what is further on need not be asked then."""
    blocker = blocker_to_replacing(content, document) or _of_findings(document)
    return [blocker] if blocker else []


def _of_findings(document: Document) -> str:
    found = hidden_text(findings.latest(document))
    return found.obstacle if found else NOTHING
