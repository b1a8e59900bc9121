"""Which words of two texts are kept, removed and added, however long the texts are."""

import pytest

from reviews.lib.text_diff import Piece, pieces


def numbered(letter: str, lines: int) -> str:
    """Lines, every second one blank, and no other is like another."""
    return "".join(f"{letter}{n}\n" if n % 2 else "\n" for n in range(lines))


@pytest.mark.parametrize("lines", [1_200, 4_000, 35_000])
def test_in_long_texts_blank_lines_do_not_tie_together_what_is_not_alike(lines):
    found = pieces("First.\n" + numbered("p", lines), "First.\n" + numbered("q", lines))
    assert [piece.kind for piece in found] == ["kept", "removed", "added"]


def test_in_long_texts_what_was_put_in_between_is_all_that_is_new():
    old = [numbered(letter, 600) for letter in "pqr"]
    found = pieces("".join(old), "First words.\n".join([*old[:2], "Last words.\n" + old[2]]))
    changed = [(each.kind, each.text) for each in found if each.kind != "kept"]
    assert changed == [("added", "First words.\n"), ("added", "First words.\nLast words.\n")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "New"),
        ("Old", ""),
        ("A b c.\n\nD e f.\n", "A b x.\n\nInserted.\n\nD e f.\n"),
        ("One\r\nTwo", "One\nTwo"),
        ("word " * 4000, "other " * 4000),
        ("ÿ 😀 e\u0301\n", "ÿ 😀 é\n"),
        ("a\n" * 3, "a\n" * 5),
        ("a\nb\na\n", "a\na\n"),
        ("a\n" + "\n" * 35_000 + "b\n", "c\n" + "\n" * 35_001 + "d\n"),
        (numbered("p", 35_000), numbered("p", 34_000) + numbered("q", 1_000)),
        (numbered("p", 1_200), numbered("p", 500) + numbered("q", 7) + numbered("p", 700)),
    ],
)
def test_the_pieces_make_up_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "added") == before
    assert "".join(piece.text for piece in found if piece.kind != "removed") == after


def test_what_cannot_be_seen_is_made_visible():
    shown = [
        piece.shown for piece in pieces("a b\n", "a\u00a0b\u200b\n\n") if piece.kind == "added"
    ]
    assert "⍽" in "".join(shown)
    assert "[U+200B]" in "".join(shown)
    assert "¶" in "".join(shown)
    assert Piece("kept", "a\u00a0b\n").shown == "a\u00a0b\n"
