"""The auditors' tables: every review against its rule, and every day of one review."""

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from reviews.admin.links import page_address
from reviews.admin.verbs import require
from reviews.compliance import assessment
from reviews.compliance.assessment import Compliance, ComplianceState
from reviews.compliance.availability import Gap
from reviews.lib import clock, csv_export
from reviews.lib.dates import as_words
from reviews.models import Board, Page, ReviewType
from reviews.monitoring import calendar

HEADER = [
    *("Board", "Review", "Address", "Type", "First published", "Minimum until", "Rule"),
    *("Rule verified", "Days public here", "Public now", "Gaps", "Board response", "Action plan"),
    *("Notices", "Overdue actions", "On hold", "Awaiting a second signature"),
]


class FilterForm(forms.Form):
    """A GET form: what the table is narrowed to."""

    board = forms.ModelChoiceField(Board.objects.none(), required=False, empty_label="All boards")
    type = forms.ChoiceField(
        choices=[("", "All types"), *ReviewType.choices], required=False, label="Type of review"
    )
    year = forms.IntegerField(
        required=False, min_value=1900, max_value=2999, label="Year first published"
    )
    state = forms.ChoiceField(
        choices=[
            ("", "All"),
            *((state.value, state.value.capitalize()) for state in ComplianceState),
        ],
        required=False,
    )

    def __init__(self, *args, pages, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages
        self.fields["board"].queryset = Board.objects.filter(
            pk__in=pages.filter(kind=Page.Kind.REVIEW).values("board")
        )

    def rows(self, *, at) -> list[Compliance]:
        """The reviews that were asked for; none while the form is invalid."""
        if not self.is_valid():
            return []
        asked = self.cleaned_data
        pages = self.pages.filter(board=asked["board"]) if asked["board"] else self.pages
        return [row for row in assessment.of_reviews(pages, at=at) if _is_asked_for(row, asked)]


def _is_asked_for(row: Compliance, asked: dict) -> bool:
    kind = row.edition.review_type if row.edition else ""
    return (
        asked["type"] in ("", kind)
        and (asked["year"] is None or str(asked["year"]) == row.year)
        and (not asked["state"] or asked["state"] in row.states)
    )


def table(request):
    """Every review of the person's boards, filtered."""
    form, at = _asked(request), clock.now()
    context = admin.site.each_context(request) | {
        "title": "Availability and compliance",
        "form": form,
        "rows": form.rows(at=at),
        "at": at,
        "query": request.GET.urlencode(),
    }
    return TemplateResponse(request, "admin/reviews/compliance.html", context)


def download(request):
    """The same rows as a file for a spreadsheet."""
    form, at = _asked(request), clock.now()
    content = csv_export.table(HEADER, map(cells, form.rows(at=at)))
    named = f'attachment; filename="compliance-{at:%Y-%m-%d}.csv"'
    headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def of_page(request, pk: int):
    """One review: its page and each of its documents, the notices, and every day."""
    require(request, "view_event")
    reviews = Page.objects.of(request.user).in_use().filter(kind=Page.Kind.REVIEW)
    page = get_object_or_404(reviews, pk=pk)
    at = clock.now()
    found = assessment.of_review(page, at=at)
    whole = [("The page", found.availability)]
    context = admin.site.each_context(request) | {
        "title": f"Availability of {found.name}",
        "row": found,
        "page": page,
        "page_url": page_address(page),
        "parts": [*whole, *found.availability.documents],
        "months": calendar.months(page, at=at),
        "may_bundle": request.user.all_boards,
        "notices": page.notices.select_related("by").order_by("sent_on", "pk"),
        "at": at,
    }
    return TemplateResponse(request, "admin/reviews/availability.html", context)


def cells(row: Compliance) -> list:
    """A review as the cells of a line of the CSV, under HEADER."""
    found, edition = row.availability, row.edition
    rule = found.rule
    return [
        *(row.page.board, row.name, row.page, edition.type_name if edition else ""),
        *(found.first_published and as_words(found.first_published), found.minimum_until or ""),
        *(rule.guidance if rule else "", rule.is_verified if rule else ""),
        *(found.days_public, found.is_public),
        "; ".join(map(_gap, found.all_gaps)),
        *(row.response, row.plan),
        "; ".join(f"{each.duty.recipient}: {each.timeliness}" for each in row.notice_statuses),
        len(row.overdue),
        "; ".join(hold.get_reason_display() for hold in row.holds),
        "; ".join(f"edition {number}" for number in row.unsigned),
    ]


def _asked(request) -> FilterForm:
    require(request, "view_event")
    return FilterForm(request.GET, pages=Page.objects.of(request.user))


def _gap(gap: Gap) -> str:
    until = f"to {gap.until:%Y-%m-%d %H:%M}" if gap.until else "on"
    file = f"{gap.file} " if gap.file else ""
    return f"{file}from {gap.since:%Y-%m-%d %H:%M} {until} (UTC): {gap.reason}"
