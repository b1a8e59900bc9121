"""Tables as people paste them: cells, line ends and quotes are read as they are meant."""

import csv
import io
import random

import pytest

from reviews.lib.tables import read_table

READ = {
    "tabs": ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
    "Windows line ends": ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
    "commas": ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    "semicolons": ("a;b, or c\nd;e", [["a", "b, or c"], ["d", "e"]]),
    "byte order mark": ("\ufeffa,b", [["a", "b"]]),
    "quotes around a separator": ('"a, or b",c\n"d",e', [["a, or b", "c"], ["d", "e"]]),
    "a line end in a cell": ('"one\ntwo"\tb\nc\td', [["one\ntwo", "b"], ["c", "d"]]),
    "doubled quotes": ('"the ""board"""\tb', [['the "board"', "b"]]),
    "quotes that are words": ('"Listen" to us\tb "c"', [['"Listen" to us', 'b "c"']]),
    "a quote that never ends": ('5" pipe\t"open\nc\td', [['5" pipe', '"open'], ["c", "d"]]),
    "a comma in a table of tabs": ("a, b\tc\nd\te", [["a, b", "c"], ["d", "e"]]),
    "rows of several lengths": ("a\tb\tc\nd", [["a", "b", "c"], ["d", "", ""]]),
    "empty rows": ("a\tb\n\n\t\nc\td\n", [["a", "b"], ["c", "d"]]),
    "empty cells": ("\tb\t\n", [["", "b", ""]]),
    "one column": ("one\ntwo, and more\nthree", [["one"], ["two, and more"], ["three"]]),
    "one cell": ("word", [["word"]]),
    "nothing": (" \n\t\n", []),
}


@pytest.mark.parametrize("name", READ)
def test_it_is_read_as_it_is_meant(name):
    text, cells = READ[name]
    assert read_table(text) == cells


@pytest.mark.parametrize("separator", "\t,;")
@pytest.mark.parametrize("seed", range(40))
def test_what_a_spreadsheet_writes_is_read_back(separator, seed):
    dice = random.Random(seed)
    signs = ["a", "word", " or ", '"', "\n", ",", ";", "é", "1."]
    rows = [
        [f"x{''.join(dice.choices(signs, k=dice.randint(0, 6)))}y" for _ in range(4)]
        for _ in range(dice.randint(1, 9))
    ]
    written = io.StringIO()
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    assert read_table(written.getvalue()) == rows


@pytest.mark.parametrize(
    "text", ['"' * 200_000, '"a\t' * 100_000, '"\n,' * 100_000, ",;|" * 100_000]
)
def test_a_hostile_text_takes_no_time(text):
    """Bounded by the work, not by a clock: each of these would otherwise run for minutes."""
    assert read_table(text)
