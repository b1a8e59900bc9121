"""A postal address in the forms in which people write it, for texts as ``name_matching`` folds them."""

import re

from reviews.lib.name_matching import END, WHOLE, Wanted, fold, letters

POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)\s*([0-9][a-z]{2})\b")
NUMBERED = re.compile(r"^(?:(?:flat|unit|apartment|apt|no\.?)\s*)?[0-9]+[a-z]?\b")
# How the last word of a street is written.
KINDS = (
    {"road", "rd"},
    {"street", "str", "st"},
    {"avenue", "ave", "av"},
    {"close", "cl"},
    {"drive", "dr", "drv"},
    {"lane", "ln"},
    {"court", "ct", "crt"},
    {"crescent", "cres", "cresc"},
    {"gardens", "gdns", "gdn"},
    {"grove", "gr", "grv"},
    {"place", "pl"},
    {"square", "sq"},
    {"terrace", "terr", "ter"},
    {"house", "hse", "ho"},
    {"park", "pk"},
    {"mount", "mt"},
    {"saint", "st"},
    {"flat", "apartment", "apt"},
)
BETWEEN = r"[\s,.\-]{1,4}"
SHORTEST = 5  # letters and digits of a line that is an address by itself


def address(text: str) -> Wanted:
    """The whole, the house with its street, or the postcode: each of them must not appear.

    The street without its number is a part: others live there too.
    """
    folded = fold(text)
    lines = [line.strip() for line in re.split(r"[\n,]+", POSTCODE.sub(",", folded))]
    lines = [line for line in lines if letters(line)]
    wholes = [BETWEEN.join(map(_line, lines)), *_houses(lines), *_postcodes(folded)]
    if not any(wholes):
        raise ValueError("Write the address with its street or its postcode.")
    parts = tuple((street, _pattern(f"(?i:{_line(street)})")) for street in _streets(lines))
    return Wanted(_pattern(*filter(None, wholes)), parts=parts)


def _houses(lines: list[str]) -> list[str]:
    """“14 Acacia Avenue”, also where the number is a line of its own."""
    found = []
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        number = NUMBERED.match(line)
        if number and number.end() == len(line) and following:
            found.append(f"{_line(line)}{BETWEEN}{_line(following)}")
        elif number and len(letters(line)) >= SHORTEST:
            found.append(_line(line))
    return found


def _streets(lines: list[str]) -> list[str]:
    """Without the number of the house."""
    bare = (NUMBERED.sub("", line).strip(" .-") for line, _ in zip(lines, range(2), strict=False))
    known = {word for kind in KINDS for word in kind}
    return [line for line in dict.fromkeys(bare) if known.intersection(line.split()[1:])]


def _postcodes(folded: str) -> list[str]:
    return [rf"{outer}\s*{inner}" for outer, inner in POSTCODE.findall(folded)]


def _line(line: str) -> str:
    return BETWEEN.join(_as_written(word) for word in re.findall(r"[\w']+", line))


def _as_written(word: str) -> str:
    same = next((kind for kind in KINDS if word in kind), {word})
    return "(?:" + "|".join(re.escape(each) for each in sorted(same, key=len, reverse=True)) + ")"


def _pattern(*forms: str) -> re.Pattern:
    return re.compile(rf"{WHOLE}(?:{'|'.join(forms)}){END}")
