"""Does what was put off: the worker of the setting JOBS=worker."""

import logging

from django.core.management.base import CommandError
from django_tasks_db.management.commands import db_worker

from reviews import workflow
from reviews.lib import jobs

LOGGERS = ("django_tasks", "django_tasks_db")


class Command(db_worker.Command):
    help = (
        "Check the files that staff have sent, one after the other, until it is stopped. Run as many as you "
        "like. Needs JOBS=worker."
    )

    def configure_logging(self, verbosity: int) -> None:
        """A line for each task only where somebody asks for it."""
        if verbosity > 1:
            super().configure_logging(verbosity)
            return
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.WARNING)

    def handle(self, **options) -> None:
        if not jobs.are_queued():
            raise CommandError(
                "JOBS is not “worker”: the site does its jobs at once, and there is nothing for a worker to "
                "do. Set JOBS=worker for the site and for this command."
            )
        if count := workflow.queue_waiting():
            self.stdout.write(f"begun again: {count}")
        super().handle(**options)
