"""Tables as CSV that a spreadsheet program opens without running anything."""

import csv
import io
from collections.abc import Iterable

# A cell that begins with one of these is a formula to spreadsheet programs.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def table(header: list[str], rows: Iterable[list]) -> str:
    """CSV as RFC 4180 has it. Booleans are “yes” or “no”.

    A cell that would be read as a formula begins with an apostrophe.
    """
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return written.getvalue()


def _plain(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text
