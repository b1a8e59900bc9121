"""A review as it is shown in a listing and on its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from reviews.compliance import archive_statement
from reviews.models import ActionPlan, Attachment, BoardResponse, ReviewEdition, ReviewType


@dataclass(frozen=True)
class ReviewCard:
    """A review in a listing or on its page, its documents by kind.

    ``publisher`` is the board that published it, where a listing is not that board's own.
    """

    edition: ReviewEdition
    publisher: str = ""

    @property
    def attachments(self) -> list[Attachment]:
        return list(self.edition.attachments.all())

    def _first(self, *kinds: str) -> Attachment | None:
        return next(
            (attachment for attachment in self.attachments if attachment.kind in kinds), None
        )

    @property
    def report(self) -> Attachment | None:
        return self._first(*Attachment.REPORTS)

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
        """Enough is known for a whole sentence: what may be read, and when it was conducted."""
        edition = self.edition
        conducted = (edition.conducted_from, edition.conducted_to)
        dated = all(date and date.is_known for date in conducted)
        named = edition.local_type or edition.review_type != ReviewType.UNKNOWN
        return bool(dated and named and self.report and self.report.is_readable)

    @property
    def other_attachments(self) -> list[Attachment]:
        """The documents about which the sentence does not state everything that is known."""
        return [
            attachment
            for attachment in self.attachments
            if not (self.has_sentence and self._covers(attachment))
        ]

    def _covers(self, attachment: Attachment) -> bool:
        """The sentence links to it, or mentions a plan about which no more is known."""
        if attachment.first_published or attachment.dated:
            return False
        if attachment.licence or attachment.issued_by:
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
        """The line of facts has something to state beyond the sentence."""
        edition = self.edition
        return bool(
            not self.has_sentence
            or (edition.first_published and edition.first_published.day)
            or edition.state != ReviewEdition.State.PUBLISHED
            or (edition.subtype or edition.incident or edition.methodology or self.publisher)
            or edition.board_roles.all()
        )

    @property
    def covers(self) -> list[Attachment]:
        """The reports whose first page is shown as a picture."""
        return [
            attachment
            for attachment in self.attachments
            if attachment.kind in Attachment.REPORTS and attachment.document_id
        ]

    def shared_with(self, reviews: QuerySet) -> list[tuple[Attachment, list[ReviewEdition]]]:
        """Each document that others of ``reviews`` show too, with these."""
        own = {row.document_id: row for row in self.attachments if row.document_id}
        found = reviews.filter(attachments__document__in=own).exclude(page=self.edition.page_id)
        others = found.distinct().with_entry().order_by("page__path")
        shown = [(row, {each.document_id for each in row.attachments.all()}) for row in others]
        pairs = [
            (attachment, [row for row, documents in shown if key in documents])
            for key, attachment in own.items()
        ]
        return [pair for pair in pairs if pair[1]]


def archive_statements(
    cards: Iterable[ReviewCard], *, at: datetime
) -> dict[int, archive_statement.Statement]:
    """How long the reports that are kept here stay, where it may be stated, by the key of the edition."""
    kept = [card for card in cards if card.report and card.report.document_id]
    return archive_statement.statements((card.edition for card in kept), at=at)
