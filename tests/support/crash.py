"""A process that kills itself, as kill -9 does, at the n-th step of its work.

There is a step before each statement, and before and after each commit and each operation on a
store. The process is forked and opens a connection of its own.
"""

import os
import signal
import traceback
from collections.abc import Callable

from django.core.files.storage import FileSystemStorage
from django.db import connection

from reviews.lib.storage import PrivateFiles

DONE, FAILED = 0, 1


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Steps:
    """Counts the steps and calls ``strike`` at ``fatal``; 0 is never reached."""

    fatal = 0
    count = 0
    strike = staticmethod(kill)

    @classmethod
    def step(cls) -> None:
        cls.count += 1
        if cls.count == cls.fatal:
            cls.strike()

    @classmethod
    def before_and_after(cls, operation: Callable) -> Callable:
        def stepped(*args, **kwargs):
            cls.step()
            try:
                return operation(*args, **kwargs)
            finally:
                cls.step()

        return stepped


class SteppedFolder(FileSystemStorage):
    """A folder in which every operation is a step."""

    exists = Steps.before_and_after(FileSystemStorage.exists)
    delete = Steps.before_and_after(FileSystemStorage.delete)
    _save = Steps.before_and_after(FileSystemStorage._save)


class SteppedFiles(PrivateFiles):
    """The store of documents, in which every operation is a step, and every part of writing a file."""

    exists = Steps.before_and_after(PrivateFiles.exists)
    delete = Steps.before_and_after(PrivateFiles.delete)
    size = Steps.before_and_after(PrivateFiles.size)
    _save = Steps.before_and_after(PrivateFiles._save)
    _open = Steps.before_and_after(PrivateFiles._open)
    _make = Steps.before_and_after(PrivateFiles._make)
    _write = Steps.before_and_after(PrivateFiles._write)


def killed_at(step: int, act: Callable) -> bool:
    """Call ``act`` in a process of its own. False if it ended before it came to that step."""
    connection.close()
    child = os.fork()
    if child == 0:
        _run(step, act)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == DONE
    return False


def _run(step: int, act: Callable) -> None:
    """Does not return, so that the child does not clean up what belongs to the parent."""
    code = FAILED
    try:
        connection.ensure_connection()
        Steps.fatal, Steps.count = step, 0
        connection._commit = Steps.before_and_after(connection._commit)
        with connection.execute_wrapper(_step_before):
            act()
        code = DONE
    except BaseException:  # noqa: BLE001 - shown in the output of the test
        traceback.print_exc()
    finally:
        os._exit(code)


def _step_before(execute, sql, params, many, context):
    Steps.step()
    return execute(sql, params, many, context)
