"""Comments and marks that somebody put on pages."""

import pikepdf
from pikepdf import Array, Dictionary

from reviews.pdf.findings import Finding
from reviews.pdf.objects import text_of

# What belongs to the document itself, or is judged elsewhere.
NO_COMMENTS = {"/Link", "/Widget", "/Popup", "/Redact", "/FileAttachment", "/Movie", "/Sound"}
NO_COMMENTS |= {"/Screen", "/RichMedia", "/3D"}
TEXTS = ("/Contents", "/T", "/Subj", "/RC")


def is_mark(annotation: object) -> bool:
    """A comment, a mark or a field, or the window of one."""
    own = NO_COMMENTS - {"/Popup", "/Widget"}
    return isinstance(annotation, Dictionary) and str(annotation.get("/Subtype")) not in own


def _is_comment(annotation: Dictionary) -> bool:
    """The window of a note is none, unless it has a look, which only some programs draw."""
    kind = str(annotation.get("/Subtype"))
    return kind not in NO_COMMENTS or kind == "/Popup" and "/AP" in annotation


def comments(pdf: pikepdf.Pdf) -> list[Finding]:
    """One finding for each page that has some, with what they say."""
    found = []
    for number, page in enumerate(pdf.pages, start=1):
        annotations = page.obj.get("/Annots")
        entries = (
            [each for each in annotations if isinstance(each, Dictionary)]
            if isinstance(annotations, Array)
            else []
        )
        marks = [each for each in entries if _is_comment(each)]
        if marks:
            texts = [text_of(each.get(key)) for each in marks for key in TEXTS]
            recovered = "\n".join(filter(None, texts))
            found.append(Finding.of("comment", page=number, recovered=recovered))
    return found
