"""Why an edition may not be published yet: what the admin shows and the verbs enforce."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from reviews import pdf
from reviews.documents import findings
from reviews.editions.blocker_sentences import SENTENCES
from reviews.editions.digest import EditionContent
from reviews.lib import shipped_pages
from reviews.lib.compiled import Blank, among, compiled
from reviews.lib.dates import as_words
from reviews.models import (
    Action,
    Attachment,
    Edition,
    Hold,
    Identifier,
    ListingEdition,
    Page,
    ReviewEdition,
)

# States of a review whose page must say why the report is not there.
EXPLAINED = {ReviewEdition.State.DELAYED, ReviewEdition.State.WITHHELD}
QUOTED_WORDS = 12  # of an action, where a sentence names it


@dataclass(frozen=True)
class Blocker:
    """Something to do first. ``code`` never changes; ``text`` is a sentence for people.

    ``anchor`` names the field of a form that it concerns (“body”), the part (“attachments”) or the
    row of a part, counted from 0 in the form’s order (“attachments-2”); empty if there is none.
    ``step`` names the step of an edition that leads on; empty if it is not one.
    """

    code: str
    text: str
    anchor: str = ""
    step: str = ""

    @classmethod
    def of(cls, code: str, anchor: str = "", step: str = "", **facts) -> "Blocker":
        """The blocker with its sentence from SENTENCES, ``facts`` filled in."""
        return cls(code, SENTENCES[code].format(**facts), anchor, step)

    def __str__(self) -> str:
        return self.text


def blockers(content: EditionContent, *, now: datetime) -> list[Blocker]:
    """What to do before the edition may be published; empty when it may be."""
    edition = content.row
    if not edition.is_draft:
        done = "scheduled" if edition.is_scheduled(at=now) else "published"
        return [Blocker.of(f"already-{done}", number=edition.number)]
    if isinstance(edition, ReviewEdition):
        return _of_review(edition, content)
    return _of_listing(edition) if isinstance(edition, ListingEdition) else _of_plain_page(edition)


def file_blockers(content: EditionContent) -> list[Blocker]:
    """Of the files that it shows: in which something was found, and those that nobody has looked through."""
    return _of_files(_shown(_attachments(content)))


def missing_note(page: Page, *, note: str) -> list[Blocker]:
    """The public history needs a note on every change after the first publication."""
    if note.strip() or not page.editions.exclude(live_from=None).exists():
        return []
    return [Blocker.of("note-missing", "note")]


def hold_blockers(page: Page) -> list[Blocker]:
    """One for each hold that keeps the page from going live."""
    holds = Hold.objects.in_force().filter(page=page)
    return [Blocker.of("on-hold", reason=hold.get_reason_display()) for hold in holds]


def _unless(*rules: tuple[object, str, str]) -> list[Blocker]:
    """The blockers of the rules that do not hold, each given as (holds, code, anchor)."""
    return [Blocker.of(code, anchor) for holds, code, anchor in rules if not holds]


def _of_plain_page(edition: Edition) -> list[Blocker]:
    return [
        *_unless(
            (edition.title.strip(), "page-title-missing", "title"),
            (edition.body.strip(), "text-missing", "body"),
        ),
        *_not_filled_in(edition),
    ]


def _not_filled_in(edition: Edition) -> list[Blocker]:
    """What the shipped text of a page asks for and nobody has put in its place yet."""
    return [
        Blocker.of("not-filled-in", field, what=what)
        for field in ("title", "summary", "body")
        for what in shipped_pages.asked(getattr(edition, field))
    ]


def _of_listing(edition: ListingEdition) -> list[Blocker]:
    return _unless(
        (edition.title.strip(), "listing-title-missing", "title"),
        (edition.review_types, "types-missing", "review_types"),
    )


def _of_review(edition: ReviewEdition, content: EditionContent) -> list[Blocker]:
    places = _attachments(content)
    shown = _shown(places)
    readable = [row for row in places.values() if row.is_on_page or row in shown.values()]
    kinds = {kind for row in readable for kind in (row.kind, *row.also_contains)}
    has_report = kinds & Attachment.REPORTS or edition.state != ReviewEdition.State.PUBLISHED
    has_reason = edition.state_reason.strip() or edition.state not in EXPLAINED
    begun, ended = edition.conducted_from, edition.conducted_to
    half = "conducted_to" if begun else "conducted_from"
    return [
        *_unless(
            (has_report, "report-missing", "attachments"),
            (has_reason, "reason-missing", "state_reason"),
            (bool(begun) == bool(ended), "conducted-half", half),
        ),
        *_reversed_dates(edition),
        *_missing_text(edition, readable),
        *_missing_files(shown),
        *_erased_files(places),
        *_of_files(shown),
        *_doubled_files(shown),
        *_taken_identifiers(edition, content.parts[Identifier]),
        *_unexplained_answers(content.parts[Action]),
        *_unverified_actions(edition, content.parts[Action]),
    ]


def _attachments(content: EditionContent) -> dict[str, Attachment]:
    """Each by the anchor of its row."""
    rows = content.parts.get(Attachment, [])
    return {f"attachments-{place}": row for place, row in enumerate(rows)}


def _shown(attachments: dict[str, Attachment]) -> dict[str, Attachment]:
    return {at: row for at, row in attachments.items() if row.state == Attachment.State.PUBLISHED}


def _reversed_dates(edition: ReviewEdition) -> list[Blocker]:
    spans = {
        "conducted": (edition.conducted_from, edition.conducted_to),
        "period": (edition.period_from, edition.period_to),
    }
    return [
        Blocker.of(f"{name}-reversed", f"{name}_from", begun=as_words(begun), ended=as_words(ended))
        for name, (begun, ended) in spans.items()
        if begun and ended and begun.is_after(ended)
    ]


def _missing_text(edition: ReviewEdition, attachments: list[Attachment]) -> list[Blocker]:
    on_page = [] if edition.body.strip() else [row for row in attachments if row.is_on_page]
    return [Blocker.of("report-text-missing", "body", name=row) for row in on_page[:1]]


def _missing_files(shown: dict[str, Attachment]) -> list[Blocker]:
    found = []
    for at, row in shown.items():
        if row.refusals is not None:
            code = "file-refused" if row.refusals else "file-waiting"
            found.append(Blocker.of(code, at, name=row))
        elif not row.is_readable:
            found.append(Blocker.of("file-missing", at, name=row))
    return found


def _erased_files(attachments: dict[str, Attachment]) -> list[Blocker]:
    return [
        Blocker.of("file-erased", at, name=row)
        for at, row in attachments.items()
        if row.document and row.document.erased_at
    ]


def _of_files(attachments: dict[str, Attachment]) -> list[Blocker]:
    files = {
        at: row for at, row in attachments.items() if row.document_id and not row.document.erased_at
    }
    found = findings.statuses(row.document_id for row in files.values()) if files else {}
    return [
        blocker
        for at, row in files.items()
        for blocker in _of_status(found[row.document_id], row, at)
    ]


def _of_status(status: findings.CheckStatus, row: Attachment, at: str) -> list[Blocker]:
    if not status.is_checked:
        return [Blocker.of("file-unchecked", at, name=row)]
    kinds = dict.fromkeys(status.blocking)
    blocked = [Blocker.of("file-blocked", at, name=row, found=pdf.KINDS[kind][1]) for kind in kinds]
    if not status.unsettled:
        return blocked
    return [*blocked, Blocker.of("file-unsettled", at, name=row, count=status.unsettled)]


def _doubled_files(shown: dict[str, Attachment]) -> list[Blocker]:
    files = Counter(row.document_id for row in shown.values() if row.document_id)
    doubled = {at: row for at, row in shown.items() if files[row.document_id] > 1}
    names = " and ".join(f"“{row}”" for row in doubled.values())
    return [Blocker.of("file-twice", at, names=names) for at in list(doubled)[-1:]]


def _taken_identifiers(edition: ReviewEdition, identifiers: list[Identifier]) -> list[Blocker]:
    """Identifiers are unique within a board and type; other boards use the same letters.

    The same review in another language is no other review.
    """
    first = edition.version_of_id or edition.page_id
    places = {row.value: f"identifiers-{place}" for place, row in enumerate(identifiers)}
    given = {"values": list(places), "boards": [edition.page.board_id]}
    given |= {"type": edition.review_type, "own": [edition.page_id, first], "first": [first]}
    return [
        Blocker.of(
            "identifier-taken", places[row.value], identifier=row.value, page=row.edition.page
        )
        for row in _same_identifiers().instances(given)
    ]


@compiled
def _same_identifiers() -> QuerySet:
    live = Identifier.objects.exclude(edition__live_from=None).filter(edition__live_until=None)
    of_board = live.filter(
        among("value", "values", "text"),
        among("edition__page__board", "boards"),
        edition__review_type=Blank("type"),
    )
    others = of_board.filter(~Q(among("edition__page", "own")))
    others = others.filter(Q(edition__version_of=None) | ~Q(among("edition__version_of", "first")))
    return others.select_related("edition__page")


def _unexplained_answers(actions: list[Action]) -> list[Blocker]:
    return [
        Blocker.of(
            "answer-reason-missing",
            f"actions-{place}",
            recommendation=Truncator(row.recommendation).words(QUOTED_WORDS),
            answer=row.get_answer_display().lower(),
        )
        for place, row in enumerate(actions)
        if row.answer in Action.WITH_REASON and not row.answer_reason.strip()
    ]


def _unverified_actions(edition: ReviewEdition, actions: list[Action]) -> list[Blocker]:
    """A plan that comes from an earlier website may not say who verified it, and nobody knows now."""
    return [
        Blocker.of(
            "verifier-missing",
            f"actions-{place}",
            action=Truncator(row.action).words(QUOTED_WORDS),
        )
        for place, row in enumerate(actions)
        if row.is_complete and not row.verified_by.strip() and not edition.carried_from
    ]
