"""What the findings of a file mean for its publication."""

from collections.abc import Iterable
from enum import StrEnum

from reviews import pdf


class Outcome(StrEnum):
    """Of checking a file, the words of a list of test files."""

    ACCEPT = "accept"  # publishable with nothing to settle
    WARN = "accept-with-warning"  # staff must settle something, or cleaning takes something out
    REJECT = "reject"  # never publishable


def outcome(findings: Iterable[pdf.Finding]) -> Outcome:
    severities = {finding.severity for finding in findings}
    if pdf.Severity.BLOCKS in severities:
        return Outcome.REJECT
    return (
        Outcome.WARN if severities & {pdf.Severity.SETTLE, pdf.Severity.CLEANED} else Outcome.ACCEPT
    )
