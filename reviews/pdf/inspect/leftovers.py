"""Parts of earlier versions that are still in the file, though no program shows them.

Counting the ends of versions is useless: Word writes two tables of contents into every file.
"""

import re
from collections import Counter

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from reviews.pdf.objects import Objects

BEGINS = re.compile(rb"(?<![0-9])(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj\b")
# Between two objects, or after the end of a version: anything but another, or a table of contents.
BETWEEN = re.compile(
    rb"(?:endobj|%%EOF)[\0\s]*(?!\d+\s+\d+\s+obj|xref|startxref|trailer|%%EOF)(?=[^\0\s])(.{0,400})",
    re.DOTALL,
)
WORDS = re.compile(rb"[A-Za-z]{4}")
ENDS = re.compile(rb"\d+\s+\d+\s+obj|xref|trailer|%%EOF")
STRUCTURAL = {"/XRef", "/ObjStm"}
IN_FILE, IN_STREAM = 1, 2
NEAR = 2  # bytes; programs write offsets that point at the line end before


def has_leftovers(objects: Objects, content: bytes) -> bool:
    table = objects.pdf.get_xref_table()
    rest = [each for each in table if each not in objects.reached]
    return (
        _unnamed(table, content)
        or _holds_words_between(content)
        or _more_in_streams(objects, table, rest)
        or _unreached(objects, rest)
    )


def _unnamed(table: dict, content: bytes) -> bool:
    """An object in the file at a place that the table does not name."""
    known = {entry.offset for entry in table.values() if entry.type == IN_FILE}
    near = {offset + way for offset in known for way in range(NEAR + 1)}
    return any(match.start() not in near for match in BEGINS.finditer(content))


def _holds_words_between(content: bytes) -> bool:
    return any(WORDS.search(ENDS.split(rest, 1)[0]) for rest in BETWEEN.findall(content))


def _more_in_streams(objects: Objects, table: dict, rest: list) -> bool:
    """A stream of objects of which the table takes only some, or none."""
    taken = Counter(entry.obj_stream_number for entry in table.values() if entry.type == IN_STREAM)
    for at in rest:
        stream = objects.pdf.get_object(at)
        if isinstance(stream, Stream) and stream.get("/Type") == Name.ObjStm:
            held = stream.get("/N")
            if isinstance(held, int) and held > taken[at[0]]:
                return True
    return False


def _unreached(objects: Objects, rest: list) -> bool:
    """An object with text or a picture to which nothing leads."""
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
