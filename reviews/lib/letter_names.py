"""Names that end in a letter which English takes for a word of no weight: “Child A”, “Adult S”.

PostgreSQL looks for none of the words “a”, “i”, “s” and “t”, so these letters become words of their own.
reviews/migrations/sql/0002/search.sql does the same with what is searched.
"""

import re

BEARERS = (
    *("child", "baby", "infant", "boy", "girl", "twin", "sibling", "brother", "sister", "pupil"),
    *("adult", "person", "man", "woman", "mother", "father", "parent", "family", "subject", "case"),
    *("patient", "resident", "student", "user", "mr", "mrs", "ms", "miss", "scr", "sar", "review"),
    *("plentyn", "blentyn", "mhlentyn", "phlentyn", "oedolyn", "baban", "faban"),  # in Welsh
)
LETTERS = "aist"
# A small letter only where nothing follows: “gave the child a bath” names nobody.
NAMED = re.compile(
    rf"\b({'|'.join(BEARERS)})\b\.?\s+((?-i:[{LETTERS.upper()}])\b|[{LETTERS}](?=\s*(?:\"|$)))",
    re.IGNORECASE,
)


def with_letters(text: str) -> str:
    """“Child A” as “Child aletter”."""
    return NAMED.sub(lambda found: f"{found[1]} {found[2].lower()}letter", text)


def letters_of(text: str) -> str:
    """The letters with which names in the text end, as capitals."""
    return "".join(found[2].upper() for found in NAMED.finditer(text))
