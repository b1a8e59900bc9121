"""The rows that the register comes with: rules of publication, each with its source, and themes."""

import json
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


@dataclass
class ShippedRows:
    """The files of ``folder``, each named after the migration that adds its rows.

    Once released a file never changes: registers have its rows, and they are verified against it. Rows
    that come later are a further file.
    """

    folder: Path

    def read(self, name: str) -> list[dict]:
        """The rows of one file, as fields of their model."""
        return json.loads((self.folder / f"{name}.json").read_text())

    def read_all(self) -> list[dict]:
        return [
            facts for path in sorted(self.folder.glob("*.json")) for facts in self.read(path.stem)
        ]


RULES = ShippedRows(
    DATA / "publication_rules"
)  # with ``notice_duties``, as fields of ``NoticeDuty``
THEMES = ShippedRows(DATA / "themes")
