"""Whether an edition is approved: how far it is on its way, and whether a verdict still counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from reviews.editions.blockers import Blocker
from reviews.editions.comparison import label
from reviews.editions.digest import EditionContent, changed_fields
from reviews.lib.compiled import among, compiled
from reviews.models import Approval, Attachment, Edition, EditionQuerySet, Waiver

Verdict = Approval.Verdict


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
# The stage of an edition whose content is still what its latest verdict was on.
STAGES = {
    Verdict.SUBMITTED: Stage.SUBMITTED,
    Verdict.APPROVED: Stage.APPROVED,
    Verdict.OVERRIDDEN: Stage.AWAITING_SIGNATURE,
}


# Nobody changes what somebody is to sign, or has signed.
CLOSED = {Stage.SUBMITTED, Stage.APPROVED}


@dataclass(frozen=True)
class ApprovalStatus:
    """The stage, the latest verdict on the edition, and the names of what has changed since it."""

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
    def blockers(self) -> list[Blocker]:
        """Why the edition lacks the approval that publishing needs."""
        match self.stage:
            case Stage.APPROVED:
                return []
            case Stage.CHANGED:
                facts = {"verdict": self.last.get_verdict_display()}
                return [Blocker.of("changed-since", names=", ".join(self.changed), **facts)]
            case Stage.SUBMITTED:
                return [Blocker.of("approval-missing")]
            case Stage.RETURNED:
                return [Blocker.of("returned", by=self.last.by, remarks=self.last.remarks)]
            case _:
                return [Blocker.of("not-submitted")]


def approval_status(content: EditionContent) -> ApprovalStatus:
    """How far the approval of the edition is."""
    return approval_statuses([content])[content.row.pk]


def approval_statuses(contents: Iterable[EditionContent]) -> dict[int, ApprovalStatus]:
    """The status of each edition by its primary key, in one query."""
    by_edition = {(each.row.page_id, each.row.number): each for each in contents}
    keys = [each.row.pk for each in by_edition.values()]
    found = _latest_of_editions().instances({"keys": keys}) if keys else []
    approvals = {(approval.page_id, approval.edition_number): approval for approval in found}
    return {each.row.pk: _status(each, approvals.get(key)) for key, each in by_edition.items()}


@compiled
def _latest_of_editions() -> QuerySet:
    editions = Edition.objects.filter(among("pk", "keys"))
    latest = editions.values(latest=latest_approvals().values("pk")[:1])
    return Approval.objects.filter(pk__in=latest).select_related("by")


def latest_approvals() -> QuerySet:
    """Of the edition of an outer query, the latest first; what ``Approval.objects.of`` finds."""
    of_outer = {"page": OuterRef("page"), "edition_number": OuterRef("number")}
    return Approval.objects.filter(**of_outer, at__gte=OuterRef("created_at")).order_by("-pk")


def _status(content: EditionContent, last: Approval | None) -> ApprovalStatus:
    """A verdict on another digest does not count.

    Nor does an override whose schedule was taken back: it was for the period that it gave.
    """
    if last is None or (last.verdict == Verdict.OVERRIDDEN and content.row.is_draft):
        return ApprovalStatus(Stage.DRAFT, None, [])
    if last.verdict == Verdict.TAKEN_BACK:
        return ApprovalStatus(Stage.DRAFT, last, [])
    if last.verdict == Verdict.RETURNED:
        return ApprovalStatus(Stage.RETURNED, last, [])
    if last.digest != content.digest:
        changed = changed_fields(last.parts, content.field_digests)
        return ApprovalStatus(
            Stage.CHANGED, last, [_in_a_sentence(label(name)) for name in changed]
        )
    return ApprovalStatus(STAGES[last.verdict], last, [])


def _in_a_sentence(words: str) -> str:
    return words[:1].lower() + words[1:]


def unsigned(editions: EditionQuerySet) -> EditionQuerySet:
    """Those of ``editions`` that were published, or wait to go live, without a second signature."""
    overrides = Approval.objects.unanswered_overrides().filter(
        page=OuterRef("page"), edition_number=OuterRef("number")
    )
    return editions.filter(Exists(overrides), page__erased_at=None).exclude(live_from=None)


def settled_since(content: EditionContent, approval: Approval) -> list[Blocker]:
    """A blocker if something that was found in its files was settled after the approval.

    Newer checks can find it when a draft is approved already; its approver has not seen it.
    """
    files = [row.document_id for row in content.parts.get(Attachment, []) if row.document_id]
    later = Waiver.objects.filter(document__in=files, at__gt=approval.at)
    return [Blocker.of("settled-since")] if files and later.exists() else []


def changed_while_open(content: EditionContent, *, seen: str | None) -> list[Blocker]:
    """A blocker unless the content has the digest ``seen``; None means that nothing was shown."""
    return [] if seen in (None, content.digest) else [Blocker.of("changed-while-open")]
