"""The original of a cleaned copy: how the two look, and opening it for a reason."""

from typing import ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reviews import workflow
from reviews.admin.storage_faults import SaysStorageFaults
from reviews.admin.verbs import VerbView, act, require
from reviews.documents import delivery
from reviews.documents.soundness import OtherBytes
from reviews.lib.exceptions import StorageDown
from reviews.models import Document, Original

OTHER_BYTES = (
    "What is stored is not the file that was uploaded: its fingerprint is another. It is not given out, "
    "and nothing was recorded. Tell whoever runs the site; the cleaned copy is not concerned."
)
NOT_READ = (
    "The original could not be read, because it is missing or the store of documents does not answer. "
    "Nothing was recorded. Try again in a few minutes, and if it stays so tell whoever runs the site."
)


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why you open it",
        choices=[("", "Choose a reason"), *Original.Reason.choices],
        help_text="Kept in the record with your name and the time.",
    )


class ReadOriginal(SaysStorageFaults, VerbView):
    """The file is the answer to the POST only: no address leads to it."""

    right = "change_edition"
    form_class = ReasonForm
    template_name = "admin/reviews/original.html"
    faults: ClassVar = {OtherBytes: OTHER_BYTES, StorageDown: NOT_READ}

    def get_object(self) -> Original:
        found = _originals(self.request).with_fate().filter(is_destroyed=False)
        return get_object_or_404(found.select_related("uploaded_by"), pk=self.kwargs["pk"])

    def get_title(self) -> str:
        return "Open the original of a cleaned copy"

    def form_valid(self, form) -> HttpResponse:
        content = act(self.request, workflow.read_original, self.object, **form.cleaned_data)
        return self.form_invalid(form) if content is None else _download(self.object, content)

    def get_context_data(self, **kwargs) -> dict:
        document = reverse("admin:reviews_document_change", args=[self.object.document_id])
        facts = {"original": self.object, "page_url": document}
        facts["name"] = str(self.object.document)
        return super().get_context_data(**facts, **kwargs)


def _download(original: Original, content) -> HttpResponse:
    """Saved and not shown: what was taken out of it might run, or fetch something, when it is shown."""
    body = delivery.Slice(content, range(original.size))
    headers = {
        "Content-Disposition": f'attachment; filename="original-{original.sha256[:12]}.pdf"',
        "Content-Length": str(original.size),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(body, content_type=delivery.PDF, headers=headers)


@require_safe
def original_cover(request: HttpRequest, pk: int) -> HttpResponse:
    """The first page of an original."""
    require(request, "view_edition")
    original = get_object_or_404(_originals(request).with_fate().filter(is_destroyed=False), pk=pk)
    return _cover(request, original)


@require_safe
def copy_cover(request: HttpRequest, pk: int) -> HttpResponse:
    """The first page of a document, for those who work on it."""
    require(request, "view_edition")
    own = Document.objects.of(request.user).filter(erased_at=None)
    return _cover(request, get_object_or_404(own, pk=pk))


def _cover(request: HttpRequest, row: Document | Original) -> HttpResponse:
    headers = {"ETag": quote_etag(f"{row.sha256}-cover"), "Cache-Control": "no-store"}
    return delivery.stream(request, row.cover, "image/webp", headers)


def _originals(request: HttpRequest) -> QuerySet:
    """Those of documents that the person works on."""
    own = Document.objects.of(request.user).filter(erased_at=None)
    rows = Original.objects.filter(document__in=own)
    return rows.select_related("document").defer("document__text")
