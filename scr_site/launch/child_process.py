"""Child processes that end when this process ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
# Loaded here, because between fork and exec a child should do as little as possible.
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def signal_when_parent_dies(number: signal.Signals) -> Callable[[], None]:
    """A ``preexec_fn``: the kernel sends the child this signal when its parent ends, even by kill -9.

    Only Linux can do this. Elsewhere a child may outlive a killed parent; the next start stops it.
    """
    parent = os.getpid()

    def ask_the_kernel() -> None:
        if LIBC is None:
            return
        LIBC.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # the parent died before the call
            os.kill(os.getpid(), number)

    return ask_the_kernel
