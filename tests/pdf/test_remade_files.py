"""What is found does not depend on how a page is put down: turned, smaller, in a form, in pieces."""

import io

import pytest
from pikepdf import Pdf

from reviews.pdf.examine import examine_content
from tests.support.hiding_pdfs import saved
from tests.support.made_files.cases import ALL, ASIDE, GOOD, files_of
from tests.support.made_files.judged import KNOWN, fault
from tests.support.made_files.remade import REMAKES, remade

READABLE = ("hardly readable type", "larger")
CASES = [case for case in ALL if case.sort != ASIDE and str(case) not in KNOWN]
WAYS = list(REMAKES)
# Each case in each way; the first of them are of all ways and of as many cases.
PAIRS = [
    (case, way)
    for turn in range(len(WAYS))
    for case, way in ((each, WAYS[(n + turn) % len(WAYS)]) for n, each in enumerate(CASES))
    if (case.way, way) != READABLE
]
FEW = 4 * len(WAYS)


@pytest.mark.sweep(few=FEW, full=len(PAIRS))
def test_a_page_is_judged_alike_however_it_is_put_down(seeds, tmp_path):
    wanted = [PAIRS[seed % len(PAIRS)] for seed in seeds]
    made, wrong = files_of({case for case, _ in wanted}), []
    for case, way in wanted:
        path = tmp_path / "remade.pdf"
        path.write_bytes(remade(made[case], REMAKES[way]))
        wrong += [f"{way}: {found}" for found in [fault(case, path)] if found]
    assert not wrong


def test_few_are_of_every_way_and_of_good_and_bad_files():
    assert len(PAIRS) > len(CASES) * (len(WAYS) - 1)
    assert {way for _, way in PAIRS[:FEW]} == set(WAYS)
    assert {case.sort == GOOD for case, _ in PAIRS[:FEW]} == {True, False}


@pytest.fixture(scope="module")
def report():
    """Its first page, with each letter an object of its own."""
    case = next(case for case in ALL if str(case) == "good: pages of a report (Chromium)")
    with Pdf.open(io.BytesIO(files_of([case])[case])) as pdf:
        del pdf.pages[1:]
        return saved(pdf)


@pytest.mark.parametrize("way", WAYS)
def test_a_page_is_read_alike_however_it_is_put_down(way, report):
    [words] = [page.split() for page in examine_content(report).text]
    assert len(words) > 100
    [again] = examine_content(remade(report, REMAKES[way])).text
    assert again.split() == words
