"""The pages that every register needs, each begun from the text that the register comes with."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from reviews import workflow
from reviews.admin.links import edition_address
from reviews.admin.verbs import NOT_SAVED, require
from reviews.compliance import complaints, terms
from reviews.editions.digest import edition_content
from reviews.lib import clock, shipped_pages
from reviews.lib.dates import PartialDate, as_words, london_date
from reviews.lib.shipped_pages import ShippedPage
from reviews.models import Edition, Page, PlainPage, User


def not_begun() -> list[ShippedPage]:
    """Those at whose address there is no page, not even a draft. One query."""
    offered = shipped_pages.read_all()
    paths = [page.path for page in offered]
    taken = set(Page.objects.filter(path__in=paths).values_list("path", flat=True))
    return [page for page in offered if page.path not in taken]


def may_begin(user: User) -> bool:
    """They are pages of the whole site."""
    rights = ("reviews.add_plainpage", "reviews.change_edition")
    return user.all_boards and user.has_perms(rights)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """To the form of the page that was chosen, filled in as far as the register knows."""
    require(request, "add_plainpage", whole_site=True)
    require(request, "change_edition", whole_site=True)
    chosen = [page for page in not_begun() if page.path == request.POST.get("page")]
    if not chosen:
        raise Http404
    try:
        return redirect(edition_address(begin_page(chosen[0], by=request.user)))
    except IntegrityError:  # somebody has just begun it
        messages.error(request, NOT_SAVED)
        return redirect("admin:reviews_plainpage_changelist")


@transaction.atomic
def begin_page(shipped: ShippedPage, *, by: User, fill_in: Callable[[str], str] = str) -> Edition:
    """The page with its first draft, to be filled in, approved and published like any other."""
    today = london_date(clock.now())
    page = PlainPage.objects.create(
        kind=PlainPage.KIND,
        path=shipped.path,
        in_footer=shipped.in_footer,
        read_again_on=terms.add_months(today, shipped.months),
    )
    fields = ["in_footer", "path", "read_again_on"]
    workflow.record_page_changed(page, by=by, fields=fields)
    draft = workflow.open_edition(page, by=by)
    before = edition_content(draft)
    draft.title, draft.summary = shipped.title, shipped.summary
    draft.body = fill_in(shipped.with_facts(_facts()))
    draft.save()
    workflow.record_draft_saved(draft, by=by, before=before)
    return draft


def _facts() -> dict[str, str]:
    duty = complaints.duty()
    return {
        "site address": settings.SITE_URL,
        "today": as_words(PartialDate.of(clock.now())),
        "acknowledgement days": str(duty["acknowledge_within_days"]),
        "acknowledgement citation": duty["citation"],
    }
