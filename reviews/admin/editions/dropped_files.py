"""Several files at once: each becomes a row of the documents, with a guess at what it is.

static/drop-files.js makes the rows as soon as the files are dropped. Without it the form sends them all in one
box, and the rows are made here, before anything is checked.
"""

from django.contrib import messages
from django.http import HttpRequest
from django.template.defaultfilters import pluralize

from reviews.editions.document_kinds import Guess, guess
from reviews.models import Attachment, Document, Upload

PART = "attachments"
BOX = f"{PART}-files"  # that takes several
ADDED = (
    "{count} document{s} added. What each is was guessed from the name of its file: check kind and title of "
    "each, then go on."
)


def into_rows(request: HttpRequest) -> None:
    """Make a row of each file that came by the box for several, as if it had been chosen there."""
    files = request.FILES.getlist(BOX)
    if not files:
        return
    data, sent = request.POST.copy(), request.FILES.copy()
    del sent[BOX]
    total = data.get(f"{PART}-TOTAL_FORMS", "")
    start = int(total) if total.isdecimal() and len(total) < 6 else 0
    for number, file in enumerate(files, start):
        sent[f"{PART}-{number}-document"] = file
    data[f"{PART}-TOTAL_FORMS"] = str(start + len(files))
    request.POST, request._files = data, sent
    request.dropped = range(start, start + len(files))


def guess_rows(request: HttpRequest) -> None:
    """Once the files are taken in: what each row is, as far as it can be guessed."""
    rows = getattr(request, "dropped", ())
    data = request.POST.copy() if rows else request.POST
    for row in rows:
        file = request.FILES[f"{PART}-{row}-document"]
        found = guess_of(file.name, file.outcome)
        typed = {"kind": found.kind, "title": found.title, "language": found.language}
        typed |= {"state": Attachment.State.PUBLISHED, "position": ""}
        data.update({f"{PART}-{row}-{name}": text for name, text in typed.items()})
    request.POST = data


def guess_of(name: str, outcome: object) -> Guess:
    """``outcome`` is the Document of the file, or why there is none."""
    is_read = isinstance(outcome, Document) and bool(outcome.text)
    return guess(name, outcome.text[0] if is_read else "")


def report_dropped(request: HttpRequest) -> bool:
    """Whether rows were made of files, and somebody has to look at them before going on."""
    if count := len(getattr(request, "dropped", ())):
        messages.warning(request, ADDED.format(count=count, s=pluralize(count)))
    return bool(count)


def row_of(upload: Upload) -> dict:
    """What a new row for a file begins with that was sent before somebody left the form."""
    found = guess_of(upload.name, upload.document)
    guessed = {"kind": found.kind, "title": found.title, "language": found.language}
    return {name: text for name, text in guessed.items() if text} | {"upload": upload}
