"""What a child process is asked to do with a PDF: its order stands at file 0, its answer goes to file 1.

It ends with an error where texts or attachments cannot be had: then nobody knows what is in them.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pikepdf import PdfError

from reviews.pdf.attached_files import attached_files
from reviews.pdf.clean.copy import cleaned_copy
from reviews.pdf.clean.hidden import without_hidden_text
from reviews.pdf.clean.label import labelled_copy
from reviews.pdf.every_text import every_text
from reviews.pdf.examine import examine
from reviews.pdf.facts import Copy, Facts, Replacement, Unreadable
from reviews.pdf.limits import Limits, impose
from reviews.pdf.message import (
    pack,
    pack_copy,
    pack_files,
    pack_replacement,
    pack_texts,
    unpack_label,
    unpack_languages,
    unpack_order,
)
from reviews.pdf.pages import first_page
from reviews.pdf.recognise import recognised_afresh


def answer(path: Path) -> Facts | Unreadable:
    try:
        return examine(path, unpack_label(sys.stdin.buffer.read()))
    except Unreadable as refusal:
        return refusal


def cleaned(path: Path) -> bytes:
    return packed(partial(cleaned_copy, path, *unpack_order(sys.stdin.buffer.read())))


def labelled(path: Path) -> bytes:
    return packed(partial(labelled_copy, path, unpack_label(sys.stdin.buffer.read())))


def packed(make: Callable[[], Copy | None]) -> bytes:
    """Nothing if there is no such copy."""
    try:
        made = make()
    except (Unreadable, PdfError):
        return b""
    return pack_copy(made) if made else b""


def without_hidden(path: Path) -> bytes:
    return replaced(partial(without_hidden_text, path))


def recognised(path: Path) -> bytes:
    return replaced(partial(recognised_afresh, path, unpack_languages(sys.stdin.buffer.read())))


def replaced(make: Callable[[], Replacement]) -> bytes:
    try:
        return pack_replacement(make())
    except Unreadable as refusal:
        return pack_replacement(refusal)


TASKS = {
    "read": lambda path: pack(answer(path)),
    "clean": cleaned,
    "label": labelled,
    "hidden": without_hidden,
    "recognise": recognised,
    "texts": lambda path: pack_texts(every_text(path)),
    "cover": first_page,
    "attachments": lambda path: pack_files(attached_files(path)),
}


def fulfil() -> None:
    """Within limits that are imposed before the file is opened. The order is a line of JSON, and what is known."""
    path, limits, task = json.loads(sys.stdin.buffer.readline())
    impose(Limits(*limits))
    sys.stdout.buffer.write(TASKS[task](Path(path)))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    fulfil()
