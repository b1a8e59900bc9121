"""The evidence bundle of a review, made when somebody presses the button.

The proof needs the records of other pages in between, so it is for those who work for all boards.
"""

import tempfile

from django.contrib import admin
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from reviews import evidence
from reviews.admin.links import page_address
from reviews.admin.names import page_name
from reviews.admin.verbs import require
from reviews.ledger import checkpoints
from reviews.lib import clock
from reviews.models import Page


def bundle(request, pk: int):
    """What the bundle holds; POST makes it, once the ledger's head is signed, so that it has proof."""
    require(request, "view_event", whole_site=True)
    reviews = Page.objects.of(request.user).in_use().filter(kind=Page.Kind.REVIEW)
    page = get_object_or_404(reviews.filter(events__isnull=False).distinct(), pk=pk)
    if request.method == "POST":
        checkpoints.publish()
        return _made(page)
    context = admin.site.each_context(request) | {
        "title": f"Evidence of {page_name(page)}",
        "page": page,
        "name": page_name(page),
        "page_url": page_address(page),
    }
    return TemplateResponse(request, "admin/reviews/evidence.html", context)


def _made(page: Page) -> FileResponse:
    at = clock.now()
    made = tempfile.TemporaryFile()  # noqa: SIM115 – the response closes it
    evidence.write(page, made, at=at)
    made.seek(0)
    name = f"evidence-{page.path.replace('/', '-')}-{at:%Y%m%dT%H%M%SZ}.zip"
    headers = {"Cache-Control": "no-store"}
    return FileResponse(made, as_attachment=True, filename=name, headers=headers)
