"""What recognises text in pictures: an extra that a site may have or not, and when it may be used.

It is a Python package, a program that this starts, and a file for each language. Whether they are there is
asked of them each time, so that there is nothing to configure.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec

from reviews.pdf.consent import (
    ANNOTATION,
    BLOCKS,
    COVERED,
    NO_PICTURE,
    REDACTED,
    TAKEN,
    Found,
)
from reviews.pdf.limits import Limits

PACKAGE, PROGRAM = "ocrmypdf", "tesseract"
LANGUAGES = {"en": "eng", "cy": "cym"}  # as documents state them, and as the program calls them
PATIENCE = 10  # seconds for the program to say which languages it has
# What the child needs of the environment to find the program and its languages. Neither is a secret.
NEEDED = {"PATH", "TESSDATA_PREFIX"}

AT_ONCE = 8  # pages, while somebody waits for the answer
MOST_PAGES = 300
MEMORY = 2 * 1024**3  # of this process, and of each that it starts
BEGINNING, EACH_PAGE = 26, 8  # seconds; a dense page takes 3 of one core
UNHURRIED = 20  # seconds for each page where nobody waits, and uploads come first

_AGAIN = "Nothing was changed."
COVERED_TEXT = (
    "Something is covered in this file, by a box, a picture or a mark, and words can still be copied there. "
    f"Ask for a scan in which it is covered for good, and upload that. {_AGAIN}"
)
OTHERS = (
    "There is something in this file that must not be published, and recognising it afresh would not change "
    f"that. See what was found in it, and deal with that first. {_AGAIN}"
)
TAGGED = (
    "This file says where its headings, lists and tables are, and the recognised text is a part of that. Have it "
    f"recognised by the program that made it, and upload what that makes. {_AGAIN}"
)
NOTHING = f"No page of this file is a scan: there is nothing to recognise. {_AGAIN}"
ENTANGLED = (
    "The text that was recognised before cannot be kept apart from what else is on the pages. Upload the scan "
    f"without its text, which can then be recognised here. {_AGAIN}"
)
NOT_CLEAN = f"No copy could be made that shows the same and is in order. {_AGAIN}"
FAILED = (
    f"The pages could not be recognised in the time and memory that there are for it. {_AGAIN} Try again in a few "
    "minutes. If it stays so, recognise the file with a program of your own, and upload what that makes."
)
TOO_MANY = (
    f"This file has {{pages}} pages, and at most {MOST_PAGES} can be recognised here. Recognise it with a program "
    f"of your own, and upload what that makes. {_AGAIN}"
)


@dataclass(frozen=True)
class Recogniser:
    """``languages`` are those that can be read here, ``lacks`` what an administrator would have to install."""

    languages: frozenset[str] = frozenset()
    lacks: tuple[str, ...] = ()

    @property
    def works(self) -> bool:
        return bool(self.languages)


def recogniser() -> Recogniser:
    """What there is on this machine."""
    program, known = shutil.which(PROGRAM), _known()
    lacks = [] if find_spec(PACKAGE) else [f"the packages of requirements-ocr.txt ({PACKAGE})"]
    lacks += [] if program else [f"the program {PROGRAM}"]
    readable = {ours for ours, theirs in LANGUAGES.items() if theirs in known}
    if program:
        names = (theirs for ours, theirs in LANGUAGES.items() if ours not in readable)
        lacks += [f"the language “{name}” of {PROGRAM}" for name in names]
    is_whole = program and find_spec(PACKAGE)
    return Recogniser(frozenset(readable if is_whole else ()), tuple(lacks))


def _known() -> set[str]:
    """The languages of the program, in its own words."""
    command = [PROGRAM, "--list-langs"]
    environment = {name: os.environ[name] for name in NEEDED & os.environ.keys()}
    try:
        answer = subprocess.run(  # noqa: S603  (a fixed command, and no shell)
            command, capture_output=True, env=environment, timeout=PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return set()
    return set(answer.stdout.decode(errors="replace").split())


def obstacle(found: Iterable[Found], *, is_tagged: bool) -> str:
    """Why a file in which this was found is not recognised afresh; empty if it may be.

    Words of an old layer where the picture shows nothing are no obstacle: whoever painted over them did so
    in the picture itself, and they are gone with the layer.
    """
    found = list(found)
    covers = [each for each in found if each.kind in REDACTED]
    if any(each.why in {COVERED, ANNOTATION} for each in found if each not in covers):
        return COVERED_TEXT
    if covers and any(each.kind in TAKEN for each in found):
        return COVERED_TEXT
    if any(each.severity == BLOCKS and not goes_with_layer(each) for each in found):
        return OTHERS
    return TAGGED if is_tagged else ""


def goes_with_layer(found: Found) -> bool:
    """It is hidden in the text that was recognised before."""
    return found.kind in TAKEN and found.why == NO_PICTURE


def limits_for(pages: int) -> Limits:
    """More time for more pages."""
    each = EACH_PAGE if pages <= AT_ONCE else UNHURRIED
    seconds = BEGINNING + each * min(pages, MOST_PAGES)
    return Limits(memory=MEMORY, cpu=seconds, wall=seconds)
