"""Does what was put off, and sends what is due: the worker of the setting JOBS=worker."""

import io
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import InterfaceError, OperationalError, connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands import db_worker

from reviews import workflow
from reviews.lib import jobs

LOGGERS = ("django_tasks", "django_tasks_db")
PAUSE = 1  # seconds, after which a database that did not answer is asked again
MINUTE = 60  # seconds
GRACE = 5  # seconds, in which what is being sent may end
logger = logging.getLogger(__name__)


class Command(db_worker.Command):
    help = (
        "Check the files that staff have sent and recognise scans, one after the other, and send the e-mail that is "
        "due every minute, until it is stopped. Run as many as you like. Needs JOBS=worker."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Without a default that argparse would refuse, in words of its own, where there is no queue."""
        super().add_arguments(parser)
        parser.set_defaults(backend_name=None)

    def configure_logging(self, verbosity: int) -> None:
        """A line for each task, or for its own end, only where somebody asks for it."""
        if verbosity > 1:
            super().configure_logging(verbosity)
            return
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.ERROR)

    def handle(self, **options) -> None:
        if not jobs.are_queued():
            raise CommandError(
                "JOBS is not “worker”: the site does its jobs at once, and there is nothing for a worker to "
                "do. Set JOBS=worker for the site and for this command."
            )
        options["backend_name"] = options["backend_name"] or DEFAULT_TASK_BACKEND_ALIAS
        with _every_minute():
            while not self._has_worked(options):
                time.sleep(PAUSE)

    def _has_worked(self, options: dict) -> bool:
        """False if the database is away: what was begun is then begun again."""
        try:
            if count := workflow.queue_waiting():
                self.stdout.write(f"begun again: {count}")
            super().handle(**options)
        except (OperationalError, InterfaceError) as fault:
            logger.warning("The worker waits for the database: %s", type(fault).__name__)
            connections.close_all()
            return False
        return True


@contextmanager
def _every_minute() -> Iterator[None]:
    """Meanwhile a thread sends what is due, so that no e-mail waits for a long scan."""
    ended = threading.Event()
    thread = threading.Thread(target=_send_until, args=[ended], name="mail", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(GRACE)


def _send_until(ended: threading.Event) -> None:
    while True:
        _send_and_forget()
        if ended.wait(MINUTE):
            return


def _send_and_forget() -> None:
    """What a mail server refuses is in the queue, and on the dashboard of administrators."""
    try:
        call_command("send_notifications", stdout=io.StringIO())
        call_command("prune_db_task_results", verbosity=0)
    except CommandError as fault:
        logger.warning("%s", fault)
    except Exception as fault:
        logger.error("E-mail could not be sent this minute: %s", type(fault).__name__)
    finally:
        connections.close_all()
