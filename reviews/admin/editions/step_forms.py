"""The forms of an edition’s steps. A form never calls a verb."""

from django import forms
from django.core.exceptions import ValidationError

from reviews.admin.forms import MomentField
from reviews.editions.blockers import Blocker
from reviews.editions.digest import EditionContent
from reviews.lib import clock
from reviews.lib.dates import as_words
from reviews.models import Edition, Withdrawal
from reviews.models.partial_date import PartialDateFormField


class StepForm(forms.Form):
    """A step of an edition on its way: refused when the edition is no longer what the person saw.

    ``seen`` is the digest of what they saw.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, content: EditionContent, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.edition = content.row
        self.digest = self.initial["seen"] = content.digest

    def clean(self) -> dict:
        """After the sentence that it was changed, trying again means what there is now."""
        cleaned = super().clean()
        if cleaned.pop("seen", self.digest) != self.digest:
            self._show_seen()
            raise ValidationError(Blocker.of("changed-while-open").text, code="overtaken")
        return cleaned

    def has_seen(self, content: EditionContent) -> None:
        """Trying again means ``content``."""
        self.digest = content.digest
        self._show_seen()

    def _show_seen(self) -> None:
        self.data = self.data.copy()
        self.data["seen"] = self.digest


class SigningForm(StepForm):
    """A step that approves: the verb is given the digest that was seen, and approves nothing else."""

    def clean(self) -> dict:
        return super().clean() | {"seen": self.digest}


class SubmitForm(StepForm):
    note = forms.CharField(
        label="Change note",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="What has changed, for readers. Shown in the page’s history; needed from the second edition on.",
    )
    weight = forms.ChoiceField(
        label="Kind of change",
        choices=Edition.Weight,
        help_text="Readers see it in the page’s history, beside the change note.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {
            "note": self.edition.change_note,
            "weight": self.edition.change_weight,
        }


class ClearanceField(forms.ModelMultipleChoiceField):
    """One box to tick: that the approver knows why the page was withdrawn."""

    default_error_messages = {
        "required": "Tick this if it is so; if it is not, return the draft with your remarks.",
        "invalid_choice": "The page was withdrawn again meanwhile: read why, and tick this anew.",
    }

    def __init__(self, withdrawal: Withdrawal) -> None:
        rows = Withdrawal.objects.filter(pk=withdrawal.pk)
        super().__init__(rows, widget=forms.CheckboxSelectMultiple, label="Bringing it back")

    def label_from_instance(self, withdrawal: Withdrawal) -> str:
        return (
            f"I know that this page was withdrawn on {as_words(withdrawal.day)} because of "
            f"“{withdrawal.get_reason_display()}”. I have checked that this reason does not stand "
            "against this edition: it may be public again."
        )

    def clean(self, value) -> Withdrawal:
        return super().clean(value).get()


class ApproveForm(SigningForm):
    """Approves only what was seen; of a withdrawn page only by somebody who knows why it was withdrawn."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        page, now = self.edition.page, clock.now()
        withdrawal = Withdrawal.objects.in_force(page, at=now) if self.edition.is_draft else None
        if withdrawal:
            self.fields["cleared"] = ClearanceField(withdrawal)


class ReturnForm(forms.Form):
    remarks = forms.CharField(
        label="What has to change",
        widget=forms.Textarea({"rows": 4}),
        help_text="For those who work on it. Kept in the record, not shown to the public: name no child.",
    )

    def __init__(self, *args, content: EditionContent, **kwargs) -> None:
        super().__init__(*args, **kwargs)


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

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["note"] = self.edition.change_note


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

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {
            "published": self.edition.first_published,
            "updated": self.edition.carried_updated,
            "source": self.edition.carried_from,
        }


class CarryOverForm(StepForm):
    """The dates were stated before the approval: see OriginForm."""
