"""Evidence bundles, unpacked, and verified with the commands of their own README."""

import datetime
import hashlib
import io
import re
import subprocess
import zipfile
from pathlib import Path

from reviews import evidence, workflow
from reviews.ledger import checkpoints
from reviews.lib import clock
from reviews.models import AvailabilityCheck, Page
from tests.support import factories as make

COMMANDS = re.compile(r"^--------\n(.*?)^--------\n", re.MULTILINE | re.DOTALL)
CHECKS, FILES, CHAIN, SHELL, SIGNATURES, KEY = range(6)


def history() -> Page:
    """A review with two editions, a withdrawal, a return, a hold and a draft; others between."""
    live = make.make_live(make.open_review(path="reviews/one", label="Child One"))
    page = live.page
    make.make_live()
    checkpoints.publish()
    draft = workflow.open_edition(page, by=make.make_user()).as_kind
    make.attach(draft, make.make_document(), kind="board_response", slug="board-response")
    second = make.make_live(make.change(draft, summary="Canary of the second edition."))
    make.withdraw(second, reason="court_order", note="Ask the board.")
    make.make_live()
    make.make_live(workflow.open_edition(page, by=make.make_user()))
    workflow.hold(page, by=make.make_user(), reason="inquest")
    day = datetime.date(2020, 1, 2)
    workflow.notify(page, by=make.make_user(), recipient="Ofsted", sent_on=day)
    AvailabilityCheck.objects.create(
        page=page, address="/reviews/one/", status=503, size=0, was_available=False
    )
    draft = workflow.open_edition(page, by=make.make_user())
    make.change(draft, summary="Canary of the draft.")
    return page


def bundle(page: Page, *, at=None) -> bytes:
    made = io.BytesIO()
    evidence.write(page, made, at=at or clock.now())
    return made.getvalue()


def unpacked(page: Page, folder: Path) -> Path:
    """The bundle as the button makes it, in a folder of its own below ``folder``."""
    checkpoints.publish()
    return opened(bundle(page), folder)


def opened(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        members.extractall(folder / "bundle")
    return folder / "bundle"


def commands(folder: Path) -> list[str]:
    return COMMANDS.findall((folder / "README.txt").read_text())


def run(folder: Path, command: str) -> subprocess.CompletedProcess:
    return subprocess.run(["sh", "-e", "-c", command], cwd=folder, capture_output=True, text=True)


def verdicts(folder: Path) -> list[bool]:
    """Whether each step of the README ends without an error."""
    return [run(folder, command).returncode == 0 for command in commands(folder)]


def seal_again(folder: Path) -> None:
    """What a forger would do: new sums for everything."""
    names = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
        if (folder / name).exists()
    ]
    (folder / "SHA256SUMS").write_text("".join(sums))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
