"""The text of a page in sections, each a heading in the margin and what stands below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from reviews.lib import markdown, site_language
from reviews.models import Edition, PublicationRule

ARCHIVE_POLICY = _("archive policy")
HEADINGS = {"archive policy", "polisi archifo"}  # of sections that boards write
# Lines of a page’s text. The rules of publication stand in the place of the first. The second has the
# contacts of the boards shown below the text: they are as they are today, and no part of the edition.
RULES_HERE = "{rules of publication}"
CONTACTS_BELOW = "{contacts of boards}"


@dataclass(frozen=True)
class TextSection:
    """``key`` is its address on the page; ``rules`` are stated at its end, with ``is_full`` all that there are."""

    key: str
    heading: str
    text: str
    language: str
    rules: Sequence[PublicationRule] = ()
    is_full: bool = False


def text_sections(edition: Edition, rules: Sequence[PublicationRule] = ()) -> list[TextSection]:
    """The sections of the edition's text. ``rules`` stand under the heading “Archive policy”."""
    found = [
        TextSection(_key(number), heading, text, edition.language, _of(heading, rules))
        for number, (heading, text) in enumerate(markdown.sections(edition.body))
    ]
    if rules and not any(section.rules for section in found):
        heading = str(ARCHIVE_POLICY).capitalize()
        found.append(TextSection("archive", heading, "", site_language.current(), rules))
    return found


def plain_sections(edition: Edition, rules: Sequence[PublicationRule]) -> list[TextSection]:
    """The sections of a page’s text; ``rules`` stand where the text has the line RULES_HERE."""
    found: list[TextSection] = []
    for part in re.split(
        rf"^{re.escape(RULES_HERE)}\s*$", without_contacts(edition), flags=re.MULTILINE
    ):
        if found:
            found[-1] = replace(found[-1], rules=rules, is_full=True)
        for heading, text in markdown.sections(part):
            found.append(TextSection(_key(len(found)), heading, text, edition.language))
    return found


def without_contacts(edition: Edition) -> str:
    return edition.body.replace(CONTACTS_BELOW, "")


def states_rules(edition: Edition) -> bool:
    return RULES_HERE in edition.body


def shows_contacts(edition: Edition) -> bool:
    return CONTACTS_BELOW in edition.body


def _key(number: int) -> str:
    """The first is where links to the text lead."""
    return f"text-{number}" if number else "text"


def _of(heading: str, rules: Sequence[PublicationRule]) -> Sequence[PublicationRule]:
    return rules if heading.strip().casefold() in HEADINGS else ()
