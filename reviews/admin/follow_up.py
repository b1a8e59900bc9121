"""What has to be followed up on public reviews: action plans, and minimum terms that end."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery

from reviews.admin.links import page_address
from reviews.admin.names import edition_name, page_name, with_names
from reviews.admin.pages.progress import progress_address
from reviews.compliance.ending_terms import ending_terms
from reviews.editions.plan_progress import plan_progress
from reviews.lib.dates import london_date
from reviews.models import Action, User

SOON = timedelta(days=60)
READ_AGAIN_SOON = timedelta(days=30)


def plans(editions: QuerySet, user: User, *, at: datetime, shown: int) -> dict:
    """The action plans of live reviews that are not done, those overdue longest first.

    Counts are the database's, and actions are read of the plans that are shown only.
    """
    today = london_date(at)
    own = Action.objects.filter(edition=OuterRef("pk"))
    still_open = own.filter(status__in=Action.OPEN).exclude(answer=Action.Answer.NOT_ACCEPTED)
    late = own.overdue(on=today).order_by("due")
    live = editions.public(at=at).filter(Exists(still_open))
    live = live.annotate(late_since=Subquery(late.values("due")[:1]))
    actions = Prefetch("reviewedition__actions", Action.objects.defer("evidence", "impact"))
    rows = live.order_by("late_since", "page__path").prefetch_related(actions)[:shown]
    counts = live.aggregate(plans=Count("pk"), overdue=Count("late_since"))
    may = user.has_perm("reviews.change_edition")
    return counts | {"rows": [_plan(row, at=at, may=may) for row in rows]}


def _plan(edition, *, at: datetime, may: bool) -> tuple:
    """The name of a review, the address of its screen, how far its plan is, and where to report on it."""
    progress = plan_progress(edition.reviewedition.actions.all(), at=at)
    page = edition.page
    report = progress_address(page) if may else ""
    return edition_name(edition), page_address(page), progress, report


def to_read_again(pages: QuerySet, *, at: datetime, shown: int) -> list[tuple]:
    """The pages that somebody has to read again within a month, with the day and whether it has come."""
    today = london_date(at)
    rows = with_names(pages.to_read_again(by=today + READ_AGAIN_SOON))[:shown]
    return [
        (page_name(page), page_address(page), page.read_again_on, page.read_again_on <= today)
        for page in rows
    ]


def ending(editions: QuerySet, pages: QuerySet, *, at: datetime, shown: int) -> dict:
    """The reviews whose minimum term ends within two months."""
    terms = ending_terms(pages, at=at, within=SOON)
    rows = editions.in_bulk([term.edition for term in terms[:shown]])
    return {
        "count": len(terms),
        "rows": [
            (edition_name(rows[term.edition]), page_address(rows[term.edition].page), term)
            for term in terms[:shown]
            if term.edition in rows
        ],
    }
