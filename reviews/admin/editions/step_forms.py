"""The forms of an edition’s steps. A form never calls a verb."""

from django import forms
from django.core.exceptions import ValidationError

from reviews.admin.forms import MomentField
from reviews.editions.approval import CHANGED_SINCE
from reviews.editions.digest import edition_digest
from reviews.models import Edition
from reviews.models.partial_date import PartialDateFormField


class StepForm(forms.Form):
    """A step of an edition on its way: refused when the edition is no longer what its reader saw.

    ``seen`` is the digest of what they saw.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, edition: Edition, **kwargs) -> None:
        super().__init__(*args, **kwargs, label_suffix="")
        self.says = self.initial["seen"] = edition_digest(edition)

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
