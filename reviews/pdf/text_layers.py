"""Text that is recognised in pictures of pages, as layers that can be laid on them.

The program that recognises never gets a file that somebody has uploaded, only pictures that PDFium drew of
its pages. So it reads what is seen: nothing that is covered, cut off, switched off or hidden.
"""

import importlib
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from pikepdf import Array, Dictionary, Name, Page, Pdf, Rectangle, Stream
from PIL import Image

from reviews.pdf.clean.shown_text import resources_of
from reviews.pdf.inspect.ink import CONTRAST
from reviews.pdf.inspect.visibility import DARK
from reviews.pdf.recogniser import LANGUAGES, PACKAGE
from reviews.pdf.view import whole_page

SCALE = 300 / 72  # pixels a point; less for large pages, which ``whole_page`` bounds
AT_A_TIME = 4  # pages, so that neither memory nor disk holds the pictures of a long report
CORES = 2
LAYER = "/RecognisedText"
WAITS = 3000  # seconds for a page: the limits of this process end it before
# What people cannot tell from black, or from white, a machine can: on a page that is painted all over it would
# read what is beneath the paint.
AS_SEEN = [DARK if grey <= DARK else 255 if grey > 255 - CONTRAST else grey for grey in range(256)]
OPTIONS = {
    "output_type": "pdf",  # anything else would want Ghostscript, or change pictures
    "rasterizer": "pypdfium",
    "pdf_renderer": "sandwich",  # one operator for each word
    "optimize": 0,
    "fast_web_view": 10_000,  # MB
    "progress_bar": False,
    "use_threads": True,
    "tesseract_timeout": WAITS,
}


def text_layers(
    document: pypdfium2.PdfDocument, indexes: Sequence[int], languages: Sequence[str]
) -> Iterator[tuple[int, Stream]]:
    """The layer of each of these pages on which there is anything to read. It is good until the next."""
    with tempfile.TemporaryDirectory() as folder:
        pictures, read = Path(folder) / "pictures.pdf", Path(folder) / "read.pdf"
        for first in range(0, len(indexes), AT_A_TIME):
            some = indexes[first : first + AT_A_TIME]
            _draw(document, some, pictures)
            _recognise(pictures, read, languages)
            with _without_pictures(read) as made:
                for index, page in zip(some, made.pages, strict=True):
                    yield from ((index, layer) for layer in _layers(page))


def lay(pdf: Pdf, index: int, layer: Stream) -> None:
    """Lay ``layer`` on a page, as it is shown. Nothing else of the page changes."""
    page, layer = pdf.pages[index], pdf.copy_foreign(layer)
    page.obj.Resources = _own_resources(page)
    page.obj.Resources.XObject[LAYER] = layer
    place = page.calc_form_xobject_placement(
        layer, Name(LAYER), _shown(page), allow_expand=True, allow_shrink=True
    )
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + place)


def _draw(document: pypdfium2.PdfDocument, indexes: Sequence[int], target: Path) -> None:
    with Pdf.new() as pdf:
        for index in indexes:
            page = document[index]
            picture = whole_page(page, SCALE).draw().point(AS_SEEN)
            _add_page(pdf, picture, (page.get_width(), page.get_height()))
            page.close()
        pdf.save(target)


def _add_page(pdf: Pdf, picture: Image.Image, size: tuple[float, float]) -> None:
    image = pdf.make_stream(picture.tobytes(), Type=Name.XObject, Subtype=Name.Image)
    image.Width, image.Height = picture.size
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    page = pdf.add_blank_page(page_size=size)
    page.obj.Resources = Dictionary(XObject=Dictionary(Picture=image))
    page.obj.Contents = pdf.make_stream(f"{size[0]} 0 0 {size[1]} 0 0 cm /Picture Do".encode())


def _recognise(pictures: Path, target: Path, languages: Sequence[str]) -> None:
    """Raises ChildProcessError if the program does not say that it is done."""
    program = importlib.import_module(PACKAGE)  # an extra
    theirs = [LANGUAGES[each] for each in languages]
    jobs = min(CORES, os.cpu_count() or 1)
    code = program.ocr(pictures, target, language=theirs, jobs=jobs, **OPTIONS)
    if code:
        raise ChildProcessError(f"{PACKAGE} ended with {code:d}.")


def _without_pictures(read: Path) -> Pdf:
    """Layers that are laid on pages keep in memory what they came from."""
    kept = io.BytesIO()
    with Pdf.open(read) as made:
        for page in made.pages:
            named = page.obj.Resources.get("/XObject", Dictionary())
            for name in [name for name, each in named.items() if each.get("/Subtype") != Name.Form]:
                del named[name]
        made.save(kept)
    return Pdf.open(kept)


def _layers(page: Page) -> Iterator[Stream]:
    """What was recognised is a form, beside the picture."""
    for each in page.obj.Resources.get("/XObject", Dictionary()).values():
        if each.get("/Subtype") == Name.Form:
            yield each


def _own_resources(page: Page) -> Dictionary:
    """Those of a page, which others may use too, for this one alone."""
    resources = Dictionary(resources_of(page.obj) or {})
    resources.XObject = Dictionary(resources.get("/XObject", {}))
    return resources


def _shown(page: Page) -> Rectangle:
    """The part of a page that programs show."""
    whole, cut = _ordered(page.mediabox), _ordered(page.cropbox)
    lower, upper = map(max, whole[:2], cut[:2]), map(min, whole[2:], cut[2:])
    return Rectangle(*lower, *upper)


def _ordered(box: Array) -> list[float]:
    """Left, bottom, right, top: some name other corners."""
    xs, ys = sorted(map(float, box[::2])), sorted(map(float, box[1::2]))
    return [xs[0], ys[0], xs[1], ys[1]]
