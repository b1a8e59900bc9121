"""Everything that keeps an edition from the public: what it lacks, contradicts or takes away."""

from collections.abc import Iterator
from datetime import datetime

from reviews.compliance import minimum_terms
from reviews.editions.blockers import Blocker, blockers
from reviews.editions.contradictions import contradictions
from reviews.editions.digest import EditionContent
from reviews.editions.lineage import Departure, departures, needless
from reviews.editions.protected_names import name_blockers
from reviews.editions.versions import version_blockers
from reviews.lib.dates import PartialDate, as_words
from reviews.models import Attachment, ReviewEdition, Succession, Withdrawal


def publishing_blockers(content: EditionContent, *, now: datetime) -> list[Blocker]:
    """What to do before the edition may be published; empty when it may be."""
    found = blockers(content, now=now)
    if not content.row.is_draft:
        return found
    found += [*contradictions(content, now=now), *departure_blockers(content, now=now)]
    found += version_blockers(content)
    return [*found, *name_blockers(content)]


def departure_blockers(content: EditionContent, *, now: datetime) -> list[Blocker]:
    """What is to be said of each document that the edition takes away.

    Taking a document away is a withdrawal of it: for a listed reason, with a note for readers, and
    inside the minimum term by somebody's authority. Only a recorded successor carries it on.
    """
    if not isinstance(content.row, ReviewEdition):
        return []
    leaving = departures(content, now=now)
    found = [
        Blocker.of("still-shown", "attachments", name=row.document.title or "a document")
        for row in needless(content, leaving)
    ]
    if leaving:
        terms = minimum_terms.of_pages([content.row.page_id], at=now)[content.row.page_id]
        files = {row.document_id: row for row in content.parts[Attachment] if row.document_id}
        for each in leaving:
            until = minimum_terms.running(terms.of_document(each.attachment.document_id), at=now)
            found += _of_departure(each, until and as_words(PartialDate(until.isoformat())), files)
    return found


def _of_departure(
    departure: Departure, until: str | None, files: dict[int, Attachment]
) -> Iterator[Blocker]:
    facts = {"name": departure.name, "until": until}
    stated, anchor = departure.stated, departure.anchor
    if stated is None or not stated.reason:
        yield Blocker.of("leaves-in-term" if until else "leaves", anchor, **facts)
    elif stated.is_withdrawn:
        yield from _of_withdrawal(departure, until)
    elif stated.reason not in Succession.values:
        yield Blocker.of("succession-reason", anchor, **facts)
    elif stated.successor_id not in files:
        yield Blocker.of("successor-missing", anchor, **facts)
    elif _is_report(departure.attachment) and not _is_report(files[stated.successor_id]):
        yield Blocker.of("successor-no-report", anchor, **facts)


def _of_withdrawal(departure: Departure, until: str | None) -> Iterator[Blocker]:
    facts = {"name": departure.name, "until": until}
    stated, anchor = departure.stated, departure.anchor
    if stated.reason not in Withdrawal.Reason.values:
        yield Blocker.of("successor-not-named", anchor, **facts)
        return
    if until and stated.reason == Withdrawal.Reason.TERM_ENDED:
        yield Blocker.of("leaves-before-end", anchor, **facts)
    if until and not stated.authorised_by.strip():
        yield Blocker.of("authoriser-missing", anchor, **facts)
    if not stated.public_note.strip():
        yield Blocker.of("leaving-note-missing", anchor, **facts)


def _is_report(attachment: Attachment) -> bool:
    return bool(Attachment.REPORTS & {attachment.kind, *attachment.also_contains})
