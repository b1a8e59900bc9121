"""Addresses as people copy them from old websites, and as browsers ask for them."""

import pytest

from reviews.lib import addresses

COPIED = {
    "/old/page/": "old/page",
    "old/page.aspx": "old/page.aspx",
    "download_info.php?downloadID=123": "download_info.php?downloadID=123",
    "https://www.board.example/info/112/reviews.html": "info/112/reviews.html",
    "http://board.example:8080/page.php?section=section_2&id=270": "page.php?id=270&section=section_2",
    "//board.example/a": "a",
    "www.board.gov.uk/a/b": "a/b",
    "board.gov.uk/a/b": "a/b",
    "index.php/about": "index.php/about",
    "caf%C3%A9": "café",
    "cafe\u0301": "café",
    "caf%E9": "caf%E9",
    "a%20b/c.pdf": "a b/c.pdf",
    "<https://board.example/a.pdf>": "a.pdf",
    "docs\\report.pdf": "docs/report.pdf",
    "/?page_id=12": "?page_id=12",
    "p.asp?Page.htm": "p.asp?Page.htm",
    "p?id=3&utm_source=letter&fbclid=x": "p?id=3",
    "p?q=a+b%26c": "p?q=a%20b%26c",
    "https://board.example/": "",
    "": "",
}


@pytest.mark.parametrize("typed", COPIED)
def test_the_part_that_a_website_answers_to_is_kept(typed):
    assert addresses.read(typed).address == COPIED[typed]


@pytest.mark.parametrize("text", ["http://[", "http://[a]/b", ""])
def test_what_is_no_address_has_no_parts(text):
    assert not any(addresses.split(text))
    assert addresses.split("https://board.example/a").path == "/a"


def test_what_is_left_off_is_stated():
    assert addresses.read("a/b").left_off == []
    assert addresses.read("https://www.board.example/a#part-2").left_off == [
        "“https://www.board.example” was left off: only what follows it counts.",
        "“#part-2” was cut off: browsers never send it.",
    ]


@pytest.mark.parametrize(
    "typed",
    ["mailto:a@b.example", "ftp://a.example/b", "a/../b", "http://[a/b", "a%00b", "a%0Ab"],
)
def test_what_is_no_address_of_a_page_is_refused(typed):
    with pytest.raises(ValueError, match="Give the address"):
        addresses.read(typed)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Reviews/SCR-1/", "reviews/scr-1/"),
        ("reviews/scr-1", "reviews/scr-1/"),
        ("reviews/scr-1/.", "reviews/scr-1/"),
        ("reviews/scr-1).", "reviews/scr-1/"),
        ("reviews/scr-1/Report.PDF,", "reviews/scr-1/report.pdf"),
        ("reviews/scr-1/report.pdf/", "reviews/scr-1/report.pdf"),
        (").", ""),
    ],
)
def test_capitals_and_what_ends_a_sentence_are_tidied(asked, expected):
    assert addresses.tidy(asked) == expected
