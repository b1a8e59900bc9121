"""Which hidden names are found, and which good files are held up, by way and by the program that made the file.

    CHROMIUM=… .venv/bin/python bench/hidden_text.py [producer …]

Chromium, reportlab and scans are those of the tests; WeasyPrint, LibreOffice, LaTeX and Ghostscript are asked if
they are installed (on Debian: weasyprint, libreoffice-writer, texlive-pictures with texlive-latex-recommended and
lmodern, ghostscript), and named if not. A file that a program made without the name in it, because it leaves
out what nobody sees, is not counted.
"""

import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from reviews.pdf.facts import Unreadable  # noqa: E402
from tests.support.made_files import programs  # noqa: E402
from tests.support.made_files.cases import GOOD, PRODUCERS, Case, Producer  # noqa: E402
from tests.support.made_files.judged import fault, is_what_it_says  # noqa: E402

RIGHT, WRONG, NOT_MADE = "right", "wrong", "not made"


def judged(producer: Producer, path: Path) -> dict[Case, tuple[str, str]]:
    """Whether it is right, and what is wrong."""
    cases = producer.cases()
    files = producer.files(cases)
    found = dict.fromkeys(cases, (NOT_MADE, ""))
    for case, content in files.items():
        if is_what_it_says(case, content):
            path.write_bytes(content)
            wrong = _fault(case, path)
            found[case] = (WRONG, wrong) if wrong else (RIGHT, "")
    return found


def _fault(case: Case, path: Path) -> str:
    try:
        return fault(case, path)
    except Unreadable as error:
        return f"{case}: refused, {error}"


def table(found: dict[Case, tuple[str, str]], names: list[str]) -> None:
    ways = sorted({(case.sort, case.way) for case in found})
    signs = {RIGHT: "+", WRONG: "MISS", NOT_MADE: "-"}
    print(f"{'':44}" + "".join(f"{name:>12}" for name in names))  # noqa: T201
    for sort, way in ways:
        cells = (found.get(Case(sort, way, name)) for name in names)
        shown = "".join(f"{signs[cell[0]] if cell else '':>12}" for cell in cells)
        print(f"{sort + ': ' + way:44}{shown}")  # noqa: T201


def totals(found: dict[Case, tuple[str, str]], names: list[str]) -> None:
    for title, is_meant in (("hidden", False), ("good", True)):
        cases = {case: how for case, (how, _) in found.items() if (case.sort == GOOD) == is_meant}
        of_all = Counter(cases.values())
        made = of_all[RIGHT] + of_all[WRONG]
        ways = {case.way for case, how in cases.items() if how != NOT_MADE}
        print(f"\n{title}: {made} files in {len(ways)} ways, {of_all[RIGHT]} judged rightly")  # noqa: T201
        for name in names:
            own = Counter(how for case, how in cases.items() if case.producer == name)
            print(f"  {name}: {own[RIGHT]} of {own[RIGHT] + own[WRONG]}, {own[NOT_MADE]} not made")  # noqa: T201


def main(wanted: list[str]) -> None:
    warnings.simplefilter("ignore")
    producers = [*PRODUCERS, *programs.there()]
    chosen = [each for each in producers if not wanted or each.name in wanted]
    found: dict[Case, tuple[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for producer in chosen:
            found |= judged(producer, Path(folder) / "made.pdf")
    names = [producer.name for producer in chosen]
    table(found, names)
    for _, wrong in sorted(found.values()):
        print(wrong, end="\n" if wrong else "")  # noqa: T201
    totals(found, names)
    print(f"\nNot there: {', '.join(programs.missing()) or 'none'}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
