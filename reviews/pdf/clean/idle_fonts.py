"""Fonts with which nothing is written any more: a font that holds only the letters of a text tells them."""

import pikepdf
from pikepdf import Dictionary, Name, Stream

from reviews.pdf.clean.shown_text import forms_of, resources_of, shows_text

SETS_FONT = "Tf"


def drop_idle_fonts(pdf: pikepdf.Pdf, index: int) -> None:
    """From a page, and from the forms that it draws, where no text is shown there."""
    page = pdf.pages[index].obj
    resources = resources_of(page)
    instructions = list(pikepdf.parse_content_stream(page))
    forms = list(forms_of(instructions, resources))
    for form in forms:
        own = form.get("/Resources")
        content = list(pikepdf.parse_content_stream(form))
        if isinstance(own, Dictionary) and not _is_used(form, content):
            form.write(_without_fonts(content))
            form.Resources = _bare(own)
    borrows = any("/Resources" not in form for form in forms)
    if isinstance(resources, Dictionary) and not borrows and not any(map(shows_text, instructions)):
        page.Contents = pdf.make_stream(_without_fonts(instructions))
        page.Resources = _bare(resources)


def _is_used(form: Stream, instructions: list) -> bool:
    """It shows text, or draws a form that would borrow its fonts."""
    inner = forms_of(instructions, form.Resources)
    return any(map(shows_text, instructions)) or any("/Resources" not in each for each in inner)


def _without_fonts(instructions) -> bytes:
    kept = [each for each in instructions if str(each.operator) != SETS_FONT]
    return pikepdf.unparse_content_stream(kept)


def _bare(resources: Dictionary) -> Dictionary:
    return Dictionary({key: value for key, value in resources.items() if key != Name.Font})
