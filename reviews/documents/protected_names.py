"""Where the names that must never appear in a review stand in its documents.

A stored file is read again in the child process, outside any transaction; what is kept are places
(“page 3”) and never the words.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import pairwise

from reviews import pdf
from reviews.documents.soundness import sound_on_disk
from reviews.lib.address_matching import address
from reviews.lib.date_matching import date_of
from reviews.lib.exceptions import StorageDown
from reviews.lib.name_matching import Text, Wanted, name
from reviews.lib.sealing import unseal
from reviews.models import Document, NameSearch, ProtectedName

SEARCH = 1  # the version of the search: one more when it finds something else
AROUND_PAGE_END = 200  # characters of either page
SEAM = " | "  # between texts that do not belong together: no name reaches over it
PATIENCE = 20.0  # seconds that whoever waits for an answer waits for files to be searched
MOST_PLACES = 20  # of one name in one document
Kind = ProtectedName.Kind


@dataclass
class Found:
    """Places of the whole, and of each single part by its number: how often, and where."""

    places: list[str] = field(default_factory=list)
    parts: dict[str, dict] = field(default_factory=dict)

    def add(self, wanted: Wanted, place: str, text: Text) -> None:
        if wanted.is_in(text):
            self.places.append(place)
        counts = wanted.parts_in(text)
        for number, (part, _) in enumerate(wanted.parts):
            if part in counts:
                row = self.parts.setdefault(str(number), {"count": 0, "places": []})
                row["count"] += counts[part]
                row["places"] = [*row["places"], place][:MOST_PLACES]


def wanted_of(kind: str, text: str) -> Wanted:
    """What to look for. Raises ValueError with a sentence for whoever typed ``text``."""
    if kind == Kind.BIRTH:
        return date_of(date.fromisoformat(text))
    return address(text) if kind == Kind.ADDRESS else name(text)


def wanted(row: ProtectedName) -> Wanted:
    """Raises sealing.Unsealable."""
    return wanted_of(row.kind, unseal(row.sealed))


def search(
    names: Iterable[ProtectedName], documents: Iterable[int], *, patience: float = PATIENCE
) -> bool:
    """Look for each name in each document in which it was not looked for yet.

    Slow, so never inside a transaction. False if a document could not be read, or if after ``patience``
    seconds there are more: those stay unsearched, and keep their editions from the public. The next
    search goes on with them.
    """
    names, is_complete, ends = list(names), True, time.monotonic() + patience
    done = set(
        NameSearch.objects.filter(name__in=names, version=SEARCH).values_list("name", "document")
    )
    missing = defaultdict(list)
    for document in documents:
        missing[document] += [row for row in names if (row.pk, document) not in done]
    for number, (document, rows) in enumerate((key, rows) for key, rows in missing.items() if rows):
        if number and time.monotonic() > ends:
            return False
        is_complete &= _search_document(document, rows)
    return is_complete


def keep(row: ProtectedName, found: Found, **where: int) -> NameSearch:
    """``where`` is the key of a document or of an edition."""
    facts = {"version": SEARCH, "places": list(dict.fromkeys(found.places))[:MOST_PLACES]}
    facts |= {"parts": found.parts}
    return NameSearch.objects.update_or_create(name_id=row.pk, **where, defaults=facts)[0]


def _search_document(key: int, rows: list[ProtectedName]) -> bool:
    columns = ("file", "sha256", "size", "text", "title")
    document = Document.objects.only(*columns).filter(erased_at=None, pk=key).first()
    if document is None:
        return True  # erased: there is nothing left to find
    try:
        with sound_on_disk(document) as path:
            texts = pdf.texts(path)
    except (pdf.Unreadable, StorageDown):
        return False
    readings = _readings(list(texts.pages), document.text)
    parts = [*_texts_of_pages(readings), *_texts_elsewhere(document, texts)]
    page_ends = [each for pages in readings for each in enumerate(pairwise(pages), start=1)]
    for row in rows:
        found, sought = Found(), wanted(row)
        for place, text in parts:
            found.add(sought, place, text)
        found.places += _over_page_ends(sought, page_ends)
        keep(row, found, document_id=key)
    return True


def _readings(extracted: list[str], seen: list[str]) -> list[list[str]]:
    """The text by page. What is seen is looked through by itself: hidden words may stand between."""
    return [extracted] if extracted == seen else [extracted, seen]


def _texts_of_pages(readings: list[list[str]]) -> Iterator[tuple[str, Text]]:
    for pages in readings:
        for number, text in enumerate(pages, start=1):
            yield f"page {number}", Text(text)


def _texts_elsewhere(document: Document, texts: pdf.EveryText) -> Iterator[tuple[str, Text]]:
    by_place = defaultdict(list)
    for place, text in texts.elsewhere:
        is_ours = document.author and place == pdf.METADATA
        by_place[place].append(_without_board(text, document.author) if is_ours else text)
    for place, several in by_place.items():
        yield place, Text(SEAM.join(several))
    yield "title", Text(document.title)


def _without_board(metadata: str, board: str) -> str:
    """Boards are named after places, and so are people: what the register wrote is not searched."""
    return metadata.replace(board, "").replace(escape(board, quote=False), "")


def _over_page_ends(
    sought: Wanted, page_ends: Iterable[tuple[int, tuple[str, str]]]
) -> Iterator[str]:
    """Where a whole begins on one page and ends on the next."""
    for number, (before, after) in page_ends:
        ends = before[-AROUND_PAGE_END:], after[:AROUND_PAGE_END]
        if sought.is_in(Text("\n".join(ends))) and not any(sought.is_in(Text(end)) for end in ends):
            yield f"pages {number} and {number + 1}"
