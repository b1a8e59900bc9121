"""What a PDF says about itself: only a list of harmless things is let pass."""

import re
from collections.abc import Iterator

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Stream

from reviews.pdf.facts import Label
from reviews.pdf.findings import Finding
from reviews.pdf.inspect.words_of_names import as_words
from reviews.pdf.objects import Objects, text_of
from reviews.pdf.structure import LANGUAGE, as_title

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
MEDIA = "{http://ns.adobe.com/xap/1.0/mm/}"
ADOBE = "{http://ns.adobe.com/pdf/1.3/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
CLAIMS = ("{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}")
# What a harmless value looks like.
PROGRAM = re.compile(
    r"pdf|tex\b|word|excel|powerpoint|office|writer|calc|impress|draw\b|adobe|acrobat|indesign|illustrator"
    r"|photoshop|distiller|quark|affinity|scribus|canva|google|docs|chrom|skia|mozilla|firefox|safari|quartz"
    r"|pages|word processor|apple|mac ?os|microsoft|windows|cairo|pango|inkscape|weasy|report ?lab|fpdf"
    r"|antenna|formatter|itext|aspose|jasper|crystal|telerik|wkhtml|\bqt\b|ghostscript|matplotlib|\br\b [0-9]"
    r"|foxit|nitro|kofax|nuance|omnipage|finereader|abbyy|readiris|tesseract|ocr|scan|xerox|canon|ricoh|konica"
    r"|minolta|kyocera|epson|lexmark|toshiba|hewlett|\bhp\b|printer|xmp|exiftool|convert"
    r"|library|engine|server|magick|gimp|corel|sdk|version|[0-9]\.[0-9]",
    re.IGNORECASE,
)
DATE = re.compile(r"^(D:)?[0-9]{4}[0-9:+'TZ. -]*$")
NUMBER = re.compile(
    r"^(?:(?:uuid|urn|xmp|did|iid|adobe|docid|indd|photoshop|illustrator|pdf)[.:])*\{?[0-9A-Fa-f-]{8,}\}?$",
    re.IGNORECASE,
)
CLAIM = re.compile(r"^[A-Za-z]{0,2}$|^(?=.*[0-9])[\w.:/ -]{1,24}$")  # a version, a level, a year
LANG = re.compile(rf"^(?:x-default$|(?=[A-Za-z]{{2,3}}(?:-|$)){LANGUAGE.pattern})")
WORD = re.compile(rb"[A-Za-z]{4}")
TRAPPED = re.compile(r"^(true|false|unknown)$", re.IGNORECASE)
# What programs write for nothing.
NOTHING = re.compile(r"^[\s(]*(anonymous|unspecified|untitled|unknown)?[\s)]*$", re.IGNORECASE)
TITLE, AUTHOR = "title", "author"  # they are compared
INFO = {
    "/Title": TITLE,
    "/Author": AUTHOR,
    **dict.fromkeys(("/Producer", "/Creator"), PROGRAM),
    **dict.fromkeys(("/CreationDate", "/ModDate", "/SourceModified"), DATE),
    "/Trapped": TRAPPED,
}
PROGRAMS_OWN = re.compile(r"/(PTEX\.|GTS_PDF)")
HARMLESS = {
    **dict.fromkeys((f"{XMP}CreatorTool", f"{ADOBE}Producer", "{adobe:ns:meta/}xmptk"), PROGRAM),
    **dict.fromkeys((f"{XMP}{name}Date" for name in ("Create", "Modify", "Metadata")), DATE),
    **dict.fromkeys((f"{MEDIA}{name}ID" for name in ("Document", "Instance")), NUMBER),
    f"{MEDIA}OriginalDocumentID": NUMBER,
    f"{MEDIA}RenditionClass": re.compile(r"^(default|draft|proof|screen)(:pdf)?$"),
    f"{MEDIA}VersionID": CLAIM,
    f"{ADOBE}PDFVersion": CLAIM,
    f"{ADOBE}Trapped": TRAPPED,
    f"{DUBLIN_CORE}format": re.compile(r"^application/pdf$"),
    f"{DUBLIN_CORE}title": TITLE,
    f"{DUBLIN_CORE}creator": AUTHOR,
    f"{DUBLIN_CORE}language": LANG,
    f"{DUBLIN_CORE}date": DATE,
    "{http://www.w3.org/XML/1998/namespace}lang": LANG,
    f"{RDF}about": re.compile(r"^$|^uuid:[0-9A-Fa-f-]*$"),
}
# How RDF is written.
SYNTAX = {f"{RDF}parseType"}
# Comments, and instructions for programs.
NOTES = re.compile(rb"<!--.*?-->|<\?(?!xpacket|xml |adobe-xap-filters).*?\?>", re.DOTALL)
LONGEST_XMP = 1_000_000  # bytes
PRIVATE = {
    **dict.fromkeys(("/PieceInfo", "/SpiderInfo", "/DSS", "/OPI"), "private-data"),
    "/Thumb": "thumbnail",
}
# Two words with capitals beside each other, neither of them a program’s.
NAMED = r"([A-Z][a-z]+|[A-Z]{4,})"
TWO_NAMES = re.compile(rf"\b{NAMED}[-_.,+ ]{{1,2}}{NAMED}\b")
OF_PROGRAMS = re.compile(
    r"build|software|studio|standard|professional|edition|service|system|suite|tool|web|print|desktop|limited",
    re.IGNORECASE,
)
NAMESPACES = re.compile(
    r"^(?:adobe:ns:meta/$|https?://(?:www\.)?(?:ns\.adobe\.com|purl\.org|w3\.org|aiim\.org|npes\.org|iptc\.org"
    r"|iso\.org|latex-project\.org|cipa\.jp|prismstandard\.org|gwg\.org|pdfa\.org|esko\.com|ns\.(?:useplus\.org|google\.com|camerabits\.com))/)"
)
IDENTIFIER = re.compile(rb"[0-9A-Fa-f{}-]*")  # written out


def metadata(objects: Objects, own: Label) -> list[Finding]:
    """``own`` is the document's title, which is judged by itself, and the author whom the register gave it;
    others beside them are not."""
    texts = [*_identifiers(objects.pdf), *_info(objects.pdf, own)]
    for entry in objects.entries:
        stream = entry.value.get("/Metadata") if "/Metadata" in entry.keys else None
        texts += _xmp(stream, own) if isinstance(stream, Stream) else []
    recovered = "\n".join(dict.fromkeys(texts))
    found = [Finding.of("metadata", recovered=recovered)] if recovered else []
    kinds = {PRIVATE[key] for entry in objects.entries for key in entry.keys & PRIVATE.keys()}
    return found + [Finding.of(kind) for kind in sorted(kinds)]


def is_claim(value: str) -> bool:
    """A part, a year, a level of a standard."""
    return bool(CLAIM.match(value))


def _identifiers(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What should be a number of the file, and is words."""
    stated = pdf.trailer.get("/ID")
    for each in stated if isinstance(stated, Array) else ():
        content = bytes(each) if isinstance(each, pikepdf.String) else b""
        if content.isascii() and not IDENTIFIER.fullmatch(content) and WORD.search(content):
            yield f"ID: {text_of(each)}"


def _info(pdf: pikepdf.Pdf, own: Label) -> Iterator[str]:
    info = pdf.trailer.get("/Info")
    for key, value in info.items() if isinstance(info, Dictionary) else ():
        pattern = PROGRAM if PROGRAMS_OWN.match(key) else INFO.get(key, NOTHING)
        for text in _stated(value):
            if not _is_harmless(pattern, text, own):
                yield f"{key[1:]}: {text}"


def _stated(value: object) -> Iterator[str]:
    """Texts and names; of anything else, which no program writes there, as it stands in the file."""
    if isinstance(value, Dictionary | Array):
        yield value.unparse(resolved=True).decode("latin-1")
    elif isinstance(value, Name):
        yield as_words(str(value)) or str(value)[1:]
    else:
        yield text_of(value)


def _is_harmless(pattern: re.Pattern | str, text: str, own: Label) -> bool:
    if pattern == TITLE:
        return as_title(text) in {own.title, ""}
    if pattern == AUTHOR:
        return text == own.author or bool(NOTHING.match(text))
    if pattern is PROGRAM and _names_somebody(text):
        return False
    return bool(NOTHING.match(text) or pattern.search(text))


def _names_somebody(text: str) -> bool:
    """Beside the name of a program."""
    pairs = (match.groups() for match in TWO_NAMES.finditer(text))
    return not all(
        PROGRAM.search(" ".join(pair)) or OF_PROGRAMS.search(" ".join(pair)) for pair in pairs
    )


def _xmp(stream: Stream, own: Label) -> list[str]:
    """Every text in it that is not on the list of harmless ones; one sentence for what cannot be
    read, so that it goes too."""
    try:
        content = stream.read_bytes()[:LONGEST_XMP]
        if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
            return ["Metadata that define entities"]
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(content.strip(b"\0 \r\n\t\xef\xbb\xbf"), parser)  # noqa: S320
    except (etree.XMLSyntaxError, pikepdf.PdfError, ValueError):
        return ["Metadata that cannot be read"] if _holds_anything(stream) else []
    notes = [each.decode("utf-8", "replace") for each in NOTES.findall(content)]
    stated = (pair for element in root.iter() for pair in _texts(element))
    named = [
        f"{etree.QName(name).localname}: {text}"
        for name, text in stated
        if not _is_harmless(_pattern(name), text, own)
    ]
    spaces = {uri for element in root.iter() for uri in element.nsmap.values()}
    named += sorted(f"namespace: {uri}" for uri in spaces if _is_odd(uri))
    return [*notes, *named]


def _is_odd(namespace: str) -> bool:
    return not NAMESPACES.match(namespace) and namespace != namespace.lower()


def _holds_anything(stream: Stream) -> bool:
    return int(stream.get("/Length", 1)) > 0


def _texts(element: etree._Element) -> Iterator[tuple[str, str]]:
    """What the element and its attributes state, each with its property."""
    if isinstance(element.tag, str):
        yield from ((name, value) for name, value in element.attrib.items() if name not in SYNTAX)
        yield _meaning(element), (element.text or "").strip()
    if element.getparent() is not None:
        yield _meaning(element.getparent()), (element.tail or "").strip()


def _meaning(element: etree._Element) -> str:
    """The property that a text belongs to: RDF wraps it in lists."""
    while element.tag.startswith(RDF) and element.getparent() is not None:
        element = element.getparent()
    return element.tag


def _pattern(name: str) -> re.Pattern | str:
    return CLAIM if name.startswith(CLAIMS) else HARMLESS.get(name, NOTHING)
