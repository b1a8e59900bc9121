"""Whether everybody can read a file: its text, the descriptions of its pictures, its fonts."""

from collections.abc import Sequence

from pikepdf import Dictionary, Name

from reviews.pdf.facts import Accessibility
from reviews.pdf.objects import Entry, Objects, text_of

PICTURES = {"/Figure", "/Formula"}
FONTS = {"/Type1", "/TrueType", "/MMType1", "/CIDFontType0", "/CIDFontType2"}
PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def accessibility(objects: Objects, text: Sequence[str], recognised: int) -> Accessibility:
    pictures = _pictures(objects)
    fonts = [entry for entry in objects.entries if _is_font(entry)]
    return Accessibility(
        pages_without_text=sum(not page for page in text),
        recognised=recognised,
        pictures=len(pictures),
        described=sum(map(_is_described, pictures)),
        fonts=len(fonts),
        embedded=sum(map(_is_embedded, fonts)),
    )


def _pictures(objects: Objects) -> list[Entry]:
    """The tags of pictures, under their own names or under those that stand for them."""
    tree = objects.pdf.Root.get("/StructTreeRoot")
    roles = tree.get("/RoleMap") if isinstance(tree, Dictionary) else None
    named = dict(roles.items()) if isinstance(roles, Dictionary) else {}
    names = PICTURES | {
        key for key, role in named.items() if isinstance(role, Name) and str(role) in PICTURES
    }
    return [entry for entry in objects.entries if entry.name("/S") in names and "/P" in entry.keys]


def _is_described(picture: Entry) -> bool:
    return any(text_of(picture.value.get(key)).strip() for key in ("/Alt", "/ActualText"))


def _is_font(entry: Entry) -> bool:
    return entry.name("/Type") == "/Font" and entry.name("/Subtype") in FONTS


def _is_embedded(font: Entry) -> bool:
    descriptor = font.dictionary("/FontDescriptor")
    return descriptor is not None and any(key in descriptor for key in PROGRAMS)
