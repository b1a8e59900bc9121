"""The duty to acknowledge complaints about data protection: a fact of law, in reviews/data/duties."""

import datetime
import json
from functools import cache
from pathlib import Path

DUTY = Path(__file__).parents[1] / "data" / "duties" / "data_protection_complaints.json"


@cache
def duty() -> dict:
    return json.loads(DUTY.read_text())


def acknowledge_by(received: datetime.date) -> datetime.date:
    """The last day for the acknowledgement; the day of receipt is the first that counts."""
    return received + datetime.timedelta(days=duty()["acknowledge_within_days"] - 1)
