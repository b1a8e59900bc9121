"""The pages that every register needs: their texts, as far as they are the same everywhere.

What only the people of a site know is asked for in the text itself, as ``{fill in: the e-mail address
for requests}``. An edition that still asks for something cannot be published.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "pages"
# Whose text stands at the foot of every page.
HELP_LINES = "help-lines"
ASKED = re.compile(r"\{fill in: ([^{}]+)\}")


@dataclass(frozen=True)
class ShippedPage:
    """``months``: how long after it was begun it is read again."""

    path: str
    title: str
    summary: str
    body: str
    in_footer: bool
    months: int

    def with_facts(self, facts: dict[str, str]) -> str:
        """The text with what the site knows of itself filled in: ``{today}`` …"""
        body = self.body
        for name, fact in facts.items():
            body = body.replace(f"{{{name}}}", fact)
        return body


def read(name: str, *, welsh: bool = False) -> ShippedPage:
    """The text in English, or in Welsh, which of these only the help lines have."""
    folder = FOLDER / "cy" if welsh else FOLDER
    head, body = (folder / f"{name}.md").read_text().split("---\n", 1)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    return ShippedPage(
        said["path"],
        said["title"],
        said["summary"],
        body.strip(),
        in_footer=said["footer"] == "yes",
        months=int(said["months"]),
    )


def read_all() -> list[ShippedPage]:
    return sorted((read(path.stem) for path in FOLDER.glob("*.md")), key=lambda page: page.title)


def asked(text: str) -> list[str]:
    """What the text still asks for, each once."""
    return list(dict.fromkeys(ASKED.findall(text)))
