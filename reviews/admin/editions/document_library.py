"""The documents that are already here, and that a person may attach without uploading them again."""

import re
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.template.defaultfilters import pluralize
from django.utils.functional import cached_property

from reviews.admin.editions.file_tokens import document_keys, upload_keys
from reviews.lib import clock
from reviews.models import Attachment, Document, Edition, Hold, Page, Upload, User, Withdrawal

MOST = 500  # in the list; an older one is found by its number
NUMBER = re.compile(r"(?:.*\bno\. ?)?([0-9]{1,18})", re.DOTALL)
NOT_HERE = (
    "This is none of the documents that you can choose here. Begin to type its title or the name of its "
    "review, take one from the list that appears, or choose a file instead."
)
SEVERAL = "This fits several documents: take one from the list that appears as you type."


class DocumentLibrary:
    """The documents on the pages of one board that ``user`` works on.

    Without those of pages that are withdrawn or on hold: whatever the reason, it is one for the document
    too. Everything is read at most once for a form.
    """

    def __init__(self, user: User, edition: Edition | None) -> None:
        self.user, self.edition = user, edition
        self.documents: dict[int, Document] = {}
        self.chosen: dict[int, Document] = {}
        self.uploads: dict[str, Upload] = {}

    def _attachments(self) -> QuerySet:
        pages = Page.objects.of(self.user).filter(board=self.edition.page.board_id)
        withdrawn = Withdrawal.objects.public(at=clock.now()).values("edition__page")
        held = Hold.objects.in_force().values("page")
        shown = Attachment.objects.filter(document__erased_at=None, edition__page__in=pages)
        return shown.exclude(
            Q(document=None) | Q(edition__page__in=withdrawn) | Q(edition__page__in=held)
        )

    @cached_property
    def shown(self) -> list[str]:
        """A line for each, the latest first: “Child A: Overview report, 12 pages, no. 45”."""
        if self.edition is None or self.edition.page.board_id is None:
            return []
        latest = self._attachments().order_by("-document_id", "-edition_id").distinct("document_id")
        latest = latest.select_related("document", "edition").defer("document__text")
        named = latest.prefetch_related("edition__identifiers", "edition__subjects")
        return [_line(each) for each in named[:MOST]]

    @cached_property
    def sent(self) -> list[Upload]:
        """The files that were sent for the draft, and that no saved row shows yet."""
        if self.edition is None or not self.edition.is_draft:
            return []
        return list(
            self.edition.uploads.filter(is_placed=False)
            .select_related("document")
            .defer("document__text")
        )

    def sent_for(self, row: Attachment) -> Upload | None:
        """The last that was sent for a saved row."""
        return (
            next((each for each in reversed(self.sent) if each.attachment_id == row.pk), None)
            if row.pk
            else None
        )

    @property
    def without_a_row(self) -> list[Upload]:
        """Of those, what the person sent and left before a row was saved with it."""
        own = [each for each in self.sent if each.by_id == self.user.pk]
        return [each for each in own if not each.attachment_id]

    def read_form(self, data: Mapping[str, str]) -> None:
        """Read together what the rows of a form name: documents kept from before, uploads, and chosen lines."""
        chosen = [typed for name, typed in data.items() if name.endswith("-chosen") and typed]
        self.read(document_keys(data.items()), chosen)
        if keys := upload_keys(data.items()):
            rows = self.edition.uploads.select_related("document")
            self.uploads = {str(each.pk): each for each in rows.filter(pk__in=keys)}

    def read(self, kept: Iterable[int], chosen: Iterable[str]) -> None:
        numbers = {int(found[1]) for text in chosen if (found := NUMBER.fullmatch(text.strip()))}
        self.documents |= Document.objects.in_bulk([*kept])
        if numbers:
            rows = self._attachments().filter(document__in=numbers).values("document")
            self.chosen |= {each.pk: each for each in Document.objects.filter(pk__in=rows)}

    def choose(self, typed: str) -> Document:
        """The document that a line of the list names, or the only one in whose line the words are."""
        found = NUMBER.fullmatch(typed.strip())
        if found is None:
            fitting = [line for line in self.shown if typed.strip().casefold() in line.casefold()]
            if len(fitting) != 1:
                raise ValidationError(SEVERAL if fitting else NOT_HERE, code="invalid_choice")
            self.read([], fitting)
            found = NUMBER.fullmatch(fitting[0])
        document = self.chosen.get(int(found[1]))
        if document is None:
            raise ValidationError(NOT_HERE, code="invalid_choice")
        return document


def _line(attachment: Attachment) -> str:
    document, review = attachment.document, attachment.edition
    pages = f"{document.pages} page{pluralize(document.pages)}"
    return f"{review.heading}: {attachment.name}, {pages}, no. {document.pk}"
