"""The address of a page, as staff type it."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError

from reviews.admin.forms import SafeForm
from reviews.lib.dates import london_date
from reviews.models import FormerAddress, Hold, Page, Withdrawal


class PageForm(SafeForm):
    """An address may be typed as a browser shows it, with its slashes."""

    def clean_path(self) -> str:
        path = self.cleaned_data["path"].strip("/")
        if FormerAddress.objects.filter(path=path).exists():
            raise ValidationError("This address leads to another page, which used to be there.")
        return path


class FormerAddressForm(forms.ModelForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "path" in self.fields:
            self.fields["path"].label = "Address"
            self.fields["path"].help_text = "What followed the name of the website: old/page"

    def clean_path(self) -> str:
        path = self.cleaned_data["path"].strip("/")
        if not path:
            raise ValidationError("Give the address without the name of the website.")
        if Page.objects.filter(path=path).exists():
            raise ValidationError("A page of this register is there now.")
        return path


def next_address(now: datetime) -> str:
    """A neutral address for a new review that was never used: reviews/scr-2026-3."""
    stem = f"reviews/scr-{london_date(now).year}-"
    used = {
        path
        for rows in (Page.objects, FormerAddress.objects)
        for path in rows.filter(path__startswith=stem).values_list("path", flat=True)
    }
    return next(name for n in range(1, len(used) + 2) if (name := f"{stem}{n}") not in used)


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Withdrawal.Reason.choices],
        help_text="Kept in the record. It is not shown to the public.",
    )
    authorised_by = forms.CharField(
        label="Authorised by",
        max_length=200,
        required=False,
        help_text="Who decided it: name and office. Needed while the minimum term runs.",
    )
    note = forms.CharField(
        label="Public note",
        widget=forms.Textarea({"rows": 4}),
        help_text="What readers find at this address from now on. Name nobody; say how to ask for a copy.",
    )
    answer = forms.ChoiceField(
        label="The address answers with",
        choices=Withdrawal.Answer,
        initial=Withdrawal.Answer.NOTICE,
        required=False,
        help_text="Search engines forget a page that is gone for good sooner. People read the same notice.",
    )

    def clean_answer(self) -> str:
        return self.cleaned_data["answer"] or Withdrawal.Answer.NOTICE


class HoldForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Hold.Reason.choices],
        help_text="Kept in the record. It is not shown to the public.",
    )
