"""Whether the checks judged a made file rightly, and whether the file is what it says."""

from collections import Counter
from pathlib import Path

import pypdfium2

from reviews.pdf.clean.copy import cleaned_copy
from reviews.pdf.examine import examine
from reviews.pdf.facts import Facts
from reviews.pdf.findings import Severity
from tests.support.made_files.afterwards_aside import says_name
from tests.support.made_files.cases import ASIDE, COVERED, GOOD, HIDDEN, LAYER, Case
from tests.support.made_files.words import LAST, LINE, NAME

BY_SORT = {HIDDEN: "hidden-text", LAYER: "hidden-text", COVERED: "box-over-picture"}
BLOCKING = BY_SORT[HIDDEN]  # is more than anything that only has to be settled
# As what it is found, where that is something else.
FOUND_AS = {
    "hardly readable type": "tiny-text",
    "redaction marked, not applied": "unapplied-redaction",
    "redaction marked on it": "unapplied-redaction",
    "other words on the writing": "scan-with-text",
    "author": "metadata",
    "keywords": "metadata",
    "title of the file": "title",
    "bookmark": "unseen-words",
    "description of a picture": "unseen-words",
    "description without a picture": "unseen-words",
    "link that names": "unseen-words",
    "field of a form": "unseen-words",
    "field that is not shown": "unseen-words",
    "comment": "comment",
    "comment that is not shown": "comment",
    "attachment": "attachment",
    "other words when copied": "replaced-text",
    "working data of a program": "private-data",
    "drawing that is not drawn": "undrawn-content",
    "script": "script",
    "earlier version": "earlier-versions",
    "page taken out": "undrawn-content",
}
# What is not found, or is held up for nothing, with the reason. One that becomes right fails too.
# Pictures are cropped in most reports, and nothing in the file says that something was to be hidden.
CROPPED = "the page shows less of a picture than the file holds"
KNOWN = {
    "covered: picture cropped (scan)": CROPPED,
    "covered: picture masked (scan)": CROPPED,
    "covered: picture off the page (scan)": CROPPED,
}
# What has to be settled though nothing is hidden: a machine cannot know.
TO_SETTLE = {
    "scan with its text": {"scan-with-text"},
    "scan, redacted in the picture": {"scan-with-text"},
    "scan on a grey sheet": {"scan-with-text"},
    "scan turned sideways": {"scan-with-text"},
    "field of a form": {"form", "unseen-words"},
    # Chromium makes pictures of them, with text on them that nobody sees.
    "shadow of letters": {"scan-with-text"},
    "gradient in letters": {"scan-with-text"},
}


def is_what_it_says(case: Case, content: bytes) -> bool:
    """By another reader: the letters of the name can be extracted, in whatever order if they lie on each other, or
    its words stand somewhere in the file."""
    if case.sort == ASIDE:
        return says_name(content)
    if case.sort == COVERED or case.producer == "scan":
        return True  # tests.support.scans draws the name into the picture
    text = extracted(content)
    letters = Counter(f"{LINE}{NAME}{LAST}".replace(" ", ""))
    return holds_name(text) or not letters - Counter(text)


def extracted(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def holds_name(text: str) -> bool:
    """Its letters one after the other: what lies over them comes between them when they are extracted."""
    letters = iter(text.casefold())
    return all(letter in letters for letter in NAME.casefold() if letter != " ")


def fault(case: Case, path: Path) -> str:
    """What the checks got wrong; empty if nothing."""
    facts = examine(path)
    return _false_alarm(case, facts) if case.sort == GOOD else _miss(case, facts, path)


def _miss(case: Case, facts: Facts, path: Path) -> str:
    kinds = {finding.kind for finding in facts.findings}
    wanted = FOUND_AS.get(case.way) or BY_SORT[case.sort]
    if not {wanted, BLOCKING} & kinds:
        return f"{case}: not found, only {sorted(kinds)}"
    if wanted != "scan-with-text" and any(_names(page) for page in facts.text):
        return f"{case}: found, but the name is in the text"
    waits = {Severity.BLOCKS, Severity.SETTLE} & {each.severity for each in facts.findings}
    copy = None if waits else cleaned_copy(path, "A review", facts)
    if copy and says_name(copy.content):
        return f"{case}: found, but the cleaned copy names"
    return ""


def _names(page: str) -> bool:
    return NAME.replace(" ", "") in "".join(page.split())


def _false_alarm(case: Case, facts: Facts) -> str:
    alarms = {
        f"{finding.kind} {finding.why}".strip()
        for finding in facts.findings
        if finding.severity == Severity.BLOCKS
        or finding.severity == Severity.SETTLE
        and finding.kind not in TO_SETTLE.get(case.way, ())
    }
    if alarms:
        return f"{case}: {sorted(alarms)}"
    is_seen = case.producer == "scan" or any(map(holds_name, facts.text))
    return "" if is_seen else f"{case}: the name is not in the text"
