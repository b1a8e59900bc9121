"""Places: left, bottom, right, top in the space of a page, or left, top, right, bottom in that of a picture."""

from collections import defaultdict
from itertools import product
from math import isfinite

Box = tuple[float, float, float, float]
Cell = tuple[int, int]  # of a grid


def meet(one: Box, other: Box, least: float = 0) -> bool:
    """Whether they have more than ``least`` in common either way."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    along = min(one[3], other[3]) - max(one[1], other[1])
    return across > least and along > least


def holds(outer: Box, inner: Box, more: float = 0) -> bool:
    """Whether ``inner`` is in the other, made larger by ``more`` on each side."""
    return (
        outer[0] - more <= inner[0]
        and outer[1] - more <= inner[1]
        and outer[2] + more >= inner[2]
        and outer[3] + more >= inner[3]
    )


def cells(box: Box, size: float, most: int) -> list[Cell]:
    """Those of a grid that it reaches; none of a box that reaches more than so many, or has no end."""
    if not all(map(isfinite, box)):
        return []
    left, low, right, high = (int(end // size) for end in box)
    if (right + 1 - left) * (high + 1 - low) > most:
        return []
    return list(product(range(left, right + 1), range(low, high + 1)))


def cell_of(box: Box, size: float) -> Cell:
    """In which its middle lies."""
    return int((box[0] + box[2]) / 2 // size), int((box[1] + box[3]) / 2 // size)


class Places:
    """Things by their boxes, of which those that meet another box are found without a look at all of them.
    ``size`` is of a cell; a box that reaches more than ``most`` cells is near to everything."""

    def __init__(self, size: float, most: int) -> None:
        self.size, self.most = size, most
        self._all: list[tuple[Box, object]] = []
        self._by_cell: dict[Cell, list[int]] = defaultdict(list)
        self._everywhere: list[int] = []

    def add(self, box: Box, thing: object) -> None:
        reached = cells(box, self.size, self.most)
        for cell in reached:
            self._by_cell[cell].append(len(self._all))
        self._everywhere += [] if reached else [len(self._all)]
        self._all.append((box, thing))

    def meeting(self, box: Box, least: float = 0) -> list:
        """In the order in which they were added; as in ``meet``."""
        reached = cells(box, self.size, self.most)
        near = {number for cell in reached for number in self._by_cell.get(cell, ())}
        numbers = sorted(near.union(self._everywhere)) if reached else range(len(self._all))
        found = (self._all[number] for number in numbers)
        return [thing for other, thing in found if meet(other, box, least)]
