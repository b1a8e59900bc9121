"""Plurals that English makes by changing the word: the search takes them for one word.

reviews/migrations/sql/0002/search.sql does the same with what is searched.
"""

import re

# Also at the end of longer words: midwives, stepchildren.
ENDINGS = {"children": "child", "women": "woman", "wives": "wife", "knives": "knife"}
SINGULAR = {"people": "person", "men": "man", "feet": "foot", "teeth": "tooth"}


def _pattern(endings: list[str], words: list[str]) -> re.Pattern:
    return re.compile(rf"(?:{'|'.join(endings)}|\b(?:{'|'.join(words)}))\b", re.IGNORECASE)


_PLURAL = _pattern([*ENDINGS], [*SINGULAR])
_SINGULAR = _pattern([*ENDINGS.values()], [*SINGULAR.values()])
_SINGULAR_OF = ENDINGS | SINGULAR
_PLURAL_OF = {singular: plural for plural, singular in _SINGULAR_OF.items()}


def as_singular(text: str) -> str:
    """“young people” as “young person”."""
    return _PLURAL.sub(lambda found: _SINGULAR_OF[found[0].lower()], text)


def as_plural(text: str) -> str:
    """“young person” as “young people”."""
    return _SINGULAR.sub(lambda found: _PLURAL_OF[found[0].lower()], text)
