"""Every character that can be extracted from a page, and the objects that draw it."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import pypdfium2
import pypdfium2.raw as C

from reviews.pdf.boxes import Box, holds

# Spaces and line ends, mostly PDFium's own; hyphens at the end of a line.
MADE_UP = {0, 2, 9, 10, 13, 32, 0xA0, 0xAD, 0xFFFE, 0xFFFF}
DEEPEST = 12  # forms in forms
INVISIBLE = {C.FPDF_TEXTRENDERMODE_INVISIBLE, C.FPDF_TEXTRENDERMODE_CLIP}
WIDEST = 1.5  # times its size is a letter high and wide at the most
SHARE = 0.55  # of a letter’s height, and near by of its width, that must show
QUARTER, HALF, WHOLE = 90, 180, 360  # degrees
NARROWEST = 5  # times as high as wide, or as wide as high, is type at the most


def _plain(function, result, *arguments):
    """The same function with integers for pointers, which takes a third of the time."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_POINTER, _NUMBER = ctypes.c_void_p, ctypes.c_int
_owner = _plain(C.FPDFText_GetTextObject, _POINTER, _POINTER, _NUMBER)
_unicode = _plain(C.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _NUMBER)
_text_matrix = _plain(C.FPDFText_GetMatrix, _NUMBER, _POINTER, _NUMBER, _POINTER)
_font_size = _plain(C.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _NUMBER)
_bounds = _plain(C.FPDFPageObj_GetBounds, _NUMBER, *(_POINTER,) * 5)
_char_box = _plain(C.FPDFText_GetCharBox, _NUMBER, _POINTER, _NUMBER, *(_POINTER,) * 4)


@dataclass(slots=True, eq=False)
class Char:
    """``box`` is left, bottom, right, top in the page's own space, ``px`` the same in the picture
    of a ``View``. ``owner`` is the address of its text object; None for what PDFium made up.
    ``state`` may also be hidden, overprinted, partial, crowded, block, tiny, small, off, recognised."""

    text: str
    box: Box | None = None
    owner: int | None = None
    em: float = 0  # points
    px: Box | None = None
    sideways: bool = False  # it stands on its side in the picture of the page
    state: str = "seen"
    invisible: bool = False  # it is drawn with no ink, as programs do that recognise text


def address(pointer) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value


def characters(page: pypdfium2.PdfPage) -> tuple[list[Char], dict[int, int]]:
    """And by how many degrees the text objects are turned clockwise in the page's own space, to a quarter."""
    text_page = page.get_textpage()
    try:
        return _characters(text_page)
    finally:
        text_page.close()


def _characters(text_page: pypdfium2.PdfTextPage) -> tuple[list[Char], dict[int, int]]:
    """PDFium is asked in loops that are not Python's own: a dense report has millions of characters."""
    raw, matrix = address(text_page.raw), C.FS_MATRIX()
    count = C.FPDFText_CountChars(text_page.raw)
    codes = list(map(_unicode, repeat(raw), range(count)))
    drawn = [i for i, code in enumerate(codes) if code not in MADE_UP]
    places = zip(map(_owner, repeat(raw), drawn), _boxes(raw, drawn), strict=True)
    found, sizes, shapes, largest, turned = [], {}, {}, {}, {}
    for i, code in enumerate(codes):
        if code in MADE_UP:
            found.append(Char(chr(code)))
            continue
        owner, box = next(places)
        if not owner or box is None:
            found.append(Char(" "))
            continue
        left, bottom, right, top = box
        if owner not in sizes:
            size = _font_size(raw, i)
            sizes[owner], shapes[owner] = _em(raw, i, matrix, size)
            largest[owner], turned[owner] = 0, _turn(matrix, size)
        side = max(top - bottom, right - left)
        if side > largest[owner]:
            largest[owner] = side
            least = min(top - bottom, right - left) * shapes[owner] / WIDEST
            sizes[owner] = max(sizes[owner], least)
        found.append(Char(chr(code) if code < 0x110000 else "\ufffd", box, owner))
    _set_sizes(found, {owner: min(em, 3 * largest[owner]) for owner, em in sizes.items()})
    return found, turned


def _boxes(raw: int, numbers: list[int]) -> Iterator[Box | None]:
    """The box of each of these characters; None for one that has no place."""
    edges = (ctypes.c_double * (4 * len(numbers)))()
    at, end = ctypes.addressof(edges), ctypes.addressof(edges) + 32 * len(numbers)
    starts = [range(at + 8 * edge, end + 8 * edge, 32) for edge in range(4)]
    placed = list(map(_char_box, repeat(raw), numbers, *starts))
    lefts, rights, bottoms, tops = (edges[edge::4] for edge in range(4))
    boxes = zip(lefts, bottoms, rights, tops, strict=True)
    return iter([box if ok else None for ok, box in zip(placed, boxes, strict=True)])


def _set_sizes(chars: list[Char], sizes: dict[int, float]) -> None:
    """The page may be shrunk around the text, or the letters be drawings of another size, of which the text's
    own matrix knows nothing; but no letter is a third as tall and wide as its size, or much larger."""
    for char in chars:
        if char.owner:
            char.em = sizes[char.owner]


def _em(raw: int, i: int, matrix: C.FS_MATRIX, size: float) -> tuple[float, float]:
    """Font size times the matrix of the text, never the font size alone; and its shape. Type that is squeezed
    more than any type is, is as small as it is the other way."""
    _text_matrix(raw, i, ctypes.addressof(matrix))
    shape = _shape(matrix)
    squeezed = shape / NARROWEST if shape < 1 else 1
    return abs(size) * _longer(matrix) * squeezed, shape


def _turn(matrix: C.FS_MATRIX, size: float) -> int:
    """By how many degrees letters are turned clockwise, to a quarter. A size below 0 turns them over."""
    along, up = (matrix.a, matrix.b) if size >= 0 else (-matrix.a, -matrix.b)
    if abs(up) > abs(along):
        return QUARTER if up < 0 else HALF + QUARTER
    return HALF if along < 0 else 0


def _longer(matrix: C.FS_MATRIX) -> float:
    return max(abs(complex(matrix.a, matrix.b)), abs(complex(matrix.c, matrix.d)))


def _shape(matrix: C.FS_MATRIX) -> float:
    """1 for letters as wide and high as type is, 0 for letters that are flat."""
    longer, area = _longer(matrix), abs(matrix.a * matrix.d - matrix.b * matrix.c)
    return min(1, NARROWEST * area / longer**2) if longer else 0


def has_no_size(text) -> bool:
    """Text of nothing: PDFium gives no character of it, other programs do."""
    matrix, size = C.FS_MATRIX(), ctypes.c_float()
    C.FPDFPageObj_GetMatrix(text, matrix)
    C.FPDFTextObj_GetFontSize(text, size)
    return not size.value * _shape(matrix)


def is_invisible(text) -> bool:
    """It is drawn with no ink, or with ink that is wholly transparent."""
    if C.FPDFTextObj_GetTextRenderMode(text) in INVISIBLE:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return bool(C.FPDFPageObj_GetFillColor(text, red, green, blue, alpha)) and not alpha.value


def is_whole(text) -> bool:
    """Nothing cuts or fades it."""
    box = (ctypes.c_float * 4)()
    at = ctypes.addressof(box)
    if C.FPDFPageObj_HasTransparency(text) or not _bounds(
        address(text), at, at + 4, at + 8, at + 12
    ):
        return False
    return all(holds(clip, tuple(box)) for clip in clips(text))


def clips(raw) -> Iterator[Box]:
    """The boxes of the paths that cut an object, in the space of what holds it."""
    clip, x, y = C.FPDFPageObj_GetClipPath(raw), ctypes.c_float(), ctypes.c_float()
    for path in range(max(C.FPDFClipPath_CountPaths(clip), 0)):
        segments = (
            C.FPDFClipPath_GetPathSegment(clip, path, number)
            for number in range(C.FPDFClipPath_CountPathSegments(clip, path))
        )
        ends = [(x.value, y.value) for each in segments if C.FPDFPathSegment_GetPoint(each, x, y)]
        xs, ys = zip(*ends, strict=True) if ends else ((0,), (0,))
        yield min(xs), min(ys), max(xs), max(ys)


Matrix = tuple[float, float, float, float, float, float]
AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """An object of the page, in the order of drawing, with its address. ``matrix`` leads from the
    space of the form that holds it to the page's; ``form`` is the outermost of such forms."""

    raw: object
    at: int
    kind: int
    matrix: Matrix
    form: object = None

    @property
    def box(self) -> Box | None:
        """In the page's own space."""
        ends = (ctypes.c_float * 4)()
        at = ctypes.addressof(ends)
        if not _bounds(self.at, at, at + 4, at + 8, at + 12):
            return None
        left, bottom, right, top = ends
        if self.matrix == AS_IT_IS:
            return left, bottom, right, top
        a, b, c, d, e, f = self.matrix
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        xs = [a * x + c * y + e for x, y in corners]
        ys = [b * x + d * y + f for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def parts(page: pypdfium2.PdfPage) -> Iterator[Part]:
    """Everything that the page draws, forms before what they hold."""
    for i in range(C.FPDFPage_CountObjects(page.raw)):
        yield from _part(C.FPDFPage_GetObject(page.raw, i), AS_IT_IS, None, 0)


def _part(raw, matrix: Matrix, form, depth: int) -> Iterator[Part]:
    kind = C.FPDFPageObj_GetType(raw)
    yield Part(raw, address(raw), kind, matrix, form)
    if kind == C.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        inner = _inner(raw, matrix)
        for i in range(C.FPDFFormObj_CountObjects(raw)):
            yield from _part(C.FPDFFormObj_GetObject(raw, i), inner, form or raw, depth + 1)


def _inner(form, outer: Matrix) -> Matrix:
    own = C.FS_MATRIX()
    if not C.FPDFPageObj_GetMatrix(form, own):
        return outer
    a, b, c, d, e, f = outer
    return (
        a * own.a + c * own.b,
        b * own.a + d * own.b,
        a * own.c + c * own.d,
        b * own.c + d * own.d,
        a * own.e + c * own.f + e,
        b * own.e + d * own.f + f,
    )
