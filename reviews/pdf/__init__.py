"""What a PDF is made of: bytes in, facts and findings out.

``read(path)`` returns ``Facts`` or raises ``Unreadable``, whose sentence is for the person who
uploaded the file. ``clean_copy(path, title)`` returns a ``Copy`` without what readers do not see,
``labelled_copy(path, label)`` one with another title and author, ``without_hidden_text(path)`` one without
the hidden text that may go, ``recognise_afresh(path, …)`` one of a scan whose text is read anew, ``texts(path)`` every text in it, ``attachments(path)`` the files inside it, and
``first_page(path)`` its cover alone. Files are opened in a child process only, because PDFs are hostile
input and because PDFium is not thread-safe. ``most_memory()`` says what such a process used. This package imports nothing of Django or of the project.
"""

from reviews.pdf import recogniser
from reviews.pdf.child import (
    attachments,
    clean_copy,
    first_page,
    labelled_copy,
    read,
    recognise_afresh,
    texts,
    without_hidden_text,
)
from reviews.pdf.consent import TAKEN, obstacle
from reviews.pdf.facts import (
    METADATA,
    Accessibility,
    Busy,
    Copy,
    EveryText,
    Facts,
    Label,
    Replacement,
    Unreadable,
)
from reviews.pdf.findings import (
    KINDS,
    LONGEST_RECOVERED,
    RECOGNISED_HERE,
    SCAN,
    Finding,
    Severity,
    in_words,
)
from reviews.pdf.inspect.personal_data import KINDS as PERSONAL
from reviews.pdf.inspect.personal_data import personal_data
from reviews.pdf.limits import LIMITS, Limits
from reviews.pdf.loaded import most_memory

# The version of the checks: one more when they find something else. Stored files are then looked
# through again by `manage.py recheck_documents`.
CHECKS = 11

__all__ = [
    "CHECKS",
    "KINDS",
    "LIMITS",
    "LONGEST_RECOVERED",
    "METADATA",
    "PERSONAL",
    "RECOGNISED_HERE",
    "SCAN",
    "TAKEN",
    "Accessibility",
    "Busy",
    "Copy",
    "EveryText",
    "Facts",
    "Finding",
    "Label",
    "Limits",
    "Severity",
    "Unreadable",
    "Replacement",
    "attachments",
    "clean_copy",
    "first_page",
    "in_words",
    "labelled_copy",
    "most_memory",
    "obstacle",
    "personal_data",
    "read",
    "recognise_afresh",
    "recogniser",
    "texts",
    "without_hidden_text",
]
