"""A site whose jobs are done by a worker, and the worker."""

import os
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from reviews import workflow

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def queue_jobs(settings) -> None:
    """From now on, as with JOBS=worker."""
    settings.JOBS, settings.TASKS = "worker", TASKS


def work() -> None:
    """What a worker does that is started now, and stopped when nothing is left to do.

    Without its loop, which closes the connection, and with it the transaction of a test.
    """
    workflow.queue_waiting()
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    for task in DBTaskResult.objects.ready():
        task.claim("test")
        worker.run_task(task)


@contextmanager
def working() -> Iterator[int]:
    """``manage.py work`` as a process of its own, whose number is yielded; asked to stop at the end."""
    connection.close()
    child = os.fork()
    if child == 0:
        _run()
    try:
        yield child
    finally:
        os.kill(child, signal.SIGTERM)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def _run() -> None:
    """Does not return, so that the child does not clean up what belongs to the parent."""
    code = 1
    try:
        call_command("work", "--no-reload", "--no-startup-delay", interval=0.05)
        code = 0  # it was asked while it was at a job, and ended after that
    except SystemExit as asked_to_stop:
        code = asked_to_stop.code
    except BaseException:  # noqa: BLE001 - shown in the output of the test
        traceback.print_exc()
    finally:
        os._exit(code)
