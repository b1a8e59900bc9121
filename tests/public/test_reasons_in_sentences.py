"""A public reason ends a sentence of ours where it can, and stands after a colon where it cannot."""

import pytest

from reviews.public.sentences import because


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("It is being decided.", ", because it is being decided"),
        ("Ask us if you are unsure.", ": Ask us if you are unsure"),
        ("Southwark, which has it", ": Southwark, which has it"),
        (
            "Reports are published for twelve months. Ask us for a copy.",
            ": Reports are published for twelve months. Ask us for a copy",
        ),
        ("The family has asked. We agree.", ": The family has asked. We agree"),
    ],
)
def test_only_one_plain_clause_follows_because(typed, end):
    assert because(typed) == end
