"""Something of each letter shows, and nobody can read it: slits, and letters of which no two are hidden alike."""

import pytest

from tests.support import hiding_pdfs as hiding
from tests.support.hiding_pdfs import LINE, NAME, SHOWN


def bars(wide: float, slit: float, last: str = "f") -> str:
    count = int(130 / (wide + slit)) + 1
    return " ".join(f"{88 + n * (wide + slit):.2f} 645 {wide} 16 re {last}" for n in range(count))


def blinds(high: float, slit: float) -> str:
    return " ".join(f"88 {645 + n * (high + slit):.2f} 130 {high} re f" for n in range(4))


COVERED = {
    "bars with slits": f"0 g {bars(5, 0.6)}",
    "narrow bars": f"0 g {bars(3.2, 0.4)}",
    "bars in one path": f"0 g {bars(5, 0.6, '')} f",
    "coloured bars": f"0.1 0.2 0.7 rg {bars(5, 0.6)}",
    "white bars": f"1 g {bars(5, 0.6)}",
    "blinds": f"0 g {blinds(4, 0.5)}",
    "thick dashes": "0 G 20 w [5 .6] 0 d 88 653 m 218 653 l S",
}
LEGIBLE = {
    "bars far apart": f"0 g {bars(2, 12)}",
    "a veil over some of it": "/Faint gs 1 g 88 645 60 16 re f",
    "a box that begins below the letters": "0 g 88 640 130 9 re f",
    "a thick line below": "0 G 4 w 88 645.5 m 218 645.5 l S",
}


@pytest.mark.parametrize("over", COVERED.values(), ids=COVERED)
def test_letters_behind_slits_are_hidden(facts, over):
    found = facts(hiding.with_content(f"{SHOWN} {over}"))
    assert (found.findings[0].kind, found.findings[0].why) == ("hidden-text", "covered")
    assert found.text[0].startswith(LINE)
    assert len(found.text[0]) <= len(LINE) + 4  # a letter in a slit


@pytest.mark.parametrize("over", COVERED.values(), ids=COVERED)
def test_the_same_under_the_letters_hides_nothing_that_contrasts(facts, over):
    found = facts(hiding.with_content(f"{over} 1 0.8 0 rg {SHOWN}"))
    assert found.findings == ()
    assert NAME in found.text[0]


@pytest.mark.parametrize("over", LEGIBLE.values(), ids=LEGIBLE)
def test_letters_of_which_enough_shows_are_seen(facts, over):
    found = facts(hiding.with_content(f"{SHOWN} {over}"))
    assert found.findings == ()
    assert NAME in found.text[0]


@pytest.mark.parametrize(
    ("slit", "kinds"), [(0, ["hidden-text"]), (20, [])], ids=["close", "apart"]
)
def test_bars_of_a_mark_are_looked_at_too(facts, slit, kinds):
    def add(pdf):
        mark = hiding.mark(pdf, "/Ink")
        drawn = " ".join(f"{n * (5.6 + slit):.1f} 0 5 14 re f" for n in range(24))
        mark.AP.N.write(f"0 g {drawn}".encode())
        pdf.pages[0].obj.Annots = [mark]

    found = facts(hiding.changed(add, hiding.with_content(SHOWN)))
    assert {each.kind for each in found.findings} - {"comment", "hidden-character"} == set(kinds)


def letters(colours: list[str]) -> str:
    return " ".join(
        f"{colours[n % len(colours)]} BT /F1 11 Tf 1 0 0 1 {92 + 8 * n} 650 Tm ({letter}) Tj ET"
        for n, letter in enumerate(NAME.replace(" ", ""))
    )


def test_each_second_letter_is_enough_of_a_name(facts):
    found = facts(hiding.with_content(letters(["1 g", "0 g"])))
    assert [each.kind for each in found.findings] == ["hidden-text"]
    assert found.findings[0].recovered.replace(" ", "") == NAME.replace(" ", "")[::2]


def test_a_few_letters_apart_are_no_word(facts):
    found = facts(hiding.with_content(letters(["1 g", "0 g", "0 g", "0 g"])))
    assert {each.kind for each in found.findings} == {"hidden-character"}


def test_letters_under_the_same_in_white_are_hidden_and_so_are_those(facts):
    over = SHOWN.replace("Tf", "Tf 2 Tr")
    found = facts(hiding.with_content(f"{SHOWN} 1 g 1 G 4 w {over}"))
    assert "hidden-text" in {each.kind for each in found.findings}
    assert found.text[0].strip() == LINE


def test_white_letters_over_others_are_seen_where_a_line_is_around_them(facts):
    over = SHOWN.replace("11 Tf", "24 Tf 2 Tr")
    found = facts(hiding.with_content(f"1 g 0 G 0.5 w {over} {over}"))
    assert found.findings == ()
    assert NAME in found.text[0]
