"""Having the text of a scan in a draft recognised afresh."""

from typing import ClassVar

from django import forms
from django.http import HttpResponse
from django.utils.functional import cached_property

from reviews import pdf, workflow
from reviews.admin.document_of_draft import DocumentOfDraft
from reviews.admin.hidden_text import drafts_with
from reviews.admin.names import distinct_names
from reviews.documents.recognition import Scan, scan
from reviews.documents.soundness import OtherBytes
from reviews.editions.protected_names import search_page
from reviews.editions.recognition import (
    blocker_of_length,
    blocker_of_machine,
    blockers_to_recognising,
    scan_of,
)
from reviews.editions.replacing import PUBLISHED, is_in_published_edition
from reviews.lib import jobs
from reviews.lib.exceptions import StorageDown
from reviews.models import (
    Attachment,
    Document,
    Edition,
    Finding,
    ReadingCopy,
    Recognition,
    User,
)

NO_DRAFT = "It can be recognised in a draft that shows this file, and there is none in which you may change it."
OTHER_BYTES = (
    "What is stored is not the file that was checked: its fingerprint is another. Nothing was changed. "
    "Tell whoever runs the site, and upload the file again."
)
NOT_STORED = (
    "The file could not be read, or its copy could not be stored, because it is missing or the store of "
    "documents does not answer. Nothing was changed. Try again in a few minutes, and if it stays so tell "
    "whoever runs the site."
)
ASKED = (
    "The file is read by a machine now. You can leave this page: the draft shows the copy once it is made, and this "
    "page says so if there is none."
)
SECONDS = 6  # for a page
LANGUAGES = {"en": "English", "cy": "Welsh", "en cy": "English and Welsh"}


class RecogniseForm(forms.Form):
    languages = forms.ChoiceField(
        label="Language of the pages",
        widget=forms.RadioSelect,
        help_text="What is chosen here decides which letters and words the machine expects.",
        error_messages={"required": "Choose a language. Nothing was changed."},
    )
    consent = forms.BooleanField(
        label="I have looked at these places, and whether the same words can still be seen elsewhere in the file",
        error_messages={
            "required": "Tick this if you have looked at the places. Nothing was changed."
        },
    )

    def __init__(self, *args, has_hidden: bool, readable: frozenset[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not has_hidden:
            del self.fields["consent"]
        self.fields["languages"].choices = [
            (value, name) for value, name in LANGUAGES.items() if set(value.split()) <= readable
        ]

    def clean_languages(self) -> list[str]:
        return self.cleaned_data["languages"].split()


class RecogniseAfresh(DocumentOfDraft):
    blockers_to = staticmethod(blockers_to_recognising)
    form_class = RecogniseForm
    template_name = "admin/reviews/recognise.html"
    faults: ClassVar = {OtherBytes: OTHER_BYTES, StorageDown: NOT_STORED}

    @cached_property
    def scan(self) -> Scan | None:
        return scan_of(self.document)

    @cached_property
    def machine(self) -> pdf.recogniser.Recogniser:
        return pdf.recogniser.recogniser()

    def get_title(self) -> str:
        return "Recognise the text of a scan afresh"

    def get_form_kwargs(self) -> dict:
        has_hidden = bool(self.scan and self.scan.hidden)
        readable = self.machine.languages
        return super().get_form_kwargs() | {"has_hidden": has_hidden, "readable": readable}

    def get_initial(self) -> dict:
        shown = Attachment.objects.filter(edition=self.object.pk, document=self.document)
        language = shown.values_list("language", flat=True).first() or ""
        return {"languages": "cy" if language == "cy" else "en"}

    def verb(
        self, edition: Edition, *, by: User, languages: list[str], consent: bool = True
    ) -> Document:
        """The copy; the document itself if a worker is to make one. The form is not valid without consent where
        that is asked for."""
        wanted = {"by": by, "document": self.document, "languages": languages}
        if not jobs.are_queued():
            return workflow.recognise_afresh(edition, **wanted)
        workflow.have_recognised(workflow.ask_recognition(edition, **wanted))
        return self.document

    def form_valid(self, form) -> HttpResponse:
        answer = super().form_valid(form)
        if self.result and self.result != self.document:
            search_page(self.object.page)
        return answer

    def get_success_message(self) -> str:
        if self.result == self.document:
            return ASKED
        return (
            "The text is recognised afresh: this is the copy, and the draft shows it now. Compare its text with "
            "its pages. The file before it is kept below as its original, which the public never gets."
        )

    def get_context_data(self, **kwargs) -> dict:
        facts = {"scan": self.scan, "document": self.document, "draft": self.object}
        facts |= {"page_url": self.get_success_url(), "name": str(self.document)}
        facts |= {"machine": self.machine, "lacking": blocker_of_machine()}
        facts |= {"seconds": SECONDS * self.scan.pages, "is_queued": jobs.are_queued()}
        return super().get_context_data(**facts, **kwargs)


def recognition_offer(
    document: Document, found: list[Finding], read: ReadingCopy | None, user: User
) -> dict | None:
    """For the page of a document: in which drafts its text can be recognised afresh, or why it cannot. None
    where there is no scan that waits for anything."""
    theirs = scan(document, found, read)
    if theirs is None or not user.has_perm("reviews.change_edition"):
        return None
    obstacle = theirs.obstacle or (PUBLISHED if is_in_published_edition(document) else "")
    too_long = "" if jobs.are_queued() else blocker_of_length(theirs.pages)
    obstacle = obstacle or blocker_of_machine() or too_long
    drafts = [] if obstacle else drafts_with(document, user)
    rows = Recognition.objects.filter(document=document, edition__in=drafts).select_related("by")
    asked, names = {each.edition_id: each for each in rows}, distinct_names(drafts)
    return {
        "scan": theirs,
        "obstacle": obstacle or ("" if drafts else NO_DRAFT),
        "drafts": [(each, names[each.pk], asked.get(each.pk)) for each in drafts],
    }
