"""Makes .venv from the hash-locked requirements. Runs on a bare Python, before anything is installed.

Nothing happens while the lock files are those last installed.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from scr_site.launch.child_process import told_when_parent_dies

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Stands while packages are being installed; found at the start, the last set-up was cut short.
UNFINISHED = VENV / "unfinished"
RUNTIME = ROOT / "requirements.txt"
TESTS = ROOT / "tests" / "requirements.txt"


class SetUpFailed(Exception):
    """Its text says why and what to do."""


def main(arguments: list[str]) -> int:
    try:
        set_up([RUNTIME, TESTS] if arguments == ["tests"] else [RUNTIME])
    except SetUpFailed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"Setting up {VENV} failed ({error}): remove it and start again.\n")
        return 1
    return 0


def set_up(locks: list[Path]) -> None:
    """Bring .venv to what ``locks`` say. Raises SetUpFailed."""
    project = os.open(ROOT, os.O_RDONLY)
    try:
        _wait_for_turn(project)
        if UNFINISHED.exists() or not _python_runs():
            _make()
        for lock in locks:
            if _stamp(lock) != _fingerprint(lock):
                _install(lock)
    finally:
        os.close(project)


def _wait_for_turn(project: int) -> None:
    """Two set-ups in one folder at once would spoil each other."""
    try:
        fcntl.flock(project, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _say("Waiting for another set-up in this folder to end …")
        fcntl.flock(project, fcntl.LOCK_EX)


def _python_runs() -> bool:
    """False as well when the Python it was made from has gone."""
    try:
        return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0  # noqa: S603
    except OSError:
        return False


def _make() -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise SetUpFailed(
            "This Python cannot make virtual environments: install its venv module "
            "(on Debian and Ubuntu: apt install python3-venv) and start again."
        )
    _say("Making a virtual environment in .venv …")
    _remove()
    VENV.mkdir()
    UNFINISHED.touch()
    # Not sys.executable, which is the one just deleted when started from within .venv.
    outer = getattr(sys, "_base_executable", None) or sys.executable
    _run("Making the virtual environment", [outer, "-m", "venv", VENV])
    UNFINISHED.unlink()


def _remove() -> None:
    """What a killed set-up left running may still write for a moment."""
    for _ in range(50):
        shutil.rmtree(VENV, ignore_errors=True)
        if not VENV.exists():
            return
        time.sleep(0.2)
    raise SetUpFailed(f"{VENV} cannot be removed: remove it and start again.")


def _install(lock: Path) -> None:
    _say(f"Installing the packages listed in {lock.relative_to(ROOT)} …")
    UNFINISHED.touch()
    options = [
        "--quiet",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--require-hashes",
    ]
    _run("Installing the packages", [PYTHON, "-m", "pip", "install", *options, "-r", lock])
    _stamp_file(lock).write_text(_fingerprint(lock))
    UNFINISHED.unlink()


def _run(what: str, command: list) -> None:
    ending = told_when_parent_dies(by=signal.SIGKILL)
    if subprocess.run(command, preexec_fn=ending).returncode:  # noqa: S603, PLW1509
        raise SetUpFailed(
            f"{what} failed, for the reason above: check the network connection and start again."
        )


def _stamp_file(lock: Path) -> Path:
    return VENV / f"{lock.parent.name if lock != RUNTIME else 'runtime'}.locked"


def _stamp(lock: Path) -> str | None:
    return _stamp_file(lock).read_text() if _stamp_file(lock).exists() else None


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
