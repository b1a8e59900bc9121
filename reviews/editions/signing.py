"""Who may sign an edition: whoever changed nothing that the signature covers since it was last signed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Max

from reviews.editions.approval import ApprovalStatus, Stage, approval_status, approval_statuses
from reviews.editions.blockers import Blocker
from reviews.editions.digest import EditionContent
from reviews.editions.returning import uncleared, withdrawals_of_drafts
from reviews.editions.shared_rows import Change, changes_of_shown_rows
from reviews.lib import clock
from reviews.models import Approval, Edition, Event, Page, User

Verb = Event.Verb
OPEN_TO_SIGN = {Stage.SUBMITTED, Stage.AWAITING_SIGNATURE}
# What changes nothing that a signature covers. Every other verb does: one that is added later, too, until
# somebody has thought about it.
WITHOUT_CHANGE = {
    *(Verb.APPROVED, Verb.RETURNED, Verb.CLEARED, Verb.DISCARDED, Verb.HELD, Verb.RELEASED),
    *(Verb.PUBLISHED, Verb.SCHEDULED, Verb.UNSCHEDULED, Verb.CARRIED_OVER, Verb.BROUGHT_BACK),
    *(Verb.WITHDRAWN, Verb.NOTE_CORRECTED, Verb.NOTIFIED, Verb.PAGE_DISCARDED),
    *(Verb.ERASURE_ASKED, Verb.ERASURE_DECLINED, Verb.ERASED),
    Verb.FACTORS_KEPT,
    *(Verb.FINDING_SHOWN, Verb.ORIGINAL_READ, Verb.CHECKED_AGAIN),
    *(Verb.NAME_ADDED, Verb.NAMES_SHOWN),
    *(Verb.ADDRESS_PROPOSED, Verb.ADDRESS_AGREED, Verb.ADDRESS_ENDED),
    *(Verb.SUCCESSION_PROPOSED, Verb.SUCCESSION_AGREED, Verb.SUCCESSION_DECLINED),
    Verb.SUCCESSION_ENDED,
}
OF_NAMES = {Verb.NAME_REMOVED, Verb.NAME_SETTLED}
NOT_AN_APPROVER = "An approver of this board who did not work on it has to sign it."
EDITION = "worked on this edition"
PAGE = "set the address, the board or other facts of this page"
NAMES = "settled or removed what must never appear on this page"


def signing_blockers(
    contents: Iterable[EditionContent],
    *,
    by: User,
    statuses: Mapping[int, ApprovalStatus] | None = None,
) -> dict[int, list[str | Blocker]]:
    """By the key of each edition, why ``by`` may not sign it; empty where they may.

    Whatever offers to sign asks this, and so does the verb. ``statuses`` need not be read again where
    they are at hand. The number of queries does not grow with the number of editions.
    """
    contents = list(contents)
    if not contents or not by.has_perm("reviews.approve_edition"):
        return {each.row.pk: [NOT_AN_APPROVER] for each in contents}
    statuses = approval_statuses(contents) if statuses is None else statuses
    found = _of_stages(contents, statuses)
    asked = [each for each in contents if not found[each.row.pk]]
    changed, theirs = changed_by(each.row for each in asked), _pages_of(by, asked)
    for each in asked:
        if what := changed[each.row.pk].get(by.pk):
            found[each.row.pk].append(f"You {what}: somebody else must approve it.")
        if each.row.page_id not in theirs:
            found[each.row.pk].append(NOT_AN_APPROVER)
    return found


def _pages_of(by: User, contents: list[EditionContent]) -> set[int]:
    pages = {each.row.page_id for each in contents}
    own = Page.objects.of(by).filter(pk__in=pages) if pages else Page.objects.none()
    return set(own.values_list("pk", flat=True))


def _of_stages(
    contents: list[EditionContent], statuses: Mapping[int, ApprovalStatus]
) -> dict[int, list[str | Blocker]]:
    """Why each edition is not open to anybody's signature."""
    approved = [each for each in contents if statuses[each.row.pk].is_approved]
    drafts = withdrawals_of_drafts(approved, at=clock.now()) if approved else {}
    again = uncleared([each.row for each in approved if each.row.is_draft], drafts)
    return {
        each.row.pk: _of_stage(statuses[each.row.pk], is_uncleared=each.row.pk in again)
        for each in contents
    }


def _of_stage(status: ApprovalStatus, *, is_uncleared: bool) -> list[str | Blocker]:
    """What was approved before its page was withdrawn is approved again, knowing of that."""
    if status.stage in OPEN_TO_SIGN or (status.is_approved and is_uncleared):
        return []
    return ["It has been approved already."] if status.is_approved else [*status.blockers]


def take_back_blockers(
    content: EditionContent, *, by: User, status: ApprovalStatus | None = None
) -> list[str]:
    """Why ``by`` may not take the submission of a draft back; empty when they may."""
    edition = content.row
    stage = (status or approval_status(content)).stage
    if not edition.is_draft or stage not in (Stage.SUBMITTED, Stage.APPROVED):
        return ["It does not wait for approval or publication: there is nothing to take back."]
    submitted = Approval.objects.of(edition).filter(verdict=Approval.Verdict.SUBMITTED).last()
    if submitted is None or submitted.by_id != by.pk:
        return ["Somebody else submitted it: they can take it back, or an approver returns it."]
    return []


def changed_by(editions: Iterable[Edition]) -> dict[int, dict[int, str]]:
    """By the key of each edition, the people who changed what its signature covers, and what they did.

    An edition is all in its own drafting. What it shows of its page and of rows that other pages show too
    counts since the last signature on a public edition that shows it.
    """
    editions = list(editions)
    if not editions:
        return {}
    events = _changes_of_pages({each.page_id for each in editions})
    of_pages = [
        Change(("page", page), actor, last, NAMES if verb in OF_NAMES else PAGE)
        for page, rows in events.items()
        for number, verb, actor, last in rows
        if number is None
    ]
    of_rows = changes_of_shown_rows(editions, of_pages)
    return {
        each.pk: of_rows[each.pk] | _in_drafting(each, events[each.page_id]) for each in editions
    }


def _in_drafting(edition: Edition, events: list[tuple]) -> dict[int, str]:
    found = {
        actor: EDITION
        for number, _, actor, last in events
        if number == edition.number and last >= edition.created_at
    }
    return found | ({edition.edited_by_id: EDITION} if edition.edited_by_id else {})


def _changes_of_pages(pages: set[int]) -> Mapping[int, list[tuple]]:
    """By page: (number of the edition, or None, verb, who, when last)."""
    events = Event.objects.filter(page__in=pages).exclude(verb__in=WITHOUT_CHANGE).order_by()
    rows = events.values_list("page", "edition_number", "verb", "actor")
    found = defaultdict(list)
    for page, *facts in rows.annotate(last=Max("at")):
        found[page].append(facts)
    return found
