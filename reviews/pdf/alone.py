"""A child process that is loaded for one file alone, because it starts other programs.

It takes seconds in any case. What it starts is in its group, which ends with it; and it gets what it needs of the
environment to find them, which no other child does.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from reviews.pdf import recogniser
from reviews.pdf.limits import Limits
from reviews.pdf.loaded import environment, files_for


def ask(path: Path, limits: Limits, task: str, order: str, *, workplace: str) -> bytes:
    """What it answers. It and all that it started is gone then; their files are in ``workplace``.

    Raises SubprocessError if it fails or runs out of time.
    """
    needed = {name: os.environ[name] for name in recogniser.NEEDED & os.environ.keys()}
    # One thread for each page that is recognised: more of them wait for each other.
    own = environment() | needed | {"TMPDIR": workplace, "OMP_THREAD_LIMIT": "1"}
    command = [sys.executable, "-B", "-P", "-s", "-m", "reviews.pdf.tasks"]
    with files_for(path, limits, task, order) as (given, output):
        files = {"stdin": given, "stdout": output, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(  # noqa: S603  (a list of our own making, and no shell)
            command, env=own, process_group=0, **files
        ) as child:
            try:
                status = child.wait(limits.wall)
            finally:
                with suppress(ProcessLookupError):  # nothing is left of it
                    os.killpg(child.pid, signal.SIGKILL)
        if status:
            raise subprocess.CalledProcessError(status, task)
        output.seek(0)
        return output.read()
