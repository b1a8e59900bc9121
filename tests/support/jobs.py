"""A site whose jobs are done by a worker, and the worker."""

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
