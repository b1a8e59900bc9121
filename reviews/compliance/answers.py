"""What the law asks of a board that does not act on a recommendation."""

import json
from functools import cache
from pathlib import Path

DUTY = Path(__file__).parents[1] / "data" / "duties" / "reasons_for_not_acting.json"


@cache
def duty_to_give_reasons() -> dict:
    """The duty in words, with the citation at which anybody can look it up."""
    return json.loads(DUTY.read_text())
