"""What was found in a document: its place, the hidden text, and settling it."""

from collections.abc import Iterable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reviews import pdf, workflow
from reviews.admin.verbs import VerbView, act, require
from reviews.documents import findings
from reviews.documents.originals import cleaned
from reviews.models import Attachment, Document, Finding


class SettleForm(forms.Form):
    reason = forms.CharField(
        label="Why it may stay",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who looked, and what it is: “I read the descriptions of pictures: no names.” Do not "
        "repeat a name here.",
    )


class FindingView(VerbView):
    """A step about one finding in a document that the person works on."""

    right = "change_edition"
    template_name = "admin/reviews/finding.html"

    def get_object(self) -> Finding:
        return finding_of(self.request, self.kwargs["pk"])

    def get_success_url(self) -> str:
        return reverse("admin:reviews_document_change", args=[self.object.document_id])

    def get_context_data(self, **kwargs) -> dict:
        document = self.get_success_url()
        facts = {"finding": self.object, "document_url": document, "page_url": document}
        facts["name"] = str(self.object.document)
        facts["may_be_taken_out"] = self.object.kind in pdf.TAKEN
        return super().get_context_data(**facts, **kwargs)


class SettleFinding(FindingView):
    verb = staticmethod(workflow.settle_finding)
    form_class = SettleForm
    success_message = "Settled, with your reason."

    def get_title(self) -> str:
        return "Settle what was found"


class ShowFinding(FindingView):
    """The text is in the answer to the POST only: no address leads to it."""

    form_class = forms.Form
    template_name = "admin/reviews/finding_text.html"

    def get_title(self) -> str:
        return "Hidden text that was found"

    def form_valid(self, form) -> HttpResponse:
        shown = act(self.request, workflow.show_finding, self.object)
        context = self.get_context_data(form=form, shown=shown if isinstance(shown, str) else "")
        return render(self.request, self.template_name, context)


@require_safe
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """The place of a finding as readers of the page see it."""
    require(request, "view_edition")
    finding = finding_of(request, pk)
    return HttpResponse(bytes(finding.picture), content_type="image/webp")


def looked_through(attachments: Iterable[Attachment]) -> list[tuple]:
    """Each that has a file, with what was found in that, and with its originals if it is a cleaned copy.

    What was taken out is said beside an original, if there is one, and else among the findings.
    """
    rows = [row for row in attachments if row.document_id and not row.document.erased_at]
    keys = [row.document_id for row in rows]
    found, copies = (findings.latest_of(keys), cleaned(keys)) if keys else ({}, {})
    return [
        (row, _without_removed(found.get(key, []), copies.get(key)), copies.get(key, []))
        for row, key in zip(rows, keys, strict=True)
    ]


def _without_removed(found: list[Finding], originals: list | None) -> list[Finding]:
    if not originals:
        return found
    return [each for each in found if each.severity != Finding.Severity.REMOVED]


def finding_of(request: HttpRequest, pk: int) -> Finding:
    """Raises Http404 for findings in documents that the person does not work on."""
    own = Document.objects.of(request.user)
    rows = Finding.objects.select_related("document", "waiver__by").defer("document__text")
    return get_object_or_404(rows.filter(document__in=own), pk=pk)
