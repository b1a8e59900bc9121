"""How long a worker reads a scan: processor time and memory.

    .venv/bin/python bench/scans.py [pages, 24 if not said]

Needs what recognises scans (bin/setup scans). A page has 25 lines of nine words.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr_site.settings")

from reviews import pdf  # noqa: E402
from tests.support import scans  # noqa: E402

LINE = "The panel heard what agencies knew of the child."
LINES = 25


def measure(pages: int, folder: Path) -> None:
    path = folder / "scan.pdf"
    path.write_bytes(scans.scan(*[scans.picture([LINE] * LINES)] * pages))
    began = time.monotonic()
    answer = pdf.recognise_afresh(path, ["en"], folder, pdf.recogniser.limits_for(pages))
    took = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    read = sum(LINE in text for text in answer.copy.facts.text)
    print(  # noqa: T201
        f"{pages} pages, {read} of them read without a fault in the first line: {used.ru_utime + used.ru_stime:.0f} s "
        f"of processor time, {took:.0f} s, at most {used.ru_maxrss // 1024} MB for a process"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 24, Path(made))
