"""Words within the content of a page that no operator draws: operands too many, operators that nobody knows."""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Operator, String

from reviews.pdf.budget import unpacked
from reviews.pdf.objects import content_streams

# Strings with strings of brackets in them, as far as they are drawn or mark something.
STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)"
HEX = rb"<[0-9A-Fa-f\s]*+>"
DRAWN = re.compile(
    rb"(?:%b|%b)\s*+(?:Tj\b|'|\")|\[(?:%b|%b|[^\[\]()<>]++)*+\]\s*+TJ\b"
    % (STRING, HEX, STRING, HEX),
    re.DOTALL,
)
MARKING = re.compile(rb"<<(?:%b|%b|[^()<>]++)*+>>\s*+(?:BDC|DP)\b" % (STRING, HEX), re.DOTALL)
ANY = re.compile(rb"\(|(?<!<)<[0-9A-Fa-f]{4}")
# How many operands of text each operator takes, from the last.
TEXT = {"Tj": 1, "TJ": 1, "'": 1, '"': 3}
MARKS = {"BDC", "DP"}
OPERATORS = {
    *TEXT,
    *MARKS,
    *("q", "Q", "cm", "w", "J", "j", "M", "d", "ri", "i", "gs"),
    *("m", "l", "c", "v", "y", "h", "re", "W", "W*"),
    *("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "sh", "Do"),
    *("CS", "cs", "SC", "sc", "SCN", "scn", "G", "g", "RG", "rg", "K", "k"),
    *("BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "d0", "d1"),
    *("BI", "ID", "EI", "BMC", "EMC", "MP"),
}
# What marks need to say; nothing else is read by any program.
PROPERTIES = {
    *("/MCID", "/Lang", "/ActualText", "/Alt", "/E", "/Type", "/Subtype", "/BBox", "/Attached"),
}


def bare(content: bytes) -> bytes:
    """Without the strings that are drawn, which may hold anything."""
    return DRAWN.sub(b" ", content)


def has_spare(holder: Dictionary) -> bool:
    return next(spare_words(holder), None) is not None


def spare_words(holder: Dictionary) -> Iterator[str]:
    contents = (bare(unpacked(each)) for each in content_streams(holder))
    if not any(ANY.search(MARKING.sub(b" ", content)) for content in contents):
        return
    try:
        instructions = pikepdf.parse_content_stream(holder)
    except pikepdf.PdfError:
        return
    for each in instructions:
        if isinstance(each, pikepdf.ContentStreamInlineImage):
            head = each.operands[0].unparse().partition(b"ID")[0]
            yield from (found.decode("latin-1") for found in re.findall(STRING, head))
        else:
            yield from _spare(str(each.operator), list(each.operands))


def _spare(operator: str, operands: list) -> Iterator[str]:
    if operator in TEXT:
        operands = operands[: -TEXT[operator]]
    elif operator in MARKS and operands and isinstance(operands[-1], Dictionary):
        held = operands.pop()
        operands += [each for each in held.values() if not isinstance(each, String)]
    for each in operands:
        yield from _strings(each)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, String):
        yield str(value)
    elif isinstance(value, Array):
        yield from (text for each in value for text in _strings(each))
    elif isinstance(value, Dictionary):
        yield from (text for each in value.values() for text in _strings(each))


def without_spare(operator: Operator, operands: list) -> list | None:
    """The operands that it needs; None for an operator that nobody knows."""
    name = str(operator)
    if name not in OPERATORS:
        return None
    if name in TEXT:
        return operands[-TEXT[name] :]
    if name in MARKS and operands and isinstance(operands[-1], Dictionary):
        kept = {key: value for key, value in operands[-1].items() if key in PROPERTIES}
        return [*map(_without_strings, operands[:-1]), Dictionary(kept)]
    return [_without_strings(each) for each in operands if not isinstance(each, String)]


def _without_strings(value: object) -> object:
    if not isinstance(value, Array):
        return value
    return Array([_without_strings(each) for each in value if not isinstance(each, String)])
