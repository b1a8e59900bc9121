"""Everything that keeps an edition from the public: what it lacks, contradicts or takes away; and what staff are
warned of before they publish it."""

from collections.abc import Iterator
from datetime import datetime

from reviews.compliance import minimum_terms
from reviews.compliance.unwitnessed import unwitnessed_days
from reviews.editions.blockers import Blocker, blockers
from reviews.editions.contradictions import contradictions
from reviews.editions.digest import EditionContent
from reviews.editions.lineage import Departure, departures, leaving_text, needless, shown_before
from reviews.editions.protected_names import name_blockers
from reviews.editions.versions import version_blockers
from reviews.editions.warnings import warnings
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


def publishing_warnings(content: EditionContent, *, now: datetime) -> list[str]:
    """What does not stop it, each as sentences that say what to do."""
    if not content.row.is_draft:
        return []
    return [*warnings(content, now=now), *unwitnessed_days(content, now=now)]


def departure_blockers(content: EditionContent, *, now: datetime) -> list[Blocker]:
    """What is to be said of each document that the edition takes away.

    Taking a document away is a withdrawal of it: for a listed reason, with a note for readers, and
    inside the minimum term by somebody's authority. Only a recorded successor carries it on. A report
    that is the text of its page leaves in its term with the page alone.
    """
    if not isinstance(content.row, ReviewEdition):
        return []
    before = shown_before(content.row, now=now)
    leaving, text = departures(content, before), leaving_text(content, before)
    found = [
        Blocker.of("still-shown", "attachments", name=row.document.title or "a document")
        for row in needless(content, leaving)
    ]
    if leaving or text:
        terms = minimum_terms.of_pages([content.row.page_id], at=now)[content.row.page_id]
        files = {row.document_id: row for row in content.parts[Attachment] if row.document_id}
        for each in leaving:
            until = _runs_until(terms.of_document(each.attachment.document_id), at=now)
            found += _of_departure(each, until, files)
        if text and (until := _runs_until(terms.page, at=now)):
            found.append(Blocker.of("text-leaves-in-term", "attachments", name=text, until=until))
    return found


def _runs_until(term: minimum_terms.Term, *, at: datetime) -> str | None:
    until = minimum_terms.running(term, at=at)
    return until and as_words(PartialDate(until.isoformat()))


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
    elif departure.attachment.is_report and not files[stated.successor_id].is_report:
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
