"""A review as it is shown in a listing and on its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reviews.compliance import archive_statement
from reviews.models import ActionPlan, Attachment, BoardResponse, ReviewEdition

REPORTS = (Attachment.Kind.OVERVIEW_REPORT, Attachment.Kind.REPORT)


@dataclass(frozen=True)
class Entry:
    """A review in a listing or on its page, its papers told apart."""

    edition: ReviewEdition

    @property
    def papers(self) -> list[Attachment]:
        return list(self.edition.attachments.all())

    def _first(self, *kinds: str) -> Attachment | None:
        return next((paper for paper in self.papers if paper.kind in kinds), None)

    @property
    def report(self) -> Attachment | None:
        return self._first(*REPORTS)

    @property
    def response(self) -> Attachment | None:
        return self._first(Attachment.Kind.BOARD_RESPONSE)

    @property
    def plan_paper(self) -> Attachment | None:
        return self._first(Attachment.Kind.ACTION_PLAN)

    @property
    def plan(self) -> ActionPlan | None:
        return getattr(self.edition, "action_plan", None)

    @property
    def has_plan(self) -> bool:
        return bool(self.plan or self.plan_paper)

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
    def other_papers(self) -> list[Attachment]:
        """The papers of which the sentence does not tell everything."""
        return [paper for paper in self.papers if not (self.has_sentence and self._tells(paper))]

    def _tells(self, paper: Attachment) -> bool:
        """The sentence links to ``paper``, or mentions a plan of which no more is known."""
        if paper.first_published or paper.licence:
            return False
        if paper.state == Attachment.State.MENTIONED and not paper.state_reason:
            return paper == self.plan_paper
        return paper.is_readable and paper in (self.report, self.response, self.plan_paper)

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
        return [paper for paper in self.papers if paper.kind in REPORTS and paper.document_id]


def archive_statements(
    entries: Iterable[Entry], *, at: datetime
) -> dict[int, archive_statement.Statement]:
    """What may be told of the reports that are kept here, by edition."""
    kept = [entry for entry in entries if entry.report and entry.report.document_id]
    return archive_statement.statements((entry.edition for entry in kept), at=at)
