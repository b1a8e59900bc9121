"""What a page shows: the template and the context of an edition at a moment.

Pure functions of (edition, query, moment), so that the public page, the preview of a draft and the
page as at an earlier day are one thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast, Substr

from reviews import history
from reviews.dates import PartialDate
from reviews.models import (
    ActionPlan,
    Attachment,
    Banner,
    BoardResponse,
    Edition,
    ListingEdition,
    Page,
    ReviewEdition,
    ReviewType,
    Withdrawal,
)

PER_PAGE = 50
REPORTS = (Attachment.Kind.OVERVIEW_REPORT, Attachment.Kind.REPORT)


@dataclass(frozen=True)
class Shown:
    """A page ready to be rendered."""

    template: str
    context: dict


@dataclass(frozen=True)
class Entry:
    """A review in a listing or on its page, its papers told apart."""

    edition: ReviewEdition

    @property
    def papers(self) -> list[Attachment]:
        return list(self.edition.attachments.all())

    def _first(self, *kinds: str) -> Attachment | None:
        return next((paper for paper in self.papers if paper.kind in kinds), None)

    @property
    def report(self) -> Attachment | None:
        return self._first(*REPORTS)

    @property
    def response(self) -> Attachment | None:
        return self._first(Attachment.Kind.BOARD_RESPONSE)

    @property
    def plan_paper(self) -> Attachment | None:
        return self._first(Attachment.Kind.ACTION_PLAN)

    @property
    def plan(self) -> ActionPlan | None:
        return getattr(self.edition, "action_plan", None)

    @property
    def has_plan(self) -> bool:
        return bool(self.plan or self.plan_paper)

    @property
    def response_in_words(self) -> BoardResponse | None:
        return getattr(self.edition, "response", None)

    @property
    def has_sentence(self) -> bool:
        """Enough is known to tell it in a sentence: what may be read, and when it was conducted."""
        conducted = (self.edition.conducted_from, self.edition.conducted_to)
        dated = all(date and date.is_known for date in conducted)
        return bool(dated and self.report and self.report.is_readable)

    @property
    def other_papers(self) -> list[Attachment]:
        """The papers of which the sentence does not tell everything."""
        return [paper for paper in self.papers if not (self.has_sentence and self._tells(paper))]

    def _tells(self, paper: Attachment) -> bool:
        """The sentence links to ``paper``, or mentions a plan of which no more is known."""
        if paper.first_published or paper.licence:
            return False
        if paper.state == Attachment.State.MENTIONED and not paper.state_reason:
            return paper == self.plan_paper
        return paper.is_readable and paper in (self.report, self.response, self.plan_paper)

    @property
    def has_facts(self) -> bool:
        """There is something to say in the line of facts, beside what the sentence says."""
        edition = self.edition
        return bool(
            not self.has_sentence
            or (edition.first_published and edition.first_published.day)
            or edition.state != ReviewEdition.State.PUBLISHED
            or (edition.subtype or edition.incident or edition.methodology)
            or edition.board_roles.all()
        )

    @property
    def covers(self) -> list[Attachment]:
        return [paper for paper in self.papers if paper.kind in REPORTS and paper.document_id]


def shown(edition: Edition, *, at: datetime, query: Mapping[str, str] | None = None) -> Shown:
    """The page of ``edition``; ``query`` are a listing's filters."""
    special = edition.special
    special.page = edition.page  # as it was read, with its board
    if isinstance(special, ListingEdition):
        return Shown(
            "reviews/listing.html", _listing(special, query or {}, at=at) | _frame(edition, at=at)
        )
    if isinstance(special, ReviewEdition):
        return Shown("reviews/review.html", _review(special) | _frame(edition, at=at))
    return Shown("reviews/page.html", {"edition": edition} | _frame(edition, at=at))


def notice(withdrawal: Withdrawal, *, at: datetime) -> Shown:
    """What the address of a withdrawn page says."""
    page = withdrawal.edition.page
    context = {
        "withdrawal": withdrawal,
        "page": page,
        "withdrawn_on": withdrawal.edition.live_until,
    }
    return Shown("reviews/withdrawn.html", context | surroundings(at=at, board=page.board))


def page_history(edition: Edition, *, at: datetime) -> Shown:
    """Every public change of the page, the latest first."""
    context = {"edition": edition.special, "entries": history.entries(edition, at=at)}
    return Shown("reviews/history.html", context | _frame(edition, at=at))


def home(*, at: datetime) -> Shown:
    """The listings there are, and the newest reviews."""
    context = {
        "listings": ListingEdition.objects.public(at=at)
        .select_related("page__board")
        .order_by("title"),
        "newest": [
            Entry(edition)
            for edition in ReviewEdition.objects.public(at=at).with_entry().latest_first()[:5]
        ],
    }
    return Shown("reviews/home.html", context | surroundings(at=at))


def surroundings(*, at: datetime, board=None) -> dict:
    """What stands around every page: banners above, links below."""
    return {
        "banners": Banner.objects.public(at=at),
        "footer_pages": Edition.objects.public(at=at)
        .filter(page__in_footer=True, page__kind=Page.Kind.PLAIN)
        .select_related("page")
        .order_by("title"),
        "board": board,
    }


def _frame(edition: Edition, *, at: datetime) -> dict:
    """What stands around an edition's own content; a draft has not been updated yet."""
    updated = None if edition.is_draft else history.last_updated(edition, at=at)
    page = edition.page
    return {"page": page, "last_updated": updated} | surroundings(at=at, board=page.board)


def _review(edition: ReviewEdition) -> dict:
    return {"edition": edition, "entry": Entry(edition)}


def _listing(edition: ListingEdition, query: Mapping[str, str], *, at: datetime) -> dict:
    listed = edition.listed(ReviewEdition.objects.public(at=at))
    choices = {"year": _years(listed), "type": _types(edition)}
    asked = {name: query.get(name, "") for name in (*choices, "page")}
    chosen = {name: asked[name] for name in choices if asked[name] in dict(choices[name])}
    found = listed.filter(first_published__startswith=chosen.get("year", ""))
    if "type" in chosen:
        found = found.filter(review_type=chosen["type"])
    sheets = Paginator(found.with_entry().latest_first(), PER_PAGE)
    turned = {"page": asked["page"]} if asked["page"] in map(str, sheets.page_range) else {}
    reviews = sheets.page(turned.get("page", 1))
    return {
        "edition": edition,
        "months": _by_month(reviews.object_list),
        "reviews": reviews,
        "choices": choices,
        "chosen": chosen,
        "not_understood": _left_out(asked, chosen | turned),
    }


def _left_out(asked: dict[str, str], taken: dict[str, str]) -> list[str]:
    """What was asked for and cannot be had, in a form that can be shown."""
    values = [value for name, value in asked.items() if value and name not in taken]
    return ["".join(filter(str.isprintable, value)) for value in values]


def _years(listed: QuerySet) -> list[tuple[str, str]]:
    year = Substr(Cast("first_published", CharField()), 1, 4)
    years = listed.order_by().values_list(year, flat=True).distinct()
    return [(year, year) for year in sorted(years, reverse=True) if year.isdecimal()]


def _types(edition: ListingEdition) -> list[tuple[str, str]]:
    return [(kind, ReviewType(kind).label) for kind in edition.review_types]


def _by_month(editions: list[ReviewEdition]) -> list[tuple[str, list[Entry]]]:
    """Reviews under the month in which they were first published, or the year if no more is known."""

    def heading(edition: ReviewEdition) -> str:
        first = edition.first_published
        return str(PartialDate(first.iso[:7]) if first.month else first)

    return [
        (month[:1].upper() + month[1:], [Entry(edition) for edition in group])
        for month, group in groupby(editions, key=heading)
    ]
