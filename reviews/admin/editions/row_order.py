"""The rows of a part as a form sends them: their numbers, and their order in the boxes “position”."""

from collections.abc import Iterable, Mapping


def sent_rows(prefix: str, *sent: Mapping[str, object]) -> set[str]:
    """The numbers, as text, of the rows of which any field was sent."""
    start = f"{prefix}-"
    names = [name for data in sent for name in data if name.startswith(start)]
    numbers = (name.removeprefix(start).partition("-")[0] for name in names)
    return {number for number in numbers if number.isdecimal()}


def ticked_rows(prefix: str, data: Mapping[str, str]) -> set[str]:
    """Those of which the box “Delete” is ticked."""
    return {row for row in sent_rows(prefix, data) if f"{prefix}-{row}-DELETE" in data}


def in_order(rows: Iterable[int], prefix: str, data: Mapping[str, str]) -> list[int]:
    """The numbers of the rows; those without a place come last, in the order in which they were sent."""
    return sorted(rows, key=lambda row: _place(data.get(position_name(prefix, row), "")))


def position_name(prefix: str, row: int) -> str:
    return f"{prefix}-{row}-position"


def _place(typed: str) -> tuple[bool, int]:
    """What is no number is no place."""
    try:
        return (False, int(typed))
    except ValueError:
        return (True, 0)
