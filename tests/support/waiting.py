"""Waiting for what other processes do."""

import time
from collections.abc import Callable

PATIENCE = 120  # seconds after which a test gives up; nothing depends on how long anything takes
PAUSE = 0.02  # seconds: whoever asks without a pause takes the processor from those who are at work


def until(ask: Callable[..., object], *given):
    """Ask until the answer counts as true, and return it."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := ask(*given)):
        assert time.monotonic() < deadline, given
        time.sleep(PAUSE)
    return answer
