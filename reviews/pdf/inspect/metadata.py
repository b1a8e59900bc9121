"""What a PDF says about itself: only a list of harmless things is let pass."""

import re

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Stream

from reviews.pdf.findings import LONGEST_RECOVERED, Finding
from reviews.pdf.objects import Entry, Objects, text_of

HARMLESS_INFO = re.compile(
    r"/(Title|Producer|Creator|CreationDate|ModDate|Trapped|SourceModified|PTEX\..*|GTS_PDF.*)$"
)
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
MEDIA = "{http://ns.adobe.com/xap/1.0/mm/}"
ADOBE = "{http://ns.adobe.com/pdf/1.3/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
CLAIMS = ("{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}")
HARMLESS = {
    *(f"{XMP}{name}" for name in ("CreatorTool", "CreateDate", "ModifyDate", "MetadataDate")),
    *(f"{MEDIA}{name}" for name in ("DocumentID", "InstanceID", "OriginalDocumentID")),
    *(f"{MEDIA}{name}" for name in ("RenditionClass", "VersionID")),
    *(f"{ADOBE}{name}" for name in ("Producer", "PDFVersion", "Trapped")),
    *(f"{DUBLIN_CORE}{name}" for name in ("format", "title", "language", "date")),
}
# How RDF is written.
SYNTAX = {f"{RDF}{name}" for name in ("about", "parseType", "resource", "nodeID", "ID")}
SYNTAX |= {"{http://www.w3.org/XML/1998/namespace}lang", "{adobe:ns:meta/}xmptk"}
NOTHING = {"anonymous", "unspecified", "untitled", "unknown", ""}  # what programs write for nothing
LONGEST_CLAIM = 24  # characters
LONGEST_XMP = 1_000_000  # bytes
PRIVATE = {"/PieceInfo": "private-data", "/SpiderInfo": "private-data", "/Thumb": "thumbnail"}


def metadata(objects: Objects) -> list[Finding]:
    texts = [*_info(objects.pdf), *(text for entry in objects.entries for text in _xmp_of(entry))]
    recovered = "\n".join(dict.fromkeys(texts))[:LONGEST_RECOVERED]
    found = [Finding.of("metadata", recovered=recovered)] if recovered else []
    kinds = {PRIVATE[key] for entry in objects.entries for key in entry.keys & PRIVATE.keys()}
    return found + [Finding.of(kind) for kind in sorted(kinds)]


def _info(pdf: pikepdf.Pdf) -> list[str]:
    info = pdf.trailer.get("/Info")
    if not isinstance(info, Dictionary):
        return []
    named = {key: text_of(value) for key, value in info.items() if not HARMLESS_INFO.match(key)}
    return [f"{key[1:]}: {text}" for key, text in named.items() if not _is_nothing(text)]


def _is_nothing(text: str) -> bool:
    return text.strip(" ()").lower() in NOTHING


def _xmp_of(entry: Entry) -> list[str]:
    stream = entry.value.get("/Metadata") if "/Metadata" in entry.keys else None
    return _xmp(stream) if isinstance(stream, Stream) else []


def _xmp(stream: Stream) -> list[str]:
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
    return [text for element in root.iter(etree.Element) for text in _texts(element)]


def _holds_anything(stream: Stream) -> bool:
    return int(stream.get("/Length", 1)) > 0


def _texts(element: etree._Element) -> list[str]:
    """What the element and its attributes state."""
    found = [
        f"{_short(name)}: {value}"
        for name, value in element.attrib.items()
        if not _is_harmless(name, value) and name not in SYNTAX
    ]
    text = (element.text or "").strip()
    if text and not _is_harmless(_meaning(element), text):
        found.append(f"{_short(_meaning(element))}: {text}")
    if (element.tail or "").strip():
        found.append(element.tail.strip())
    return found


def _meaning(element: etree._Element) -> str:
    """The property that a text belongs to: RDF wraps it in lists."""
    while element.tag.startswith(RDF) and element.getparent() is not None:
        element = element.getparent()
    return element.tag


def _is_harmless(name: str, value: str) -> bool:
    if name.startswith(CLAIMS):
        return len(value) <= LONGEST_CLAIM
    return name in HARMLESS or _is_nothing(value)


def _short(name: str) -> str:
    return etree.QName(name).localname
