"""Documents as an older version of the checks left them."""

import hashlib

from django.core.files.base import ContentFile

from reviews import pdf
from reviews.documents.findings import row_of
from reviews.documents.stored_files import names, store
from reviews.models import Document, Edition
from tests.support import factories as make

OLD = pdf.CHECKS - 1


def stored(content: bytes, *found: pdf.Finding, is_stored: bool = True) -> Document:
    """A document with these bytes, in which the old checks have ``found`` something."""
    sha256 = hashlib.sha256(content).hexdigest()
    file, cover = names(sha256)
    if is_stored:
        store(file, ContentFile(content))
        store(cover, ContentFile(b"RIFF....WEBP"))
    made = make.make_unchecked_document(sha256=sha256, size=len(content))
    check = made.checks.create(version=OLD)
    for each in found:
        row_of(check, each).save()
    return made


def draft_of(document: Document, **fields) -> Edition:
    draft = make.open_bare_review(state="published", **fields)
    make.attach(draft, document)
    return draft


def live_with(document: Document, **fields) -> Edition:
    return make.make_live(draft_of(document, **fields))
