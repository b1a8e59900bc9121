"""The reading copy of a document, and whether everybody can read the file itself."""

from dataclasses import asdict, dataclass

from reviews import pdf
from reviews.lib.languages import name_of
from reviews.models import Document, ReadingCopy


@dataclass(frozen=True)
class Fact:
    """One answer to whether everybody can read a file. ``advice`` is empty where all is well."""

    name: str
    answer: str
    advice: str = ""


def keep_reading_copy(document: Document, facts: pdf.Facts) -> None:
    """Once: the public is to read what was approved."""
    made = {"html": facts.reading_copy, "accessibility": asdict(facts.accessibility)}
    ReadingCopy.objects.get_or_create(document=document, defaults=made)


def reading_copy(document: Document) -> ReadingCopy | None:
    return ReadingCopy.objects.filter(document=document).first()


def accessibility(copy: ReadingCopy | None) -> pdf.Accessibility:
    """All numbers are 0 where there is no copy."""
    return pdf.Accessibility(**(copy.accessibility if copy else {}))


def recognised_pages(copy: ReadingCopy | None) -> int:
    """On how many pages a machine recognised the text in a picture, before or after the file was uploaded."""
    return accessibility(copy).recognised


def accessibility_facts(document: Document, copy: ReadingCopy | None) -> list[Fact]:
    """For staff: what the file has, what it lacks, and what to do about it."""
    found = [_tags(document), _title(document), _language(document)]
    if copy is None or not copy.accessibility:
        return found
    numbers = accessibility(copy)
    return [*found, _text(numbers, document.pages), *_pictures(numbers, document), _fonts(numbers)]


def is_accessible(document: Document) -> bool:
    """For the public, in one word: whether a screen reader finds its headings, lists and tables."""
    return document.is_tagged


def _tags(document: Document) -> Fact:
    if document.is_tagged:
        return Fact("Tags", "It says where its headings, lists and tables are.")
    return Fact(
        "Tags",
        "It does not say where its headings, lists and tables are. Screen readers read it as one run of words.",
        "Save it again from the program it was written in, with “tagged PDF” or “accessible PDF” "
        "chosen, and not by printing to a PDF.",
    )


def _title(document: Document) -> Fact:
    if document.title:
        return Fact("Title", f"“{document.title}”")
    return Fact(
        "Title",
        "None.",
        "State it in the properties of the document it was made from, and save that again.",
    )


def _language(document: Document) -> Fact:
    if document.language:
        return Fact("Language", name_of(document.language))
    return Fact(
        "Language",
        "None, so a screen reader has to guess how to pronounce it.",
        "Set the language of the text in the program it was written in, and save it again.",
    )


def _text(numbers: pdf.Accessibility, pages: int) -> Fact:
    if numbers.recognised:
        return Fact(
            "Text",
            f"A machine recognised it on {_pages(numbers.recognised)} of {pages}: it may be wrong there.",
            "Ask for the document from which it was printed.",
        )
    if not numbers.pages_without_text:
        return Fact("Text", "On every page.")
    return Fact(
        "Text",
        f"None on {_pages(numbers.pages_without_text)} of {pages}. What is a picture cannot be read aloud, searched or enlarged well.",
        "Unless these pages are empty, ask for the document from which they were scanned.",
    )


def _pages(number: int) -> str:
    return f"{number} page" if number == 1 else f"{number} pages"


def _pictures(numbers: pdf.Accessibility, document: Document) -> list[Fact]:
    """Only tags know of pictures."""
    if not document.is_tagged:
        return []
    missing = numbers.pictures - numbers.described
    if not numbers.pictures:
        return [Fact("Pictures", "None that its tags know of.")]
    if not missing:
        return [Fact("Pictures", f"All {numbers.pictures} have an alternative text.")]
    return [
        Fact(
            "Pictures",
            f"{missing} of {numbers.pictures} have no alternative text.",
            "Describe each in the program it was written in, or mark it as decorative, and save it again.",
        )
    ]


def _fonts(numbers: pdf.Accessibility) -> Fact:
    missing = numbers.fonts - numbers.embedded
    if not missing:
        return Fact("Fonts", "All are in the file.")
    return Fact(
        "Fonts",
        f"{missing} of {numbers.fonts} are not in the file: it may look different on other machines.",
        "Choose “embed fonts” when you save it as a PDF.",
    )
