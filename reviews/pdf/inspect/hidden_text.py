"""Text that can be extracted and not seen: bad redactions above all."""

from collections.abc import Iterator

from PIL import Image, ImageChops

from reviews.pdf.boxes import Box, meet
from reviews.pdf.characters import SHARE, Char, is_whole
from reviews.pdf.findings import Finding
from reviews.pdf.inspect import reasons
from reviews.pdf.inspect.ink import CONTRAST, LARGE, LARGE_CONTRAST
from reviews.pdf.inspect.rounds import extent
from reviews.pdf.inspect.visibility import AS_SEEN, Looked
from reviews.pdf.notes import note_places
from reviews.pdf.picture import place_picture
from reviews.pdf.view import CLOSE, View, switched_off

MOST_LOOKS = 60  # second looks on a page
MOST_ON_PAGE = 25  # findings; the rest of the page is one more
FEW = 3  # digits, or letters of recognised text, that only have to be settled
LARGEST_NOTE = 36.0  # points; a larger icon may be meant to hide
FAINTER = 0.2  # as much as green; nobody sees yellow that is nearly white
SAME_PLACE = 0.35  # of an em
LEAST = 2.5  # points; the height of the smallest drawing that is taken for a letter
BAD = {"hidden", "overprinted", "partial", "crowded", "block", "tiny", "small", "off"}
SINGLE = "hidden-character"
NEXT = 2  # places on: the next letter, or the one after it
WORST_FIRST = ["hidden-text", "tiny-text", "small-hidden-text", SINGLE]
KINDS = {"tiny": "hidden-text", "small": "tiny-text"}


_FAINT = [int(FAINTER * value) for value in range(256)]


def hidden_text(looked: Looked, number: int, *, detailed: bool = True) -> list[Finding]:
    """What page ``number`` has that cannot be seen. Characters that the second look sees become
    "seen". Without ``detailed`` findings say neither why nor show the place, which takes time."""
    hidden = hidden_runs(looked)
    most = MOST_ON_PAGE if detailed else 0
    found = [_finding(run, looked, number) for run in hidden[:most]]
    if looked.has_vanished:
        found.append(Finding.of("tiny-text", page=number, why=reasons.TINY))
    return found + ([_of_rest(hidden[most:], number)] if hidden[most:] else [])


def hidden_runs(looked: Looked) -> list[list[Char]]:
    """Neighbours that cannot be seen. Characters that the second look sees become "seen"."""
    bad, hidden = list(runs(looked.chars)), []
    looks = [run for run in bad if _looks_needed(run)][:MOST_LOOKS]
    seen = [run for run in looks if _seen_after_all(run, looked)]
    visible = _visible(looked.chars) if len(seen) < len(bad) else {}
    for run in bad:
        if run[0].state != "seen" and not _is_copy(run, visible):
            hidden.append(run)
    return _joined(hidden, looked.chars)


def _joined(hidden: list[list[Char]], chars: list[Char]) -> list[list[Char]]:
    """Single letters one after the other are a word, though each is hidden in another way or a letter that is
    seen stands between them."""
    singles = [run for run in hidden if kind_of(run) == SINGLE and not run[0].invisible]
    if len(singles) <= FEW:
        return hidden
    drawn = (char for char in chars if char.owner)
    place, words, last = {id(char): number for number, char in enumerate(drawn)}, [], -NEXT
    for run in singles:
        words += [[]] if place[id(run[0])] - last > NEXT or not words else []
        words[-1] += run
        last = max(place[id(char)] for char in run if char.owner)
    words = [word for word in words if sum(char.text.isalnum() for char in word) > FEW]
    of_words = {id(char) for word in words for char in word}
    return [run for run in hidden if id(run[0]) not in of_words] + words


def runs(chars: list[Char]) -> Iterator[list[Char]]:
    """Neighbours of one bad state, with the spaces between them."""
    if all(char.state not in BAD for char in chars):
        return
    run: list[Char] = []
    for char in chars:
        if not char.owner:
            run += [char] if run else []
        elif char.state in BAD and (not run or _continues(run, char)):
            run.append(char)
        else:
            yield from _worth(run)
            run = [char] if char.state in BAD else []
    yield from _worth(run)


def _continues(run: list[Char], char: Char) -> bool:
    """In one state, and not in another corner of the page."""
    last = next(other for other in reversed(run) if other.owner)
    near = abs(last.px[1] - char.px[1]) <= 4 * max(
        char.px[3] - char.px[1], last.px[3] - last.px[1], 20
    )
    return near and (last.state, last.invisible) == (char.state, char.invisible)


def _worth(run: list[Char]) -> Iterator[list[Char]]:
    if any(char.text.isalnum() for char in run):
        yield run


def _looks_needed(run: list[Char]) -> bool:
    first = run[0]
    return first.state in {"hidden", "partial"} and not first.invisible


def _seen_after_all(run: list[Char], looked: Looked) -> bool:
    """Look at the run alone, near and in colour: half of its characters seen is fine."""
    drawn = [char for char in run if char.owner]
    view = looked.view.close(extent(char.px for char in drawn))
    if view is None:
        return False
    own = {char.owner for char in drawn}
    contrast = LARGE_CONTRAST if all(char.em >= LARGE for char in drawn) else CONTRAST
    with_it = view.draw(grey=False)
    with switched_off(looked.objects(own)):
        ink = _ink(with_it, view.draw(grey=False), contrast)
    alone = _alone(own, looked, view, contrast)
    letters = [char for char in drawn if char.text.isalnum()]
    if 2 * sum(_shows(char, view, ink, alone) for char in letters) < len(letters):
        return False
    for char in run:
        char.state = "seen"
    return True


def _alone(own: set[int], looked: Looked, view: View, contrast: int) -> Image.Image | None:
    """The ink of text on which nothing lies; None if that may be less than the whole of it."""
    if not all(is_whole(looked.texts[at].raw) for at in own if at in looked.texts):
        return None
    with switched_off(looked.later(own)):
        shown = view.draw(grey=False, annotations=False)
        with switched_off(looked.objects(own)):
            return _ink(shown, view.draw(grey=False, annotations=False), contrast)


def _ink(one: Image.Image, other: Image.Image, contrast: int) -> Image.Image:
    bands = AS_SEEN + AS_SEEN + list(range(256))
    red, green, blue = ImageChops.difference(one.point(bands), other.point(bands)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue.point(_FAINT))
    return most.point([0] * contrast + [255] * (256 - contrast))


def _shows(char: Char, view: View, ink: Image.Image, alone: Image.Image | None) -> bool:
    """In most of its place, or of what it draws there if nothing lies on it: the place of a letter that is a
    drawing may be much larger."""
    left, top, right, bottom = view.place(char.box)
    box = (
        max(int(left), 0),
        max(int(top), 0),
        min(int(right) + 1, ink.size[0]),
        min(int(bottom) + 1, ink.size[1]),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    seen = ink.crop(box).getbbox()
    whole = alone.crop(box).getbbox() if alone else None
    if seen is None:
        return False
    wide, high = right - left, bottom - top
    if whole and whole[3] - whole[1] >= LEAST * CLOSE:
        wide, high = min(wide, whole[2] - whole[0]), min(high, whole[3] - whole[1])
    return seen[3] - seen[1] >= SHARE * high and seen[2] - seen[0] >= SHARE * wide


def _visible(chars: list[Char]) -> dict[str, list[Char]]:
    """The letters that are seen, by letter."""
    seen: dict[str, list[Char]] = {}
    for char in chars:
        if char.state == "seen" and char.owner and char.text.isalnum():
            seen.setdefault(char.text, []).append(char)
    return seen


def _is_copy(run: list[Char], visible: dict[str, list[Char]]) -> bool:
    """The same letters are seen in the same place: type made bold by printing it twice."""
    letters = [char for char in run if char.text.isalnum()]
    return all(_has_copy(char, visible.get(char.text, ())) for char in letters)


def _has_copy(char: Char, others: list[Char]) -> bool:
    near = SAME_PLACE * max(char.px[3] - char.px[1], 4)
    return any(
        abs(char.px[0] - other.px[0]) <= near and abs(char.px[1] - other.px[1]) <= near
        for other in others
    )


def _finding(run: list[Char], looked: Looked, number: int) -> Finding:
    text, kind = _text(run), kind_of(run)
    if looked.view is None:
        return Finding.of(kind, page=number, why=reasons.OFF, recovered=text)
    drawn = [char for char in run if char.owner]
    box = extent(char.px for char in drawn)
    why = reasons.why(drawn, looked)
    if why == reasons.ANNOTATION and _is_under_note(drawn, looked):
        kind = "under-note"
    return Finding.of(
        kind,
        page=number,
        box=looked.view.points(box),
        why=why,
        recovered=text,
        picture=place_picture(looked.view, box),
    )


def _is_under_note(drawn: list[Char], looked: Looked) -> bool:
    """Of no more letters than an icon covers by accident."""
    notes = [box for box in note_places(looked.page) if _side(box) <= LARGEST_NOTE]
    return all(any(meet(char.box, note) for note in notes) for char in drawn)


def _side(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def _of_rest(hidden: list[list[Char]], number: int) -> Finding:
    """One finding for many places, of the worst kind among them."""
    kinds = [kind_of(run) for run in hidden]
    worst = min(kinds, key=WORST_FIRST.index)
    text = " … ".join(_text(run) for run in hidden)
    return Finding.of(worst, page=number, recovered=text)


def _text(run: list[Char]) -> str:
    return "".join(char.text for char in run)


def kind_of(run: list[Char]) -> str:
    letters = [char for char in run if char.text.isalnum()]
    if run[0].state in KINDS:
        return KINDS[run[0].state]
    if len(letters) == 1:
        return SINGLE
    few = len(letters) <= FEW
    if few and (run[0].invisible or all(char.text.isdigit() for char in letters)):
        return "small-hidden-text"
    return "hidden-text"
