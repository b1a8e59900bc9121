"""Another title and author for a cleaned copy, and the proof that nothing else in it changes."""

import io
from pathlib import Path

import pikepdf

from reviews.pdf import budget
from reviews.pdf.clean.rewrite import with_label, without_label
from reviews.pdf.examine import NOT_CLEAN, examine_content
from reviews.pdf.facts import Copy, Label


def labelled_copy(path: Path, label: Label) -> Copy | None:
    """None if that cannot be done to the file, or if it is not in order afterwards."""
    budget.impose()
    before = path.read_bytes()
    with pikepdf.open(io.BytesIO(before)) as pdf:
        content = with_label(pdf, label)
    if _unlabelled(content) != _unlabelled(before):
        return None
    facts = examine_content(content, label=label)
    if any(finding.severity in NOT_CLEAN for finding in facts.findings):
        return None
    return Copy(content, facts)


def _unlabelled(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return without_label(pdf)
