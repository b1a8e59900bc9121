"""The same page in another language: another page, or the same listing with the site’s words in Welsh."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext

from reviews.lib import languages, site_language
from reviews.lib.languages import ENGLISH
from reviews.lib.site_language import WELSH
from reviews.models import Attachment, Edition, Page
from reviews.public.found import (
    DroppedFile,
    Found,
    History,
    LivePage,
    LostDocument,
    PastDay,
    PastEdition,
    Reading,
    WithdrawalNotice,
)

# What leads to the other language stands in that language.
NAMES = {ENGLISH: "English", WELSH: "Cymraeg"}
SENTENCES = {ENGLISH: "Read this page in English", WELSH: "Darllen y dudalen hon yn Gymraeg"}
STAFF = "/admin/"


@dataclass(frozen=True)
class Version:
    """``sentence`` says that it is the same page; without one it leads to the site in that language."""

    address: str
    language: str
    sentence: str = ""

    @property
    def name(self) -> str:
        return NAMES.get(self.language) or languages.name_of(self.language)

    @property
    def words_language(self) -> str:
        return self.language if self.language in NAMES else site_language.current()


def is_in_both(edition: Edition) -> bool:
    """Its page has the site’s words in English at its address, and in Welsh below /cy/.

    A listing is mostly made of them. Other pages are texts, with the words of their own language around them.
    """
    return edition.page.kind == Page.Kind.LISTING and edition.language != WELSH


def address_here(edition: Edition) -> str:
    """Where its page is read in the language that the site speaks now."""
    address = edition.page.get_absolute_url()
    return site_language.here(address) if is_in_both(edition) else address


def edition_of(found: Found) -> Edition | None:
    """The edition in whose language the site speaks around what was found."""
    match found:
        case LivePage() | History() | PastEdition() | PastDay():
            return found.edition
        case Reading(attachment=attachment) | DroppedFile(attachment=attachment):
            return attachment.edition
        case WithdrawalNotice(withdrawal=withdrawal):
            return withdrawal.edition
        case LostDocument(lineage=lineage):
            return lineage.edition
    return None


def is_below_welsh(found: Found) -> bool:
    """Whether it is there below /cy/ too: not where it is a page of its own in Welsh."""
    is_page = isinstance(found, LivePage | History | PastEdition | PastDay)
    return is_page and is_in_both(found.edition) and not in_welsh(found)


def in_welsh(found: Found) -> str:
    """Where the page that was found is read in Welsh; empty where it is not."""
    known = stated(found.edition) if isinstance(found, LivePage) else []
    return next((each.address for each in known if each.language == WELSH), "")


def stated(edition: Edition) -> list[Version]:
    """The pages that are public now as the same page in other languages."""
    return [
        Version(f"/{row['path']}/", row["language"], _sentence(row["language"]))
        for row in getattr(edition, "versions", [])
    ]


def of_page(edition: Edition) -> list[Version] | None:
    """For the head of the page of ``edition``. None where its own address has a twin in the other language."""
    found = stated(edition)
    if is_in_both(edition) and not found:
        return None
    if any(each.language == _other() for each in found):
        return found
    return [*found, *elsewhere()]


def elsewhere() -> list[Version]:
    """For what is there in one language only: the first page in the other one."""
    return [Version(f"{site_language.PREFIX}/" if _other() == WELSH else "/", _other())]


def of_document(document: Attachment, documents: Iterable[Attachment]) -> list[Version]:
    """The same document in other languages: of one kind, each language once, and all to be read."""
    same = [row for row in documents if _is_like(row, document) and row.is_readable]
    languages_of = {row.language for row in same}
    if document not in same or len(languages_of) < len(same):
        return []
    others = (row for row in same if row != document)
    return [Version(row.get_absolute_url(), row.language) for row in others]


def _is_like(row: Attachment, other: Attachment) -> bool:
    return (row.kind, row.also_contains) == (other.kind, other.also_contains)


def links(known: list[Version] | None, request: HttpRequest | None) -> list[Version]:
    """What is known of the page, else the same address in the other language."""
    if known is not None:
        return known
    if request is None or request.path.startswith(STAFF):
        return []
    return [twin(request.get_full_path())]


def twin(address: str) -> Version:
    return Version(site_language.twin(address), _other())


def _other() -> str:
    return ENGLISH if site_language.is_welsh() else WELSH


def _sentence(language: str) -> str:
    named = gettext("Read this page in %(language)s") % {"language": languages.name_of(language)}
    return SENTENCES.get(language, named)
