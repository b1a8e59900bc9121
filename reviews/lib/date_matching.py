"""A date in all the forms in which people write it, for texts as ``name_matching`` folds them."""

import re
from datetime import date

from reviews.lib import dates, welsh_dates
from reviews.lib.name_matching import Wanted

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ENDINGS = "|".join(dates.ENDINGS)
TENS = ("", "", "twent", "thirt")
UNITS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth"),
)
BETWEEN = r"\s*[-./,\s]\s*"
APART = r"(?:,\s*|\s+|(?<=[a-z])|(?='))"  # “May 2012” is not the 20th of May ’12


def date_of(day: date) -> Wanted:
    """3/4/2012, 03.04.12, 3rd of April, 2012, April 3 2012, 2012-04-03, 20120403, the American order."""
    number, month = f"0?{day.day}", f"0?{day.month}"
    year = f"(?:{day.year}|'?{day.year % 100:02d})"
    called = _month(day)
    ordinal = rf"(?:{number}\s*(?:{ENDINGS})?|{_in_words(day.day)}|{_in_welsh_words(day.day)})"
    forms = [
        rf"{number}{BETWEEN}{month}{BETWEEN}{year}",
        rf"{month}{BETWEEN}{number}{BETWEEN}{year}",
        rf"{day.year}{BETWEEN}{month}{BETWEEN}{number}",
        rf"{number}{BETWEEN}{ROMAN[day.month - 1]}{BETWEEN}{year}",
        f"{day:%Y%m%d}",
        f"{day:%d%m%Y}",
        rf"{ordinal}\s*(?:day\s*)?(?:of\s*|o\s*)?(?:fis\s*)?[-.\s]*{called}[,.]?[-\s]*{year}",
        rf"{called}\s*(?:the\s*)?{ordinal}{APART}{year}",
        rf"{day.year}[-,.\s]*{called}[-.\s]*{ordinal}",
    ]
    keys = (f"{day.year % 100:02d}",)
    return Wanted(re.compile(rf"(?<![^\W_])(?:{'|'.join(forms)})(?!\d)"), keys=keys)


def _month(day: date) -> str:
    english, welsh = MONTHS[day.month - 1], "|".join(welsh_dates.month_forms(day.month))
    short = rf"{english[:3]}\.?" + ("|sept" if day.month == 9 else "")
    return rf"(?:{english}|{short}|{welsh})"


def _in_words(day: int) -> str:
    """“third”, “twenty-first”."""
    if day <= len(UNITS):
        return rf"(?<!y[-\s]){UNITS[day - 1]}"  # “twenty-first” is not the first
    tens, unit = divmod(day, 10)
    return rf"{TENS[tens]}y[-\s]*{UNITS[unit - 1]}" if unit else f"{TENS[tens]}ieth"


def _in_welsh_words(day: int) -> str:
    """“trydydd”, “unfed ar hugain”."""
    return welsh_dates.ORDINALS[day - 1].replace(" ", r"[-\s]*")
