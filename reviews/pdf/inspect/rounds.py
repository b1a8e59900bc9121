"""Text objects that lie on each other are taken away in different rounds."""

from collections import defaultdict
from collections.abc import Iterable

from reviews.pdf.boxes import Box
from reviews.pdf.characters import Char

ROUNDS = 24
ROW = 32  # pixels


def extent(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def extents(drawn: list[Char]) -> dict[int, Box]:
    """The place of each text object that has characters."""
    places: dict[int, list[Box]] = defaultdict(list)
    for char in drawn:
        places[char.owner].append(char.px)
    return {owner: extent(boxes) for owner, boxes in places.items()}


def rounds(places: dict[int, Box]) -> tuple[dict[int, int], set[int]]:
    """The number of its group for each text object at its place: none lies on another of its group, so that a
    label cannot vouch for the name beneath it. And those that lie on others."""
    clashes = _clashes(places)
    group, done = dict.fromkeys(places, 0), set()
    for owner in sorted(clashes, key=lambda owner: -len(clashes[owner])):
        taken = {group[other] for other in clashes[owner] & done}
        group[owner] = next((i for i in range(ROUNDS) if i not in taken), ROUNDS - 1)
        done.add(owner)
    return group, set(clashes)


def _clashes(places: dict[int, Box]) -> dict[int, set[int]]:
    """Which text objects lie on which."""
    rows, clashes = defaultdict(list), defaultdict(set)
    for owner, (_, top, _, bottom) in places.items():
        first = int(top) // ROW
        for row in range(first, min(int(bottom) // ROW, first + 400) + 1):
            rows[row].append(owner)
    for members in rows.values():
        members.sort(key=lambda owner: places[owner][0])
        _clashes_in_row(members, places, clashes)
    return clashes


def _clashes_in_row(
    members: list[int], places: dict[int, Box], clashes: dict[int, set[int]]
) -> None:
    for place, one in enumerate(members):
        a = places[one]
        for other in members[place + 1 :]:
            b = places[other]
            if b[0] >= a[2]:
                break
            if _lie_on_each_other(a, b):
                clashes[one].add(other)
                clashes[other].add(one)


def _lie_on_each_other(a: Box, b: Box) -> bool:
    across = min(a[2], b[2]) - max(a[0], b[0])
    along = min(a[3], b[3]) - max(a[1], b[1])
    return across > 2 and along > 0.3 * min(a[3] - a[1], b[3] - b[1])
