"""One PDF sent by itself, so that its progress can be shown; the form that is sent next keeps it.

What it is, is guessed, for the row of a document that has not said so yet.
"""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from reviews import workflow
from reviews.admin.editions.document_field import reasons
from reviews.admin.editions.dropped_files import guess_of
from reviews.admin.editions.sent_files import answer_to
from reviews.admin.verbs import require
from reviews.documents import uploads
from reviews.lib.exceptions import Refused, StorageDown
from reviews.models import Edition, Page

# The only addresses at which files are written to disk, for those who may change an edition.
TAKE_FILES = {"admin:reviews_reviewedition_change", "admin:reviews_reviewedition_upload"}
LOST = "The file did not arrive: choose it again."


@require_POST
def upload(request: HttpRequest, pk: int) -> JsonResponse:
    """Stored first and then checked, so that whoever sent it may leave the form meanwhile."""
    require(request, "change_edition")
    theirs = Page.objects.of(request.user).in_use()
    drafts = Edition.objects.drafts().select_related("page")
    draft = get_object_or_404(drafts, pk=pk, page__in=theirs)
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"refused": [LOST]}, status=422)
    try:
        sent = uploads.receive(file, draft, by=request.user)
    except (Refused, StorageDown) as fault:
        sentences = {"refused": reasons(fault)}
        return JsonResponse(sentences | asdict(guess_of(file.name, None)), status=422)
    workflow.have_checked(sent)
    sent.refresh_from_db()
    return answer_to(request, sent)
