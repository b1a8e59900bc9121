"""Places: left, bottom, right, top in the space of a page, or left, top, right, bottom in that of a picture."""

Box = tuple[float, float, float, float]


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
