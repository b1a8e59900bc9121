"""Parts of earlier versions that are still in the file, though no program shows them.

Counting the ends of versions is useless: Word writes two tables of contents into every file.
"""

import re
from collections import Counter

import pikepdf
from pikepdf import Array, Dictionary, Stream

from reviews.pdf.objects import Objects

BEGINS = re.compile(rb"(?<![0-9])(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj\b")
STRUCTURAL = {"/XRef", "/ObjStm"}
IN_FILE, IN_STREAM = 1, 2
NEAR = 2  # bytes; programs write offsets that point at the line end before


def has_leftovers(objects: Objects, content: bytes) -> bool:
    table = objects.pdf.get_xref_table()
    return (
        _unnamed(table, content)
        or _more_in_streams(objects.pdf, table)
        or _unreached(objects, table)
    )


def _unnamed(table: dict, content: bytes) -> bool:
    """An object in the file at a place that the table does not name."""
    known = {entry.offset for entry in table.values() if entry.type == IN_FILE}
    near = {offset + way for offset in known for way in range(NEAR + 1)}
    return any(match.start() not in near for match in BEGINS.finditer(content))


def _more_in_streams(pdf: pikepdf.Pdf, table: dict) -> bool:
    """A stream of objects of which the table takes only some."""
    taken = Counter(entry.obj_stream_number for entry in table.values() if entry.type == IN_STREAM)
    for number, count in taken.items():
        stream = pdf.get_object(number, 0)
        held = stream.get("/N") if isinstance(stream, Stream) else None
        if isinstance(held, int) and held > count:
            return True
    return False


def _unreached(objects: Objects, table: dict) -> bool:
    """An object with text or a picture to which nothing leads."""
    rest = [each for each in table if each not in objects.reached]
    return any(_holds_text(objects.pdf.get_object(each)) for each in rest)


def _holds_text(value: object) -> bool:
    if isinstance(value, Stream):
        is_hint = isinstance(value.get("/S"), int)
        return not is_hint and str(value.get("/Type")) not in STRUCTURAL
    if isinstance(value, Dictionary):
        return any(_holds_text(each) for each in value.values() if not _leads_on(each))
    if isinstance(value, Array):
        return any(_holds_text(each) for each in value if not _leads_on(each))
    return isinstance(value, pikepdf.String) and len(bytes(value)) > 1


def _leads_on(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect
