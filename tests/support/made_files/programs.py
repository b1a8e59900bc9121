"""Files that other programs make: WeasyPrint, LibreOffice, LaTeX, and Ghostscript of what others made."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from tests.support.made_files import html_ways, latex_ways, office_ways
from tests.support.made_files.cases import (
    ASIDE,
    EMPTY,
    GOOD,
    HIDDEN,
    PLAIN,
    PRODUCERS,
    Key,
    Producer,
    of_html,
)

LONGEST = 600  # seconds


def _run(*command: str, folder: Path) -> None:
    """What it says is of no use to anybody; what it made is looked at."""
    subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=LONGEST)  # noqa: S603


def _made(sources: Mapping[Key, str], end: str, run: Callable[[Path], None]) -> dict[Key, bytes]:
    """The PDFs beside files with these texts, once a program has run in their folder."""
    with TemporaryDirectory() as made:
        folder, names = Path(made), {key: f"f{number}" for number, key in enumerate(sources)}
        for key, name in names.items():
            (folder / f"{name}.{end}").write_text(sources[key])
        run(folder)
        paths = {key: folder / f"{name}.pdf" for key, name in names.items()}
        return {key: path.read_bytes() for key, path in paths.items() if path.exists()}


def _weasyprint(sources: Mapping[Key, str]) -> dict[Key, bytes]:
    def run(folder: Path) -> None:
        for path in folder.glob("*.html"):
            _run("weasyprint", path.name, f"{path.stem}.pdf", folder=folder)

    return _made(sources, "html", run)


def _office(sources: Mapping[Key, str]) -> dict[Key, bytes]:
    def run(folder: Path) -> None:
        files = sorted(path.name for path in folder.glob("*.fodt"))
        home = f"-env:UserInstallation=file://{folder}/home"
        options = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportNotes":{"type":"boolean","value":"true"}}'
        _run("soffice", home, "--headless", "--convert-to", options, *files, folder=folder)

    return _made(sources, "fodt", run)


def _latex(sources: Mapping[Key, str]) -> dict[Key, bytes]:
    def run(folder: Path) -> None:
        for path in folder.glob("*.tex"):
            _run("pdflatex", "-interaction=batchmode", path.name, folder=folder)

    return _made(sources, "tex", run)


def _distilled(sources: Mapping[Key, Callable[[], bytes]]) -> dict[Key, bytes]:
    """What Ghostscript makes of the file of another program."""
    found = {}
    with TemporaryDirectory() as made:
        folder = Path(made)
        for key, make in sources.items():
            (folder / "in.pdf").write_bytes(make())
            _run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", "out.pdf", "in.pdf", folder=folder)  # fmt: skip
            found[key] = (folder / "out.pdf").read_bytes()
    return found


# What Debian's WeasyPrint knows nothing of: it shows the name, or hides what should be seen.
NOT_BY_WEASYPRINT = {
    *(
        "blended away",
        "cut by a path",
        "faded by a mask",
        "gradient in letters",
        "letters in outline",
    ),
    *("inner shadow on top", "shadow of a box on top", "its own outline over it", "made lighter"),
    *("lines side by side on top", "stripes on top", "thick strike-through", "thick underline"),
}


def _of_weasyprint() -> Producer:
    whole = of_html("WeasyPrint", _weasyprint, html_ways.LEFT_OUT_BY_BROWSERS)
    known = {key: text for key, text in whole.sources.items() if key[1] not in NOT_BY_WEASYPRINT}
    return Producer(whole.name, known, whole.make)


def _of_module(name: str, ways: ModuleType, make: Callable) -> Producer:
    sorts = {HIDDEN: ways.WAYS, ASIDE: ways.ASIDE, GOOD: ways.GOOD}
    sources = {(sort, way): text for sort, found in sorts.items() for way, text in found.items()}
    return Producer(name, sources | {PLAIN: ways.PLAIN, EMPTY: ways.EMPTY}, make)


PROGRAMS = {
    "weasyprint": _of_weasyprint(),
    "soffice": _of_module("LibreOffice", office_ways, _office),
    "pdflatex": _of_module("LaTeX", latex_ways, _latex),
    "gs": Producer("Ghostscript", PRODUCERS[1].sources, _distilled),
}


def there() -> list[Producer]:
    return [made for program, made in PROGRAMS.items() if shutil.which(program)]


def missing() -> list[str]:
    return [made.name for program, made in PROGRAMS.items() if not shutil.which(program)]
