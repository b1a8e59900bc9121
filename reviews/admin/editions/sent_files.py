"""Files that were sent for a draft and are in no saved row yet: being checked, taken, or refused.

Whoever sent them may leave the form meanwhile. It has a row for each when they come back.
"""

from collections.abc import Iterable
from dataclasses import asdict

from django.forms import BaseFormSet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from reviews import workflow
from reviews.admin.editions.document_field import take_in
from reviews.admin.editions.dropped_files import guess_of, guess_rows, into_rows
from reviews.admin.editions.file_tokens import token_of, upload_keys
from reviews.admin.editions.same_file import report_where_shown, where_shown
from reviews.admin.verbs import require
from reviews.lib import jobs
from reviews.models import Edition, Page, Upload, User


def take_in_files(request: HttpRequest, draft: Edition) -> None:
    """What came with the form, and what it names and nobody has checked yet because the site was stopped."""
    if not jobs.are_queued():
        for upload in draft.uploads.waiting().filter(pk__in=upload_keys(request.POST.items())):
            workflow.have_checked(upload)
    into_rows(request)
    for file in request.FILES.values():
        take_in(file, draft, by=request.user)
        report_where_shown(request, file, draft)
    guess_rows(request)


def mark_placed(draft: Edition, user: User, formsets: Iterable[BaseFormSet]) -> None:
    """Once the draft is saved: what is in a row of it, what its sender did not put into one, and what another
    file took the place of. Rows whose file has been checked meanwhile get it."""
    sent = draft.uploads.filter(is_placed=False)
    if not sent.exists():
        return
    rows = [form for each in formsets if hasattr(each, "waiting") for form in each.waiting()]
    replaced = sent.exclude(attachment=None).exclude(pk__in=[form.upload.pk for form in rows])
    replaced.update(is_placed=True)
    workflow.place_uploads(draft)
    sent.done().filter(by=user).update(is_placed=True)


@require_POST
def ask(request: HttpRequest, pk: str) -> JsonResponse:
    """What has become of an upload: asked by the script of the form while it waits."""
    require(request, "change_edition")
    theirs = Page.objects.of(request.user).in_use()
    uploads = Upload.objects.filter(edition__page__in=theirs, edition__live_from=None)
    upload = get_object_or_404(uploads.select_related("edition__page", "document"), pk=pk)
    if upload.is_waiting and not jobs.are_queued():
        workflow.have_checked(upload)
        upload.refresh_from_db()
    return answer_to(request, upload, refused=200)


def answer_to(request: HttpRequest, upload: Upload, *, refused: int = 422) -> JsonResponse:
    """What the form sends to keep the file, or sentences that say why it was refused, with that status."""
    guess = asdict(guess_of(upload.name, upload.document))
    if upload.refusals:
        return JsonResponse({"refused": upload.refusals} | guess, status=refused)
    if upload.is_waiting:
        shown = render_to_string("admin/reviews/document_waiting.html", {"upload": upload})
        kept = {"waiting": True, "kept": token_of(upload), "shown": shown}
        return JsonResponse(kept | guess, status=202)
    shown_at = where_shown(upload.document, upload.edition, request.user)
    around = {"document": upload.document, "shown_at": shown_at}
    shown = render_to_string("admin/reviews/document_kept.html", around)
    return JsonResponse({"kept": token_of(upload.document), "shown": shown} | guess)
