"""Names that somebody gave to tags, their classes and places, to fonts and their letters."""

import re
from collections.abc import Iterator

from pikepdf import Dictionary

from reviews.pdf.inspect.listed import STANDARD, is_tag
from reviews.pdf.inspect.metadata import NAMESPACES
from reviews.pdf.inspect.words_of_names import FEWEST, PART, as_words, is_of_words
from reviews.pdf.objects import Entry, Objects, names_in, text_of

# Of what typefaces are called after; a name of two other words may be a person’s.
TYPE = re.compile(
    r"adobe|albany|album|aleo|alte|american|antiqua|apple|arabic|arial|avenir|baskerville|bauer|bembo|bitstream|black"
    r"|bodoni|bold|book|bookman|brush|calibri|cambria|candara|cascadia|caslon|century|charter|clarendon|code"
    r"|comic|compressed|computer|cond|condensed|consolas|constantia|corbel|core|courier|cursive|demi|deja|display"
    r"|draft|droid|ebrima|emoji|extra|extended|fira|form|foundry|franklin|frutiger|futura|garamond|georgia|gill"
    r"|gothic|goudy|grotesque|grotesk|hand|heavy|hebrew|helvetica|hiragino|humanist|identity|impact|ink|italic|latin|leelawadee"
    r"|liberation|libre|light|linotype|lucida|math|medium|merriweather|meta|microsoft|minion|mincho|modern|mono"
    r"|monotype|myriad|narrow|neue|new|news|nimbus|noto|nova|oblique|office|old|open|optima|oswald|outline"
    r"|pacific|palatino|pitch|plain|play|playfair|poppins|pro|prop|proxima|public|raleway|regular|roboto|rockwell"
    r"|roman|rounded|sans|schoolbook|script|segoe|semi|serif|slab|small|soft|source|sparse|std|style|sub|swiss|symbol"
    r"|tahoma|tex|text|thin|times|trebuchet|typewriter|ubuntu|ultra|unicode|univers|verdana|webdings|wide|wingdings"
    r"|glyph|less|font|caps|wen|quan|zen|hei|work|writer|zapf|dingbats|chancery|dejavu|carlito|caladea|gyre|termes|heros|pagella|bonum|schola",
    re.IGNORECASE,
)


def given_names(objects: Objects) -> Iterator[str]:
    for entry in objects.entries:
        names = (name for name in _of(entry) if name not in STANDARD and is_of_words(name))
        yield from map(as_words, names)
        yield from _of_font(entry)


def _of_font(entry: Entry) -> Iterator[str]:
    """What it is called after if that is no typeface, and letters that somebody named."""
    keys = ("/BaseFont", "/FontName", *(["/Name"] if entry.name("/Type") == "/Font" else []))
    names = (entry.name(key) for key in keys if key in entry.keys)
    yield from (as_words(name) for name in names if is_no_typeface(name))
    yield from map(as_words, filter(is_of_words, names_of_letters(entry)))


def is_no_typeface(name: str) -> bool:
    own = [part for part in PART.findall(name) if not TYPE.fullmatch(part)]
    return len(own) >= FEWEST and not any(sign.isdigit() for sign in name)


def names_of_letters(entry: Entry) -> list[str]:
    drawn = entry.dictionary("/CharProcs")
    of_type = text_of(entry.value.get("/CharSet")) if "/CharSet" in entry.keys else ""
    listed = names_in(entry.value.get("/Differences")) if "/Differences" in entry.keys else []
    return [
        *listed,
        *of_type.split("/"),
        *(name[1:] for name in (drawn.keys() if drawn is not None else ())),
    ]


def _of(entry: Entry) -> Iterator[str]:
    if is_tag(entry):
        yield text_of(entry.value.get("/ID"))
        yield from (name for key in ("/S", "/C") for name in names_in(entry.value.get(key)))
    elif "/NS" in entry.keys and not NAMESPACES.match(text_of(entry.value.get("/NS"))):
        yield text_of(entry.value.get("/NS"))
    if "/FontFamily" in entry.keys and not _is_family(entry):
        yield text_of(entry.value.get("/FontFamily"))
    for key in {"/RoleMap", "/ClassMap"} & entry.keys:
        held = entry.value.get(key)
        yield from (name[1:] for name in (held.keys() if isinstance(held, Dictionary) else ()))


def _is_family(entry: Entry) -> bool:
    """“Times New Roman” of the font TimesNewRomanPS-Bold."""
    family, font = text_of(entry.value.get("/FontFamily")), entry.name("/FontName")
    return _letters(family) in _letters(font.replace("#20", ""))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
