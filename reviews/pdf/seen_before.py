"""What need not be looked at twice: pages of a cleaned copy that are as they were."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reviews.pdf.facts import Facts

WITHOUT_PLACE = {"comment"}  # findings of a page that are not about what it shows


@dataclass(frozen=True)
class SeenBefore:
    """``text`` by the number of the page. ``reading_copy`` is of the whole document, empty unless all
    of its pages are here."""

    text: dict[int, str] = field(default_factory=dict)
    reading_copy: str = ""


def seen_before(known: Facts, same: Sequence[bool]) -> SeenBefore:
    """Of the pages that are the same, those on which nothing was found."""
    if known.accessibility.recognised:
        return SeenBefore()
    found = {each.page for each in known.findings if each.kind not in WITHOUT_PLACE}
    text = {
        number: known.text[number - 1]
        for number, is_same in enumerate(same, start=1)
        if is_same and number not in found
    }
    if len(text) == known.pages:
        return SeenBefore(text, known.reading_copy)
    return SeenBefore({} if known.tagged else text)  # its copy needs the words of every page
