"""How much of the machine one PDF may use while it is read."""

import gc
import os
import resource
import signal
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """``memory`` is address space and ``answer`` the length of what is sent back, in bytes;
    ``cpu`` and ``wall`` are whole seconds."""

    memory: int = 1024**3
    answer: int = 64 * 1024**2
    cpu: int = 30
    wall: int = 29


LIMITS = Limits()
# The characters of a page are hundreds of thousands of objects and no rings: looking for rings as often
# as Python does would take a tenth of the time.
OBJECTS_BETWEEN_COLLECTIONS = 200_000
NICE = 10  # readers of the site come first


def impose(limits: Limits) -> None:
    """Hold this process to ``limits`` from now on; what exceeds them ends it."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    os.nice(NICE)
    signal.alarm(limits.wall)  # even if the parent is killed and nobody is left to watch the clock
    _lower(resource.RLIMIT_CORE, 0)  # a dump would put the document on disk
    _lower(resource.RLIMIT_CPU, limits.cpu)
    _lower(resource.RLIMIT_FSIZE, limits.answer)
    if sys.platform != "darwin":  # macOS refuses any limit on address space
        _lower(resource.RLIMIT_AS, limits.memory)


def _lower(kind: int, wanted: int) -> None:
    """Raising a limit above what we were given is refused, so keep it if it is lower already."""
    _, given = resource.getrlimit(kind)
    limit = wanted if given == resource.RLIM_INFINITY else min(wanted, given)
    resource.setrlimit(kind, (limit, limit))
