"""Every made file: a way to hide a name, or a good page, with each program that can make it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from random import Random

from tests.support.made_files import (
    afterwards,
    afterwards_aside,
    afterwards_good,
    afterwards_slats,
    chromium,
    drawn_good,
    drawn_ways,
    html_good,
    html_ways,
    scanned_ways,
)

# The name is among the words of a page and cannot be seen; it is in the file beside its pages; in a picture that
# something lies on; in the text of a scan that does not show it. In good files it is seen.
HIDDEN, ASIDE, COVERED, LAYER, GOOD = "hidden", "aside", "covered", "layer", "good"
PLAIN, EMPTY = ("plain", ""), ("empty", "")  # pages with the name, and without: changed afterwards
AFTERWARDS = {HIDDEN: afterwards.WAYS | afterwards_slats.WAYS, GOOD: afterwards_good.WAYS}

Key = tuple[str, str]


@dataclass(frozen=True, order=True)
class Case:
    sort: str
    way: str
    producer: str

    def __str__(self) -> str:
        return f"{self.sort}: {self.way} ({self.producer})"


@dataclass(frozen=True)
class Producer:
    """``sources`` are by sort and way; ``make`` makes files of them, many at once."""

    name: str
    sources: Mapping[Key, object]
    make: Callable[[Mapping[Key, object]], Mapping[Key, bytes]]

    def cases(self) -> list[Case]:
        keys = [key for key in self.sources if key not in {PLAIN, EMPTY}]
        if PLAIN in self.sources:
            keys += [(sort, way) for sort, ways in AFTERWARDS.items() for way in ways]
            keys += [(ASIDE, way) for way in afterwards_aside.WAYS]
        return [Case(sort, way, self.name) for sort, way in dict.fromkeys(keys)]

    def files(self, cases: Iterable[Case]) -> dict[Case, bytes]:
        needed = {case: self._source_of(case) for case in cases}
        made = self.make({key: self.sources[key] for key in dict.fromkeys(needed.values())})
        return {case: _changed(case, key, made[key]) for case, key in needed.items() if key in made}

    def _source_of(self, case: Case) -> Key:
        own = case.sort, case.way
        if own in self.sources:
            return own
        return EMPTY if case.sort == ASIDE else PLAIN


def _changed(case: Case, key: Key, content: bytes) -> bytes:
    if key == EMPTY:
        return afterwards_aside.put_aside(content, afterwards_aside.WAYS[case.way])
    if key == PLAIN:
        return afterwards.hidden_afterwards(content, AFTERWARDS[case.sort][case.way])
    return content


def of_html(
    name: str, make: Callable[[Mapping[Key, str]], Mapping[Key, bytes]], also: Iterable[str] = ()
) -> Producer:
    ways = (*html_ways.WAYS, *also)
    sources = {(HIDDEN, way): html_ways.bad_page(way) for way in ways}
    sources |= {(ASIDE, way): html_ways.bad_page(way) for way in html_ways.ASIDE}
    sources |= {(GOOD, kind): html_good.good_page(kind) for kind in html_good.GOOD}
    whole = {PLAIN: html_ways.page(html_ways.styled("")), EMPTY: html_ways.page("")}
    return Producer(name, sources | whole, make)


def called(sources: Mapping[Key, Callable[[], bytes]]) -> dict[Key, bytes]:
    return {key: make() for key, make in sources.items()}


def _of_drawings() -> Producer:
    sources = {(HIDDEN, way): draw for way, draw in drawn_ways.WAYS.items()}
    sources |= {(ASIDE, way): draw for way, draw in drawn_ways.ASIDE.items()}
    sources |= {(GOOD, kind): draw for kind, draw in drawn_good.GOOD.items()}
    sources |= {PLAIN: drawn_ways.name, EMPTY: lambda canvas: None}
    files = {key: lambda draw=draw: drawn_ways.drawn(draw) for key, draw in sources.items()}
    files[GOOD, "pages of a report"] = drawn_good.report
    return Producer("reportlab", files, called)


def _of_scans() -> Producer:
    sorts = {LAYER: scanned_ways.LAYERS, COVERED: scanned_ways.COVERED, GOOD: scanned_ways.GOOD}
    made = {(sort, way): make for sort, ways in sorts.items() for way, make in ways.items()}
    return Producer("scan", made, called)


PRODUCERS = [of_html("Chromium", chromium.printed), _of_drawings(), _of_scans()]


def ordered(cases: Iterable[Case]) -> list[Case]:
    """Each way once before any comes again with another program, and all kinds mixed: the first few show most."""
    turns = []
    for number, (_, group) in enumerate(groupby(sorted(cases), lambda case: (case.sort, case.way))):
        same = list(group)
        first = number % len(same)
        turns += list(enumerate(same[first:] + same[:first]))
    Random(10).shuffle(turns)  # noqa: S311
    return [case for _, case in sorted(turns, key=lambda turn: turn[0])]


ALL = ordered(case for producer in PRODUCERS for case in producer.cases())
BAD_CASES = [case for case in ALL if case.sort != GOOD]
GOOD_CASES = [case for case in ALL if case.sort == GOOD]


def files_of(cases: Iterable[Case], producers: Iterable[Producer] = PRODUCERS) -> dict:
    wanted = list(cases)
    made: dict[Case, bytes] = {}
    for producer in producers:
        own = [case for case in wanted if case.producer == producer.name]
        made |= producer.files(own) if own else {}
    return made
