"""The text of a page in sections, each a heading in the margin and what stands below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.lib import markdown
from reviews.lib.languages import ENGLISH
from reviews.models import Edition, PublicationRule

ARCHIVE_POLICY = "archive policy"


@dataclass(frozen=True)
class TextSection:
    """``key`` is its address on the page; ``rules`` are stated at its end."""

    key: str
    heading: str
    text: str
    language: str
    rules: Sequence[PublicationRule] = ()


def text_sections(edition: Edition, rules: Sequence[PublicationRule] = ()) -> list[TextSection]:
    """The sections of the edition's text. ``rules`` stand under the heading “Archive policy”."""
    found = [
        TextSection(_key(number), heading, text, edition.language, _of(heading, rules))
        for number, (heading, text) in enumerate(markdown.sections(edition.body))
    ]
    if rules and not any(section.rules for section in found):
        heading = ARCHIVE_POLICY.capitalize()
        found.append(TextSection("archive", heading, "", ENGLISH, rules))
    return found


def _key(number: int) -> str:
    """The first is where links to the text lead."""
    return f"text-{number}" if number else "text"


def _of(heading: str, rules: Sequence[PublicationRule]) -> Sequence[PublicationRule]:
    return rules if heading.strip().casefold() == ARCHIVE_POLICY else ()
