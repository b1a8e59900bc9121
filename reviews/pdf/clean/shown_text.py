"""The operators that show text in the content of a page, and taking some of them out.

PDFium makes one text object of each operator that shows a letter, in their order. Where the numbers
differ nobody knows which is which, and nothing is taken out.
"""

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator

import pikepdf
import pypdfium2.raw as C
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Stream

from reviews.pdf import consent
from reviews.pdf.characters import address
from reviews.pdf.facts import Unreadable
from reviews.pdf.inspect.visibility import Looked

SHOWS = {"Tj", "TJ", "'", '"'}
MOVES = {"Td", "TD", "Tm", "T*", "'", '"', "BT", "ET"}  # after these no earlier width matters
NEXT_LINE = ContentStreamInstruction([], Operator("T*"))
OPENS, CLOSES = {"BMC", "BDC"}, "EMC"
SAYS = ("/ActualText", "/Alt", "/E")  # what is copied or read aloud in the place of what is drawn
DEEPEST = 12  # forms in forms, as far as they are looked at


def take_out(pdf: pikepdf.Pdf, pages: Iterable[tuple[int, Looked, set[int]]]) -> None:
    """Take text objects out of pages: the index of each, the page, and the addresses of the objects.

    What follows on the same line stays where it is. Raises Unreadable.
    """
    drawn = _drawn(pdf)
    for index, looked, gone in pages:
        objects = [part.raw for part in looked.parts if part.form is None]
        page = pdf.pages[index].obj
        content = _without(page, resources_of(page), objects, gone, drawn)
        page.Contents = pdf.make_stream(content)


def _without(
    holder: pikepdf.Object, resources: object, objects: list, gone: set[int], drawn: Counter
) -> bytes:
    """The content of a page or form without these text objects; forms that hold some are changed."""
    instructions = list(pikepdf.parse_content_stream(holder))
    texts = [each for each in objects if C.FPDFPageObj_GetType(each) == C.FPDF_PAGEOBJ_TEXT]
    if any(address(each) in gone for each in texts):
        _edit(instructions, texts, gone)
    forms = [each for each in objects if C.FPDFPageObj_GetType(each) == C.FPDF_PAGEOBJ_FORM]
    if any(gone & set(_addresses(each)) for each in forms):
        streams = list(forms_of(instructions, resources))
        _require(len(streams) == len(forms), consent.UNMAPPED)
        for form, stream in zip(forms, streams, strict=True):
            if gone & set(_addresses(form)):
                _require(drawn[stream.objgen] == 1, consent.SEVERAL)
                own = stream.get("/Resources", resources)
                stream.write(_without(stream, own, _held(form), gone, drawn))
    return pikepdf.unparse_content_stream(instructions)


def _held(form) -> list:
    count = C.FPDFFormObj_CountObjects(form)
    return [C.FPDFFormObj_GetObject(form, number) for number in range(count)]


def _addresses(form, depth: int = 0) -> Iterator[int]:
    """Of all that a form draws."""
    for each in _held(form):
        yield address(each)
        if C.FPDFPageObj_GetType(each) == C.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            yield from _addresses(each, depth + 1)


def forms_of(instructions: Iterable, resources: object) -> Iterator[Stream]:
    """The forms that are drawn, in their order."""
    named = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    for each in instructions:
        if str(each.operator) == "Do" and isinstance(named, Dictionary):
            form = named.get(each.operands[0]) if each.operands else None
            if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                yield form


def _drawn(pdf: pikepdf.Pdf) -> Counter:
    """How often each form is drawn, by its number, where what draws it is drawn once."""
    found, ahead = Counter(), [(page.obj, resources_of(page.obj)) for page in pdf.pages]
    while ahead:
        holder, resources = ahead.pop()
        for form in forms_of(pikepdf.parse_content_stream(holder, "Do"), resources):
            found[form.objgen] += 1
            if found[form.objgen] == 1:
                ahead.append((form, form.get("/Resources", resources)))
    return found


def resources_of(page: Dictionary) -> object:
    """A page’s own, or those of the branch that it is in."""
    holder, levels = page, 0
    while isinstance(holder, Dictionary) and levels < DEEPEST:
        if "/Resources" in holder:
            return holder.Resources
        holder, levels = holder.get("/Parent"), levels + 1
    return None


def _edit(instructions: list, texts: list, gone: set[int]) -> None:
    places = [place for place, each in enumerate(instructions) if _shows_letters(each)]
    _require(len(places) == len(texts), consent.UNMAPPED)
    changed: dict[int, list] = {}
    for number, (place, text) in enumerate(zip(places, texts, strict=True)):
        if address(text) in gone:
            follows = places[number + 1] if number + 1 < len(places) else len(instructions)
            between = range(place + 1, follows)
            changed[place] = _before(instructions[place])
            if follows < len(instructions) and _is_joined(instructions, between, follows):
                changed[place].append(_moved(text, texts[number + 1]))
                changed |= {at: [] for at in between if shows_text(instructions[at])}
    _silence(instructions, changed.keys())
    kept = [changed.get(at, [each]) for at, each in enumerate(instructions)]
    instructions[:] = [each for group in kept for each in group]


def shows_text(instruction) -> bool:
    return str(instruction.operator) in SHOWS


def _shows_letters(instruction) -> bool:
    """Numbers alone only move what follows."""
    if not shows_text(instruction) or not instruction.operands:
        return False
    shown = instruction.operands[-1]
    strings = shown if isinstance(shown, Array) else [shown]
    return any(isinstance(each, pikepdf.String) and len(bytes(each)) for each in strings)


def _is_joined(instructions: list, between: range, follows: int) -> bool:
    """Whether the next text is shown where this one ends."""
    moves = [str(instructions[at].operator) in MOVES for at in (*between, follows)]
    return not any(moves)


def _before(instruction) -> list[ContentStreamInstruction]:
    """What a show operator does before it shows."""
    name = str(instruction.operator)
    if name == '"':
        _require(len(instruction.operands) == 3, consent.UNMAPPED)
        words, letters, _ = instruction.operands
        spacing = ((words, "Tw"), (letters, "Tc"))
        set_ = [ContentStreamInstruction([value], Operator(key)) for value, key in spacing]
        return [*set_, NEXT_LINE]
    return [NEXT_LINE] if name == "'" else []


def _moved(text, following) -> ContentStreamInstruction:
    """To where the text after it was shown: PDFium knows the widths of all fonts."""
    here, there, size = C.FS_MATRIX(), C.FS_MATRIX(), ctypes.c_float()
    C.FPDFPageObj_GetMatrix(text, here)
    C.FPDFPageObj_GetMatrix(following, there)
    C.FPDFTextObj_GetFontSize(text, size)
    across, along = there.e - here.e, there.f - here.f
    scale = here.a * here.d - here.b * here.c
    _require(bool(scale) and bool(size.value), consent.UNMAPPED)
    width = (here.d * across - here.c * along) / scale
    moved = Array([round(-1000 * width / size.value, 4)])
    return ContentStreamInstruction([moved], Operator("TJ"))


def _silence(instructions: list, changed: Iterable[int]) -> None:
    """What is said in the place of text that goes, goes too."""
    changed, open_ = set(changed), []
    for at, each in enumerate(instructions):
        name = str(each.operator)
        if name in OPENS:
            open_.append(each)
        elif name == CLOSES and open_:
            open_.pop()
        elif at in changed:
            for marking in open_:
                _drop_words(marking)


def _drop_words(marking) -> None:
    said = marking.operands[-1] if marking.operands else None
    if isinstance(said, Dictionary):
        for key in SAYS:
            if key in said:
                del said[key]


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise Unreadable(sentence)
