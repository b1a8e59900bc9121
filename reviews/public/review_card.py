"""A review as it is shown in a listing and on its page."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext

from reviews.compliance import archive_statement
from reviews.lib.text import pages
from reviews.models import ActionPlan, Attachment, BoardResponse, ReviewEdition, ReviewType


@dataclass(frozen=True)
class ReviewCard:
    """A review in a listing or on its page, its documents by kind.

    ``publisher`` is the board that published it, where a listing is not that board's own. ``which``
    tells it apart from others of the same heading: “, 2 of 5 of this name”.
    """

    edition: ReviewEdition
    publisher: str = ""
    which: str = ""

    @property
    def name(self) -> str:
        return f"{self.edition.heading}{self.which}"

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
    def has_actions(self) -> bool:
        """The plan can be read on the review's page: its actions or what introduces them."""
        return bool(self.edition.actions.all() or (self.plan and self.plan.introduction))

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
    def contents(self) -> list[str]:
        """What can be read of it, where a sentence does not say so: “overview report, 34 pages”."""
        found = [
            f"{each.kinds[:1].lower()}{each.kinds[1:]}, {pages(each.document.pages)}"
            for each in self.attachments
            if each.document_id and self.has_sentence and self._covers(each)
        ]
        return found + ([gettext("action plan")] if self.plan and not self.plan_attachment else [])

    def shared_with(self, reviews: QuerySet) -> list[tuple[Attachment, list["ReviewCard"]]]:
        """Each document that others of ``reviews`` show too, with these."""
        own = {row.document_id: row for row in self.attachments if row.document_id}
        found = reviews.filter(attachments__document__in=own).exclude(page=self.edition.page_id)
        others = found.distinct().with_entry().order_by("page__path")
        cards = distinguished([ReviewCard(row) for row in others])
        shown = [(card, {each.document_id for each in card.attachments}) for card in cards]
        pairs = [
            (attachment, [card for card, documents in shown if key in documents])
            for key, attachment in own.items()
        ]
        return [pair for pair in pairs if pair[1]]


def distinguished(cards: list[ReviewCard]) -> list[ReviewCard]:
    """The same, so that those who hear the links of several without a name know which is which."""
    which = distinctions([card.edition.heading for card in cards])
    return [replace(card, which=each) for card, each in zip(cards, which, strict=True)]


def distinctions(headings: list[str]) -> list[str]:
    """For each heading of a list what tells it apart from the same one: “, 2 of 5 of this name”."""
    total, seen = Counter(headings), Counter()
    found = []
    for heading in headings:
        seen[heading] += 1
        which = {"number": seen[heading], "total": total[heading]}
        several = total[heading] > 1
        found.append(gettext(", %(number)s of %(total)s of this name") % which if several else "")
    return found


def archive_statements(
    cards: Iterable[ReviewCard], *, at: datetime
) -> dict[int, archive_statement.Statement]:
    """How long the reports that are kept here stay, where it may be stated, by the key of the edition."""
    kept = [card for card in cards if card.report and card.report.document_id]
    return archive_statement.statements((card.edition for card in kept), at=at)
