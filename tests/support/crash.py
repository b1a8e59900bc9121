"""A process that kills itself, as kill -9 does, at the n-th step of what it was told to do.

A step is the moment before each statement, and the moments before and after each commit and each
operation on a store. The process is forked and opens a connection of its own.
"""

import os
import signal
import traceback
from collections.abc import Callable

from django.core.files.storage import FileSystemStorage
from django.db import connection

DONE, FAILED = 0, 1


class Steps:
    """Counts, and kills the process at the last step it may reach; 0 for never."""

    last = 0
    seen = 0

    @classmethod
    def pass_one(cls) -> None:
        cls.seen += 1
        if cls.seen == cls.last:
            os.kill(os.getpid(), signal.SIGKILL)

    @classmethod
    def around(cls, act: Callable) -> Callable:
        def watched(*args, **kwargs):
            cls.pass_one()
            try:
                return act(*args, **kwargs)
            finally:
                cls.pass_one()

        return watched


class SteppedStorage(FileSystemStorage):
    """A store in which every operation is a step."""

    exists = Steps.around(FileSystemStorage.exists)
    delete = Steps.around(FileSystemStorage.delete)
    _save = Steps.around(FileSystemStorage._save)


def killed_at(step: int, act: Callable) -> bool:
    """Whether ``act``, in a process of its own, was killed at that step; False when it came to its end."""
    connection.close()
    child = os.fork()
    if child == 0:
        _live(step, act)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == DONE
    return False


def _live(step: int, act: Callable) -> None:
    """Never returns: what the parent would clean up at its end is not this process's to clean up."""
    code = FAILED
    try:
        connection.ensure_connection()
        Steps.last, Steps.seen = step, 0
        connection._commit = Steps.around(connection._commit)
        with connection.execute_wrapper(_stepped):
            act()
        code = DONE
    except BaseException:  # noqa: BLE001 - told to whoever reads the test's output
        traceback.print_exc()
    finally:
        os._exit(code)


def _stepped(execute, sql, params, many, context):
    Steps.pass_one()
    return execute(sql, params, many, context)
