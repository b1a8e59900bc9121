"""Text from a PDF, made fit to be stored and searched."""

import re

# PDFium writes a hyphen at the end of a line as one of these, and joins the two lines.
LINE_END_HYPHEN = re.compile("[\x02\ufffe]")
# PostgreSQL refuses NUL, and UTF-8 a lone surrogate; the rest would show as nothing or as boxes.
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\uffff]")


def plain(text: str) -> str:
    """``text`` with ``\\n`` between lines, and without control characters and lone surrogates.

    The hyphen at the end of a line is kept, because in reports written with a word processor it
    is nearly always a real one ("multi-agency").
    """
    lines = "\n".join(text.splitlines())
    return UNSTORABLE.sub("", LINE_END_HYPHEN.sub("-", lines)).strip()
