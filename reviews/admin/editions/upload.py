"""One PDF taken in by itself, so that its progress can be shown; the form that is sent next keeps it.

What it is, is guessed, for the row of a document that has not said so yet.
"""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from reviews.admin.editions.document_field import accepted, take_in, token_of
from reviews.admin.editions.dropped_files import guess_of
from reviews.admin.editions.same_file import where_shown
from reviews.admin.verbs import require
from reviews.models import Edition, Page

# The only addresses at which files are written to disk, for those who may change an edition.
TAKE_FILES = {"admin:reviews_reviewedition_change", "admin:reviews_reviewedition_upload"}
LOST = "The file did not arrive: choose it again."


@require_POST
def upload(request: HttpRequest, pk: int) -> JsonResponse:
    """What the form sends to keep the file, or sentences that say why it was refused."""
    require(request, "change_edition")
    theirs = Page.objects.of(request.user).in_use()
    drafts = Edition.objects.drafts().select_related("page")
    draft = get_object_or_404(drafts, pk=pk, page__in=theirs)
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"refused": [LOST]}, status=422)
    take_in(file, draft, by=request.user)
    try:
        document = accepted(file)
    except ValidationError as refusal:
        sentences = {"refused": refusal.messages}
        return JsonResponse(sentences | asdict(guess_of(file.name, None)), status=422)
    around = {"document": document, "shown_at": where_shown(document, draft, request.user)}
    shown = render_to_string("admin/reviews/document_kept.html", around)
    kept = {"kept": token_of(document), "shown": shown}
    return JsonResponse(kept | asdict(guess_of(file.name, document)))
