"""What no date divides any further, so many reviews at a time: of a month, or of a year whose months are not known.

A page begins with the review that its address names by the path of its page. The list goes by date and path,
which never change, so the page begins there whatever is published before it.
"""

from dataclasses import dataclass

from reviews.public.filters import Address, printable
from reviews.public.listing_entries import Entries

FROM = "from"


@dataclass(frozen=True)
class Neighbour:
    """The stretch before or after, by the ``name`` of the review that it begins with, and the ``number`` of its reviews."""

    name: str
    language: str
    number: int
    address: str


@dataclass(frozen=True)
class Stretch:
    """The reviews with these ``keys``, after ``before`` others of ``total``.

    ``in_vain`` is with what it was to begin, if that is not in the list.
    """

    keys: list[int]
    before: int
    total: int
    next: Neighbour | None
    previous: Neighbour | None
    in_vain: list[str]

    @property
    def first(self) -> int:
        return self.before + 1

    @property
    def last(self) -> int:
        return self.before + len(self.keys)


def stretch_of(
    keys: list[int], begins: str, entries: Entries, address: Address, *, most: int
) -> Stretch:
    """The ``most`` of a list that follow each other from the review whose page has the path ``begins``, or the first.

    ``address`` is that of the list, with what is added to its query.
    """
    key = entries.key_of(begins)
    start = keys.index(key) if key in keys else 0
    in_vain = [printable(begins)] if begins and key not in keys else []

    def neighbour(first: int, last: int) -> Neighbour | None:
        there = keys[first:last]
        for facts in entries.facts(there[:1]).values():
            where = address({FROM: facts.path} if first else {})
            return Neighbour(facts.heading, facts.language, len(there), where)
        return None

    end, earlier = start + most, max(start - most, 0)
    around = neighbour(end, end + most), neighbour(earlier, start)
    return Stretch(keys[start:end], start, len(keys), *around, in_vain)
