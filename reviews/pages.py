"""What a page shows: the template and the context of an edition at a moment.

Pure functions of (edition, query, moment), so that the public page, the preview of a draft, a past
edition and the page as at an earlier day are one thing. Only a board's contact is as it is today:
it stands outside the page's main part.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast, Substr

from reviews import archive, history, past
from reviews.dates import PartialDate
from reviews.models import (
    ActionPlan,
    Attachment,
    Banner,
    BoardResponse,
    Edition,
    ListingEdition,
    Page,
    PublicationRule,
    ReviewEdition,
    ReviewType,
    Withdrawal,
)

PER_PAGE = 50
REPORTS = (Attachment.Kind.OVERVIEW_REPORT, Attachment.Kind.REPORT)


@dataclass(frozen=True)
class Shown:
    """A page ready to be rendered and sent with ``status``."""

    template: str
    context: dict
    status: int = 200


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


def live(path: str, *, at: datetime) -> Edition | None:
    """The edition that the public reads at the address ``path`` at that moment, with its parts."""
    public = Edition.objects.public(at=at).filter(page__path=path)
    edition = public.select_related("reviewedition", "listingedition", "page__board").first()
    if edition and edition.page.kind == Page.Kind.REVIEW:
        return ReviewEdition.objects.public(at=at).with_parts().get(pk=edition.pk)
    return edition


def withdrawn(path: str, *, at: datetime) -> Withdrawal | None:
    """The withdrawal of which the address ``path`` tells at that moment."""
    withdrawals = Withdrawal.objects.public(at=at).filter(edition__page__path=path)
    return withdrawals.select_related("edition__page__board", "edition__reviewedition").first()


def shown(edition: Edition, *, at: datetime, query: Mapping[str, str] | None = None) -> Shown:
    """The page of ``edition``; ``query`` are a listing's filters."""
    return _shown(edition, query or {}, ReviewEdition.objects.public(at=at), at=at)


def past_edition(
    edition: Edition, *, at: datetime, query: Mapping[str, str] | None = None
) -> Shown:
    """An edition that has ended, as it was in its last moment, for readers of the moment ``at``.

    A listing leaves out the reviews that may no longer be read.
    """
    then = edition.live_until - timedelta.resolution
    listed = ReviewEdition.objects.public(at=then).filter(past.readable(at=at))
    was = _shown(edition, query or {}, listed, at=then)
    today = surroundings(at=at, board=edition.page.board)
    return replace(was, context=was.context | today | {"past": edition})


def _shown(edition: Edition, query: Mapping[str, str], reviews: QuerySet, *, at: datetime) -> Shown:
    special = edition.special
    special.page = edition.page  # as it was read, with its board
    if isinstance(special, ListingEdition):
        context = _listing(special, query, reviews, at=at)
        return Shown("reviews/listing.html", context | _frame(edition, at=at))
    if isinstance(special, ReviewEdition):
        return Shown("reviews/review.html", _review(special, at=at) | _frame(edition, at=at))
    return Shown("reviews/page.html", {"edition": edition} | _frame(edition, at=at))


def notice(withdrawal: Withdrawal, *, at: datetime) -> Shown:
    """What the address of a withdrawn page says: what it was in neutral words, and the public note."""
    edition = withdrawal.edition.special
    page = withdrawal.edition.page
    is_review = isinstance(edition, ReviewEdition)
    context = {
        "withdrawal": withdrawal,
        "page": page,
        "withdrawn_on": edition.live_until,
        # Never the board's own name for the type, which is free text.
        "kind": edition.get_review_type_display() if is_review else page.get_kind_display(),
        "first_published": _month(edition.first_published),
    }
    status = 410 if withdrawal.answer == Withdrawal.Answer.GONE else 200
    frame = surroundings(at=at, board=page.board)
    return Shown("reviews/withdrawn.html", context | frame, status)


def gone(*, path: str, at: datetime) -> Shown:
    """What an address says that went with the withdrawal of a page which has returned since."""
    return Shown("reviews/gone.html", {"address": f"/{path}/"} | surroundings(at=at), 410)


def page_history(edition: Edition, *, at: datetime) -> Shown:
    """Every public change of the page, the latest first."""
    context = {"edition": edition.special, "entries": history.entries(edition, at=at)}
    return Shown("reviews/history.html", context | _frame(edition, at=at))


def home(*, at: datetime) -> Shown:
    """The listings there are, and the newest reviews."""
    context = {
        "listings": ListingEdition.objects.public(at=at)
        .select_related("page__board")
        .order_by("title", "page__path"),
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
        .order_by("title", "page__path"),
        "board": board,
    }


def _frame(edition: Edition, *, at: datetime) -> dict:
    """What stands around an edition's own content; a draft has not been updated yet."""
    updated = None if edition.is_draft else history.last_updated(edition, at=at)
    page = edition.page
    return {"page": page, "last_updated": updated} | surroundings(at=at, board=page.board)


def _review(edition: ReviewEdition, *, at: datetime) -> dict:
    entry = Entry(edition)
    return {"edition": edition, "entry": entry, "archive": _archive([entry], at=at).get(edition.pk)}


def _archive(entries: Iterable[Entry], *, at: datetime) -> dict[int, archive.Statement]:
    """What may be told of the reports that are kept here, by edition."""
    kept = [entry for entry in entries if entry.report and entry.report.document_id]
    return archive.statements((entry.edition for entry in kept), at=at)


def _rules_of(entries: list[Entry], *, at: datetime) -> list[PublicationRule]:
    """The rules by which it may be told how long the reports of a listing stay, each once."""
    rules = {statement.rule for statement in _archive(entries, at=at).values()}
    return sorted(rules, key=lambda rule: (rule.in_force_from, rule.pk))


def _listing(
    edition: ListingEdition, query: Mapping[str, str], reviews: QuerySet, *, at: datetime
) -> dict:
    listed = edition.listed(reviews)
    choices = {"year": _years(listed), "type": _types(edition)}
    asked = {name: query.get(name, "") for name in (*choices, "page")}
    chosen = {name: asked[name] for name in choices if asked[name] in dict(choices[name])}
    found = listed.filter(first_published__startswith=chosen.get("year", ""))
    if "type" in chosen:
        found = found.filter(review_type=chosen["type"])
    sheets = Paginator(found.with_entry().latest_first(), PER_PAGE)
    turned = {"page": asked["page"]} if asked["page"] in map(str, sheets.page_range) else {}
    sheet = sheets.page(turned.get("page", 1))
    entries = [Entry(edition) for edition in sheet.object_list]
    return {
        "edition": edition,
        "months": _by_month(entries),
        "reviews": sheet,
        "archive": _rules_of(entries, at=at),
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


def _by_month(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """Reviews under the month in which they were first published, or the year if no more is known."""

    def heading(entry: Entry) -> str:
        return str(_month(entry.edition.first_published))

    return [
        (month[:1].upper() + month[1:], list(group))
        for month, group in groupby(entries, key=heading)
    ]


def _month(date: PartialDate) -> PartialDate:
    """The date without its day."""
    return PartialDate(date.iso[:7]) if date.month else date
