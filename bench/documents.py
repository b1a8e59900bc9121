"""How long checking and cleaning PDFs takes: pages a second, and where the time goes.

    .venv/bin/python bench/documents.py [file.pdf …]

Without files it makes two: 60 pages of ordinary text, and 300 dense ones.
CPU time of one process, without starting it; machines are noisy, so compare the ratios.
"""

import gc
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from reviews.pdf import budget  # noqa: E402
from reviews.pdf.clean.copy import cleaned_copy  # noqa: E402
from reviews.pdf.examine import examine  # noqa: E402
from reviews.pdf.inspect.hidden_text import hidden_text  # noqa: E402
from reviews.pdf.inspect.redactions import covered_pictures  # noqa: E402
from reviews.pdf.inspect.visibility import look  # noqa: E402
from reviews.pdf.limits import OBJECTS_BETWEEN_COLLECTIONS  # noqa: E402
from reviews.pdf.pages import open_pages  # noqa: E402
from tests.support import pdfs  # noqa: E402

SENTENCE = "The panel heard what agencies knew of the child and what they did about it. "


def made(folder: Path) -> list[Path]:
    """Pages share their content, which does not make them quicker to check."""
    files = {"60 pages of text": (60, 45, 11), "300 dense pages": (300, 100, 7)}
    return [_made(folder / f"{name}.pdf", *shape) for name, shape in files.items()]


def _made(path: Path, pages: int, lines: int, size: int) -> Path:
    content = pdfs.make_pdf("\n".join([SENTENCE] * 50), producer="x")
    with pdfs.Pdf.open(pdfs.io.BytesIO(content)) as pdf:
        shown = " T* ".join([f"({SENTENCE}) Tj"] * lines)
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(
            f"BT /F1 {size} Tf 40 810 Td {size + 1} TL {shown} ET".encode()
        )
        pdf.docinfo["/Author"] = "Somebody"
        for _ in range(pages - 1):
            pdf.pages.append(page)
        pdf.save(path)
    return path


def measure(path: Path) -> None:
    began = time.process_time()
    facts = examine(path)
    checked = time.process_time() - began
    began = time.process_time()
    copy = cleaned_copy(path, facts.public_title, facts)
    cleaned = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    letters = sum(map(len, facts.text)) // facts.pages
    print(  # noqa: T201
        f"{path.stem}: {facts.pages} pages of {letters} characters, checked in {checked:.2f} s "
        f"({facts.pages / checked:.0f} pages a second), {'cleaned' if copy else 'no copy'} in {cleaned:.2f} s, "
        f"{memory} MB; {parts(path)}"
    )


def parts(path: Path) -> str:
    """Where the time of the pages goes."""
    spent = dict.fromkeys(("seeing characters", "hidden text", "boxes over pictures"), 0.0)
    with open_pages(path.read_bytes()) as document:
        for number, page in enumerate(document, start=1):
            marks = [time.process_time()]
            looked = look(page)
            marks.append(time.process_time())
            hidden_text(looked, number)
            marks.append(time.process_time())
            covered_pictures(page, looked.parts, number)
            marks.append(time.process_time())
            for name, start, end in zip(spent, marks, marks[1:], strict=False):
                spent[name] += end - start
            page.close()
    return ", ".join(f"{name} {seconds:.2f} s" for name, seconds in spent.items())


if __name__ == "__main__":
    budget.impose()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)  # as in the child process
    with tempfile.TemporaryDirectory() as folder:
        for path in [Path(name) for name in sys.argv[1:]] or made(Path(folder)):
            measure(path)
