"""The themes that the register comes with."""

import json
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "themes"


def read(name: str) -> list[dict]:
    """The themes of one file, as fields of ``Theme``.

    A file is named after the migration that adds its themes. Once released it never changes: registers
    have its themes, and they are verified against it. Themes that come later are a further file.
    """
    return json.loads((FOLDER / f"{name}.json").read_text())


def read_all() -> list[dict]:
    return [facts for path in sorted(FOLDER.glob("*.json")) for facts in read(path.stem)]
