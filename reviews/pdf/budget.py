"""How much a PDF may unpack to and draw, measured by qpdf before PDFium sees the file.

PDFium has no such limits and fills all the memory that it is given.
"""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Stream

from reviews.pdf import refusals
from reviews.pdf.facts import Unreadable
from reviews.pdf.objects import Objects, content_streams

MEGABYTE = 1024**2
LARGEST_PICTURE = 100_000_000  # pixels
MOST_DRAWN = 50_000  # forms, however deep, on a page
DEEPEST = 56  # forms in forms
LONGEST_CONTENT = 64 * MEGABYTE  # of one page
WRITTEN = re.compile(rb"T[jJ]\b")
DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
SET = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+gs\b")


def impose() -> None:
    """qpdf's own limits, for the whole process."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=128 * MEGABYTE,
        run_length_max_memory=128 * MEGABYTE,
        png_max_memory=128 * MEGABYTE,
        tiff_max_memory=128 * MEGABYTE,
        dct_max_memory=256 * MEGABYTE,
        max_stream_filters=4,
        doc_max_warnings=200,
        parser_max_nesting=200,
    )


def check(objects: Objects) -> None:
    """Raises Unreadable for what would take too much to draw."""
    for entry in objects.streams():
        if entry.name("/Subtype") == "/Image":
            _check_picture(entry.value)
        else:
            unpacked(entry.value)
    _check_fields(objects.pdf)
    drawing = _Drawing()
    for page in objects.pdf.pages:
        if drawing.of_page(page.obj) > MOST_DRAWN:
            raise Unreadable(refusals.TOO_MUCH)


def unpacked(stream: Stream) -> bytes:
    """What a stream holds. Raises Unreadable beyond the limits; a stream that cannot be unpacked at
    all is empty, as programs show it."""
    try:
        content = stream.read_bytes()
    except pikepdf.DataDecodingError as error:
        if _is_limit(str(error)):
            raise Unreadable(refusals.TOO_MUCH) from None
        return b""
    except (pikepdf.PdfError, NotImplementedError):
        return b""
    if len(content) > LONGEST_CONTENT:
        raise Unreadable(refusals.TOO_MUCH)
    return content


def _is_limit(error: str) -> bool:
    return "memory" in error or "limit" in error or "exceed" in error


def _check_picture(picture: Stream) -> None:
    width, height = picture.get("/Width", 0), picture.get("/Height", 0)
    if isinstance(width, int) and isinstance(height, int) and width * height > LARGEST_PICTURE:
        raise Unreadable(refusals.LARGE_PICTURE)


def _check_fields(pdf: pikepdf.Pdf) -> None:
    """Fields that share others take programs for ever that walk from field to field."""
    form, met = pdf.Root.get("/AcroForm"), set()
    ahead = list(_items(form, "/Fields"))
    while ahead:
        field = ahead.pop()
        if field.is_indirect and field.objgen in met:
            raise Unreadable(refusals.TOO_MUCH)
        met.add(field.objgen)
        ahead += _items(field, "/Kids")


def _items(holder: object, key: str) -> list[Dictionary]:
    items = holder.get(key) if isinstance(holder, Dictionary) else None
    return (
        [each for each in items if isinstance(each, Dictionary)] if isinstance(items, Array) else []
    )


class _Drawing:
    """How much pages and forms draw, each counted once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}
        self._open: list[tuple[int, int]] = []

    def of_page(self, page: Dictionary) -> int:
        content = b"".join(_parts(page))
        looks = sum(self._of(look, Dictionary()) for look in _looks(page))
        return self._of_content(content, page.get("/Resources")) + looks

    def _of(self, form: Stream, inherited: object) -> int:
        at = form.objgen
        if at in self._open or len(self._open) > DEEPEST:
            raise Unreadable(refusals.TOO_MUCH)  # it draws itself
        if at not in self._known:
            self._open.append(at)
            inner = self._of_content(unpacked(form), form.get("/Resources", inherited))
            self._known[at] = min(1 + inner, MOST_DRAWN + 1)
            self._open.pop()
        return self._known[at]

    def _of_content(self, content: bytes, resources: object) -> int:
        total, forms = 0, _entries(resources, "/XObject")
        for name in DRAWN.findall(content):
            form = forms.get("/" + name.decode("latin-1"))
            if isinstance(form, Stream) and form.get("/Subtype") == pikepdf.Name.Form:
                total += self._of(form, resources)
        for pattern in _entries(resources, "/Pattern").values():
            total += self._of(pattern, resources) if isinstance(pattern, Stream) else 0
        total += sum(self._of(mask, resources) for mask in _masks(content, resources))
        if WRITTEN.search(content):
            total += sum(self._of(letter, own) for letter, own in _letters(resources))
        return total


def _masks(content: bytes, resources: object) -> Iterator[Stream]:
    """What is drawn to make other things transparent."""
    states = _entries(resources, "/ExtGState")
    for name in set(SET.findall(content)):
        state = states.get("/" + name.decode("latin-1"))
        mask = _entries(state, "/SMask").get("/G")
        if isinstance(mask, Stream):
            yield mask


def _looks(page: Dictionary) -> Iterator[Stream]:
    """How annotations look."""
    for annotation in _items(page, "/Annots"):
        for look in _entries(annotation, "/AP").values():
            yield from (each for each in [look, *_states(look)] if isinstance(each, Stream))


def _states(look: object) -> list[pikepdf.Object]:
    return list(look.values()) if isinstance(look, Dictionary) else []


def _letters(resources: object) -> Iterator[tuple[Stream, object]]:
    """The letters of fonts whose letters are drawings, and what these may use."""
    for font in _entries(resources, "/Font").values():
        for letter in _entries(font, "/CharProcs").values():
            if isinstance(letter, Stream):
                yield letter, font.get("/Resources", resources)


def _parts(page: Dictionary) -> Iterator[bytes]:
    """What a page draws. Raises Unreadable for parts that are too much together."""
    left = LONGEST_CONTENT
    for stream in content_streams(page):
        part = unpacked(stream)
        left -= len(part)
        if left < 0:
            raise Unreadable(refusals.TOO_MUCH)
        yield from (part, b"\n")


def _entries(holder: object, key: str) -> dict[str, pikepdf.Object]:
    inner = holder.get(key) if isinstance(holder, Dictionary | Stream) else None
    return dict(inner.items()) if isinstance(inner, Dictionary) else {}
