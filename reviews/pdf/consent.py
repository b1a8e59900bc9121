"""Which hidden text may be taken out of a file with consent, and why other text may not.

What is covered is a redaction that was not carried out. There is likely a second mention of the same name
that nobody covered, so only whoever wrote the document can put it right.
"""

from collections.abc import Iterable
from typing import Protocol

TAKEN = {"hidden-text", "small-hidden-text"}  # kinds of findings of which none is left
COVERED = "covered"
ANNOTATION = "under an annotation"
NO_PICTURE = "recognised text with nothing to read behind it"
REDACTED = {"unapplied-redaction", "box-over-picture", "under-note", "thick-border"}
BLOCKS = "blocks"

_EXPORT = (
    "Ask for a proper export from the program the document was written in, and upload that: "
    "nothing was taken out."
)
COVERED_TEXT = (
    "Something is covered in this file, by a box, a picture or a mark. That may be a redaction, and then "
    f"the same name often stands in a second place. {_EXPORT}"
)
BAR = (
    "Words here have the colour of a bar or a picture behind them. That may be a redaction, and then the "
    f"same name often stands in a second place. {_EXPORT}"
)
OTHERS = (
    "There is more in this file that must not be published, which cannot be taken out here. "
    f"{_EXPORT}"
)
PARTIAL = (
    f"Words that are seen and words that are hidden cannot be kept apart in this file. {_EXPORT}"
)
UNMAPPED = f"Where the hidden text stands in this file cannot be said with certainty. {_EXPORT}"
SEVERAL = f"The hidden text is in a part of the file that is drawn more than once. {_EXPORT}"
ELSEWHERE = (
    "The hidden words stand a second time in this file, where no page shows them: in bookmarks, "
    f"descriptions of pictures or names of places. {_EXPORT}"
)
DIFFERENT = f"Without the hidden text the pages would not look the same. {_EXPORT}"
NOT_CLEAN = f"No copy could be made that shows the same and is in order. {_EXPORT}"
FAILED = (
    "The hidden text could not be taken out in the time that there is for it, and nothing was. Try again in a "
    "few minutes. If it stays so, ask for a proper export from the program the document was written in, and "
    "upload that."
)
NOTHING = "There is no hidden text in this file that could be taken out."


class Found(Protocol):
    """A finding, of the check or of the database."""

    kind: str
    severity: str
    why: str


def obstacle(found: Iterable[Found]) -> str:
    """Why nothing may be taken out of a file in which this was found; empty if something may."""
    found = list(found)
    if any(each.why in {COVERED, ANNOTATION} or each.kind in REDACTED for each in found):
        return COVERED_TEXT
    if any(each.severity == BLOCKS and each.kind not in TAKEN for each in found):
        return OTHERS
    return "" if any(each.kind in TAKEN for each in found) else NOTHING
