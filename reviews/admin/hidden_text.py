"""Taking hidden text out of a document of a draft, with consent."""

from typing import ClassVar

from django import forms
from django.http import HttpResponse

from reviews import workflow
from reviews.admin.document_of_draft import DocumentOfDraft
from reviews.admin.names import distinct_names
from reviews.documents import findings
from reviews.documents.hidden_text import HiddenText, hidden_text
from reviews.documents.soundness import OtherBytes
from reviews.editions.hidden_text import blockers_to_taking_out
from reviews.editions.protected_names import search_page
from reviews.editions.replacing import PUBLISHED, is_in_published_edition
from reviews.lib.exceptions import StorageDown
from reviews.models import Document, Edition, Finding, Page, User

NO_DRAFT = "It can be taken out in a draft that shows this file, and there is none in which you may change it."

OTHER_BYTES = (
    "What is stored is not the file that was checked: its fingerprint is another. Nothing was taken out. "
    "Tell whoever runs the site, and upload the file again."
)
NOT_STORED = (
    "The file could not be read, or its copy could not be stored, because it is missing or the store of "
    "documents does not answer. Nothing was taken out. Try again in a few minutes, and if it stays so tell "
    "whoever runs the site."
)


class ConsentForm(forms.Form):
    consent = forms.BooleanField(
        label="I have looked at these places: nothing there was meant to be redacted, and the text may go",
        error_messages={
            "required": "Tick this if you have looked at the places and agree. Nothing was taken out."
        },
    )


class TakeOutHiddenText(DocumentOfDraft):
    blockers_to = staticmethod(blockers_to_taking_out)
    form_class = ConsentForm
    template_name = "admin/reviews/take_out.html"
    faults: ClassVar = {OtherBytes: OTHER_BYTES, StorageDown: NOT_STORED}

    def get_title(self) -> str:
        return "Take hidden text out of a document"

    def verb(self, edition: Edition, *, by: User, consent: bool) -> Document:
        """The form is not valid without consent."""
        return workflow.take_out_hidden_text(edition, by=by, document=self.document)

    def form_valid(self, form) -> HttpResponse:
        answer = super().form_valid(form)
        if self.result:
            search_page(self.object.page)
        return answer

    def get_success_message(self) -> str:
        return (
            "The hidden text is taken out: this is the copy, and the draft shows it now. The file before it "
            "is kept below as its original, which the public never gets. Whoever approves the edition sees both."
        )

    def get_context_data(self, **kwargs) -> dict:
        found = findings.latest(self.document)
        facts = {"found": hidden_text(found), "document": self.document, "draft": self.object}
        facts |= {"page_url": self.get_success_url(), "name": str(self.document)}
        return super().get_context_data(**facts, **kwargs)


def offer(document: Document, found: list[Finding], user: User) -> dict | None:
    """For the page of a document: where its hidden text is, and in which drafts it can be taken out, or
    why it cannot. None where there is none that waits for anything."""
    hidden = hidden_text(found)
    if hidden is None or not user.has_perm("reviews.change_edition"):
        return None
    obstacle = hidden.obstacle or (PUBLISHED if is_in_published_edition(document) else "")
    drafts = [] if obstacle else drafts_with(document, user)
    shown = HiddenText(hidden.places, obstacle or ("" if drafts else NO_DRAFT))
    names = distinct_names(drafts)
    return {"hidden": shown, "drafts": [(each, names[each.pk]) for each in drafts]}


def drafts_with(document: Document, user: User) -> list[Edition]:
    """Those that show it, of reviews that the person works on."""
    shown = Edition.objects.drafts().filter(reviewedition__attachments__document=document)
    theirs = shown.filter(page__in=Page.objects.of(user).in_use()).distinct()
    named = theirs.select_related("page__board", "reviewedition")
    return list(
        named.prefetch_related("reviewedition__identifiers", "reviewedition__subjects").order_by(
            "pk"
        )
    )
