"""Reading a PDF at arm's length: in a process of its own, with limits on all that it may use."""

import logging
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from reviews.pdf import alone, consent, recogniser, refusals
from reviews.pdf.facts import Busy, Copy, EveryText, Facts, Label, Replacement, Unreadable
from reviews.pdf.limits import LIMITS, Limits
from reviews.pdf.loaded import loaded
from reviews.pdf.message import (
    pack_label,
    pack_languages,
    pack_order,
    unpack,
    unpack_copy,
    unpack_files,
    unpack_replacement,
    unpack_texts,
)

# Of one process of the site. Others wait for their turn, so that many uploads do not take all memory.
AT_ONCE, PATIENCE = 2, 60  # files, seconds
_turns = threading.BoundedSemaphore(AT_ONCE)

logger = logging.getLogger(__name__)


def read(path: Path, limits: Limits = LIMITS, *, label: Label | None = None) -> Facts:
    """The facts of the PDF at ``path``, within ``limits.wall`` seconds.

    What the register itself wrote into it, its ``label``, is nothing to be found.
    Raises Unreadable if it is refused or could not be checked: unknown is never clean.
    Raises OSError if there is no such file.
    """
    path = _there(path)
    try:
        answer = unpack(_ask_in_turn(path, limits, "read", pack_label(label)))
    except (OSError, subprocess.SubprocessError, ValueError) as problem:
        # The name only: the rest could quote the document.
        logger.warning("A PDF could not be checked: %s.", type(problem).__name__)
        is_late = isinstance(problem, subprocess.TimeoutExpired)
        raise Unreadable(refusals.TOO_SLOW if is_late else refusals.UNCHECKED) from problem
    if isinstance(answer, Unreadable):
        raise answer
    return answer


def clean_copy(
    path: Path, title: str, limits: Limits = LIMITS, *, known: Facts | None = None
) -> Copy | None:
    """A copy of the PDF at ``path`` with what its readers see and nothing else but ``title``.

    None if none can be made that shows the same, within ``limits``. What ``read`` answered of the file
    is ``known``: pages that stay as they are need not be looked at again.
    """
    order = pack_order(title, known)
    try:
        return unpack_copy(_ask_in_turn(_there(path), limits, "clean", order))
    except (subprocess.SubprocessError, ValueError) as problem:
        logger.warning("A PDF could not be cleaned: %s.", type(problem).__name__)
        return None


def labelled_copy(path: Path, label: Label, limits: Limits = LIMITS) -> Copy | None:
    """The cleaned copy at ``path`` with another title and author; None if that cannot be done to it."""
    try:
        return unpack_copy(_ask_in_turn(_there(path), limits, "label", pack_label(label)))
    except (subprocess.SubprocessError, ValueError) as problem:
        logger.warning("A PDF could not be labelled: %s.", type(problem).__name__)
        return None


def without_hidden_text(path: Path, limits: Limits = LIMITS) -> Replacement:
    """A cleaned copy of the PDF at ``path`` without text that is hidden and no redaction.

    Raises Unreadable, with a sentence that says why there is none.
    """
    with _refused_if_it_fails("Hidden text could not be taken out", consent.FAILED):
        answer = unpack_replacement(_ask_in_turn(_there(path), limits, "hidden"))
    if isinstance(answer, Unreadable):
        raise answer
    return answer


def recognise_afresh(
    path: Path, languages: Iterable[str], folder: Path, limits: Limits
) -> Replacement:
    """A cleaned copy of the scan at ``path`` whose text is read from what its pages show.

    What is needed meanwhile lies in ``folder``. Raises Unreadable, with a sentence that says why there is none.
    """
    order = pack_languages(languages)
    with _refused_if_it_fails("A scan could not be recognised", recogniser.FAILED):
        with tempfile.TemporaryDirectory(dir=folder) as workplace:
            task = (_there(path), limits, "recognise", order)
            answer = _in_turn(partial(alone.ask, *task, workplace=workplace))
        answer = unpack_replacement(answer)
    if isinstance(answer, Unreadable):
        raise answer
    return answer


def texts(path: Path, limits: Limits = LIMITS) -> EveryText:
    """Every text in the PDF at ``path``, for a search. Raises Unreadable if they could not be had."""
    with _refused_if_it_fails("A PDF could not be searched"):
        return unpack_texts(_ask_in_turn(_there(path), limits, "texts"))


def attachments(path: Path, limits: Limits = LIMITS) -> list[bytes]:
    """The files attached inside the PDF at ``path``. Raises Unreadable if they could not be had."""
    with _refused_if_it_fails("Files in a PDF could not be read"):
        return unpack_files(_ask_in_turn(_there(path), limits, "attachments"))


def first_page(path: Path, limits: Limits = LIMITS) -> bytes:
    """The cover of the PDF at ``path``, as ``read`` made it. Raises Unreadable if it could not be had."""
    with _refused_if_it_fails("A PDF could not be drawn"):
        picture = _ask_in_turn(_there(path), limits, "cover")
    if not picture.startswith(b"RIFF"):
        raise Unreadable(refusals.UNCHECKED)
    return picture


@contextmanager
def _refused_if_it_fails(what: str, sentence: str = refusals.UNCHECKED) -> Iterator[None]:
    """The log says what, and of the fault its name only: the rest could quote the document."""
    try:
        yield
    except (subprocess.SubprocessError, ValueError) as problem:
        logger.warning("%s: %s.", what, type(problem).__name__)
        raise Unreadable(sentence) from problem


def _there(path: Path) -> Path:
    """As a process in another folder finds it. Raises OSError if there is no such file."""
    path.stat()
    return path.absolute()


def _ask_in_turn(path: Path, limits: Limits, *task: str) -> bytes:
    return _in_turn(partial(loaded.ask, path, limits, *task))


def _in_turn(ask: Callable[[], bytes]) -> bytes:
    """Raises SubprocessError as ``ask`` does, and Busy if the turn does not come."""
    if not _turns.acquire(timeout=PATIENCE):
        raise Busy(refusals.BUSY)
    try:
        return ask()
    finally:
        _turns.release()
