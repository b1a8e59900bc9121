"""A new review: one button makes its page and opens the form of its first edition, which asks everything else."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from reviews import workflow
from reviews.admin.links import edition_address
from reviews.admin.pages.forms import boards_of, next_address
from reviews.admin.verbs import NOT_SAVED, require
from reviews.lib import clock
from reviews.models import Board, Edition, Event, Page, Review, UnsavedWork, User

# What the ledger knows of a page of which nobody has written anything.
OF_EMPTY = (Event.Verb.PAGE_SET, Event.Verb.OPENED)


@require_POST
def begin_review(request: HttpRequest) -> HttpResponse:
    """To the form of a new review. Where there is no board to choose, Django's form says why."""
    require(request, "add_review")
    require(request, "change_edition")
    untouched = _untouched(request.user).first()
    if untouched is not None:
        return redirect(edition_address(untouched))
    board = _likely_board(request.user)
    if board is None:
        return redirect(reverse("admin:reviews_review_add"))
    try:
        return redirect(edition_address(_begin(board, by=request.user)))
    except IntegrityError:  # somebody has just taken the address
        messages.error(request, NOT_SAVED)
        return redirect(reverse("admin:index"))


@transaction.atomic
def _begin(board: Board, *, by: User) -> Edition:
    path = next_address(clock.now())
    review = Review.objects.create(kind=Page.Kind.REVIEW, path=path, board=board)
    workflow.record_page_changed(review, by=by, fields=["board", "path"])
    return workflow.open_edition(review, by=by)


def _untouched(user: User) -> QuerySet:
    """What the person began before and left empty: the button leads to it again."""
    own = Edition.objects.drafts().filter(
        edited_by=user, number=1, draft_version=1, page__in=Page.objects.of(user).in_use()
    )
    written = Event.objects.exclude(verb__in=OF_EMPTY).exclude(page=None).values("page")
    typed = UnsavedWork.objects.values("edition")
    own = own.filter(page__kind=Page.Kind.REVIEW).exclude(page__in=written).exclude(pk__in=typed)
    return own.select_related("page").order_by("-pk")


def _likely_board(user: User) -> Board | None:
    """The one for which the person worked last; the form of a first edition lets them choose another."""
    boards = boards_of(user)
    latest = Edition.objects.filter(edited_by=user, page__board__in=boards).order_by("-edited_at")
    found = latest.select_related("page__board").first()
    return found.page.board if found else boards.order_by("name").first()
