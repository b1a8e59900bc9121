"""The publication rules that the register comes with, each with its source."""

import json
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "publication_rules"


def read(name: str) -> list[dict]:
    """The rules of one file: fields of ``PublicationRule``, and ``notice_duties`` with fields of ``NoticeDuty``.

    A file is named after the migration that adds its rules. Once released it never changes: registers
    have its rules, and they are verified against it. Rules that come later are a further file.
    """
    return json.loads((FOLDER / f"{name}.json").read_text())


def read_all() -> list[dict]:
    return [facts for path in sorted(FOLDER.glob("*.json")) for facts in read(path.stem)]
