"""What is typed is what readers read, as safe HTML, in a time that grows with the text and no faster."""

import sys

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviews.lib import markdown
from reviews.lib.markdown import prose
from tests.support.reading import typed_words, words

TAGS = {
    "a",
    "blockquote",
    "br",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "strong",
}
TAGS |= {"ul"}
ATTRIBUTES = {"a": {"href", "title", "class"}, "ol": {"start"}, "li": {"value"}}


def numbers(text: str) -> list[str]:
    return [word for word in words(prose(text)) if word.isdecimal()]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2019. It began.\n2021. It ended.\n2024. Published.", ["2019", "2021", "2024"]),
        ("1. a\n3. b\n7. c", ["1", "3", "7"]),
        ("1. a\n1. b\n1. c", ["1", "1", "1"]),
        ("5) a\n6) b", ["5", "6"]),
        ("0. a\n1. b", ["0", "1"]),
        ("01. a\n02. b", ["01", "02"]),
        ("1. a\n\n   4. b\n   9. c\n\n3. d", ["1", "4", "9", "3"]),
        ("> 3. a\n> 5. b", ["3", "5"]),
    ],
)
def test_numbers_are_those_that_were_typed(typed, read):
    assert numbers(typed) == read


def test_a_list_that_counts_on_needs_no_values():
    assert "value" not in prose("3. a\n4. b\n5. c")
    assert '<li value="6">' in prose("3. a\n6. b")


@pytest.mark.parametrize("bullet", ["•\t", "• ", "· ", "▪\t", "○ ", "–\t", "- ", "* "])
def test_bullets_of_word_processors_are_lists(bullet):
    assert (
        prose(f"{bullet}One\n{bullet}Two").replace("\n", "") == "<ul><li>One</li><li>Two</li></ul>"
    )


@pytest.mark.parametrize("text", ["– a dash begins this line", "o\tround", "•none", "·5 of it"])
def test_what_only_looks_like_a_bullet_stays(text):
    assert words(prose(text)) == typed_words(text)
    assert "<ul>" not in prose(text)


def test_single_line_breaks_survive():
    assert prose("The Town Hall\nHigh Street") == "<p>The Town Hall<br />\nHigh Street</p>\n"


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("https://www.example.gov.uk/a_(b)", None),
        ("www.example.com", "https://www.example.com"),
        ("example.gov.uk/page?x=1#y", "https://example.gov.uk/page?x=1#y"),
        ("nspcc.org.uk", "https://nspcc.org.uk"),
        ("ask.us+x@example.co.uk", "mailto:ask.us+x@example.co.uk"),
        ("https://a.example/_layouts/_file_/x*y*z", None),
        ("www.a.example/__init__/", "https://www.a.example/__init__/"),
    ],
)
@pytest.mark.parametrize(
    "around",
    ["{}", "See {}.", "({})", "“{}”", "**{}**", "- {}, and", "> {}!", "[{}]", "{{{}}}", "{}—then"],
)
def test_bare_addresses_are_links(typed, href, around):
    [link] = lxml.html.fromstring(prose(around.format(typed))).iter("a")
    assert (link.text, link.get("href")) == (typed, href or typed)


@pytest.mark.parametrize(
    "text",
    [
        "safe.It was",
        "e.g.this",
        "report.pdf",
        "a@b",
        "http://",
        "x.uk",
        "ftp://a.org.uk/x",
        "@www.a.org",
    ],
)
def test_what_is_no_address_is_no_link(text):
    assert "<a" not in prose(text)


def test_a_link_is_not_linked_within():
    assert prose("[www.a.org](https://b.org)").count("<a ") == 1


@pytest.mark.parametrize(
    "address", ["https://a.uk", "HTTP://a.uk", "mailto:a@b.uk", "tel:+44123", "/p/", "#x"]
)
def test_addresses_that_a_link_may_have(address):
    assert "<a href=" in prose(f"[text]({address})")


ATTACKS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](file:///etc/passwd)",
    "[x](<java\nscript:alert(1)>)",
    "<javascript:alert(1)>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/pixel.png)",
    '[x](https://a.uk "x\\" onmouseover=\\"alert(1)")',
    'https://a.uk/"onmouseover="alert(1)',
    "www.a.uk/'><svg/onload=alert(1)>",
    'a@b.uk"><script>alert(1)</script>',
    "<!-- x --><style>*{display:none}</style>",
    "[x]: javascript:alert(1)\n\n[x]",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href='javascript:alert(1)'>x</a>",
    "| a | b |\n|---|---|\n| <b> | c |",
]


def unsafe(html: str) -> set[str]:
    """Tags, attributes and addresses that no text may produce."""
    found = set()
    for element in lxml.html.fragment_fromstring(html, create_parent="main").iterdescendants():
        allowed = ATTRIBUTES.get(element.tag, set())
        found |= {str(element.tag)} - TAGS | {f"@{name}" for name in set(element.attrib) - allowed}
        found |= {element.get("class", "shown")} - {"shown"}
        href = element.get("href", "/")
        if (
            not href.lower().startswith(("http:", "https:", "mailto:", "tel:", "/", "#"))
            or href[:2] == "//"
        ):
            found.add(href)
    return found


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_produces_anything_unsafe(text):
    assert unsafe(prose(text)) == set()


@pytest.mark.parametrize(
    "html", ["<script>x</script>", "<p onclick='x'>", "<a href='javascript:x'>", "<img>"]
)
def test_what_is_unsafe_is_found(html):
    assert unsafe(html)


pieces = st.sampled_from(
    [
        *"ab \n\t*_[]()<>!#-+>`~&\\|\"'1.2)",
        "1. ",
        "- ",
        "> ",
        "**",
        "](",
        "https://a.uk/",
        "a@b.uk",
        "&amp;",
        "•\t",
    ]
)


@settings(max_examples=300)
@given(st.lists(pieces, max_size=40).map("".join))
def test_whatever_is_typed_is_read_word_for_word(text):
    html = prose(text)
    assert unsafe(html) == set()
    if "](" not in text and "<" not in text:  # whose addresses readers do not read
        assert words(html) == typed_words(text)


@pytest.mark.parametrize("start", ["> ", "- ", "1. ", "> - "])
def test_what_is_nested_too_deep_is_still_read(start):
    assert words(prose(start * 40 + "deep"))[-1] == "deep"
    assert words(prose("".join("  " * depth + "- x\n" for depth in range(40)))).count("x") == 40


def test_what_follows_a_block_that_is_nested_too_deep_is_read_as_it_is():
    nested = "".join("  " * depth + "- x\n" for depth in range(12))
    assert prose(f"{nested}\nAfter\n\n## Heading").endswith("<p>After</p>\n<h2>Heading</h2>\n")


HOSTILE = [
    "![",
    "[",
    "[a](",
    "[a](b ",
    "*_",
    "**a ",
    "<",
    "](",
    "- ",
    "> ",
    "a*",
    "*a_ ",
    '[a](b "',
    "\\",
]
HOSTILE += [
    "`",
    "<a@",
    "<http:",
    "1. ",
    "- a\n",
    "1. a\n",
    "[x](((((",
    "[]",
    "_a",
    " ",
    "a\n",
    "[[a]",
    "a.",
]
HOSTILE += [
    "www.",
    "a@",
    "https://)",
    "a@b.",
    "•\t",
    "0",
    "> 0",
    "a-",
    "https://a.uk/ ",
    "  - a\n",
    "~",
    "|-",
]


def calls(render, text: str) -> int:
    """How many functions of Python and C rendering calls: work that is the same on every machine."""
    count = 0

    def note(frame, event, argument) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        render(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_no_faster_than_the_text(piece):
    small, large = (calls(prose, piece * size) for size in (250, 1000))
    assert large < 6 * small


def test_work_that_grows_faster_is_found():
    unlimited = MarkdownIt("commonmark", {"maxNesting": 10_000})
    small, large = (calls(unlimited.render, "![" * size) for size in (25, 100))
    assert large > 6 * small


def test_each_rule_that_is_off_exists():
    every = MarkdownIt("commonmark").get_all_rules()
    assert set(markdown.OFF) <= {rule for rules in every.values() for rule in rules}
