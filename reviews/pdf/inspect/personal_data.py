"""What looks like a fact about one person, in words that everybody sees: whether it may stay, staff decide.

Rare and grave ones (NHS numbers, dates of birth) are found one by one, the others once for each kind.
"""

import re
from collections.abc import Iterable, Iterator

from reviews.pdf.findings import Finding

NHS_NUMBER = re.compile(r"(?<![\w.,/-])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![\w/-])")
# By the shape of a month and not by its name: slips of the keys and Welsh count too.
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)?"
_MONTH = r"[A-Za-z]{3,11}\.?"
DATE = (
    r"(?:[0-9]{1,2}[-–./\s][0-9]{1,2}[-–./\s](?:[0-9]{2}){1,2}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    rf"|{_DAY}(?:\sday)?(?:\sof|\so(?:\sfis)?)?[\s-]{_MONTH},?[\s-][0-9]{{4}}"
    rf"|{_MONTH}\s{_DAY},?\s[0-9]{{4}})(?![0-9])"
)
_BIRTH = (
    r"d\.?\s?o\.?\s?b\.?|dates?\s{1,3}of\s{1,3}birth|birth\s?dates?|born"
    r"|dyddiad(?:au)?\s{1,3}geni|g?anwyd|g?aned"
)
BIRTH = re.compile(
    rf"\b(?i:(?:{_BIRTH})(?:\s\([dmy/]{{6,10}}\))?(?:\s{{1,3}}(?:on|is|was|the|yr?|yw|oedd|ar)\b){{0,3}})"
    rf"[\s:=(–-]{{1,6}}(?i:(?:dd?ydd\s)?[a-z]{{3,9}},?\s(?:the\s|yr?\s)?)?({DATE})"
)
POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPR-VWXY]?\s?[0-9][ABD-HJLNP-UW-Z]{2})\b"
)
TELEPHONE = re.compile(
    r"(?<![\w.,/+-])(?:\+44 ?(?:\(0\) ?)?|\(?0)[1-378][0-9]{1,4}\)?(?:[ -]?[0-9]{2,4}){2,3}(?![\w/])"
)
# Of the lengths that RFC 5321 allows, and only from the start of a word: else a very long word, which is
# no address, would be read again from each of its letters.
E_MAIL = re.compile(r"(?<![\w.+'’-])[\w.+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
WEIGHTS = range(10, 1, -1)
DIGITS = {10, 11}  # of a telephone number of the United Kingdom, with its 0
TOGETHER = ("postcode", "telephone-number", "e-mail-address")
KINDS = {"nhs-number", "date-of-birth", *TOGETHER}


def personal_data(pages: Iterable[str]) -> list[Finding]:
    """``pages`` are what readers see."""
    where: dict[tuple[str, str], int] = {}
    for number, text in enumerate(pages, start=1):
        for kind, value in _values(text):
            where.setdefault((kind, value), number)
    single = [
        Finding.of(kind, page=page, recovered=value)
        for (kind, value), page in where.items()
        if kind not in TOGETHER
    ]
    return [*single, *_together(where)]


def is_nhs_number(digits: str) -> bool:
    """The tenth digit is a check on the others, modulus 11."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    return (11 - total % 11) % 11 == int(digits[9]) and len(set(digits)) > 1


def _values(text: str) -> Iterator[tuple[str, str]]:
    for kind, (pattern, value_of) in PATTERNS.items():
        for found in pattern.findall(text):
            if value := value_of(found):
                yield kind, value


def _number(found: str) -> str:
    digits = _digits(found)
    return digits if is_nhs_number(digits) else ""


def _telephone(found: str) -> str:
    digits = _digits(found.replace("+44", "0").replace("(0)", ""))
    return found.strip() if len(digits) in DIGITS else ""


def _spaced(found: str) -> str:
    return " ".join(found.split())


def _together(where: dict[tuple[str, str], int]) -> Iterator[Finding]:
    for kind in TOGETHER:
        values = [f"{value} (page {page})" for (own, value), page in where.items() if own == kind]
        if values:
            first = min(page for (own, _), page in where.items() if own == kind)
            yield Finding.of(kind, page=first, recovered="\n".join(values))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


# Of each kind: where it may be, and what it is; nothing if it only looks like one.
PATTERNS = {
    "nhs-number": (NHS_NUMBER, _number),
    "date-of-birth": (BIRTH, _spaced),
    "postcode": (POSTCODE, _spaced),
    "telephone-number": (TELEPHONE, _telephone),
    "e-mail-address": (E_MAIL, str),
}
