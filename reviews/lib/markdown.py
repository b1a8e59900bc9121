"""Text that people typed, as safe HTML. Only this and public/reading.py mark a string as safe.

Readers see the words that were typed, all of them and no others: that is why so much of Markdown
is off. reviews/admin/editor/src/markdown.js reads texts by the same rules; change both together
(tests/e2e/test_editor_texts.py compares them).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# What would show something that was not typed, or hide or alter something that was: “the child`s”
# would lose its sign, “[1]: Smith” its line, a paragraph that is indented would become code.
OFF = ["backticks", "code", "entity", "fence", "html_block", "html_inline", "image", "lheading"]
OFF += ["reference"]
# Deeper blocks are read as paragraphs: markdown-it would drop what lies below its own limit of 20.
DEEPEST = 14
LOWEST_HEADING = 6

# A page of this site or a part of this page, or one of four schemes.
_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|/(?![/\\])|#)", re.IGNORECASE)

_HOST = r"(?:[a-z0-9-]{1,63}\.){1,9}"
_REST = r"(?:[:/?#][^\s<>\"“”—]{0,2000})?"
# Without a scheme only what is surely meant: “www.” in front, or a British ending. “…lessons.It was”
# is no address, although .it is a country.
_BARE = re.compile(
    r"(?<![\w@./+'-])(?:"
    r"(?P<web>https?://(?=\w)[^\s<>\"“”—]{1,2000})"
    rf"|(?P<mail>[\w.+'-]{{1,64}}@{_HOST}[a-z]{{2,24}})"
    rf"|(?P<host>(?:www\.{_HOST}[a-z]{{2,24}}|{_HOST}(?:ac|co|gov|mod|nhs|org|police|sch)\.uk){_REST})"
    r")(?![\w@])",
    re.IGNORECASE,
)
_AFTER_ADDRESS = ".,:;!?'’*_"
_BRACKETS = {")": "(", "]": "[", "}": "{"}

# A bullet as word processors write it; a number with a leading zero, which a list would lose.
_BULLET = re.compile(r"^([ \t>]*)(?:[•▪●○◦‣∙·](?=[ \t])|[–](?=\t))[ \t]+", re.MULTILINE)
_LEADING_ZERO = re.compile(r"^([ \t>*+-]*0[0-9]{1,8})(?=[.)](?:[ \t]|$))", re.MULTILINE)

# Signs inside a web address, “/_layouts/_file_/”, which would be read as emphasis and taken out of it.
_WEB_ADDRESS = re.compile(r"(^|[^<A-Za-z0-9_])((?:https?://|www\.)[^\s<>]+)", re.IGNORECASE)
_SIGNS = re.compile(r"(\\?[_*]+)([A-Za-z0-9/-]?)")


def prose(text: str, *, below: int = 1) -> SafeString:
    """Markdown as HTML, every heading lower than one of level ``below``."""
    return mark_safe(_MARKDOWN.render(_prepared(text), {"below": below}))


def sections(text: str) -> list[tuple[SafeString, SafeString]]:
    """The same, in parts: the heading of each section and what stands below it.

    What stands before the first heading has none, and is left out if there is nothing.
    """
    env = {"below": 1}
    tokens = _MARKDOWN.parse(_prepared(text), env)
    starts = [at for at, token in enumerate(tokens) if _opens_section(token)]
    ends = [*starts[1:], len(tokens)]
    parts = [("", tokens[: starts[0]] if starts else tokens)]
    for start, end in zip(starts, ends, strict=False):
        # A heading is three tokens: its start, its words, its end.
        heading = _MARKDOWN.renderer.render(tokens[start + 1 : start + 2], _MARKDOWN.options, env)
        parts.append((heading, tokens[start + 3 : end]))
    return [
        (mark_safe(heading), mark_safe(_MARKDOWN.renderer.render(rest, _MARKDOWN.options, env)))
        for heading, rest in parts
        if heading or rest
    ]


def _opens_section(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h2" and token.level == 0


def _prepared(text: str) -> str:
    text = _LEADING_ZERO.sub(r"\1\\", _BULLET.sub(r"\1- ", text))
    return _WEB_ADDRESS.sub(lambda found: found[1] + _with_its_signs(found[2]), text)


def _with_its_signs(address: str) -> str:
    """Those at the end may close an emphasis that was opened before the address."""

    def kept(found: re.Match) -> str:
        return re.sub(r"\\?([_*])", r"\\\1", found[1]) + found[2] if found[2] else found[0]

    return _SIGNS.sub(kept, address)


def _is_safe(address: str) -> bool:
    return bool(_SAFE_ADDRESS.match(address.strip()))


def _line_after(state: StateBlock, start: int, end: int) -> int:
    """The first line that is no longer inside the innermost block."""
    line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        line += 1
    return line


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: everything below the deepest level is one paragraph."""
    if state.level < DEEPEST or silent:
        return False
    after = _line_after(state, start, end)
    for kind, nesting in (("paragraph_open", 1), ("inline", 0), ("paragraph_close", -1)):
        token = state.push(kind, "" if kind == "inline" else "p", nesting)
        token.map = [start, after]
        if kind == "inline":
            token.content = state.getLines(start, after, state.blkIndent, False).strip()
            token.children = []
    state.line = after
    return True


def _typed_numbers(state: StateCore) -> None:
    """A core rule: each item of a list has the number that was typed, in ``<li value>`` if need be."""
    lists: list[int | None] = []
    for token in state.tokens:
        if token.type == "ordered_list_open":
            start = token.attrGet("start")
            lists.append(1 if start is None else int(start))
        elif token.type == "bullet_list_open":
            lists.append(None)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            lists.pop()
        elif token.type == "list_item_open" and lists[-1] is not None:
            lists[-1] = _numbered(token, expected=lists[-1])


def _numbered(item: Token, *, expected: int) -> int:
    """The number that the item after this one has unless another is typed."""
    typed = int(item.info)
    if typed != expected:
        item.attrSet("value", str(typed))
    return typed + 1


def _headings_below(state: StateCore) -> None:
    """A core rule: headings start below the one above the text."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            level = max(int(token.tag[1]), 2) + state.env["below"] - 1
            token.tag = f"h{min(level, LOWEST_HEADING)}"


def _bare_addresses(state: StateCore) -> None:
    """A core rule: web and e-mail addresses are links where nobody made them one."""
    for block in state.tokens:
        if block.type == "inline":
            block.children = list(_with_links(block.children))


def _with_links(tokens: list[Token]) -> Iterator[Token]:
    """A link without words, which nobody would see or hear, is called by its address."""
    is_linked, empty = False, ""
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            is_linked = token.type == "link_open"
            if empty and not is_linked:
                yield _text(empty)
        empty = str(token.attrs["href"]) if token.type == "link_open" else ""
        if token.type == "text" and not is_linked:
            yield from _linked(token.content)
        else:
            yield token


def _linked(text: str) -> Iterator[Token]:
    done = 0
    for found in _BARE.finditer(text):
        shown = _without_what_follows(found[0])
        scheme = {"web": "", "mail": "mailto:", "host": "https://"}[found.lastgroup]
        yield _text(text[done : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": _MARKDOWN.normalizeLink(scheme + shown)})
        yield _text(shown)
        yield Token("link_close", "a", -1)
        done = found.start() + len(shown)
    yield _text(text[done:])


def _shown_addresses(state: StateCore) -> None:
    """A core rule: links that show where they lead say so: of all others the address is added in print."""
    for block in state.tokens:
        for link, words in pairwise(block.children or []):
            if link.type == "link_open" and _is_shown(str(link.attrGet("href")), words.content):
                link.attrSet("class", "shown")


def _is_shown(address: str, words: str) -> bool:
    shown = _MARKDOWN.normalizeLink(words).rstrip("/")
    return bool(shown) and address.rstrip("/").removeprefix("https://") in {
        shown,
        shown.removeprefix("https://"),
    }


def _without_what_follows(address: str) -> str:
    """Without the full stop of the sentence, or the bracket that was opened before the address."""
    while address[-1] in _AFTER_ADDRESS or _closes_more_than_opened(address):
        address = address[:-1]
    return address


def _closes_more_than_opened(address: str) -> bool:
    opening = _BRACKETS.get(address[-1])
    return bool(opening) and address.count(address[-1]) > address.count(opening)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(OFF)
    made.validateLink = _is_safe
    made.normalizeLinkText = str  # an address is shown as it was typed
    made.block.ruler.before("blockquote", "too_deep", _too_deep)
    for rule in (_typed_numbers, _headings_below, _bare_addresses, _shown_addresses):
        made.core.ruler.push(rule.__name__, rule)
    return made


_MARKDOWN = _reader()
