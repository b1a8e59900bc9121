"""Recording that somebody was notified of a coming publication."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse

from reviews import workflow
from reviews.admin.forms import WrittenDateField
from reviews.admin.links import page_address
from reviews.admin.verbs import VerbView
from reviews.compliance import assessment
from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.models import Page


class NoticeForm(forms.Form):
    """``duties`` are the recipients that the rule names; another recipient is typed."""

    recipient = forms.ChoiceField(label="Who was notified", required=False)
    other = forms.CharField(
        label="Somebody else",
        max_length=200,
        required=False,
        help_text="Only if the list does not name them: an office or a body, not a member of the family.",
    )
    sent_on = WrittenDateField(label="Notified on", help_text="14 June 2017 or 14/06/2017.")

    def __init__(self, *args, duties: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = [
            ("", "Somebody else"),
            *((name, name) for name in duties),
        ]

    def clean_sent_on(self):
        if self.cleaned_data["sent_on"] > london_date(clock.now()):
            raise forms.ValidationError("That day is in the future: record what was done.")
        return self.cleaned_data["sent_on"]

    def clean(self) -> dict:
        cleaned = super().clean()
        named, typed = cleaned.get("recipient"), cleaned.pop("other", "").strip()
        if bool(named) == bool(typed):
            self.add_error(
                "other", "Choose who was notified from the list, or type it here: one of both."
            )
        cleaned["recipient"] = named or typed
        return cleaned


class AddNotice(VerbView):
    """The form, and which notices the rule still asks for."""

    right = "add_notice"
    verb = staticmethod(workflow.notify)
    form_class = NoticeForm
    template_name = "admin/reviews/notice.html"

    def get_object(self) -> Page:
        reviews = Page.objects.of(self.request.user).in_use().filter(kind=Page.Kind.REVIEW)
        page = get_object_or_404(reviews, pk=self.kwargs["pk"])
        self.row = assessment.of_review(page, at=clock.now())
        return page

    def get_form_kwargs(self) -> dict:
        duties = [status.duty.recipient for status in self.row.notice_statuses]
        return super().get_form_kwargs() | {"duties": duties}

    def get_title(self) -> str:
        return f"Record a notice about {self.row.name}"

    def get_success_message(self) -> str:
        return f"Recorded: {self.result.recipient} was notified."

    def get_success_url(self) -> str:
        return reverse("admin:availability", args=[self.object.pk])

    def get_context_data(self, **kwargs) -> dict:
        row = {"row": self.row, "name": self.row.name}
        return super().get_context_data(page_url=page_address(self.object), **row, **kwargs)
