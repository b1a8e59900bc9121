"""Prints pages of HTML with Chromium, many in one process of their own: a browser takes long to start.

python -m tests.support.made_files.chromium FOLDER    prints each FOLDER/*.html beside it
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Hashable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[3]
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def printed(pages: Mapping[Hashable, str]) -> dict:
    """The PDF of each page."""
    with TemporaryDirectory() as made:
        folder, names = Path(made), dict(enumerate(pages))
        for number, name in names.items():
            (folder / f"{number}.html").write_text(pages[name])
        command = [sys.executable, "-m", __spec__.name, made]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603
        return {name: (folder / f"{number}.pdf").read_bytes() for number, name in names.items()}


def main(folder: Path) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        for path in sorted(folder.glob("*.html")):
            page.goto(path.as_uri())
            page.pdf(path=path.with_suffix(".pdf"), prefer_css_page_size=True, print_background=True, tagged=True, outline=True)  # fmt: skip
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
