"""static/editor.js is what bin/build-editor makes of the sources that are here."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

import reviews.admin
from scr_site.settings import BASE_DIR

SOURCES = Path(reviews.admin.__file__).parent / "editor"
BUILT = BASE_DIR / "static" / "editor.js"


def made_of(sources: Path) -> str:
    """The digest that bin/build-editor writes into the first line."""
    scripts = sorted((sources / "src").glob("*.js"))
    files = [sources / "package-lock.json", *scripts]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def stated(script: Path) -> str:
    return re.match(
        r"/\* Built by bin/build-editor from sha256:([0-9a-f]{64}) \*/", script.read_text()
    )[1]


def test_the_editor_is_built_from_its_sources():
    assert stated(BUILT) == made_of(SOURCES), "The sources have changed: run bin/build-editor."


@pytest.mark.parametrize("file", ["src/index.js", "package-lock.json"])
def test_a_source_that_changed_without_a_build_is_found(tmp_path, file):
    sources = shutil.copytree(SOURCES, tmp_path / "editor")
    with (sources / file).open("a") as changed:
        changed.write("\n// changed\n")
    assert stated(BUILT) != made_of(sources)


def test_the_sources_are_not_sent_to_browsers():
    sent = [path for finder in finders.get_finders() for path, _ in finder.list([])]
    assert "editor.js" in sent
    assert [path for path in sent if "editor/" in path or path.endswith("package-lock.json")] == []


def test_the_built_file_runs_under_the_content_security_policy():
    assert re.findall(r"\beval\(|new Function", BUILT.read_text()) == []
