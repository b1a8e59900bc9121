"""``bin/setup``: the real script in a copy of its own, with packages made here, without a network."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.support.waiting import until

ROOT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0
PATH = "/usr/local/bin:/usr/bin:/bin"
MADE = "Making a virtual environment in .venv …\n"
INSTALLED = "Installing the packages listed in requirements.txt …\n"
INSTALLED_FOR_SCANS = "Installing the packages listed in requirements-ocr.txt …\n"
INSTALLED_FOR_TESTS = "Installing the packages listed in tests/requirements.txt …\n"


@pytest.fixture
def checkout():
    """A folder with a space in its name that every user may enter; the lock files name one package each."""
    above = Path(tempfile.mkdtemp(prefix="register-test-"))
    above.chmod(0o755)
    folder = above / "a checkout"
    (folder / "bin").mkdir(parents=True)
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "bin" / "setup", folder / "bin")
    lock(folder / "requirements.txt", "needed")
    lock(folder / "tests" / "requirements.txt", "tested")
    lock(folder / "requirements-ocr.txt", "reader")
    yield folder
    shutil.rmtree(above)


def lock(path: Path, package: str, *, sha256: str = "") -> None:
    """Write a lock file with one package, whose wheel is made in the same folder."""
    wheel = path.with_name(f"{package}-1.0-py3-none-any.whl")
    about = f"{package}-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr(f"{package}.py", "")
        made.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n"
        )
        made.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        made.writestr(f"{about}/RECORD", "")
    sha256 = sha256 or hashlib.sha256(wheel.read_bytes()).hexdigest()
    path.write_text(f"{package} @ {wheel.as_uri()} --hash=sha256:{sha256}\n")


def start(checkout: Path, *arguments: str, **more) -> subprocess.Popen:
    environment = {
        "PATH": PATH,
        "HOME": "/nonexistent",
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.Popen(
        [checkout / "bin" / "setup", *arguments],
        env=environment | more.pop("env", {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def set_up(checkout: Path, *arguments: str, **more) -> str:
    """What it printed; it must succeed."""
    process = start(checkout, *arguments, **more)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    return output


def refusal(checkout: Path, **more) -> str:
    process = start(checkout, **more)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    return errors


def has(checkout: Path, package: str) -> bool:
    command = [checkout / ".venv" / "bin" / "python", "-c", f"import {package}"]
    return subprocess.run(command, capture_output=True).returncode == 0


def pretend_whole(checkout: Path) -> Path:
    """An environment that looks installed, made in a moment; returns its Python."""
    command = [sys.executable, "-m", "venv", "--without-pip", checkout / ".venv"]
    subprocess.run(command, check=True)
    for name in ("requirements.txt", "tests/requirements.txt"):
        kept = checkout / ".venv" / "locked" / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(checkout / name, kept)
    [packages] = (checkout / ".venv").glob("lib/python*/site-packages")
    (packages / "pip.py").touch()
    (checkout / ".venv" / "complete").touch()
    return checkout / ".venv" / "bin" / "python"


def test_an_ordinary_user_gets_what_the_lock_files_name_and_only_when_they_change(checkout):
    user = 65534 if AS_ROOT else os.geteuid()
    for path in (checkout, *checkout.rglob("*")):
        os.chown(path, user, -1)
    assert set_up(checkout, user=user) == MADE + INSTALLED
    assert (has(checkout, "needed"), has(checkout, "tested")) == (True, False)
    assert set_up(checkout, "tests", user=user) == INSTALLED_FOR_TESTS
    assert has(checkout, "tested")
    assert set_up(checkout, user=user) == set_up(checkout, "tests", user=user) == ""
    assert set_up(checkout, "scans", user=user) == INSTALLED_FOR_SCANS
    assert has(checkout, "reader")
    lock(checkout / "requirements-ocr.txt", "later")
    assert set_up(checkout, user=user) == INSTALLED_FOR_SCANS  # it stays, and is renewed too
    lock(checkout / "requirements.txt", "newer")
    assert set_up(checkout, user=user) == INSTALLED
    assert has(checkout, "newer")


def test_nothing_is_touched_when_all_is_up_to_date(checkout):
    pretend_whole(checkout)
    assert set_up(checkout, "tests") == ""
    before = {path: path.lstat().st_mtime_ns for path in checkout.rglob("*")}
    assert set_up(checkout, "tests") == ""
    assert {path: path.lstat().st_mtime_ns for path in checkout.rglob("*")} == before
    (checkout / "tests" / "requirements.txt").write_text("")
    assert set_up(checkout) == ""
    assert set_up(checkout, "tests") == INSTALLED_FOR_TESTS


def test_another_word_is_refused(checkout):
    process = start(checkout, "scan")
    said = "bin/setup knows the words “tests” and “scans”, and not “scan”.\n"
    assert (process.communicate(timeout=60), process.returncode) == (("", said), 1)


def test_a_package_with_another_hash_is_refused(checkout):
    lock(checkout / "requirements.txt", "needed", sha256="0" * 64)
    errors = refusal(checkout)
    assert "DO NOT MATCH THE HASHES" in errors
    assert errors.endswith(
        "Installing the packages failed, for the reason above: "
        "check the network connection and start again.\n"
    )
    assert not (checkout / ".venv" / "complete").exists()


def test_a_set_up_that_was_killed_is_made_anew_and_of_two_at_once_one_waits(checkout):
    process = start(checkout)
    assert process.stdout.readline() == MADE
    until((checkout / ".venv" / "bin").exists)
    process.kill()
    process.wait()
    both = [start(checkout), start(checkout)]
    outputs, errors = zip(*(each.communicate(timeout=120) for each in both), strict=True)
    waiting = "Waiting for another set-up in this folder to end …\n"
    # Whoever comes first may have to wait for the killed one’s children.
    assert {output.removeprefix(waiting) for output in outputs} == {MADE + INSTALLED, ""}
    assert errors == ("", "")
    assert has(checkout, "needed")
    process.communicate()


def test_it_can_be_started_from_within_the_environment_that_it_deletes(checkout):
    python = pretend_whole(checkout)
    (checkout / ".venv" / "complete").unlink()
    assert set_up(checkout, env={"PATH": f"{python.parent}:{PATH}"}) == MADE + INSTALLED
    assert has(checkout, "needed")


def test_an_environment_whose_python_has_gone_is_made_anew(checkout, tmp_path):
    python = pretend_whole(checkout)
    assert set_up(checkout) == ""
    python.unlink()
    python.symlink_to("/nonexistent/python3")
    (tmp_path / "ensurepip.py").write_text("raise ImportError")
    assert refusal(checkout, env={"PYTHONPATH": str(tmp_path)}).startswith(
        "This Python cannot make virtual environments"
    )


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_that_makes_no_environments_is_one_sentence(checkout, tmp_path, module):
    (tmp_path / f"{module}.py").write_text("raise ImportError")
    assert refusal(checkout, env={"PYTHONPATH": str(tmp_path)}) == (
        "This Python cannot make virtual environments: install its venv module "
        "(on Debian and Ubuntu: apt install python3-venv) and start again.\n"
    )
    assert not (checkout / ".venv").exists()


def test_no_python_of_the_right_age_is_one_sentence(checkout, tmp_path):
    for name in ("dirname", "cmp"):
        (tmp_path / name).symlink_to(shutil.which(name))
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\necho\n")  # as a Python before 3.11 answers
    old.chmod(0o755)
    assert refusal(checkout, env={"PATH": str(tmp_path)}) == (
        "Python 3.11 or newer is needed, and no python3 of that age was found: install it and start again.\n"
    )
