"""The evidence of a review: one ZIP file that anybody can verify with standard tools.

It holds what was public and the proof of it, and never a draft or an edition that is still to go live.
"""

from datetime import datetime
from typing import BinaryIO

from reviews.evidence import proof, published, readme, tables
from reviews.evidence.cutoff import consistent_moment
from reviews.evidence.zip_writer import Archive
from reviews.lib.clock import snapshot
from reviews.models import Page

__all__ = ["write"]


def write(page: Page, into: BinaryIO, *, at: datetime) -> None:
    """Write the bundle of a review's page as at ``at``. The same moment gives the same bytes.

    If a verb was changing the page at that moment, the bundle shows the moment before it began.
    """
    with snapshot(), Archive(into) as archive:
        at = consistent_moment(page, at=at)
        shown = published.write(archive, page, at=at)
        found = proof.write(archive, page, at=at)
        tables.write(archive, page, shown.files, at=at)
        readme.write(archive, page, shown, found, at=at)
