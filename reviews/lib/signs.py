"""Signs beside words that a database with the locale “C” takes for letters of them: quotation marks, dashes …

reviews_without_signs() in reviews/migrations/sql/0002/search.sql leaves them out of what is searched.
"""

DOUBLE_QUOTES = "“”„«»″"
SIGNS = DOUBLE_QUOTES + "‘’‹›′–—―‑…•·£€\u00a0\u2009\u202f"
# Stand for them, one for one, while the words of a text are marked: signs that nobody writes.
ASIDE = "".join(map(chr, (*range(1, 9), *range(14, 32))))[: len(SIGNS)]
_RESTORED = str.maketrans(ASIDE, SIGNS)


def restored(text: str) -> str:
    return text.translate(_RESTORED)
