"""The sentences of a long text in which the marked words stand."""

import re
from itertools import islice

# Around each word that is marked: signs for private use. Where a text holds them itself, too much is marked.
START, STOP = "\ue000", "\ue001"
CUT = "\ue002"  # where a text goes on; reviews_around() in migrations/sql/0002/search.sql puts it there
BETWEEN = 300  # signs at most between marked words that are shown
AROUND = 160  # and on each side of them
FAR = 400  # from the marked words, no end of a sentence matters
SHORT = 40  # signs: of less nobody knows what it is about
MOST = 60  # marked words that are looked at

_MARK = re.compile(f"{START}([^{STOP}]*){STOP}")
_GAP = re.compile(rf"[.!?][”’\"')\]]*(\s+)(?=[“‘\"'(\[{START}]*[^\W_a-z])")  # between two sentences
_SPACE = re.compile(r"\s+")


def excerpt(text: str) -> str:
    """Those with most of the marked words near each other, with “…” where they are not whole."""
    marks = list(islice(_MARK.finditer(text), MOST))
    first, last = _nearest(marks) if marks else (0, 0)
    gaps = [found.span(1) for found in _GAP.finditer(text, max(first - FAR, 0), last + FAR)]
    begin = max((end for _, end in gaps if end <= first), default=0)
    end = min((at for at, _ in gaps if at >= max(last, begin + SHORT)), default=len(text))
    before = after = ""
    if begin < first - AROUND or text[begin : begin + 1] == CUT:
        before = "… "
        space = _SPACE.search(text, max(begin, first - AROUND), first)
        begin = space.end() if space else first
    if end > last + AROUND or text[end - 1 : end] == CUT:
        after = " …"
        spaces = list(_SPACE.finditer(text, last, min(end, last + AROUND)))
        end = spaces[-1].start() if spaces else last
    return before + text[begin:end].strip() + after


def _nearest(marks: list[re.Match]) -> tuple[int, int]:
    """Where as many different words as possible begin and end, as near each other as possible."""
    words = [(mark[1].lower(), *mark.span()) for mark in marks]
    kinds = len({word for word, _, _ in words})
    most, first, last = (0, 0), 0, 0
    for place, (_, begin, end) in enumerate(words if kinds > 1 else words[:1]):
        found, stop = _region(words[place:], begin, end, kinds)
        if found > most:
            most, first, last = found, begin, stop
    return first, last


def _region(
    words: list[tuple[str, int, int]], begin: int, end: int, kinds: int
) -> tuple[tuple[int, int], int]:
    """From the first of these words on within reach: how many different ones, how near; where they end."""
    reach, last = end + BETWEEN, begin
    seen: set[str] = set()
    for word, start, stop in words:
        if stop > reach or len(seen) == kinds:
            break
        if word not in seen:
            seen.add(word)
            last, end = start, stop
    return (len(seen), begin - last), end
