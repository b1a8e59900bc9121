"""Taking out of a PDF what no reader of its pages sees."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reviews.pdf.clean.font_names import rename_fonts
from reviews.pdf.clean.marks import draw_marks
from reviews.pdf.clean.tag_names import rename_tags
from reviews.pdf.facts import Label
from reviews.pdf.inspect.active_content import is_odd_action
from reviews.pdf.inspect.catalogue import remove_odd_wishes
from reviews.pdf.inspect.colour_names import rename_colours
from reviews.pdf.inspect.colour_profiles import remove_profile_words
from reviews.pdf.inspect.content_names import rewrite_content
from reviews.pdf.inspect.listed import PAGE, unlisted
from reviews.pdf.inspect.metadata import is_claim
from reviews.pdf.inspect.picture_data import remove_picture_data
from reviews.pdf.inspect.stray_words import stray
from reviews.pdf.inspect.surplus import remove_surplus
from reviews.pdf.inspect.undrawn import remove_undrawn
from reviews.pdf.named_places import NamedPlaces
from reviews.pdf.objects import Entry, Objects
from reviews.pdf.saved import saved

# All that a catalogue keeps.
CATALOGUE = {
    *("/Type", "/Pages", "/Version", "/PageLabels"),
    *("/ViewerPreferences", "/PageLayout", "/PageMode", "/Outlines", "/StructTreeRoot"),
    *("/MarkInfo", "/Lang", "/OutputIntents", "/OCProperties"),
}
TRAILER = {"/Root", "/Info", "/ID", "/Size", "/Encrypt"}
LINK = {
    *("/Type", "/Subtype", "/Rect", "/Border", "/BS", "/C", "/H", "/Dest", "/A", "/F", "/P"),
    *("/QuadPoints", "/StructParent", "/Contents", "/AP", "/OC"),
}
# What programs leave anywhere and no reader sees.
NOWHERE = {
    *("/PieceInfo", "/LastModified", "/Thumb", "/AA", "/SpiderInfo", "/AF", "/Metadata"),
    *("/Measure", "/OPI", "/FontFamily"),
}
UA = "{http://www.aiim.org/pdfua/ns/id/}"
CLAIMS = ("part", "rev", "amd", "corr")


def rewritten(pdf: pikepdf.Pdf, title: str) -> bytes:
    """The bytes of a copy: the same for the same file, with ``title`` and nothing else about itself."""
    Objects.of(pdf)  # spells names that are no Unicode
    claims = _claims(pdf)
    draw_marks(pdf)
    remove_undrawn(Objects.of(pdf))
    _name_no_places(pdf)
    rename_tags(pdf)
    objects = Objects.of(pdf)
    rename_fonts(objects.entries)
    rename_colours(objects.entries)
    rewrite_content(objects)
    _keep(pdf.trailer, TRAILER)
    _keep(pdf.Root, CATALOGUE)
    remove_odd_wishes(pdf)
    for page in pdf.pages:
        _keep(page.obj, PAGE)
        _clean_links(page.obj)
    for entry in Objects.of(pdf).entries:
        _clean(entry)
    _describe(pdf, title, claims)
    return _for_readers(pdf)


def with_label(pdf: pikepdf.Pdf, label: Label) -> bytes:
    """The bytes of a cleaned copy with another title, and the board as its author."""
    _describe(pdf, label.title, _claims(pdf), label.author)
    return _for_readers(pdf)


def without_label(pdf: pikepdf.Pdf) -> bytes:
    """All else in a cleaned copy, its objects in their order: the same for all that differ only in the label."""
    _drop(pdf.Root, {"/Metadata"})
    _drop(pdf.trailer, {"/Info", "/ID"})
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)


def _keep(entries: Dictionary, keys: set[str]) -> None:
    for key in set(entries.keys()) - keys:
        del entries[key]


def _drop(entries: pikepdf.Object, keys: set[str]) -> None:
    for key in keys & set(entries.keys()):
        del entries[key]


def _clean(entry: Entry) -> None:
    remove_picture_data(entry)
    remove_surplus(entry)
    remove_profile_words(entry)
    _drop(entry.value, (NOWHERE | unlisted(entry) | stray(entry).keys()) & entry.keys)
    action = entry.dictionary("/A")
    if action is not None and is_odd_action(action) and "/Subtype" not in entry.keys:
        _drop(entry.value, {"/A"})  # of a bookmark


def _name_no_places(pdf: pikepdf.Pdf) -> None:
    """Links and bookmarks lead to places, not to names of places."""
    places = NamedPlaces(pdf)
    for entry in Objects.of(pdf).entries:
        keys = {"/Dest"} | ({"/D"} if entry.name("/S") == "/GoTo" else set())
        for key in keys & entry.keys:
            if isinstance(entry.value.get(key), String | Name):
                place = places.place(entry.value.get(key))
                if place is None:
                    del entry.value[key]
                else:
                    entry.value[key] = place


def _clean_links(page: Dictionary) -> None:
    """Links keep what a link needs; those that lead to odd places lead nowhere."""
    annotations = page.get("/Annots")
    for each in annotations if isinstance(annotations, Array) else ():
        if isinstance(each, Dictionary) and each.get("/Subtype") == Name.Link:
            _keep(each, LINK)
            action = each.get("/A")
            if action is not None and (not isinstance(action, Dictionary) or is_odd_action(action)):
                del each["/A"]


def _claims(pdf: pikepdf.Pdf) -> dict[str, str]:
    """That it conforms to PDF/UA, which other programs look for."""
    try:
        stated = pdf.open_metadata()
        found = {name: str(stated.get(f"{UA}{name}") or "") for name in CLAIMS}
    except (ValueError, NotImplementedError, SyntaxError):
        return {}
    return {name: value for name, value in found.items() if value and is_claim(value)}


def _describe(pdf: pikepdf.Pdf, title: str, claims: dict[str, str], author: str = "") -> None:
    """With an author also where older programs look, such as Chromium for the name of a window."""
    _drop(pdf.Root, {"/Metadata"})
    _drop(pdf.trailer, {"/Info"})
    if author:
        stated = Dictionary(Title=String(title), Author=String(author))
        pdf.trailer["/Info"] = pdf.make_indirect(stated)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if title:
            metadata["dc:title"] = title
        if author:
            metadata["dc:creator"] = [author]
        for name, value in claims.items():
            metadata[f"{UA}{name}"] = value


def _for_readers(pdf: pikepdf.Pdf) -> bytes:
    """It begins with what its first page needs, and is the same for the same content."""
    if pdf.is_encrypted:  # what encrypted it would be left over
        with pikepdf.open(io.BytesIO(saved(pdf))) as plain:
            return _for_readers(plain)
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]  # half of it would be carried over
    packed = pikepdf.ObjectStreamMode.generate
    return saved(pdf, linearize=True, object_stream_mode=packed, deterministic_id=True)
