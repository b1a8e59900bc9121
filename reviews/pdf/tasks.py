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
from reviews.pdf.facts import Copy, Facts, Unreadable, WithoutHidden
from reviews.pdf.limits import Limits, impose
from reviews.pdf.message import (
    pack,
    pack_copy,
    pack_files,
    pack_texts,
    pack_without_hidden,
    unpack_label,
    unpack_order,
)
from reviews.pdf.pages import first_page


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


def without_hidden(path: Path) -> WithoutHidden | Unreadable:
    try:
        return without_hidden_text(path)
    except Unreadable as refusal:
        return refusal


TASKS = {
    "read": lambda path: pack(answer(path)),
    "clean": cleaned,
    "label": labelled,
    "hidden": lambda path: pack_without_hidden(without_hidden(path)),
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
