"""The reading copy of a document as a page: its words, the contents of it, and where the PDF is."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from reviews.documents.reading import reading_copy, recognised_pages
from reviews.models import Attachment
from reviews.pdf.reading.html import Heading, contents, is_safe

FEWEST_HEADINGS = 2  # of which a list of contents is of use


@dataclass(frozen=True)
class ReadingCopyPage:
    """``html`` is of a tagged file; of others there is the text of each of ``pages``, as it is.

    ``recognised`` counts the pages whose words a machine recognised in pictures.
    """

    attachment: Attachment
    html: SafeString
    pages: list[str]
    file_address: str
    recognised: int

    @property
    def contents(self) -> list[Heading]:
        found = contents(self.html)
        return found if len(found) >= FEWEST_HEADINGS else []

    @property
    def page_numbers(self) -> range:
        return range(1, self.attachment.document.pages + 1)

    @property
    def language(self) -> str:
        return self.attachment.document.language or self.attachment.language

    @property
    def has_words(self) -> bool:
        return bool(self.html) or any(self.pages)


def reading_page(attachment: Attachment, file_address: str) -> ReadingCopyPage:
    """Two queries, however long the document is."""
    copy = reading_copy(attachment.document)
    html = _checked(copy.html) if copy else ""
    text = [] if html else attachment.document.text
    return ReadingCopyPage(attachment, html, text, file_address, recognised_pages(copy))


def _checked(html: str) -> SafeString:
    """Looked at once more, so that not even a row that somebody tampered with brings a script."""
    return mark_safe(html if is_safe(html) else "")  # noqa: S308
