"""One word for one thing: private words that once meant several things do not come back."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each with what to write instead. Identifiers are read word by word: the “room” of ``audit_room``.
INSTEAD = {
    "told": "recorded, shown, notified, informed",
    "untold": "not recorded",
    "telling": "notice status",
    "standing": "approval status",
    "paper": "document, attachment",
    "papers": "documents, attachments",
    "room": "page, section",
    "rooms": "pages, sections",
    "desk": "dashboard",
    "kin": "similar",
    "mend": "fix, repair",
    "mends": "fixes, repairs",
    "mended": "fixed, repaired",
    "deed": "action",
}
# Where such a word means what it means everywhere.
ALLOWED = re.compile(r"committee[ _]papers?|on paper|is told (?:to be )?no date", re.IGNORECASE)
KINDS = {".py", ".html", ".sql", ".md", ".txt", ".css", ".js", ".toml", ".json", ""}
# Facts of the world in their own words, lists of packages, texts of others, and this file.
NOT_OURS = re.compile(
    r"(tests/)?requirements|tests/data/|tests/test_vocabulary\.py|reviews/data/|static/editor\.js"
    r"|.*package(-lock)?\.json"
)
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def private_words(text: str) -> set[str]:
    found = {word.lower() for word in WORD.findall(ALLOWED.sub("", text))}
    return found & INSTEAD.keys()


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [
        name
        for name in listed.stdout.splitlines()
        if Path(name).suffix in KINDS and not NOT_OURS.match(name) and (ROOT / name).is_file()
    ]


def test_words_mean_one_thing():
    found = {name: private_words(f"{name}\n{(ROOT / name).read_text()}") for name in tracked()}
    assert {
        name: {word: INSTEAD[word] for word in words} for name, words in found.items() if words
    } == {}
    assert "reviews/admin_site.py" in found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nobody was told.", {"told"}),
        ("audit_room = 1", {"room"}),
        ("class StandingOrder", {"standing"}),
        ("DESK", {"desk"}),
        ("a committee paper", set()),
        ("a bedroom, and everything outstanding", set()),
    ],
)
def test_a_private_word_is_found(text, found):
    assert private_words(text) == found
