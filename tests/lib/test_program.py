"""The name of the program that makes pages changes with whatever they are made of."""

from pathlib import Path

import pytest

from reviews.lib import program

MADE_OF = ("templates/base.html", "static/register.css", "reviews/public/a.py", "locale/cy/a.mo")


@pytest.fixture
def copy(tmp_path) -> Path:
    for name in (*MADE_OF, "tests/a.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("before")
    return tmp_path


def test_it_is_another_after_a_change_of_any_part_and_of_nothing_else(copy, settings):
    names = {program.fingerprint_of(copy)}
    (copy / "tests/a.py").write_text("after")
    assert {program.fingerprint_of(copy)} == names
    for count, name in enumerate(MADE_OF, 2):
        (copy / name).write_text("after")
        names.add(program.fingerprint_of(copy))
        assert len(names) == count
    settings.SITE_URL = "https://other.example"
    assert program.fingerprint_of(copy) not in names
    assert len(program.fingerprint()) == program.LENGTH
