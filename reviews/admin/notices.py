"""Recording that somebody was told of a coming publication."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from reviews import workflow
from reviews.admin.links import page_address
from reviews.admin.verbs import act, require
from reviews.compliance import assessment
from reviews.lib import clock
from reviews.lib.dates import london_date
from reviews.models import Page


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class NoticeForm(forms.Form):
    """``duties`` are the recipients that the rule names; another one is typed."""

    recipient = forms.ChoiceField(label="Who was told", required=False)
    other = forms.CharField(
        label="Somebody else",
        max_length=200,
        required=False,
        help_text="Only if the list does not name them: an office or a body, not a member of the family.",
    )
    sent_on = forms.DateField(label="Told on", widget=DateInput)

    def __init__(self, *args, duties: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs, label_suffix="")
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
        named, typed = cleaned.get("recipient"), cleaned.get("other", "").strip()
        if bool(named) == bool(typed):
            self.add_error(
                "other", "Choose who was told from the list, or type it here: one of both."
            )
        cleaned["recipient"] = named or typed
        return cleaned


def urls() -> list:
    return [
        path("notices/<int:pk>/add/", admin.site.admin_view(notice_add), name="notice_add"),
    ]


def notice_add(request, pk: int):
    """The form, and what is still to be done by the rule."""
    require(request, "add_notice")
    reviews = Page.objects.of(request.user).filter(kind=Page.Kind.REVIEW, erased_at=None)
    page = get_object_or_404(reviews, pk=pk)
    found = assessment.of_review(page, at=clock.now())
    form = NoticeForm(
        request.POST if request.method == "POST" else None,
        duties=[status.duty.recipient for status in found.notice_statuses],
    )
    if form.is_valid() and _recorded(request, page, form.cleaned_data):
        return redirect(reverse("admin:availability", args=[page.pk]))
    context = admin.site.each_context(request) | {
        "title": f"Record a notice about {found.name}",
        "form": form,
        "row": found,
        "name": found.name,
        "page_url": page_address(page),
    }
    return TemplateResponse(request, "admin/reviews/notice.html", context)


def _recorded(request, page: Page, given: dict) -> bool:
    made = act(
        request, workflow.notify, page, recipient=given["recipient"], sent_on=given["sent_on"]
    )
    if made:
        messages.success(request, f"Recorded: {made.recipient} was told.")
    return bool(made)


admin.site.rooms.append(urls)
