"""The bundle's own README and list of contents."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from reviews.evidence.proof import Proof, note_member
from reviews.evidence.published import (
    STYLE,
    Published,
    content_member,
    page_member,
    withdrawal_member,
)
from reviews.evidence.zip_writer import Archive
from reviews.models import Page


def write(archive: Archive, page: Page, shown: Published, proof: Proof, *, at: datetime) -> None:
    context = {
        "page": page,
        "site": settings.SITE_URL,
        "style": STYLE,
        "shown": shown,
        "proof": proof,
        "at": at,
        "has_files": any(file.name for file in shown.files),
        "editions": [(row, page_member(row), content_member(row)) for row in shown.editions],
        "withdrawals": [(row, withdrawal_member(row)) for row in shown.withdrawals],
        "checkpoints": [(row, note_member(row)) for row in proof.checkpoints],
        "tables": [name for name in archive.names if name.startswith("tables/")],
    }
    # README.txt is rendered as HTML would be. No value in it was typed by a person (addresses, numbers,
    # keys), so escaping changes nothing.
    archive.add("README.txt", render_to_string("evidence/README.txt", context))
    archive.add("index.html", render_to_string("evidence/index.html", context))
