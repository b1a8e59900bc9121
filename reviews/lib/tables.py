"""A table as people paste it: from Excel or Word (tabs between the cells) or from a CSV file."""

import re

SEPARATORS = ("\t", ",", ";", "|")
NO_FIT = (0.0, 0, 0)
_LINE_END = re.compile("\r\n|\r|\u2028|\x85")


def read_table(text: str) -> list[list[str]]:
    """The cells, row by row, as wide as the widest row; without rows in which every cell is empty.

    A cell in double quotes may hold line ends, the separator and doubled quotes. Quotes that do not
    enclose a whole cell are part of its text.
    """
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    rows = _split(text, _separator(text))
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _separator(text: str) -> str:
    """The tab if there is any; else the sign that cuts the rows most evenly; the tab if none cuts them."""
    if "\t" in text:
        return "\t"
    fits = {sign: _fit(_split(text, sign)) for sign in SEPARATORS[1:]}
    best = max(fits, key=fits.get)
    return best if fits[best] > NO_FIT else "\t"


def _fit(rows: list[list[str]]) -> tuple[float, int, int]:
    """The share of rows as wide as the first, how few quotes are left over, and the width."""
    rows = [row for row in rows if any(row)]
    width = len(rows[0]) if rows else 0
    if width < 2:
        return NO_FIT
    left_over = sum(cell.startswith('"') for row in rows for cell in row)
    return sum(len(row) == width for row in rows) / len(rows), -left_over, width


def _split(text: str, separator: str) -> list[list[str]]:
    sign = re.escape(separator)
    cell = re.compile(
        rf'[ ]*"(?P<quoted>(?>(?:[^"]|"")*))"[ ]*(?={sign}|\n|\Z)|(?P<plain>[^{sign}\n]*)'
    )
    rows, at = [[]], 0
    while at <= len(text):
        found = cell.match(text, at)
        rows[-1].append(_words(found))
        end = text[found.end() : found.end() + 1]
        if end == "\n":
            rows.append([])
        at = found.end() + 1
    return rows


def _words(found: re.Match) -> str:
    quoted = found["quoted"]
    return (found["plain"] if quoted is None else quoted.replace('""', '"')).strip()
