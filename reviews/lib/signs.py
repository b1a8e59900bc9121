"""Signs beside and between words that PostgreSQL would take for a part of them.

With the locale “C” these are quotation marks and dashes; anywhere “mother/father” is the name of a file, and
“multi-agency” counts as three words. reviews_without_signs() in reviews/migrations/sql/0002/search.sql leaves
them out of what is searched.
"""

import re

DOUBLE_QUOTES = "“”„«»″"
HYPHENS = "-‐‑"
SIGNS = DOUBLE_QUOTES + HYPHENS + "/‘’‹›′–—―…•·£€\u00a0\u2009\u202f"
# Soft hyphens, directions of writing and joins: in the middle of words, and nothing of them.
UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
# Stand for them, one for one, while the words of a text are marked: signs that nobody writes.
ASIDE = "".join(map(chr, (*range(1, 9), *range(14, 32))))[: len(SIGNS)]
_RESTORED = str.maketrans(ASIDE, SIGNS)
_ASIDE = re.compile(f"[{ASIDE}]")


def restored(text: str) -> str:
    """Most texts have none, which is found out ten times as fast."""
    return text.translate(_RESTORED) if _ASIDE.search(text) else text
