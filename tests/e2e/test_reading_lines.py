"""Lines of text are as long as the eye follows easily, wherever somebody reads more than a few words."""

import statistics

import pytest

pytestmark = pytest.mark.e2e
REVIEW, COPY = "/reviews/scr-2015-1/", "serious-case-review.pdf/read/"
# Of each paragraph of three lines and more, the longest line but the last, in characters.
LINES = """
[...document.querySelectorAll("main :is(p, li:not(:has(p))):not(.small)")].filter(p => p.checkVisibility() && !p.querySelector(".vh")).map(p => {
    const lines = [], walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT), range = document.createRange();
    let bottom = -Infinity;
    for (let node; node = walker.nextNode();) {
        for (const word of node.data.matchAll(/\\S+/g)) {
            range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
            const box = range.getBoundingClientRect();
            if (box.top >= bottom - 2) { lines.push(0); bottom = box.bottom; }
            lines[lines.length - 1] += word[0].length + 1;
        }
    }
    return lines.length < 3 ? null : Math.max(...lines.slice(0, -1)) - 1;
}).filter(Boolean)
"""


def usual(page) -> float:
    return statistics.median(page.evaluate(LINES))


@pytest.mark.parametrize("address", ["/accessibility/", "/glossary/", f"{REVIEW}{COPY}"])
def test_lines_have_60_to_75_characters(new_page, address):
    page = new_page(width=1280)
    page.goto(address)
    assert 60 <= usual(page) <= 75


def test_longer_lines_are_noticed(new_page):
    page = new_page(width=1280, bypass_csp=True)
    page.goto("/accessibility/")
    page.add_style_tag(content=":root { --measure: 60rem !important }")
    assert usual(page) > 75
