"""Two editions of a page side by side, words and files."""

from django.contrib import admin
from django.http import QueryDict
from django.template.response import TemplateResponse

from reviews.admin.audit.forms import NOTHING, CompareForm
from reviews.admin.audit.views import page_of
from reviews.admin.links import page_address
from reviews.admin.names import edition_state, page_name
from reviews.editions.comparison import between, grouped
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.models import Edition, Page


def compare(request, pk: int):
    """Any two editions; unasked, the latest with the one that was live before it."""
    page = page_of(request.user, pk)
    editions = list(page.editions.order_by("-number"))
    form = CompareForm(_asked(request.GET, editions), editions=editions)
    context = admin.site.each_context(request) | {
        "title": f"Compare editions of {page_name(page)}",
        "page": page,
        "name": page_name(page),
        "page_url": page_address(page),
        "form": form,
    }
    if editions and form.is_valid():
        context |= _compared(page, form.cleaned_data["from"], form.cleaned_data["to"])
    return TemplateResponse(request, "admin/reviews/compare.html", context)


def _asked(query: QueryDict, editions: list[Edition]) -> dict[str, str]:
    """What was asked for, with defaults for what was not."""
    latest = str(editions[0].number) if editions else ""
    to = query.get("to", latest)
    return {"to": to, "from": query.get("from", _before(to, editions))}


def _before(to: str, editions: list[Edition]) -> str:
    """The number of the last edition below ``to`` that has, or will have, been live."""
    limit = next((row.number for row in editions if str(row.number) == to), 0)
    older = (row.number for row in editions if not row.is_draft and row.number < limit)
    return str(next(older, NOTHING))


def _compared(page: Page, older: str, newer: str) -> dict:
    now = clock.now()
    pair = [page.editions.filter(number=number).first() for number in (older, newer)]
    before, after = pair
    contents = [edition and edition_content(edition) for edition in pair]
    differences, files = between(*contents)
    return {
        "before": before,
        "after": after,
        "states": [edition and edition_state(edition, now=now) for edition in pair],
        "differences": grouped(differences, is_first=before is None),
        "files": files,
    }
