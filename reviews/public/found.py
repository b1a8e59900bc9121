"""What may be found at a public address, as values."""

from dataclasses import dataclass
from datetime import date, datetime

from reviews.models import Attachment, Edition, Lineage, Page, Withdrawal

# The ends of addresses at which a page of each kind can be had in other forms than HTML.
ENDINGS = {
    Page.Kind.REVIEW: frozenset({"json", "bib", "ris"}),
    Page.Kind.LISTING: frozenset({"json", "csv", "atom"}),
    Page.Kind.PLAIN: frozenset(),
}


@dataclass(frozen=True)
class Found:
    """What is at an address. ``page`` is the page that it belongs to or leads to.

    What is not ``is_indexed`` search engines are to leave out, so that they find what the page says now.
    """

    page: Page
    is_indexed = True


@dataclass(frozen=True)
class LivePage(Found):
    """The page as it is; of a review, with everything that its page shows.

    Of a listing perhaps one ``year``, or a month as 2015-08.
    """

    edition: Edition
    year: str = ""


@dataclass(frozen=True)
class History(Found):
    """The public changes of a page that is live with ``edition``."""

    edition: Edition


@dataclass(frozen=True)
class PastEdition(Found):
    """An edition that has ended and may still be read."""

    edition: Edition
    is_indexed = False


@dataclass(frozen=True)
class PastDay(Found):
    """The edition that was live at the end of ``day``, which was the moment ``then``, or is until now."""

    edition: Edition
    day: date
    then: datetime
    is_indexed = False


@dataclass(frozen=True)
class Rendition(Found):
    """What a live page states, for programs, at an address with one of the ENDINGS of its kind of page."""

    edition: Edition
    ending: str
    is_indexed = False


@dataclass(frozen=True)
class File(Found):
    """A file of an edition (``ending`` is “pdf”) or the picture of its first page (“webp”).

    Below its page under its own name is the live edition's file. Below the page's history under its
    SHA-256 (``by_hash``) are these very bytes, as long as any edition with them may be read.
    """

    attachment: Attachment
    ending: str
    by_hash: bool

    @property
    def is_indexed(self) -> bool:
        return not self.by_hash


@dataclass(frozen=True)
class Reading(Found):
    """The words of a file as a page. Who may read the file may read them, and nobody else."""

    attachment: Attachment
    by_hash: bool

    @property
    def is_indexed(self) -> bool:
        return not self.by_hash


@dataclass(frozen=True)
class WithdrawalNotice(Found):
    """The notice of a withdrawal, which answers with ``status`` 200 or 410."""

    withdrawal: Withdrawal
    status: int


@dataclass(frozen=True)
class Gone(Found):
    """It went with a withdrawal of its page, which has been published again since, without it."""


@dataclass(frozen=True)
class DroppedFile(Found):
    """A file that the page no longer shows under this name. It is kept with the edition that did."""

    attachment: Attachment


@dataclass(frozen=True)
class LostDocument(Found):
    """A document was withdrawn from a page that is still public: its file, or an edition that showed it.

    ``successor`` is what took its place, where it may be read now.
    """

    lineage: Lineage
    successor: Attachment | None
    is_indexed = False


@dataclass(frozen=True)
class Redirect(Found):
    """Another spelling of an ``address`` here, where a document was before, or a page's former address."""

    address: str
