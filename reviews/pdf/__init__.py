"""What a PDF is made of: bytes in, facts and findings out.

``read(path)`` returns ``Facts`` or raises ``Unreadable``, whose sentence is for the person who
uploaded the file. The file is opened in a child process only, because PDFs are hostile input and
because PDFium is not thread-safe. This package imports nothing of Django or of the project.
"""

from reviews.pdf.child import read
from reviews.pdf.facts import Facts, Unreadable
from reviews.pdf.findings import Finding, Severity
from reviews.pdf.limits import LIMITS, Limits

__all__ = ["LIMITS", "Facts", "Finding", "Limits", "Severity", "Unreadable", "read"]
