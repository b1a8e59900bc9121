"""Text that takes the place of what is drawn when it is copied or searched (``/ActualText``)."""

import re
import unicodedata
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Operator, Stream

from reviews.pdf.findings import Finding
from reviews.pdf.objects import Objects, content_streams, text_of

KEY = "/ActualText"
MARKING = {Operator("BDC"), Operator("DP")}
WORD = re.compile(r"[^\W_]+")
SHORTEST = 3  # letters; ligatures and hyphens are shorter
LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9]+$")


def remove_replacements(objects: Objects) -> list[str]:
    """Have the text of pages be what is drawn. What stood in its place; nothing if nothing did."""
    removed = []
    for entry in objects.entries:
        named = entry.dictionary("/Properties")
        for each in named.values() if named is not None else ():
            if isinstance(each, Dictionary) and KEY in each:
                removed.append(text_of(each[KEY]))
                del each[KEY]
    for holder in holders(objects):
        removed += _remove_from(objects.pdf, holder)
    return removed


def holders(objects: Objects) -> Iterator[pikepdf.Object]:
    """Pages and forms, whatever has content."""
    yield from (page.obj for page in objects.pdf.pages)
    for entry in objects.streams():
        if entry.name("/Subtype") == "/Form" or "/PatternType" in entry.keys:
            yield entry.value


def _remove_from(pdf: pikepdf.Pdf, holder: pikepdf.Object) -> list[str]:
    if not _mentions(holder):
        return []
    instructions = pikepdf.parse_content_stream(holder)
    removed = [text for each in instructions for text in _strip(each)]
    if not removed:
        return []
    content = pikepdf.unparse_content_stream(instructions)
    if isinstance(holder, Stream):
        holder.write(content)
    else:
        holder.Contents = pdf.make_stream(content)
    return removed


def _mentions(holder: pikepdf.Object) -> bool:
    try:
        return any(b"ActualText" in each.read_bytes() for each in content_streams(holder))
    except pikepdf.PdfError:
        return False


def _strip(instruction) -> list[str]:
    if instruction.operator not in MARKING:
        return []
    properties = instruction.operands[-1]
    if not isinstance(properties, Dictionary) or KEY not in properties:
        return []
    text = text_of(properties[Name(KEY)])
    del properties[Name(KEY)]
    return [text]


def unused(replacements: list[str], extracted: list[str]) -> list[str]:
    """Those that stand at a drawing, or at nothing: no program copies them in place of text."""
    copied = "".join(word for text in extracted for word in _words(text))
    return [each for each in replacements if "".join(_words(each)) not in copied]


def replaced_text(number: int, extracted: str, drawn: str) -> list[Finding]:
    """What of the ``extracted`` text of page ``number`` is not in the ``drawn`` one."""
    words = _more(_words(extracted), "".join(_words(drawn)).casefold())
    if not words:
        return []
    kind = "replaced-text" if any(map(_is_name_like, words)) else "other-words"
    return [Finding.of(kind, page=number, recovered=" ".join(words))]


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text))


def _more(words: list[str], drawn: str) -> list[str]:
    """Words that do not stand between their neighbours in what is drawn: letters broken over a
    line's end do, a short name inside another word does not."""
    padded = ["", *words, ""]
    return [
        word
        for before, word, after in zip(padded, words, padded[2:], strict=False)
        if len(word) >= SHORTEST
        and (before + word).casefold() not in drawn
        and (word + after).casefold() not in drawn
        and (LATIN.match(word) or word[::-1] not in drawn)  # written from the right
    ]


def _is_name_like(word: str) -> bool:
    return bool(LATIN.match(word)) and (word[0].isupper() or word.isdigit())
