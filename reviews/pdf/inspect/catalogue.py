"""How a document says that it wants to be shown: by words of the standard, and by no others."""

import re
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf

from reviews.pdf.inspect.words_of_names import as_words, is_of_words

LAYOUT = "SinglePage|OneColumn|TwoColumnLeft|TwoColumnRight|TwoPageLeft|TwoPageRight"
MODE = "UseNone|UseOutlines|UseThumbs|FullScreen|UseOC|UseAttachments"
VALUES = {
    "/Version": re.compile(r"/[12]\.[0-9]"),
    "/PageLayout": re.compile(rf"/(?:{LAYOUT})"),
    "/PageMode": re.compile(rf"/(?:{MODE})"),
}
PARTS = {
    "/Extensions": {"/ADBE", "/ISO_", "/GLGR"},
    "/MarkInfo": {"/Marked", "/Suspects", "/UserProperties"},
    "/ViewerPreferences": {
        *("/HideToolbar", "/HideMenubar", "/HideWindowUI", "/FitWindow", "/CenterWindow"),
        *("/DisplayDocTitle", "/NonFullScreenPageMode", "/Direction", "/PrintScaling", "/Duplex"),
        *("/PickTrayByPDFSize", "/PrintPageRange", "/NumCopies", "/Enforce"),
        *("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"),
    },
}
WANTED = re.compile(
    rf"/(?:L2R|R2L|None|AppDefault|Simplex|DuplexFlip(?:Short|Long)Edge|(?:Media|Crop|Bleed|Trim|Art)Box|{MODE})"
)
INTENT = {"/S": re.compile(r"/(?:GTS_PDF[AX]1?|ISO_PDFE1)")}
ORDER = {"/Tabs": re.compile(r"/[RCSAW]")}


def odd_wishes(pdf: Pdf) -> Iterator[str]:
    """As words."""
    for holder, key in _odd(pdf):
        value = holder.get(key)
        names = [key, str(value)] if isinstance(value, Name) else [key]
        yield from (as_words(name) for name in names if is_of_words(name) and name not in VALUES)


def remove_odd_wishes(pdf: Pdf) -> None:
    for holder, key in list(_odd(pdf)):
        del holder[key]


def _odd(pdf: Pdf) -> Iterator[tuple[Object, str]]:
    yield from _unknown(pdf.Root, VALUES)
    for part, keys in PARTS.items():
        held = pdf.Root.get(part)
        if isinstance(held, Dictionary):
            yield from ((held, key) for key in set(held.keys()) - keys - {"/Type"})
            yield from _unknown(held, dict.fromkeys(keys, WANTED) | {"/Type": re.compile(part)})
    intents = pdf.Root.get("/OutputIntents")
    for intent in intents if isinstance(intents, Array) else ():
        yield from _unknown(intent, INTENT) if isinstance(intent, Dictionary) else ()
    for page in pdf.pages:
        yield from _unknown(page.obj, ORDER)


def _unknown(holder: Object, known: dict[str, re.Pattern]) -> Iterator[tuple[Object, str]]:
    """Names that stand there and are not the standard’s."""
    for key in sorted(known.keys() & set(holder.keys())):
        value = holder.get(key)
        if isinstance(value, Name) and not known[key].fullmatch(str(value)):
            yield holder, key
