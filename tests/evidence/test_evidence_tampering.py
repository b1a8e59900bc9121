"""Bundles that were changed after they were made."""

import re
import shutil

import pytest

from tests.support.evidence_bundles import (
    CHAIN,
    CHECKS,
    FILES,
    SIGNATURES,
    commands,
    history,
    replace,
    run,
    seal_again,
    unpacked,
    verdicts,
)

pytestmark = pytest.mark.django_db

MEMBERS = [
    *("README.txt", "index.html", "events.jsonl", "ledger.jsonl", "ledger-start.txt"),
    *("public-key.pem", "style/register.css", "pages/edition-1.html", "editions/2.json"),
    *("pages/withdrawal-of-edition-2.html", "tables/approvals.csv", "tables/notices.csv"),
]


def test_a_byte_changed_anywhere_shows(tmp_path):
    folder = unpacked(history(), tmp_path)
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
    assert {folder / name for name in MEMBERS} <= set(files)
    first = commands(folder)[CHECKS]
    for path in files:
        was = path.read_bytes()
        path.write_bytes(was[:-1] + bytes([was[-1] ^ 1]))
        assert run(folder, first).returncode != 0, path
        path.write_bytes(was)
    assert run(folder, first).returncode == 0


def change_an_event(folder):
    replace(folder / "events.jsonl", "user-", "user+")
    return CHAIN


def change_the_ledger(folder):
    replace(folder / "ledger.jsonl", '"published"', '"scheduled"')
    return CHAIN


def leave_an_event_out(folder):
    lines = (folder / "events.jsonl").read_text().splitlines(keepends=True)
    (folder / "events.jsonl").write_text("".join(lines[:-1]))
    return CHAIN


def cut_the_ledger(folder):
    lines = (folder / "ledger.jsonl").read_text().splitlines(keepends=True)
    (folder / "ledger.jsonl").write_text("".join(lines[:-1]))
    return CHAIN


def change_what_was_signed(folder):
    replace(folder / "editions/2.json", "Canary", "Parrot")
    return CHAIN


def change_a_head(folder):
    note = max((folder / "checkpoints").iterdir())
    text = note.read_text()
    note.write_text(re.sub(r"head .{4}", "head 0000", text))
    assert note.read_text() != text
    return CHAIN


def change_a_time(folder):
    replace(max((folder / "checkpoints").iterdir()), "time 2", "time 3")
    return SIGNATURES


def change_a_file(folder):
    path = min((folder / "files").iterdir())
    path.write_bytes(path.read_bytes() + b"%")
    return FILES


FORGERIES = [
    *(change_an_event, change_the_ledger, leave_an_event_out, cut_the_ledger),
    *(change_what_was_signed, change_a_head, change_a_time, change_a_file),
]


def test_a_forger_who_writes_new_sums_is_found_by_another_step(tmp_path):
    bundle = unpacked(history(), tmp_path)
    for tamper in FORGERIES:
        folder = tmp_path / tamper.__name__
        shutil.copytree(bundle, folder)
        step = tamper(folder)
        assert verdicts(folder)[CHECKS] is False, tamper
        seal_again(folder)
        found = verdicts(folder)
        assert (found[CHECKS], found[step]) == (True, False), tamper
