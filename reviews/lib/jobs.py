"""Who does what may take longer than a request."""

from django.conf import settings


def are_queued() -> bool:
    """Whether a worker does it, and not the request itself (the setting JOBS)."""
    return settings.JOBS == "worker"
