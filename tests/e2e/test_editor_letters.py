"""What lists in Markdown cannot count, “(a)”, “iv.” or “1.1”, stays as it stood in the document."""

import pytest

from tests.e2e.prose_editor import paste, stored

pytestmark = pytest.mark.e2e


def item(mark: str, text: str, level: int = 1) -> str:
    """A paragraph of a list as Word copies it."""
    style = f"mso-list:l0 level{level} lfo1"
    shown = f"<span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp; </span></span>"
    return f"<p class=MsoListParagraph style='{style}'>{shown}{text}</p>"


# By what was pasted, what is stored.
OF_WORD = {
    item("(a)", "One") + item("(b)", "Two"): "(a) One\n\n(b) Two",
    "".join([item("i.", "One"), item("iv)", "Four"), item("B.", "Other"), item("1.2", "Part")]): (
        "i. One\n\niv) Four\n\nB. Other\n\n1.2 Part"
    ),
    "".join(
        [item("1.", "One"), item("(a)", "Of one", 2), item("2.", "Two"), item("Ø", "Point", 2)]
    ): "1. One\n\n   (a) Of one\n2. Two\n   - Point",
    item("7.", "Seven") + item("o", "Point", 2): "7. Seven\n   - Point",
}
OF_WEB_PAGES = {
    "<ol type=a start=3><li>One<li><p>Two</p><p>More</p></ol>": "c. One\n\nd. Two\n\nMore",
    "<ol><li style='list-style-type:lower-roman'>One</li><li value=9>Nine</li></ol>": (
        "i. One\n\nix. Nine"
    ),
    "<ol><li>One<ol type=A><li>Of <b>one</b></li></ol></li><li>Two</li></ol>": (
        "1. One\n\n   A. Of **one**\n2. Two"
    ),
    "<ol><li>One</li><li>Two</li></ol>": "1. One\n2. Two",
}


def test_marks_that_no_list_can_count_stay(draft):
    cases = OF_WORD | OF_WEB_PAGES
    html = "".join(f"<h2>Case</h2>{case}" for case in cases)
    paste(draft, f"<html><body>{html}</body></html>")
    assert cases_in(draft) == list(cases.values())


def test_lines_of_plain_text_with_such_marks_stay_apart(draft):
    lines = [
        "We will",
        "(a) listen",
        "to them",
        "(b) train.",
        "2.1 It cost",
        "2.5 million.",
        "A. Smith",
    ]
    paste(draft, "", "\n".join(lines))
    expected = "We will\n\n(a) listen to them\n\n(b) train.\n\n2.1 It cost 2.5 million. A. Smith"
    assert cases_in(draft) == [expected]


def cases_in(draft) -> list[str]:
    """What is stored, by its headings."""
    text = stored(draft).replace("\r\n", "\n").removeprefix("## Case\n\n")
    return text.split("\n\n## Case\n\n")
