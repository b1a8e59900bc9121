"""What there is a copy of, and which pages a change may show on."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from reviews.lib import site_language
from reviews.models import (
    Banner,
    Board,
    Edition,
    Event,
    ListingEdition,
    Page,
    ReviewEdition,
    Theme,
    Withdrawal,
)
from reviews.public.facets import UNDATED
from reviews.public.filters import below, query_string
from reviews.public.found import ENDINGS
from reviews.public.history_parts import queries_of_parts
from reviews.public.listing import MOST_ON_ONE_PAGE
from reviews.public.versions import is_in_both

SITE = ""  # in the place of a page's path: the addresses that belong to no page
OWN = (
    *("/", "/feeds.atom", "/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/themes.xml"),
    *("/cy/", "/themes/", "/cy/themes/", "/api/reviews", "/api/listings"),
)
# What lies behind a page is copied under a path that no page can have.
HISTORY, THEMES = "/history", "themes/"
FEW_EDITIONS = 20  # bring no more changes than the first page of a history shows
REGISTER = ("/register/", "/cy/register/", "/register/checkpoint")
# A list of everything is as large as the register; whoever takes it can wait.
LEFT_OUT = {"csv"}


def every_path(*, at: datetime) -> list[str]:
    """Of what the public sees, in the order in which it is copied: what leads to reviews, then these."""
    live = (
        Edition.objects.public(at=at).order_by("-live_from").values_list("page__path", "page__kind")
    )
    ordered = sorted(live, key=lambda row: row[1] == Page.Kind.REVIEW)
    notices = Withdrawal.objects.public(at=at).values_list("edition__page__path", flat=True)
    return [SITE, *(path for path, _ in ordered), *notices]


def others(*, at: datetime) -> list[str]:
    """Everything that is no review: all of it may name one."""
    live = Edition.objects.public(at=at).exclude(page__kind=Page.Kind.REVIEW)
    return [SITE, *live.values_list("page__path", flat=True)]


def behind(paths: Collection[str]) -> list[str]:
    """What is copied after these and apart from them, because it may be much: what lies further back.

    Of a page the parts of a long history, below its path; of the site the years and months of each theme.
    """
    pages = Page.objects.filter(path__in=paths).alias(number=Count("editions"))
    may_be_long = pages.filter(Q(kind=Page.Kind.LISTING) | Q(number__gt=FEW_EDITIONS))
    themes = Theme.objects.order_by("pk").values_list("slug", flat=True) if SITE in paths else []
    histories = may_be_long.order_by("pk").values_list("path", flat=True)
    return [*(f"{path}{HISTORY}" for path in histories), *(f"{THEMES}{slug}" for slug in themes)]


def in_front_of(path: str) -> str:
    """The page that this lies behind, or the page itself."""
    return SITE if path.startswith(THEMES) else path.removesuffix(HISTORY)


def addresses(path: str, *, at: datetime) -> list[str]:
    if path.startswith(THEMES):
        return _years_of_theme(path, at=at)
    if path == SITE:
        boards = Board.objects.order_by("pk").values_list("pk", flat=True)
        themes = Theme.objects.order_by("pk").values_list("slug", flat=True)
        return [
            *(*OWN, *REGISTER, *(f"/boards/{number}.atom" for number in boards)),
            *(f"/themes/{slug}{ending}" for slug in themes for ending in ("/", ".atom")),
            *(f"/cy/themes/{slug}/" for slug in themes),
        ]
    live = Edition.objects.public(at=at).filter(page__path=in_front_of(path))
    edition = live.select_related("reviewedition", "listingedition", "page__board").first()
    if edition is None:
        return [f"/{path}/"]  # perhaps the notice of its withdrawal
    if path.endswith(HISTORY):
        return _in_both(edition, [f"/{path}/{part}" for part in queries_of_parts(edition, at=at)])
    endings = sorted(ENDINGS[edition.page.kind] - LEFT_OUT)
    own = [f"/{path}/", f"/{path}/history/", *_below(edition, at=at)]
    return [*_in_both(edition, own), *(f"/{path}.{ending}" for ending in endings)]


def _in_both(edition: Edition, own: list[str]) -> list[str]:
    return own + ([site_language.twin(each) for each in own] if is_in_both(edition) else [])


def _below(edition: Edition, *, at: datetime) -> list[str]:
    base, row = edition.page.get_absolute_url(), edition.as_kind
    row.page = edition.page
    if isinstance(row, ListingEdition):
        return [f"{base}{each}" for each in _parts(row, at=at)]
    if not isinstance(row, ReviewEdition):
        return []
    shown = row.attachments.filter(document__isnull=False, document__erased_at=None)
    files = shown.values_list("slug", flat=True)
    return [f"{base}{name}.{end}" for name in files for end in ("pdf", "webp", "pdf/read/")]


def _parts(listing: ListingEdition, *, at: datetime) -> list[str]:
    """Where it shows its years, the months of those that are turned by the month, and what has no date."""
    turned = _turned(listing.listed(ReviewEdition.objects.public(at=at), at=at))
    return [below(each) if each != UNDATED else query_string({"year": each}) for each in turned]


def _years_of_theme(path: str, *, at: datetime) -> list[str]:
    slug = path.removeprefix(THEMES)
    listed = ReviewEdition.objects.public(at=at).filter(review_themes__theme__slug=slug)
    own = [f"/{path}/{query_string({'year': each})}" for each in _turned(listed)]
    return own + [site_language.twin(each) for each in own]


def _turned(listed: QuerySet) -> list[str]:
    """The years of a list, the months of those that are too long for one page, and what stands for no date."""
    dates = list(listed.values_list("first_published", flat=True))
    years = Counter(each.iso[:4] for each in dates if each.year)
    months = {each.iso[:7] for each in dates if each.month}
    long = {year for year, count in years.items() if count > MOST_ON_ONE_PAGE}
    undated = [] if all(each.year for each in dates) else [UNDATED]
    return sorted({*years, *(month for month in months if month[:4] in long)}) + undated


def related(paths: set[str]) -> set[str]:
    """The reviews that show a document which these ever showed, and those in other languages.

    Their pages name each other.
    """
    having = ReviewEdition.objects.filter(attachments__document__isnull=False)
    documents = having.filter(page__path__in=paths).values("attachments__document")
    shared = having.filter(attachments__document__in=documents)
    return set(shared.values_list("page__path", flat=True)) | paths | _versions(paths)


def _versions(paths: set[str]) -> set[str]:
    stated = ReviewEdition.objects.filter(version_of__isnull=False)
    own = stated.filter(Q(page__path__in=paths) | Q(version_of__path__in=paths))
    same = stated.filter(version_of__in=own.values("version_of"))
    pairs = same.values_list("page__path", "version_of__path").distinct()
    return {path for pair in pairs for path in pair}


def changed(event: int) -> set[str] | None:
    """The reviews that were changed by later events than ``event``.

    None if it may be anything: a change of what is no review, an erasure, one without an event.
    """
    events = Event.objects.filter(seq__gt=event).exclude(verb=Event.Verb.ERASED)
    named = set(events.values_list("page__path", "page__kind"))
    erased = Event.objects.filter(seq__gt=event, verb=Event.Verb.ERASED)
    return None if not named or erased.exists() else _reviews(named)


def passed(since: datetime, *, at: datetime) -> set[str] | None:
    """The reviews of which a period began or ended in the meantime; None if one of anything else did."""
    begun_or_ended = Q(live_from__gt=since, live_from__lte=at) | Q(
        live_until__gt=since, live_until__lte=at
    )
    if Banner.objects.filter(begun_or_ended).exists():
        return None
    editions = Edition.objects.begun(by=at).filter(begun_or_ended)
    return _reviews(set(editions.values_list("page__path", "page__kind")))


def _reviews(named: set[tuple[str | None, str | None]]) -> set[str] | None:
    if any(kind != Page.Kind.REVIEW for _, kind in named):
        return None
    return related({path for path, _ in named}) if named else set()


def ends(*, at: datetime) -> list[tuple[str, float]]:
    """When a period ends, in seconds from ``at``, and of which review; “” for what shows everywhere."""
    editions = Edition.objects.public(at=at).filter(live_until__isnull=False)
    rows = editions.values_list("page__path", "page__kind", "live_until")
    found = [(path if kind == Page.Kind.REVIEW else "", until) for path, kind, until in rows]
    banners = Banner.objects.public(at=at).filter(live_until__isnull=False)
    found += [("", until) for until in banners.values_list("live_until", flat=True)]
    return [(path, (until - at).total_seconds()) for path, until in found]
