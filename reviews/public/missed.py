"""Addresses at which readers found nothing are counted, so that staff can lead them on. Not who asked."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest

from reviews.lib import addresses, request_context
from reviews.lib.dates import london_date
from reviews.models import MissedAddress
from reviews.models.page import validate_not_reserved

LONGEST = 300
log = logging.getLogger(__name__)


def count_missed(request: HttpRequest, *, at: datetime) -> None:
    """An address that could lead on to a page: not one below the site’s own, nor one that nobody could type.

    If it cannot be counted, the answer is the same.
    """
    path = addresses.canonical(request.path_info, request.META["QUERY_STRING"])
    if not _may_lead_on(path):
        return
    try:
        rows = MissedAddress.objects.using(request_context.database.get())
        rows.add_one(path, on=london_date(at))
    except DatabaseError:
        log.warning("An address that was not found could not be counted.")


def _may_lead_on(path: str) -> bool:
    try:
        validate_not_reserved(path)
    except ValidationError:
        return False
    return 0 < len(path) <= LONGEST and path.isprintable()
