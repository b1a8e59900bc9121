"""What may take longer than a request: done at once, or by ``manage.py work`` (the setting JOBS).

A task gets a key and returns nothing, and its words are in no log: what it does, and what became of it, is
in rows.
"""

import logging
from datetime import timedelta

from django_tasks import task

from reviews.documents.uploads import FAILED, why_not_stored
from reviews.lib import clock, jobs
from reviews.lib.exceptions import StorageDown
from reviews.models import Recognition, Upload
from reviews.workflow import recognition as scans
from reviews.workflow import uploads

NOT_RECOGNISED = (
    "This scan could not be recognised, because of a fault of this site. Ask for it again; if that fails too, tell "
    "whoever runs the site."
)
logger = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(minutes=1)


def have_checked(upload: Upload) -> None:
    """At once, or soon."""
    _check_upload.enqueue(str(upload.pk))


def have_recognised(recognition: Recognition) -> None:
    """Soon: nobody waits for it."""
    _recognise_scan.enqueue(str(recognition.pk))


def queue_waiting() -> int:
    """Queue what waits: the worker that was at it may be gone. How many files."""
    files, asked = list(Upload.objects.waiting()), list(Recognition.objects.waiting())
    for upload in files:
        have_checked(upload)
    for recognition in asked:
        have_recognised(recognition)
    return len(files) + len(asked)


@task()
def _check_upload(key: str) -> None:
    """Whatever happens, nobody waits for ever for a file that has come."""
    upload = Upload.objects.filter(pk=key).first()
    if upload is None:
        return
    try:
        uploads.check_upload(upload)
    except StorageDown as fault:
        if jobs.are_queued():
            _check_upload.using(run_after=clock.now() + AGAIN_AFTER).enqueue(key)
        else:
            uploads.give_up(upload, why_not_stored(fault))
    except Exception as fault:
        logger.error("An upload could not be checked: %s.", type(fault).__name__)
        uploads.give_up(upload, FAILED)


@task()
def _recognise_scan(key: str) -> None:
    """Whatever happens, nobody waits for ever for a scan."""
    recognition = Recognition.objects.filter(pk=key).first()
    if recognition is None:
        return
    try:
        scans.carry_out(recognition)
    except StorageDown:
        _recognise_scan.using(run_after=clock.now() + AGAIN_AFTER).enqueue(key)
    except Exception as fault:
        logger.error("A scan could not be recognised: %s.", type(fault).__name__)
        scans.give_up(recognition, [NOT_RECOGNISED])
