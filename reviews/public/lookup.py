"""What the public finds at an address at a moment. Every public answer about a page begins here."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from reviews.editions.readable import readable
from reviews.lib import addresses
from reviews.lib.compiled import AT, Blank, compiled
from reviews.lib.dates import LONDON
from reviews.models import (
    Edition,
    EditionQuerySet,
    FormerAddress,
    Page,
    ReviewEdition,
)
from reviews.public import gone
from reviews.public.found import (
    ENDINGS,
    File,
    Found,
    History,
    LivePage,
    PastDay,
    PastEdition,
    Reading,
    Redirect,
    Rendition,
)

# What is led to under another spelling of its address.
MOVES = LivePage | History | PastEdition | PastDay | Rendition | File | Reading


def resolve(path: str, *, at: datetime, query: str = "") -> Found | None:
    """What the public finds at the moment ``at`` at the address ``/{path}``, such as ``reviews/x/``.

    None for whatever is not public: a draft, a scheduled page, nothing at all. ``query`` is what
    follows the question mark. It tells former addresses apart and selects nothing else here.
    """
    if "\0" in path:  # which PostgreSQL does not know
        return None
    return _found(path, at=at) or _respelled(path, query, at=at) or former(path, query, at=at)


def former(path: str, query: str, *, at: datetime) -> Found | None:
    """The page that used to be at an address with this query, or with any; or the notice of its withdrawal."""
    respelled = addresses.tidy(path)
    asked = {addresses.canonical(each, query) for each in (path, respelled)}
    asked |= {addresses.canonical(each) for each in (path, respelled)}
    rows = FormerAddress.objects.public(at=at).at_any_of(asked - {""}).select_related("page")
    found = max(rows if asked - {""} else [], key=lambda row: len(row.path), default=None)
    if found is None:
        return None
    if found.is_public:
        return Redirect(found.page, found.page.get_absolute_url())
    notice = gone.notice(found.page.path, at=at)
    return notice and replace(notice, status=410)


def _found(path: str, *, at: datetime) -> Found | None:
    for form, find in FORMS:
        parts = form.fullmatch(path)
        if parts and (found := find(**parts.groupdict(), at=at)):
            return found
    return None


def _respelled(path: str, query: str, *, at: datetime) -> Found | None:
    """What is there without capitals, with the last slash, without what ended a sentence."""
    respelled = addresses.tidy(path)
    found = _found(respelled, at=at) if respelled != path else None
    if isinstance(found, MOVES):
        return Redirect(found.page, f"/{respelled}{'?' * bool(query)}{query}")
    return found


def _live_page(path: str, *, at: datetime) -> Found | None:
    edition = _live_edition(path, at=at)
    return LivePage(edition.page, edition) if edition else gone.notice(path, at=at)


def _year(path: str, year: str, *, at: datetime) -> Found | None:
    """The reviews of one year in a listing, or of one month, if there are any."""
    year = year.replace("/", "-")
    edition = _live_edition(path, at=at)
    listing = edition and getattr(edition, "listingedition", None)
    has_any = listing and listing.has_year(year, at=at)
    return LivePage(edition.page, edition, year) if has_any else None


def _history(path: str, *, at: datetime) -> Found | None:
    edition = _live_edition(path, at=at)
    return History(edition.page, edition) if edition else gone.notice(path, at=at)


def _past_edition(path: str, number: str, *, at: datetime) -> Found | None:
    ended = Edition.objects.begun(by=at).filter(readable(at=at), live_until__lte=at)
    editions = ended.select_related("reviewedition", "listingedition", "page__board")
    if edition := editions.filter(page__path=path, number=number).first():
        return PastEdition(edition.page, _with_parts(edition, at=at))
    went = gone.went_with_page(Edition.objects.begun(by=at).filter(number=number), path, at=at)
    return went or gone.lost(path, at=at, edition__number=number)


def _past_day(path: str, day: str, *, at: datetime) -> Found | None:
    """The page as it was at the end of a day; today’s end is now."""
    try:
        asked = date.fromisoformat(day)
        then = min(_end_of(asked), at)
    except (ValueError, OverflowError):
        return None
    editions = Edition.objects.public(at=then).filter(page__path=path)
    related = editions.select_related("reviewedition", "listingedition", "page__board")
    if _start_of(asked) > at or not (edition := related.first()):
        return None
    if editions.filter(readable(at=at)).exists():
        return PastDay(edition.page, _with_parts(edition, at=at), asked, then)
    return gone.went_with_page(editions, path, at=at) or gone.lost(path, at=at, edition=edition.pk)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)


def _end_of(day: date) -> datetime:
    return _start_of(day + timedelta(days=1)) - timedelta.resolution


def _rendition(path: str, ending: str, *, at: datetime) -> Found | None:
    found = _live_page(path, at=at)
    if not isinstance(found, LivePage):
        return found
    is_offered = ending in ENDINGS[found.page.kind]
    return Rendition(found.page, found.edition, ending) if is_offered else None


def _file(path: str, name: str, ending: str, *, at: datetime) -> Found | None:
    public = ReviewEdition.objects.public(at=at).filter(page__path=path)
    if attachment := gone.attachment_of(public, slug=name):
        return File(attachment.edition.page, attachment, ending, by_hash=False)
    return gone.file(path, name, ending, at=at)


def _file_by_hash(path: str, sha256: str, ending: str, *, at: datetime) -> Found | None:
    """As the latest of the editions shows it that have the file and may be read."""
    editions = ReviewEdition.objects.begun(by=at).filter(
        readable(at=at), page__path=path, attachments__document__sha256=sha256
    )
    latest_first = editions.order_by("-live_from")
    if attachment := gone.attachment_of(latest_first, document__sha256=sha256):
        return File(attachment.edition.page, attachment, ending, by_hash=True)
    went = gone.withdrawn_file(path, at=at, document__sha256=sha256)
    return went or gone.lost(path, at=at, document__sha256=sha256)


def _reading(path: str, name: str, *, at: datetime) -> Found | None:
    return _words_of(_file(path, name, "pdf", at=at))


def _reading_by_hash(path: str, sha256: str, *, at: datetime) -> Found | None:
    return _words_of(_file_by_hash(path, sha256, "pdf", at=at))


def _words_of(found: Found | None) -> Found | None:
    match found:
        case File(page=page, attachment=attachment, by_hash=by_hash):
            return Reading(page, attachment, by_hash)
        case Redirect(page=page, address=address):
            return Redirect(page, f"{address}/read/")
    return found


# No segment of a page's address is the site’s own word; see models/page.py.
_SEGMENT = r"(?!(?:history|on)/)[a-z0-9-]+"
_PAGE = rf"(?P<path>{_SEGMENT}(?:/{_SEGMENT})*)"
_YEAR = r"[0-9]{4}(?:/[0-9]{2})?"
OF_A_YEAR = re.compile(rf"/{_YEAR}/$")
_ENDING = r"\.(?P<ending>pdf|webp)"
# The forms of addresses. The first that finds something answers.
FORMS = [
    (re.compile(form), find)
    for form, find in (
        (rf"{_PAGE}/", _live_page),
        (rf"{_PAGE}/(?P<year>{_YEAR})/", _year),
        (rf"{_PAGE}/history/", _history),
        (rf"{_PAGE}/history/(?P<number>[1-9][0-9]{{0,8}})/", _past_edition),
        (rf"{_PAGE}/on/(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})/", _past_day),
        (rf"{_PAGE}\.(?P<ending>json|csv|atom|bib|ris)", _rendition),
        (rf"{_PAGE}/history/(?P<sha256>[0-9a-f]{{64}}){_ENDING}", _file_by_hash),
        (rf"{_PAGE}/(?P<name>[a-z0-9-]+){_ENDING}", _file),
        (rf"{_PAGE}/history/(?P<sha256>[0-9a-f]{{64}})\.pdf/read/", _reading_by_hash),
        (rf"{_PAGE}/(?P<name>[a-z0-9-]+)\.pdf/read/", _reading),
    )
]


def _live_edition(path: str, *, at: datetime) -> Edition | None:
    edition = _live_at_path().first({"path": path, "at": at})
    return edition and _with_parts(edition, at=at)


@compiled
def _live_at_path() -> EditionQuerySet:
    public = Edition.objects.public(at=AT).filter(page__path=Blank("path")).with_versions(at=AT)
    return public.select_related("reviewedition", "listingedition", "page__board")


def _with_parts(edition: Edition, *, at: datetime) -> Edition:
    """A review's edition with everything that its page shows; other pages have no parts."""
    if edition.page.kind != Page.Kind.REVIEW:
        return edition
    reviews = ReviewEdition.objects.begun(by=at).with_parts().with_versions(at=at)
    return reviews.get(pk=edition.pk)
