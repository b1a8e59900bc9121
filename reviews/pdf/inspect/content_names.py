"""Comments and operands too many in what pages draw, and names of words for what they draw with."""

import re
from collections.abc import Iterator
from itertools import chain

from pikepdf import (
    ContentStreamInlineImage,
    Dictionary,
    Name,
    PdfError,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from reviews.pdf.budget import unpacked
from reviews.pdf.findings import Finding
from reviews.pdf.inspect.listed import STANDARD
from reviews.pdf.inspect.replaced_text import holders
from reviews.pdf.inspect.spare_operands import bare, has_spare, spare_words, without_spare
from reviews.pdf.inspect.words_of_names import as_words, is_of_words
from reviews.pdf.latin_names import is_latin, spelling, spelling_of
from reviews.pdf.objects import Objects, content_streams

# Strings and pictures within content may hold what looks like comments.
OPAQUE = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\bBI\b.{0,65536}?\bEI\b"
COMMENT = re.compile(OPAQUE + rb"|%([^\r\n]*)", re.DOTALL)
WORDS = re.compile(rb"[A-Za-z]{3}")
NAME = re.compile(rb"/([^\s/<>\[\](){}%]+)")
KINDS = {"/XObject", "/Pattern", "/Font", "/ExtGState", "/ColorSpace", "/Shading", "/Properties"}
KNOWN = STANDARD | {
    *("ReversedChars", "RelativeColorimetric", "AbsoluteColorimetric", "DecodeParms"),
    *("BitsPerComponent", "ColorSpace", "ColorTransform", "FlateDecode", "RunLengthDecode"),
    *("EndOfBlock", "EndOfLine", "EarlyChange", "EncodedByteAlign", "DamagedRowsBeforeError"),
}


def content_comments(objects: Objects) -> list[Finding]:
    found = any(map(_is_commented, chain(holders(objects), _letters(objects))))
    return [Finding.of("surplus-data")] if found else []


def content_names(objects: Objects) -> Iterator[str]:
    """As words, and what no operator draws."""
    yield from (as_words(name[1:]) for name in _of_words(objects))
    for holder in holders(objects):
        yield from spare_words(holder)


def rewrite_content(objects: Objects) -> None:
    """Without comments, with numbers for names of words, and with all names in Unicode."""
    numbers = {name: f"/Name{number}" for number, name in enumerate(_of_words(objects), start=1)}
    for held in _resources(objects):
        for name in sorted(set(held.keys()) & numbers.keys()):
            held[numbers[name]] = held[name]
            del held[name]
    for holder in holders(objects):
        if _is_commented(holder) or _is_renamed(holder, numbers) or has_spare(holder):
            _rewrite(objects, holder, numbers)
    for letter in filter(_is_commented, list(_letters(objects))):
        letter.write(unparse_content_stream(parse_content_stream(letter)))


def _letters(objects: Objects) -> Iterator[Stream]:
    """Of fonts whose letters are drawings."""
    for entry in objects.entries:
        drawn = entry.dictionary("/CharProcs")
        for letter in drawn.values() if drawn is not None else ():
            if isinstance(letter, Stream):
                yield letter


def _rewrite(objects: Objects, holder: Dictionary, numbers: dict[str, str]) -> None:
    try:
        instructions = parse_content_stream(holder)
    except PdfError:
        return  # as it is: the copy will not be taken
    changed = []
    for instruction in instructions:
        if isinstance(instruction, ContentStreamInlineImage):
            changed.append(instruction)
            continue
        operands = without_spare(instruction.operator, list(instruction.operands))
        if operands is not None:
            changed.append(([_renamed(each, numbers) for each in operands], instruction.operator))
    content = unparse_content_stream(changed)
    if isinstance(holder, Stream):
        holder.write(content)
    else:
        holder.Contents = objects.pdf.make_stream(content)


def _renamed(operand: object, numbers: dict[str, str]) -> object:
    if isinstance(operand, Dictionary):
        return Dictionary({key: _renamed(value, numbers) for key, value in operand.items()})
    if isinstance(operand, Name):
        name = spelling(operand)
        return Name(numbers.get(name, name))
    return operand


def _of_words(objects: Objects) -> list[str]:
    """Of tags and of resources, but for those that every program knows."""
    stated = [entry.name("/BaseFont") for entry in objects.entries]
    fonts = {name.rpartition("+")[2].strip("/") for name in stated} - {""}
    names = {name[1:] for held in _resources(objects) for name in set(held.keys())}
    for content in (each for holder in holders(objects) for each in _contents(holder)):
        names |= {spelling_of(name)[1:] for name in set(NAME.findall(bare(content)))}
    odd = (name for name in names - KNOWN if is_of_words(name))
    return sorted(f"/{name}" for name in odd if not any(font in name for font in fonts))


def _resources(objects: Objects) -> list[Dictionary]:
    """What content names, by kind."""
    held = [
        entry.dictionary(kind)
        for entry in objects.entries
        for kind in KINDS & entry.keys
        if entry.held_by in {"/Resources", "/DR"}
    ]
    return [each for each in held if each is not None]


def _is_renamed(holder: Dictionary, numbers: dict[str, str]) -> bool:
    names = {name for content in _contents(holder) for name in NAME.findall(content)}
    return any(is_latin(name) or spelling_of(name) in numbers for name in names)


def _contents(holder: Dictionary) -> list[bytes]:
    return [unpacked(each) for each in content_streams(holder)]


def _is_commented(holder: Dictionary) -> bool:
    """What is still there once the content is written anew was no comment."""
    comments = {each for content in _contents(holder) for each in _comments(content)}
    if not comments:
        return False
    try:
        return not comments <= _comments(unparse_content_stream(parse_content_stream(holder)))
    except PdfError:
        return False


def _comments(content: bytes) -> set[bytes]:
    found = COMMENT.findall(content) if b"%" in content else ()
    return {each for each in found if WORDS.search(each)}
