"""What the site says to the public, read from its sources, and the Welsh of it, read from its files."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "locale" / "cy" / "LC_MESSAGES"
# What only staff and auditors are shown is in English.
OF_STAFF = {"admin", "auth", "registration", "evidence", "accounts", "blocker_sentences.py"}
CALLS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext"}
STRING = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
IN_TEMPLATE = re.compile(rf"\bn?gettext\(({STRING}(?:, ?{STRING})?)")
Message = tuple[str, ...]  # the singular, and the plural if there is one


def sources() -> list[Path]:
    found = [*(ROOT / "reviews").rglob("*.py"), *(ROOT / "templates").rglob("*.*")]
    return sorted(path for path in found if not OF_STAFF & {*path.relative_to(ROOT).parts})


def in_sources() -> dict[Message, set[str]]:
    """Every message, with the files that have it."""
    found: dict[Message, set[str]] = {}
    for path in sources():
        read = in_code if path.suffix == ".py" else in_template
        for message in read(path.read_text()):
            found.setdefault(message, set()).add(str(path.relative_to(ROOT)))
    return found


def in_code(source: str) -> Iterator[Message]:
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in CALLS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
            texts = [each for each in node.args if isinstance(each, ast.Constant)]
            yield tuple(each.value for each in texts if isinstance(each.value, str))


def in_template(source: str) -> Iterator[Message]:
    for call in IN_TEMPLATE.findall(templatize(source)):
        found = ast.literal_eval(f"({call},)")
        yield tuple(each.replace("%%", "%") for each in found)


def in_po(text: str) -> dict[Message, list[str]]:
    """The messages of a .po file with their translations, the head with the empty message."""
    found = {}
    for entry in re.split(r"\n\s*\n", text):
        parts: dict[str, str] = {}
        for line in entry.splitlines():
            if match := re.fullmatch(r"(msg\w+(?:\[\d\])?) (\".*\")", line):
                name = match[1]
                parts[name] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                parts[name] += ast.literal_eval(line)
        if "msgid" in parts:
            ids = [parts[name] for name in ("msgid", "msgid_plural") if name in parts]
            found[tuple(ids)] = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
    return found


def in_mo(path: Path) -> dict[str | tuple[str, int], str]:
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog
