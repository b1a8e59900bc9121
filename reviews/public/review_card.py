"""A review as it is shown in a listing and on its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reviews.compliance import archive_statement
from reviews.models import ActionPlan, Attachment, BoardResponse, ReviewEdition

REPORTS = (Attachment.Kind.OVERVIEW_REPORT, Attachment.Kind.REPORT)


@dataclass(frozen=True)
class ReviewCard:
    """A review in a listing or on its page, its papers told apart."""

    edition: ReviewEdition

    @property
    def attachments(self) -> list[Attachment]:
        return list(self.edition.attachments.all())

    def _first(self, *kinds: str) -> Attachment | None:
        return next(
            (attachment for attachment in self.attachments if attachment.kind in kinds), None
        )

    @property
    def report(self) -> Attachment | None:
        return self._first(*REPORTS)

    @property
    def response(self) -> Attachment | None:
        return self._first(Attachment.Kind.BOARD_RESPONSE)

    @property
    def plan_attachment(self) -> Attachment | None:
        return self._first(Attachment.Kind.ACTION_PLAN)

    @property
    def plan(self) -> ActionPlan | None:
        return getattr(self.edition, "action_plan", None)

    @property
    def has_plan(self) -> bool:
        return bool(self.plan or self.plan_attachment)

    @property
    def response_in_words(self) -> BoardResponse | None:
        return getattr(self.edition, "response", None)

    @property
    def has_sentence(self) -> bool:
        """Enough is known to tell it in a sentence: what may be read, and when it was conducted."""
        conducted = (self.edition.conducted_from, self.edition.conducted_to)
        dated = all(date and date.is_known for date in conducted)
        return bool(dated and self.report and self.report.is_readable)

    @property
    def other_attachments(self) -> list[Attachment]:
        """The papers of which the sentence does not tell everything."""
        return [
            attachment
            for attachment in self.attachments
            if not (self.has_sentence and self._covers(attachment))
        ]

    def _covers(self, attachment: Attachment) -> bool:
        """The sentence links to ``paper``, or mentions a plan of which no more is known."""
        if attachment.first_published or attachment.licence:
            return False
        if attachment.state == Attachment.State.MENTIONED and not attachment.state_reason:
            return attachment == self.plan_attachment
        return attachment.is_readable and attachment in (
            self.report,
            self.response,
            self.plan_attachment,
        )

    @property
    def has_facts(self) -> bool:
        """There is something to say in the line of facts, beside what the sentence says."""
        edition = self.edition
        return bool(
            not self.has_sentence
            or (edition.first_published and edition.first_published.day)
            or edition.state != ReviewEdition.State.PUBLISHED
            or (edition.subtype or edition.incident or edition.methodology)
            or edition.board_roles.all()
        )

    @property
    def covers(self) -> list[Attachment]:
        return [
            attachment
            for attachment in self.attachments
            if attachment.kind in REPORTS and attachment.document_id
        ]


def archive_statements(
    entries: Iterable[ReviewCard], *, at: datetime
) -> dict[int, archive_statement.Statement]:
    """What may be told of the reports that are kept here, by edition."""
    kept = [entry for entry in entries if entry.report and entry.report.document_id]
    return archive_statement.statements((entry.edition for entry in kept), at=at)
