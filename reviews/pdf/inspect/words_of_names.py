"""Names that a program gives to parts of a file, as “/TT0” or “/BodyText”: which are made of words."""

import re

PART = re.compile(r"[A-Z][a-z]+")
FEWEST = 2  # a name and a surname; single words are mostly a program’s own
# What programs and layouts name such parts after.
USUAL = re.compile(
    r"(?:annex|appendix|aside|basic|body|bold|box|break|bullets?|caption|cells?|chapter|char|chart|column"
    r"|contents?|cover|default|diagram|document|end|figure|first|foot|footer|footnotes?|frame|front|graphics?"
    r"|head|header|headings?|hyperlink|image|index|inline|internet|italic|last|left|level|link|lists?|main"
    r"|marks?|no|non|normal|note|number|numbered|numbering|page|paragraphs?|part|placed|plain|preformatted"
    r"|pull|quotations?|quote|right|section|shape|small|space|spacing|standard|story|struct|strong|style"
    r"|sub|symbols?|table|text|title|top|web|with|worksheet|workbook)",
    re.IGNORECASE,
)


def is_of_words(name: str) -> bool:
    own = [part for part in PART.findall(name) if not USUAL.fullmatch(part)]
    return len(own) >= FEWEST and not any(sign.isdigit() for sign in name)


def as_words(name: str) -> str:
    """“TamsinSmith” as a page would show it."""
    return " ".join(PART.findall(name))
