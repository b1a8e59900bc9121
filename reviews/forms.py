"""What staff type, cleaned. A form never calls a verb."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from reviews.approval import CHANGED_SINCE
from reviews.digest import digest
from reviews.models import Banner, Edition, Hold, Withdrawal, clock
from reviews.models.partial_date import PartialDateFormField

CLOCKS_CHANGE = "The clocks change in that hour, so this time happens twice or not at all. Choose a time outside it."


class GuardedForm(forms.ModelForm):
    """``refused`` is set when saving this same form has just been refused."""

    refused: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs, label_suffix="")

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.refused:
            raise ValidationError(list(self.refused), code="refused")
        return cleaned


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time control, one labelled field."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment in UK local time; the hour that a clock change repeats or skips is refused."""

    widget = MomentInput

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise ValidationError(CLOCKS_CHANGE, code="ambiguous") from None


class StepForm(forms.Form):
    """A step of an edition on its way: refused when the edition is no longer what its reader saw.

    ``seen`` is the digest of what they saw.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, edition: Edition, **kwargs) -> None:
        super().__init__(*args, **kwargs, label_suffix="")
        self.says = self.initial["seen"] = digest(edition)

    def clean(self) -> dict:
        """Told once that it was changed, somebody who tries again means what there is now."""
        cleaned = super().clean()
        if cleaned.pop("seen", self.says) != self.says:
            self.data = self.data.copy()
            self.data["seen"] = self.says
            raise ValidationError(CHANGED_SINCE, code="overtaken")
        return cleaned


class SigningForm(StepForm):
    """A step that signs: the verb is told what was seen, and signs nothing else."""

    def clean(self) -> dict:
        return super().clean() | {"seen": self.says}


class SubmitForm(StepForm):
    note = forms.CharField(
        label="Change note",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="What has changed, for readers. Shown in the page’s history; needed from the second edition on.",
    )
    weight = forms.ChoiceField(label="Weight of the change", choices=Edition.Weight)

    def __init__(self, *args, edition: Edition, **kwargs) -> None:
        super().__init__(*args, edition=edition, **kwargs)
        self.initial |= {"note": edition.change_note, "weight": edition.change_weight}


class ApproveForm(SigningForm):
    """Only what was seen is signed."""


class ReturnForm(forms.Form):
    remarks = forms.CharField(
        label="What has to change",
        widget=forms.Textarea({"rows": 4}),
        help_text="For those who work on it. Kept in the record, not shown to the public: name no child.",
    )

    def __init__(self, *args, edition: Edition, **kwargs) -> None:
        super().__init__(*args, **kwargs, label_suffix="")


class PublishForm(StepForm):
    at = MomentField(
        label="Publish at",
        required=False,
        help_text="UK time. Leave empty to publish now.",
    )


class OverrideForm(SigningForm, PublishForm):
    reason = forms.CharField(
        label="Why it cannot wait for a second person",
        widget=forms.Textarea({"rows": 3}),
        help_text="Kept in the record, with your name.",
    )
    note = forms.CharField(
        label="Change note",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="What has changed, for readers; needed from the second edition on.",
    )
    field_order = ["reason", "note", "at"]

    def __init__(self, *args, edition: Edition, **kwargs) -> None:
        super().__init__(*args, edition=edition, **kwargs)
        self.initial["note"] = edition.change_note


class OriginForm(StepForm):
    published = PartialDateFormField(
        label="First published there",
        help_text="As the earlier website says: August 2015, 14 August 2015 …",
    )
    updated = PartialDateFormField(
        label="Last updated there",
        help_text="Its “page last updated”: 4 October 2018, 2018, unknown …",
    )
    source = forms.CharField(
        label="Which website", max_length=300, help_text="For example www.example.gov.uk"
    )

    def __init__(self, *args, edition: Edition, **kwargs) -> None:
        super().__init__(*args, edition=edition, **kwargs)
        stated = {"published": edition.first_published, "updated": edition.carried_updated}
        self.initial |= stated | {"source": edition.carried_from}


class CarryOverForm(StepForm):
    """The dates were stated before the approval: see OriginForm."""


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


class BannerForm(GuardedForm):
    live_from = MomentField(
        label="Show from", required=False, help_text="UK time. Leave empty to begin now."
    )
    live_until = MomentField(label="Show until", required=False, help_text="UK time.")

    class Meta:
        model = Banner
        fields = ["heading", "message", "live_from", "live_until"]

    def clean(self) -> dict:
        cleaned = super().clean()
        soonest = clock.now() + timedelta(minutes=1)
        begins, ends = cleaned.get("live_from"), cleaned.get("live_until")
        if begins and begins < soonest:
            self.add_error("live_from", "That moment has passed. Leave it empty to begin now.")
        if ends and ends <= (begins or soonest):
            self.add_error("live_until", "The banner must end after it begins.")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The beginning is the database's to say when it is left empty."""
        return super()._get_validation_exclusions() | {"live_from"}
