"""What staff type, cleaned. A form never calls a verb."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from reviews.models import (
    Attachment,
    Banner,
    Edition,
    ListingEdition,
    ReviewType,
    Withdrawal,
    clock,
)
from reviews.models.partial_date import PartialDateFormField
from reviews.uploads import DocumentField

SOMEBODY_SAVED = (
    "{who} saved this draft at {when} while you were working on it. What you entered is still below "
    "and has not been saved. Open this page in a second window to see what they saved. To put your "
    "version in its place, tick “Replace what they saved” at the foot of the first section and save again."
)
NO_LONGER_A_DRAFT = (
    "This edition was published while you were working on it, so it can no longer be changed. What "
    "you entered is still below: copy what you need, go to the page and press Edit."
)


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
            if "ambiguous" not in str(error):
                raise
            raise ValidationError(
                "The clocks change in that hour, so this time happens twice or not at all. "
                "Choose a time outside it."
            ) from None


class EditionForm(forms.ModelForm):
    """A draft, guarded against two people saving over each other."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    replace = forms.BooleanField(
        required=False,
        label="Replace what they saved",
        help_text="Only needed when somebody else saved this draft while you were working on it.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.draft_version
        if not self.is_bound:
            del self.fields["replace"]

    def clean(self) -> dict:
        cleaned = super().clean()
        stored = Edition.objects.select_for_update().get(pk=self.instance.pk)
        if not stored.is_draft:
            raise ValidationError(NO_LONGER_A_DRAFT, code="published")
        overtaken = stored.draft_version != cleaned.get("seen_version")
        if overtaken and not cleaned.get("replace"):
            when = stored.edited_at.astimezone().strftime("%H:%M")
            raise ValidationError(
                SOMEBODY_SAVED.format(who=stored.edited_by, when=when), code="overtaken"
            )
        if not overtaken:
            self.fields.pop("replace", None)
        self.instance.draft_version = stored.draft_version
        return cleaned


class ListingEditionForm(EditionForm):
    review_types = forms.MultipleChoiceField(
        choices=ReviewType,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Types of review that it lists",
    )

    class Meta:
        model = ListingEdition
        fields = ["title", "summary", "review_types", "body", "language"]


class AttachmentForm(forms.ModelForm):
    """``by`` is set by the admin to the user who uploads."""

    by = None
    document = DocumentField(required=False, label="PDF file")
    also_contains = forms.MultipleChoiceField(
        choices=Attachment.Kind,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="The same file also contains",
    )

    link = forms.URLField(required=False, label="Address elsewhere", assume_scheme="https")

    class Meta:
        model = Attachment
        fields = [
            *(
                "kind",
                "document",
                "title",
                "position",
                "state",
                "state_reason",
                "link",
                "hosted_by",
            ),
            *("first_published", "licence", "slug", "language", "also_contains"),
        ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].by = self.by

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("document") and cleaned.get("kind") and not cleaned.get("slug"):
            cleaned["slug"] = Attachment(kind=cleaned["kind"]).free_slug(set())
        for problem, field, sentence in self._contradictions(cleaned):
            if problem and field not in self.errors:
                self.add_error(field, sentence)
        return cleaned

    @staticmethod
    def _contradictions(cleaned: dict):
        document, link = cleaned.get("document"), cleaned.get("link")
        shown = cleaned.get("state") == Attachment.State.PUBLISHED
        return [
            (document and link, "link", "Give either a file or an address elsewhere, not both."),
            (
                (document or link) and not shown,
                "state",
                "A document in this state has no file: remove the file or the address, or choose “published”.",
            ),
            (link and not cleaned.get("hosted_by"), "hosted_by", "Say whose website it is."),
        ]


class AttachmentFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """Give each file of the edition a name of its own; a name once public is not touched."""
        super().clean()
        rows = [
            form for form in self.forms if form.is_valid() and not form.cleaned_data.get("DELETE")
        ]
        rows = [form for form in rows if form.cleaned_data.get("document")]
        taken = set()
        for form in sorted(
            rows, key=lambda form: "slug" in form.changed_data or not form.instance.pk
        ):
            if form.instance.slug in taken:
                form.instance.slug = form.instance.free_slug(taken)
            taken.add(form.instance.slug)


class PublishForm(forms.Form):
    note = forms.CharField(
        label="Change note",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="What has changed, for readers. Shown in the page’s history; needed from the second edition on.",
    )
    weight = forms.ChoiceField(
        label="Weight of the change", choices=Edition.Weight, initial=Edition.Weight.SUBSTANTIVE
    )
    at = MomentField(
        label="Publish at",
        required=False,
        help_text="UK time. Leave empty to publish now.",
    )


class CarryOverForm(forms.Form):
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


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Withdrawal.Reason.choices],
        help_text="Kept in the record. It is not shown to the public.",
    )
    note = forms.CharField(
        label="Public note",
        widget=forms.Textarea({"rows": 4}),
        help_text="What readers find at this address from now on. Name nobody; say how to ask for a copy.",
    )


class BannerForm(forms.ModelForm):
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
