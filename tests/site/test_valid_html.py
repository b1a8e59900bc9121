"""The Nu HTML Checker finds no error in any page, of the public or of staff."""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.test_appearance import pages
from tests.support import admin_client
from tests.support.java import JAVA
from tests.test_access import NAMES, address_of, shut, world  # noqa: F401

pytestmark = [pytest.mark.vnu, pytest.mark.slow, pytest.mark.django_db]
HTML = "text/html"  # and not a redirect, a file, data
# Kept in pages of staff. Safari takes a table that is shown as cards on a phone for no table, unless its
# parts say their roles. The read-only password is Django's.
KEPT = (
    "The “role” attribute must not be used on a “t",
    "Attribute “disabled” not allowed on element “div”",
)


def errors(
    folder: Path, found: dict[str, bytes], kept: tuple[str, ...] = ()
) -> dict[str, list[str]]:
    """What the checker says of each address."""
    names, folder = {}, folder / "pages"
    folder.mkdir()
    for number, (address, text) in enumerate(found.items()):
        (folder / f"{number}.html").write_bytes(text)
        names[f"{number}.html"] = address
    checked = subprocess.run(
        [*JAVA, "-jar", os.environ["VNU_JAR"], "--format", "json", "--errors-only", str(folder)],
        capture_output=True,
        check=False,
    )
    said = {}
    for each in json.loads(checked.stderr)["messages"]:
        if each["message"].startswith(kept):
            continue
        address = names[each["url"].rpartition("/")[2]]
        where = f"line {each.get('lastLine')}: {each['message']} {each.get('extract', '')}"
        said.setdefault(address, []).append(where)
    return said


def of_staff(things: dict, names: list[str]) -> dict[str, bytes]:
    client = admin_client.signed_in(
        admin_client.person("Editors", "Approvers", "Auditors", "Administrators")
    )
    found = {}
    for name in names:
        answer = client.get(address_of(name, things))
        if answer.headers["Content-Type"].startswith(HTML) and not answer.streaming:
            found[name] = answer.content
        shut(answer)
    return found


@pytest.mark.sweep(few=1, full=3)
def test_pages_of_staff(world, tmp_path, seeds):  # noqa: F811
    [seed] = seeds
    found = of_staff(world, NAMES[seed % 3 :: 3])
    assert len([name for name in found if name.startswith("admin:")]) > 20
    assert errors(tmp_path, {name: text for name, text in found.items() if text}, KEPT) == {}


def test_public_pages_with_the_longest_words(client, tmp_path):
    assert errors(tmp_path, {name: text.encode() for name, text in pages(client).items()}) == {}


def test_an_error_is_found(tmp_path):
    page = b"<!DOCTYPE html><html lang=en><title>Wrong</title><p><ul><li></ul></p><img src=a.png>"
    found = errors(tmp_path, {"/right": page.split(b"<p>")[0], "/wrong": page})
    assert Counter({address: len(said) for address, said in found.items()}) == {"/wrong": 2}
