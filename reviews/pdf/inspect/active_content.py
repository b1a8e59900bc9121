"""What a PDF does, or carries, beyond showing pages: scripts, actions, attachments, media."""

import re
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary

from reviews.pdf.findings import Finding
from reviews.pdf.objects import Entry, Objects, text_of

ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/SubmitForm": "submit",
    "/ImportData": "import",
    "/Rendition": "media",
    "/Sound": "media",
    "/Movie": "media",
    "/RichMediaExecute": "media",
    "/GoTo3DView": "media",
    "/GoToR": "link",
    "/GoToE": "link",
    "/GoToDp": "link",
    "/Thread": "link",
    "/Hide": "link",
    "/SetOCGState": "link",
    "/ResetForm": "link",
    "/Trans": "link",
}
ANNOTATIONS = {
    "/FileAttachment": "attachment",
    "/Movie": "media",
    "/Sound": "media",
    "/Screen": "media",
    "/RichMedia": "media",
    "/3D": "media",
    "/Redact": "unapplied-redaction",
    "/Widget": "form",
}
# Keys that mean it wherever they stand.
KEYS = {
    "/JS": "script",
    "/EF": "attachment",
    "/RF": "attachment",
    "/XFA": "dynamic-form",
    "/Collection": "attachment",
    "/RichMediaContent": "media",
}
# A link that stays in the document, or leads where a reader expects.
HARMLESS_NAMES = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
LINK = re.compile(r"\s*(https?://|mailto:|tel:|#)", re.IGNORECASE)
# What no file may do by itself when it is opened or a page turned.
BY_ITSELF = {"/URI", "/GoToR", "/GoToE", "/Named"}
TRIGGERS = {"/OpenAction", "/AA"}
THICK = 3  # points; a border as thick hides words in programs that draw it, which PDFium does not


def active_content(objects: Objects) -> list[Finding]:
    """At most one finding of each kind and page."""
    pages = _pages_of_annotations(objects.pdf)
    found = {}
    for entry in objects.entries:
        page = pages.get(entry.value.objgen, 0)
        for kind in _kinds(entry):
            found.setdefault((kind, page), Finding.of(kind, page=page))
    for kind in _of_document(objects.pdf):
        found.setdefault((kind, 0), Finding.of(kind))
    return [each for (kind, page), each in found.items() if page or not _on_page(kind, found)]


def _on_page(kind: str, found: dict) -> bool:
    """What is known of a page need not be stated of the file."""
    return any(other == kind and page for other, page in found)


def _kinds(entry: Entry) -> set[str]:
    kinds = {KEYS[key] for key in entry.keys & KEYS.keys()}
    kinds |= _of_names(entry)
    if entry.is_stream and ("/F" in entry.keys or "/Ref" in entry.keys):
        kinds.add("external-content")
    if "/AA" in entry.keys:
        kinds |= _by_itself(entry.value.get("/AA"))
    return kinds


def _of_names(entry: Entry) -> set[str]:
    kinds = {ACTIONS.get(entry.name("/S")), ANNOTATIONS.get(entry.name("/Subtype"))}
    if entry.name("/Type") == "/EmbeddedFile":
        kinds.add("attachment")
    if _is_odd_link(entry):
        kinds.add("link")
    if entry.name("/Subtype") == "/Link" and _border(entry) >= THICK:
        kinds.add("thick-border")
    if entry.name("/Type") == "/OCMD" and _depends_on_what_is_off(entry):
        kinds.add("layers-off")
    if entry.name("/FT") == "/Sig" and "/V" in entry.keys or "/ByteRange" in entry.keys:
        kinds.add("signature")
    return kinds - {None}


def _depends_on_what_is_off(layers: Entry) -> bool:
    """Whether it is shown because others are not: programs understand that differently."""
    return "/VE" in layers.keys or layers.name("/P") in {"/AllOff", "/AnyOff"}


def is_odd_action(action: Dictionary) -> bool:
    """It is none that a reader expects of a link."""
    own = Entry(action, set(action.keys()), "/A")
    return own.name("/S") in ACTIONS or _is_odd_link(own)


def _is_odd_link(entry: Entry) -> bool:
    """It leads elsewhere than a reader expects, or does something more."""
    action = entry.name("/S")
    if action == "/URI":
        return "/Next" in entry.keys or not LINK.match(text_of(entry.value.get("/URI")))
    return action == "/Named" and entry.name("/N") not in HARMLESS_NAMES


def _border(link: Entry) -> float:
    """How thick it is, whichever of two ways it is stated in."""
    style, border = link.dictionary("/BS"), link.value.get("/Border")
    stated = [border[2]] if isinstance(border, Array) and len(border) > 2 else []
    stated += [style.get("/W")] if style is not None else []
    return max((float(each) for each in stated if isinstance(each, int | Decimal)), default=0)


def _by_itself(trigger: object) -> set[str]:
    """What an event does of its own accord; scripts and such are found anyway."""
    if not isinstance(trigger, Dictionary):
        return set()
    actions = [value for value in trigger.values() if isinstance(value, Dictionary)]
    names = {str(action.get("/S")) for action in actions}
    return {"opens-by-itself"} if names & BY_ITSELF else {"link"} if names else set()


def _of_document(pdf: pikepdf.Pdf) -> set[str]:
    root, kinds = pdf.Root, set()
    opened = root.get("/OpenAction")
    if isinstance(opened, Dictionary) and str(opened.get("/S")) in BY_ITSELF:
        kinds.add("opens-by-itself")
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        kinds |= {"script"} if "/JavaScript" in names else set()
        kinds |= {"attachment"} if _holds_any(names.get("/EmbeddedFiles")) else set()
    if root.get("/NeedsRendering") is True:
        kinds.add("dynamic-form")
    if pdf.is_encrypted:
        kinds.add("protection" if pdf.allow.accessibility else "assistive-technology")
    if _has_form(root):
        kinds.add("form")
    return kinds | _of_layers(root)


def _holds_any(tree: object) -> bool:
    """An empty tree of attachments is left over by many programs."""
    return isinstance(tree, Dictionary) and any(
        isinstance(tree.get(key), Array) and len(tree.get(key)) for key in ("/Names", "/Kids")
    )


def _has_form(root: Dictionary) -> bool:
    form = root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    return isinstance(fields, Array) and len(fields) > 0


def _of_layers(root: Dictionary) -> set[str]:
    layers = root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, Dictionary) else None
    if not isinstance(default, Dictionary):
        return set()
    off = default.get("/OFF")
    some_are_off = isinstance(off, Array) and len(off) > 0
    return {"layers-off"} if some_are_off or default.get("/BaseState") == "/OFF" else set()


def _pages_of_annotations(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """The number of its page for each annotation and for each action that one holds."""
    pages = {}
    for number, page in enumerate(pdf.pages, start=1):
        annotations = page.obj.get("/Annots")
        for each in annotations if isinstance(annotations, Array) else ():
            if isinstance(each, Dictionary):
                action = each.get("/A")
                pages |= {part.objgen: number for part in (each, action) if _is_own(part)}
    return pages


def _is_own(part: object) -> bool:
    return isinstance(part, Dictionary) and part.is_indirect
