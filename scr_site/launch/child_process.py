"""Child processes that do not outlive this one."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
# Loaded here and not in the child: between fork and exec as little as possible may happen.
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def signal_when_parent_dies(by: signal.Signals) -> Callable[[], None]:
    """A ``preexec_fn``: the kernel sends the child ``by`` when its parent ends, even by kill -9.

    Only Linux has this. Elsewhere a child may outlive a killed parent; the next start copes.
    """
    parent = os.getpid()

    def in_the_child() -> None:
        if LIBC is None:
            return
        LIBC.prctl(PR_SET_PDEATHSIG, by)
        if os.getppid() != parent:  # it died before the call
            os.kill(os.getpid(), by)

    return in_the_child
