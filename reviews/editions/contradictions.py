"""What an edition says that cannot all be true, or leads readers nowhere."""

from collections.abc import Iterator
from datetime import datetime

from reviews.editions.blockers import Blocker
from reviews.editions.digest import EditionContent
from reviews.lib.dates import PartialDate, as_words
from reviews.models import ActionPlan, Attachment, BoardResponse, BoardRole, ReviewEdition

State = ReviewEdition.State
Shown = Attachment.State

# States that say that readers cannot have the report, nor where it is.
WITHOUT_REPORT = {
    *(State.SUMMARY_ONLY, State.IMPROVEMENTS_ONLY, State.IN_PREPARATION),
    *(State.DELAYED, State.WITHHELD, State.LISTED_ONLY, State.LEARNING_ONLY),
}
# States that say that the report is not here; it may be elsewhere.
NOT_HERE = {State.ELSEWHERE, State.ANONYMOUS_ELSEWHERE, State.NO_LONGER}
SOMEWHERE = {State.ELSEWHERE, State.ANONYMOUS_ELSEWHERE}
HIDDEN = {Shown.DELAYED, Shown.WITHHELD}
# Which date comes first, and which later; None is not compared.
ORDER = [
    ("incident", "commissioned"),
    ("incident", "conducted_from"),
    ("incident", "completed"),
    ("incident", "report_dated"),
    ("commissioned", "conducted_to"),
    ("commissioned", "completed"),
    ("commissioned", "report_dated"),
    ("conducted_from", "completed"),
    ("conducted_from", "report_dated"),
    ("period_from", "completed"),
    ("period_from", "report_dated"),
]
PAST = ("incident", "commissioned", "period_from", "period_to", "report_dated")
PAST_WITH_REPORT = ("conducted_from", "conducted_to", "completed")


def contradictions(content: EditionContent, *, now: datetime) -> list[Blocker]:
    """What to put right before the edition may be published."""
    edition = content.row
    found = list(_without_contact(edition))
    if isinstance(edition, ReviewEdition):
        files = {f"attachments-{at}": row for at, row in enumerate(content.parts[Attachment])}
        found += _of_state(edition, files, content)
        for at, row in files.items():
            found += _of_document(at, row, edition)
        found += _of_dates(edition, files, content, today=PartialDate.of(now))
        found += _own_board(edition, content.parts[BoardRole])
    return found


def _without_contact(edition) -> Iterator[Blocker]:
    board = edition.page.board
    if board and not board.has_contact:
        yield Blocker.of("contact-missing", board=board)


def _of_state(
    edition: ReviewEdition, files: dict[str, Attachment], content: EditionContent
) -> Iterator[Blocker]:
    state = edition.get_state_display()
    for at, row in files.items():
        if _contradicts(edition.state, row):
            yield Blocker.of("report-shown", at, state=state, name=row)
        elif edition.state == State.LISTED_ONLY and row.is_readable:
            yield Blocker.of("document-shown", at, name=row)
    is_somewhere = edition.state_reason.strip() or any(row.link for row in files.values())
    if edition.state in SOMEWHERE and not is_somewhere:
        yield Blocker.of("place-missing", "state_reason", state=state)
    if edition.state in SUBSTITUTES and not _has_substitute(edition, files, content):
        yield Blocker.of(SUBSTITUTES[edition.state], "attachments")


def _contradicts(state: str, row: Attachment) -> bool:
    is_here = row.document_id or row.is_on_page
    kept_away = row.is_readable if state in WITHOUT_REPORT else is_here
    return bool(row.is_report and kept_away and state in WITHOUT_REPORT | NOT_HERE)


SUBSTITUTES = {
    State.SUMMARY_ONLY: "summary-missing",
    State.IMPROVEMENTS_ONLY: "improvements-missing",
}


def _has_substitute(
    edition: ReviewEdition, files: dict[str, Attachment], content: EditionContent
) -> bool:
    """Something to read instead of the report: a document, text of the page, or its other parts."""
    in_words = edition.body.strip() or edition.summary.strip()
    parts = content.parts[BoardResponse] or content.parts[ActionPlan]
    return bool(in_words or parts or any(row.is_readable for row in files.values()))


def _of_document(at: str, row: Attachment, edition: ReviewEdition) -> Iterator[Blocker]:
    is_explained = row.state_reason.strip() or (
        edition.state in (State.DELAYED, State.WITHHELD) and edition.state_reason.strip()
    )
    if row.state in HIDDEN and not is_explained:
        yield Blocker.of("document-reason-missing", at, name=row)
    if row.kind in row.also_contains:
        yield Blocker.of("contains-itself", at, name=row, kind=row.get_kind_display())


def _of_dates(
    edition: ReviewEdition,
    files: dict[str, Attachment],
    content: EditionContent,
    *,
    today: PartialDate,
) -> Iterator[Blocker]:
    for first, later in ORDER:
        if _is_later(getattr(edition, first), getattr(edition, later)):
            yield Blocker.of("dates-reversed", later, **_pair(edition, first, later))
    is_published = edition.state == State.PUBLISHED
    dates = {name: getattr(edition, name) for name in (*PAST, *PAST_WITH_REPORT * is_published)}
    named = {
        name: (f"“{edition._meta.get_field(name).verbose_name}”", day)
        for name, day in dates.items()
    }
    named |= {
        at: (f"the first publication of “{row}”", row.first_published) for at, row in files.items()
    }
    for place, row in enumerate(content.parts[ActionPlan]):
        named[f"action_plan-{place}"] = ("the last report on the action plan", row.reported_on)
    for anchor, (name, day) in named.items():
        if _is_later(day, today):
            yield Blocker.of("date-ahead", anchor, name=name, date=as_words(day))


def _pair(edition: ReviewEdition, *names: str) -> dict[str, str]:
    facts = {}
    for key, name in zip(("first", "later"), names, strict=True):
        facts[key] = edition._meta.get_field(name).verbose_name
        facts[f"{key}_date"] = as_words(getattr(edition, name))
    return facts


def _is_later(date: PartialDate | None, other: PartialDate | None) -> bool:
    return bool(date and other and date.is_after(other))


def _own_board(edition: ReviewEdition, roles: list[BoardRole]) -> Iterator[Blocker]:
    for place, row in enumerate(roles):
        if row.board_id == edition.page.board_id:
            yield Blocker.of("own-board", f"board_roles-{place}", board=row.board)
