"""Small pictures: of a first page, and of the place of a finding."""

import io

from PIL import Image

from reviews.pdf.boxes import Box
from reviews.pdf.view import View, whole_page

COVER_WIDTH, COVER_HEIGHT = 600, 1800  # pixels; the height is a bound, for absurd shapes
QUALITY = 80
AROUND = 60  # pixels around a place, at two a point
WIDEST = 800


def cover(page) -> bytes:
    width, height = page.get_size()
    scale = min(COVER_WIDTH / width, COVER_HEIGHT / height)
    bitmap = page.render(scale=scale * (1 - 1e-9))  # it rounds up: 600.0000001 would make 601
    return webp(bitmap.to_pil())


def place_picture(view: View, box: Box) -> bytes:
    """What a reader sees there, with something around it."""
    page = whole_page(view.page, view.scale)
    x, y = view.window[:2]
    part = page.part((box[0] + x, box[1] + y, box[2] + x, box[3] + y), margin=AROUND)
    if part is None:
        return b""
    smaller = min(1.0, WIDEST / max(part.size))
    return webp((part.scaled(part.scale * smaller) if smaller < 1 else part).draw(grey=False))


def webp(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.convert("RGB").save(file, "WEBP", quality=QUALITY)
    return file.getvalue()
