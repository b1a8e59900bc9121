"""Words that a pattern, a soft mask or a letter writes where something is drawn with it: readers may see them,
and no program copies them."""

from collections.abc import Iterator
from itertools import islice

import pikepdf
from pikepdf import Dictionary, Name, Stream

from reviews.pdf.budget import WRITTEN, unpacked
from reviews.pdf.objects import Entry, Objects
from reviews.pdf.pages import extracted_texts, open_pages
from reviews.pdf.saved import saved

MOST = 200  # drawings
SIZE = (595, 842)


def words_of_drawings(objects: Objects) -> list[str]:
    """As if each were a page."""
    drawings = list(islice(_drawings(objects), MOST))
    if not drawings:
        return []
    with pikepdf.new() as pdf:
        for drawing, resources in drawings:
            page = pdf.add_blank_page(page_size=SIZE)
            page.Contents = pdf.make_stream(unpacked(drawing))
            page.Resources = Dictionary(Font=_fonts(objects.pdf, pdf, resources))
        content = saved(pdf)
    with open_pages(content) as document:
        return extracted_texts(document)


def _fonts(source: pikepdf.Pdf, pdf: pikepdf.Pdf, resources: Dictionary) -> Dictionary:
    named = resources.get("/Font")
    fonts = {
        name: pdf.copy_foreign(font if font.is_indirect else source.make_indirect(font))
        for name, font in (named.items() if isinstance(named, Dictionary) else ())
        if isinstance(font, Dictionary)
    }
    return Dictionary(fonts)


def _drawings(objects: Objects) -> Iterator[tuple[Stream, Dictionary]]:
    """Those that write, with what they write with; and forms in them."""
    met: set[tuple[int, int]] = set()
    ahead = [each for entry in objects.entries for each in _of(entry)]
    while ahead:
        drawing, inherited = ahead.pop()
        own = drawing.get("/Resources")
        resources = own if isinstance(own, Dictionary) else inherited
        if drawing.objgen in met:
            continue
        met.add(drawing.objgen)
        if WRITTEN.search(unpacked(drawing)):
            yield drawing, resources
        forms = resources.get("/XObject")
        for form in forms.values() if isinstance(forms, Dictionary) else ():
            if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                ahead.append((form, resources))


def _of(entry: Entry) -> Iterator[tuple[Stream, Dictionary]]:
    is_mask = entry.held_by == "/G" and entry.name("/Subtype") == "/Form"
    if entry.is_stream and ("/PatternType" in entry.keys or is_mask):
        yield entry.value, Dictionary()
    letters = entry.dictionary("/CharProcs")
    for letter in letters.values() if letters is not None else ():
        if isinstance(letter, Stream):
            yield letter, entry.dictionary("/Resources") or Dictionary()
