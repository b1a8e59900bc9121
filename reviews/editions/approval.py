"""How an edition stands with its approval: who may sign it, and whether a signature still counts."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from reviews.editions.digest import edition_content, edition_digest, field_digests, sha256_of
from reviews.models import Approval, Edition, EditionQuerySet, Event, User

Verdict = Approval.Verdict
CHANGED_SINCE = (
    "This draft was changed after you opened this page. Look at it again; if it may go live as it is "
    "now, press the button once more."
)
WRITING = (Event.Verb.OPENED, Event.Verb.SAVED)


class Stage(StrEnum):
    """Where a draft is on its way; a published edition is approved or awaits a second signature."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    CHANGED = "changed"
    AWAITING_SIGNATURE = "awaiting a second signature"


HEADINGS = {
    Stage.DRAFT: "Not submitted for approval yet",
    Stage.SUBMITTED: "Waiting for approval",
    Stage.RETURNED: "Returned with remarks",
    Stage.APPROVED: "Approved",
    Stage.CHANGED: "Changed since it was signed",
    Stage.AWAITING_SIGNATURE: "Awaiting a second signature",
}


@dataclass(frozen=True)
class ApprovalStatus:
    """The stage, the last word on the edition, and the names of what has changed since it."""

    stage: Stage
    last: Approval | None
    changed: list[str]

    @property
    def is_approved(self) -> bool:
        return self.stage == Stage.APPROVED

    @property
    def can_be_returned(self) -> bool:
        return self.stage in (Stage.SUBMITTED, Stage.APPROVED, Stage.CHANGED)

    @property
    def heading(self) -> str:
        """The stage in words: “Waiting for approval”."""
        return HEADINGS[self.stage]

    @property
    def reasons(self) -> list[str]:
        """Why the edition lacks the approval that publishing needs, as sentences."""
        match self.stage:
            case Stage.APPROVED:
                return []
            case Stage.CHANGED:
                names = ", ".join(self.changed)
                done = self.last.get_verdict_display()
                return [f"Changed after it was {done}: {names}. Submit it for approval again."]
            case Stage.SUBMITTED:
                return ["It waits for the approval of somebody who did not work on it."]
            case Stage.RETURNED:
                return [f"{self.last.by} returned it: {self.last.remarks}"]
            case _:
                return ["Submit it for the approval of somebody who did not work on it."]


def approval_status(edition: Edition) -> ApprovalStatus:
    """How ``edition`` stands now. A signature on another digest counts for nothing.

    Nor does an override whose schedule was taken back: it was for the period that it gave.
    """
    last = Approval.objects.of(edition).select_related("by").last()
    if last is None or (last.verdict == Verdict.OVERRIDDEN and edition.is_draft):
        return ApprovalStatus(Stage.DRAFT, None, [])
    if last.verdict == Verdict.RETURNED:
        return ApprovalStatus(Stage.RETURNED, last, [])
    if last.digest != edition_digest(edition):
        return ApprovalStatus(Stage.CHANGED, last, _changed(last, edition))
    stages = {
        Verdict.SUBMITTED: Stage.SUBMITTED,
        Verdict.APPROVED: Stage.APPROVED,
        Verdict.OVERRIDDEN: Stage.AWAITING_SIGNATURE,
    }
    return ApprovalStatus(stages[last.verdict], last, [])


def authors(edition: Edition) -> set[int]:
    """The keys of those who opened, changed, submitted or overrode this edition: they cannot sign it.

    Nor can those who set the address or board of its page meanwhile, which are signed with it.
    """
    since = Event.objects.filter(page=edition.page_id, at__gte=edition.created_at)
    wrote = since.filter(
        Q(edition_number=edition.number, verb__in=WRITING) | Q(verb=Event.Verb.PAGE_SET)
    )
    spoke = Approval.objects.of(edition).exclude(verdict__in=[Verdict.APPROVED, Verdict.RETURNED])
    return {
        *wrote.values_list("actor", flat=True),
        *spoke.values_list("by", flat=True),
        edition.edited_by_id,
    }


def unsigned(editions: EditionQuerySet) -> EditionQuerySet:
    """Those of ``editions`` that were published, or wait to go live, without a second signature."""
    alone = Approval.objects.unanswered_overrides().filter(
        page=OuterRef("page"), edition_number=OuterRef("number")
    )
    return editions.filter(Exists(alone), page__erased_at=None).exclude(live_from=None)


def unseen(edition: Edition, *, seen: str | None) -> list[str]:
    """A sentence if the edition no longer says what had the digest ``seen``; None was not shown any."""
    return [] if seen is None or edition_digest(edition) == seen else [CHANGED_SINCE]


def signature(edition: Edition, verdict: str, *, by: User, remarks: str = "") -> Approval:
    """An unsaved word of ``by`` on what the edition says at this moment."""
    said = edition_content(edition)
    return Approval(
        page_id=edition.page_id,
        edition_number=edition.number,
        verdict=verdict,
        digest=sha256_of(said),
        parts=field_digests(said),
        remarks=remarks.strip(),
        by=by,
    )


def _changed(last: Approval, edition: Edition) -> list[str]:
    now = field_digests(edition_content(edition))
    return [name.replace("_", " ") for name in sorted(now) if last.parts.get(name) != now[name]]
