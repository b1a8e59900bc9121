"""Whether the worker does what waits for it, for the dashboard of administrators."""

from datetime import timedelta

from django.template.defaultfilters import pluralize

from reviews.lib import clock, jobs
from reviews.models import Upload, User

LONG = timedelta(minutes=10)
NO_WORKER = (
    "{count} file{s} waited more than ten minutes to be checked. Look whether manage.py work runs, and what its log "
    "says."
)


def worker_note(user: User) -> str:
    """Empty where no worker is needed, or it keeps up. One query at most."""
    if not (jobs.are_queued() and user.has_perm("reviews.change_user")):
        return ""
    count = Upload.objects.waiting().filter(sent_at__lt=clock.now() - LONG).count()
    return NO_WORKER.format(count=count, s=pluralize(count)) if count else ""
