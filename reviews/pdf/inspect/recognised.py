"""Invisible text over a scan, as programs write that recognise text."""

from PIL import Image

from reviews.pdf.boxes import Box
from reviews.pdf.characters import Char

STROKE = 14  # of 255
PIECE = 4  # characters that are judged together


def judge_recognised(chars: list[Char], bare: Image.Image) -> None:
    """An invisible word is in order if ``bare``, the page without any text, shows strokes in its
    place. Of the others the state becomes "hidden"."""
    word: list[Char] = []
    for char in [*chars, Char(" ")]:
        if char.state == "recognised" and char.owner:
            word.append(char)
            continue
        if word and _is_blank(word, bare):
            for each in word:
                each.state = "hidden"
        word = []


def _is_blank(word: list[Char], bare: Image.Image) -> bool:
    pieces = [word[i : i + PIECE] for i in range(0, len(word), PIECE)]
    if len(pieces) > 1 and len(pieces[-1]) < 3:
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    blank = sum(
        len(piece) for piece in pieces if _strokes(bare, piece) < (2 if len(piece) > 2 else 1)
    )
    return blank >= 3 or blank * 2 >= len(word)


def _strokes(picture: Image.Image, piece: list[Char]) -> int:
    """How often darkness rises or falls along the piece. Letters do it at each stroke; blank places and
    painted boxes do not."""
    place = (
        min(char.px[0] for char in piece),
        min(char.px[1] for char in piece),
        max(char.px[2] for char in piece),
        max(char.px[3] for char in piece),
    )
    box = _inside(place, picture.size)
    width, height = box[2] - box[0], box[3] - box[1]
    if width <= 0 or height <= 0:
        return 0
    along = (width, 1) if place[2] - place[0] >= place[3] - place[1] else (1, height)
    return turns(picture.crop(box).resize(along, Image.Resampling.BOX).tobytes())


def _inside(place: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = place
    return (
        max(int(left), 0),
        max(int(top), 0),
        min(int(right) + 1, size[0]),
        min(int(bottom) + 1, size[1]),
    )


def turns(profile: bytes) -> int:
    """How often it rises or falls by the thickness of a stroke."""
    turns, way, low, high = 0, 0, profile[0], profile[0]
    for value in profile:
        low, high = min(low, value), max(high, value)
        if way <= 0 and value - low >= STROKE:
            way, high, turns = 1, value, turns + 1
        elif way >= 0 and high - value >= STROKE:
            way, low, turns = -1, value, turns + 1
    return turns
