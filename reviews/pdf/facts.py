"""The two answers that reading a PDF can have."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What a readable PDF holds.

    ``text`` has one entry for each page, in order, safe for PostgreSQL. A page gives at most
    ``content.LONGEST_PAGE`` characters and a file ``content.LONGEST_TEXT``; what is beyond is
    left out, and the pages beyond are empty strings. ``cover`` is the first page as WebP.
    ``title`` and ``language`` are as the file states them, empty if it does not.
    """

    pages: int
    title: str
    language: str
    tagged: bool
    text: tuple[str, ...]
    cover: bytes


class Unreadable(Exception):
    """The file is refused. ``sentence`` says why and what to do, in words for its uploader."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
