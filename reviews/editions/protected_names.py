"""Where the names that must never appear stand in a review, and how that keeps it from the public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from reviews import pdf
from reviews.documents import protected_names as documents
from reviews.documents.protected_names import Found
from reviews.editions.blockers import Blocker
from reviews.editions.comparison import label
from reviews.editions.digest import EditionContent, edition_contents
from reviews.lib import clock
from reviews.lib.name_matching import Text
from reviews.lib.sealing import Unsealable
from reviews.models import (
    Attachment,
    Edition,
    NameSearch,
    NameWaiver,
    Page,
    ProtectedName,
    ReviewEdition,
)
from reviews.models.edition_parts import PARTS

NOT_OWN = {"board", "jurisdiction", "kind", "boardrole", "language", "number"}
NOTE = "note"  # what is typed with a step, and not stored yet
ADDRESS = "page"
GRAVE = {
    "nhs-number": "what looks like an NHS number",
    "date-of-birth": "what looks like somebody’s date of birth",
}


@dataclass(frozen=True)
class Unsettled:
    """A single part of a name that somebody has to look at: in a document, or in the page's own text."""

    name: ProtectedName
    part: str
    document: int | None
    count: int
    places: tuple[str, ...]

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{self.name.pk}-{self.part}-{self.document or 0}"


def is_watched(edition: Edition) -> bool:
    """Names are entered for reviews."""
    return isinstance(edition, ReviewEdition)


def name_blockers(content: EditionContent) -> list[Blocker]:
    """Why names keep this edition from the public. No sentence holds a name."""
    if not is_watched(content.row):
        return []
    names = list(ProtectedName.objects.filter(page=content.row.page_id))
    if not names:
        return []
    try:
        own = _in_own_text(content, names)
    except Unsealable:
        return [Blocker.of("names-sealed", step="names")]
    searches = _searches(content, names)
    open_ = _unsettled(own, searches)
    return [
        *_of_own_text(own),
        *_of_documents(content, names, searches),
        *([Blocker.of("names-unsettled", step="names", count=len(open_))] if open_ else []),
    ]


def personal_warnings(content: EditionContent) -> list[str]:
    """Where the page's own text has what looks like an NHS number or somebody's date of birth."""
    if not is_watched(content.row):
        return []
    found = dict.fromkeys(
        (place, each.kind)
        for place, text in _own_texts(content)
        for each in pdf.personal_data([text])
        if each.kind in GRAVE
    )
    return [
        f"{where(place)} has {GRAVE[kind]}: take it out, unless it may be public."
        for place, kind in found
    ]


def note_blockers(page: Page, note: str) -> list[Blocker]:
    """The same of a note for readers, which is not stored yet."""
    try:
        found = any(documents.wanted(row).is_in(Text(note)) for row in page.protected_names.all())
    except Unsealable:
        return [Blocker.of("names-sealed", step="names")]
    return [Blocker.of("name-in-text", NOTE, where="The note")] if found else []


def unsettled(content: EditionContent) -> list[Unsettled]:
    """Raises Unsealable."""
    names = list(ProtectedName.objects.filter(page=content.row.page_id))
    if not names or not is_watched(content.row):
        return []
    return _unsettled(_in_own_text(content, names), _searches(content, names))


def search_page(page: Page, *, patience: float = documents.PATIENCE) -> bool:
    """Look for the page's names wherever they were not looked for yet. Slow: never in a transaction.

    In the files of every edition, and in the text of those that readers can find. False if a file, or
    a name, could not be read, or if more files are left after ``patience`` seconds.
    """
    names = list(ProtectedName.objects.filter(page=page))
    if not names:
        return True
    shown = Attachment.objects.filter(edition__page=page).exclude(document=None)
    try:
        _search_public_texts(page, names)
        files = sorted(set(shown.values_list("document", flat=True)))
        is_complete = documents.search(names, files, patience=patience)
    except Unsealable:
        return False
    return is_complete


def named_in_public(pages: Iterable[Page], *, at: datetime) -> list[Page]:
    """The pages of which something that readers can find now holds a name that must never appear."""
    found = NameSearch.objects.exclude(places=[]).filter(name__page__in=pages)
    rows = list(found.values_list("name__page", "document", "edition"))
    if not rows:
        return []
    named = {page for page, _, _ in rows}
    live = Edition.objects.public(at=at).filter(page__in=named)
    begun = ReviewEdition.objects.filter(page__in=live.values("page"), live_from__lte=at)
    shown = set(begun.values_list("page", "attachments__document"))
    public = {page for page, _ in shown}
    hit = {page for page, file, own in rows if page in public and (own or (page, file) in shown)}
    return list(Page.objects.filter(pk__in=hit).order_by("pk"))


def _search_public_texts(page: Page, names: list[ProtectedName]) -> None:
    """Of editions that have begun, which never change: so each is read once for a name."""
    done = set(
        NameSearch.objects.filter(name__in=names, version=documents.SEARCH).values_list(
            "name", "edition"
        )
    )
    begun = page.editions.filter(live_from__lte=clock.now())
    for content in edition_contents(begun).values():
        new = [row for row in names if (row.pk, content.row.pk) not in done]
        for row, found in _in_own_text(content, new).items():
            documents.keep(row, found, edition_id=content.row.pk)


def _in_own_text(content: EditionContent, names: list[ProtectedName]) -> dict[ProtectedName, Found]:
    texts = [(place, Text(text)) for place, text in _own_texts(content) if text.strip()]
    result = {}
    for row in names:
        sought, found = documents.wanted(row), Found()
        for place, text in texts:
            found.add(sought, place, text)
        result[row] = found
    return result


def _own_texts(content: EditionContent) -> Iterator[tuple[str, str]]:
    """Every text of the edition with the anchor of its field or row."""
    parts = {part._meta.model_name: _accessor(part) for part in PARTS}
    for name, value in content.values.items():
        if name in NOT_OWN:
            continue
        if name not in parts:
            yield name, "\n".join(_strings(value))
            continue
        for place, row in enumerate(value):
            own = {key: each for key, each in row.items() if key not in NOT_OWN | {"document"}}
            for text in _strings(list(own.values())):
                yield f"{parts[name]}-{place}", text


def _accessor(part) -> str:
    return part._meta.get_field("edition").remote_field.get_accessor_name()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _searches(content: EditionContent, names: list[ProtectedName]) -> list[NameSearch]:
    files = [row.document_id for row in content.parts[Attachment] if row.document_id]
    rows = NameSearch.objects.filter(name__in=names, document__in=files, version=documents.SEARCH)
    return list(rows.select_related("name")) if files else []


def _of_own_text(own: dict[ProtectedName, Found]) -> list[Blocker]:
    anchors = dict.fromkeys(place for found in own.values() for place in found.places)
    return [
        Blocker.of("name-in-text", "" if anchor == ADDRESS else anchor, where=where(anchor))
        for anchor in anchors
    ]


def where(anchor: str) -> str:
    """“Summary”, Document 2: what the form calls it."""
    part, _, row = anchor.partition("-")
    names = {_accessor(each): str(each._meta.verbose_name) for each in PARTS}
    names[_accessor(Attachment)] = "document"
    if part == ADDRESS:
        return "The address of the page"
    return f"{names[part].capitalize()} {int(row) + 1}" if row else f"“{label(part)}”"


def _of_documents(
    content: EditionContent, names: list[ProtectedName], searches: list[NameSearch]
) -> Iterator[Blocker]:
    done = {(row.document_id, row.name_id) for row in searches}
    for number, row in enumerate(content.parts[Attachment]):
        if not row.document_id or row.document.erased_at:
            continue
        facts = {"anchor": f"attachments-{number}", "name": row.kinds, "number": number + 1}
        places = [each.places for each in searches if each.document_id == row.document_id]
        if found := list(dict.fromkeys(place for each in places for place in each)):
            yield Blocker.of("name-in-file", places=", ".join(found[:5]), **facts)
        if any((row.document_id, each.pk) not in done for each in names):
            yield Blocker.of("names-unsearched", step="names", **facts)


def _unsettled(own: dict[ProtectedName, Found], searches: list[NameSearch]) -> list[Unsettled]:
    """Of documents by each, and of the page's own text together.

    A file with the whole name has to be replaced: its parts are looked at in the next one.
    """
    rows = [(row.name, row.document_id, row.parts) for row in searches if not row.places]
    rows += [(name, None, found.parts) for name, found in own.items()]
    found = [
        Unsettled(name, part, document, each["count"], tuple(dict.fromkeys(each["places"])))
        for name, document, parts in rows
        for part, each in parts.items()
    ]
    if not found:
        return []
    waivers = NameWaiver.objects.filter(name__in={each.name for each in found})
    most = {}
    for row in waivers:
        key = row.name_id, row.part, row.document_id
        most[key] = max(row.most, most.get(key, 0))
    return [
        each for each in found if each.count > most.get((each.name.pk, each.part, each.document), 0)
    ]
