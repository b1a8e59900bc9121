"""What reading or cleaning a PDF can answer."""

from dataclasses import dataclass

from reviews.pdf.findings import Finding

LONGEST_TITLE = 120  # characters of a first line
METADATA = "metadata"  # where what a file says of itself stands


@dataclass(frozen=True)
class Accessibility:
    """What decides whether everybody can read a file, apart from its tags, title and language.

    ``pictures`` are those that its tags know, ``described`` the ones with an alternative text.
    ``fonts`` that are not ``embedded`` look different, or like nothing, on other machines.
    ``recognised`` counts the pages whose text a machine recognised in a scan.
    """

    pages_without_text: int = 0
    recognised: int = 0
    pictures: int = 0
    described: int = 0
    fonts: int = 0
    embedded: int = 0


@dataclass(frozen=True)
class Facts:
    """What a readable PDF holds.

    ``text`` has one entry for each page, in order, safe for PostgreSQL: the characters that a
    reader of the page can see, and no others. A page gives at most ``pages.LONGEST_PAGE``
    characters and a file ``pages.LONGEST_TEXT``; what is beyond is left out, and the pages
    beyond are empty strings. ``cover`` is the first page as WebP. ``title`` and ``language`` are
    as the file states them, empty if it does not. ``reading_copy`` is HTML (see
    ``reading/html.py``); empty for files without tags, and for those that must not be published.
    """

    pages: int
    title: str
    language: str
    tagged: bool
    text: tuple[str, ...]
    cover: bytes
    findings: tuple[Finding, ...] = ()
    accessibility: Accessibility = Accessibility()
    reading_copy: str = ""

    @property
    def public_title(self) -> str:
        """Of words that everybody sees: the file's own, or else its first line."""
        lines = (line.strip() for page in self.text for line in page.splitlines())
        return self.title or next(filter(None, lines), "")[:LONGEST_TITLE]


@dataclass(frozen=True)
class Label:
    """What the register writes into a cleaned copy: the public title of the document, and the board."""

    title: str
    author: str


@dataclass(frozen=True)
class Copy:
    """A cleaned copy of a file. ``content`` is a PDF of its own, and ``facts`` are of it."""

    content: bytes
    facts: Facts


@dataclass(frozen=True)
class Replacement:
    """A cleaned copy with other text than a file has, and the facts of that file."""

    original: Facts
    copy: Copy


@dataclass(frozen=True)
class EveryText:
    """``pages`` is all that a machine reads of each page, seen or not. ``elsewhere`` holds pairs: where
    a text stands (“bookmarks”), and the text."""

    pages: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...]


class Unreadable(Exception):
    """The file is refused. ``sentence`` says why and what to do, in words for its uploader."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Busy(Unreadable):
    """It was not looked at, because too many others are just now."""


def refuse(sentence: str) -> None:
    """Raises Unreadable if there is a sentence."""
    if sentence:
        raise Unreadable(sentence)


def require(holds: bool, sentence: str) -> None:
    """Raises Unreadable unless it holds."""
    if not holds:
        raise Unreadable(sentence)
