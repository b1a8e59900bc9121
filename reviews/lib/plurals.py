"""Plurals that English makes by changing the word: the search takes them for one word.

reviews/migrations/sql/0002/search.sql does the same with what is searched.
"""

import re

SINGULAR = {
    "children": "child",
    "people": "person",
    "women": "woman",
    "men": "man",
    "wives": "wife",
}
_PLURAL = re.compile(rf"\b(?:{'|'.join(SINGULAR)})\b", re.IGNORECASE)
_SINGULAR = re.compile(rf"\b(?:{'|'.join(SINGULAR.values())})\b", re.IGNORECASE)
_PLURAL_OF = {singular: plural for plural, singular in SINGULAR.items()}


def as_singular(text: str) -> str:
    """“young people” as “young person”."""
    return _PLURAL.sub(lambda found: SINGULAR[found[0].lower()], text)


def as_plural(text: str) -> str:
    """“young person” as “young people”."""
    return _SINGULAR.sub(lambda found: _PLURAL_OF[found[0].lower()], text)
