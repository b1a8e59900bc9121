"""How an edition brings back a page that was withdrawn."""

from collections.abc import Iterable
from datetime import datetime

from reviews.editions.blockers import Blocker
from reviews.editions.digest import EditionContent
from reviews.lib.dates import as_words
from reviews.models import Approval, Clearance, Edition, Withdrawal


def withdrawal_blockers(withdrawal: Withdrawal | None) -> list[Blocker]:
    """While a withdrawal is in force, the ordinary ways of going live do not put the page back."""
    return [_about("withdrawn", withdrawal, step="bring_back")] if withdrawal else []


def blockers_to_returning(edition: Edition, withdrawal: Withdrawal | None) -> list[Blocker]:
    """Why ``edition`` may not bring its page back after this withdrawal, other than a missing approval."""
    if withdrawal is None:
        return [Blocker.of("not-withdrawn", step="publish")]
    if uncleared([edition], {edition.page_id: withdrawal}):
        return [_about("uncleared", withdrawal, step="approve")]
    return []


def missing_clearance(
    withdrawal: Withdrawal | None, *, cleared: Withdrawal | None
) -> list[Blocker]:
    """Whoever approves an edition of a withdrawn page confirms that they know of this withdrawal."""
    if withdrawal is None or withdrawal == cleared:
        return []
    return [_about("clearance-missing", withdrawal, anchor="cleared")]


def withdrawals_of_drafts(
    contents: Iterable[EditionContent], *, at: datetime
) -> dict[int, Withdrawal]:
    """By the key of its page, the withdrawal in force of each page that one of these drafts is of."""
    pages = {each.row.page_id for each in contents if each.row.is_draft}
    found = Withdrawal.objects.public(at=at).filter(edition__page__in=pages)
    return {row.edition.page_id: row for row in found.select_related("edition")}


def uncleared(editions: Iterable[Edition], withdrawals: dict[int, Withdrawal]) -> set[int]:
    """The keys of the drafts whose page is withdrawn, and which no approver has cleared since."""
    asked = [each for each in editions if each.page_id in withdrawals]
    rows = Clearance.objects.filter(withdrawal__in=withdrawals.values()).select_related("approval")
    clearances = list(rows.filter(approval__verdict=Approval.Verdict.APPROVED)) if asked else []
    return {
        each.pk
        for each in asked
        if not any(_clears(row, each, withdrawals[each.page_id]) for row in clearances)
    }


def _clears(row: Clearance, edition: Edition, withdrawal: Withdrawal) -> bool:
    approval = row.approval
    of_edition = (approval.page_id, approval.edition_number) == (edition.page_id, edition.number)
    return of_edition and approval.at >= edition.created_at and row.withdrawal_id == withdrawal.pk


def _about(code: str, withdrawal: Withdrawal, **where: str) -> Blocker:
    facts = {"day": as_words(withdrawal.day), "reason": withdrawal.get_reason_display()}
    return Blocker.of(code, **where, **facts)
