"""Marks and fields that readers see become part of the page; notes that they do not see go."""

from collections.abc import Iterator
from itertools import count

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from reviews.pdf.inspect.marks import is_mark

UNSEEN = {"/Text", "/FileAttachment"}  # an icon that opens a note
HIDDEN, NO_VIEW = 2, 32  # flags of an annotation
STATE_KEYS = ("/StructParent", "/StructParents", "/OC")


def draw_marks(pdf: pikepdf.Pdf) -> None:
    """Highlights, stamps, typed labels, what fields show: drawn where they were, without who made them
    and when, and without what fields hold and do not show."""
    gone = set()
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        entries = list(annotations) if isinstance(annotations, Array) else []
        marks = [each for each in entries if is_mark(each)]
        for each in marks:
            gone |= {each.objgen} if each.is_indirect else set()
            if look := _look(each):
                _draw(page, each, look)
        if marks:
            _replace(page.obj, Array([each for each in entries if not is_mark(each)]))
    if gone:
        _prune(pdf.Root.get("/StructTreeRoot"), gone)


def _replace(page: Dictionary, kept: Array) -> None:
    if len(kept):
        page.Annots = kept
    else:
        del page["/Annots"]


def _look(annotation: Dictionary) -> Stream | None:
    """How a reader sees it; None if no reader does."""
    if str(annotation.get("/Subtype")) in UNSEEN | {"/Popup"}:
        return None
    flags = annotation.get("/F", 0)
    if isinstance(flags, int) and flags & (HIDDEN | NO_VIEW):
        return None
    looks = annotation.get("/AP")
    look = looks.get("/N") if isinstance(looks, Dictionary) else None
    if isinstance(look, Dictionary) and not isinstance(look, Stream):
        look = look.get(str(annotation.get("/AS", "/Off")))
    return look if isinstance(look, Stream) else None


def _draw(page: pikepdf.Page, annotation: Dictionary, look: Stream) -> None:
    """As an artifact, so that the tags of the page stay true."""
    left, bottom, right, top = _box(look)
    x0, y0, x1, y1 = (float(end) for end in annotation.Rect)
    if right <= left or top <= bottom:
        return
    across, along = abs(x1 - x0) / (right - left), abs(y1 - y0) / (top - bottom)
    look.Type, look.Subtype = Name.XObject, Name.Form
    for key in STATE_KEYS:
        if key in look:
            del look[key]
    name = page.add_resource(look, Name.XObject, _free_name(page))
    at = min(x0, x1) - left * across, min(y0, y1) - bottom * along
    place = f"{across:.5f} 0 0 {along:.5f} {at[0]:.5f} {at[1]:.5f} cm"
    page.contents_add(b"q", prepend=True)  # the page's own state must not leak into the mark
    page.contents_add(f"Q /Artifact BMC q {place} {name} Do Q EMC".encode())


def _free_name(page: pikepdf.Page) -> Name:
    """The same for the same file; pikepdf would take any."""
    taken = {key for kind in page.resources.as_dict().values() for key in _keys(kind)}
    return Name(next(f"/Mark{n}" for n in count(1) if f"/Mark{n}" not in taken))


def _keys(kind: object) -> set[str]:
    return set(kind.keys()) if isinstance(kind, Dictionary) else set()


def _box(look: Stream) -> tuple[float, float, float, float]:
    """The look's box after its own matrix."""
    x0, y0, x1, y1 = (float(end) for end in look.get("/BBox", [0, 0, 1, 1]))
    a, b, c, d, e, f = (float(value) for value in look.get("/Matrix", [1, 0, 0, 1, 0, 0]))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _prune(tree: object, gone: set[tuple[int, int]]) -> None:
    """A tag that still points at a removed mark would keep it in the file, with its note."""
    met, ahead = set(), [tree] if isinstance(tree, Dictionary) else []
    while ahead:
        tag = ahead.pop()
        if tag.is_indirect and tag.objgen in met:
            continue
        met.add(tag.objgen)
        kids = list(_kids(tag))
        kept = [kid for kid in kids if not _points_at(kid, gone)]
        if len(kept) < len(kids):
            _set_kids(tag, kept)
        ahead += [kid for kid in kept if isinstance(kid, Dictionary) and not _is_pointer(kid)]


def _kids(tag: Dictionary) -> Iterator[pikepdf.Object]:
    kids = tag.get("/K")
    if isinstance(kids, Array):
        yield from kids
    elif isinstance(kids, Dictionary):
        yield kids


def _is_pointer(kid: Dictionary) -> bool:
    return kid.get("/Type") in (Name.OBJR, Name.MCR)


def _points_at(kid: object, gone: set[tuple[int, int]]) -> bool:
    target = (
        kid.get("/Obj") if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR else None
    )
    return isinstance(target, Dictionary) and target.objgen in gone


def _set_kids(tag: Dictionary, kept: list) -> None:
    if kept:
        tag.K = kept[0] if len(kept) == 1 else Array(kept)
        return
    del tag["/K"]
    if tag.get("/S") in (Name.Form, Name.Annot):
        tag.S = Name.NonStruct
