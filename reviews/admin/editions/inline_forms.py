"""The forms of an edition's parts: its documents, names, response and actions."""

from collections import Counter

from django import forms
from django.utils.functional import cached_property

from reviews.admin.editions.document_field import DocumentField
from reviews.admin.forms import LanguageField
from reviews.models import Attachment
from reviews.models.partial_date import PartialDateFormField

NOT_WHOLE = (
    "This form did not arrive whole: there are more rows than it counts. Nothing was saved. What could "
    "be read is still below: compare it with what you typed, add what is missing and save again."
)


class KeyField(forms.CharField):
    """The key of the stored row that a row was opened with. A row that has nothing else is empty."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data) -> bool:
        return False


class PartForm(forms.ModelForm):
    """One part. All parts are replaced at every save, so PartFormSet alone knows what is unique."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if order := self.fields.get("position"):
            order.label, order.required, order.help_text = "Order", False, ""
            if not self.instance.pk:
                self.initial["position"] = None

    def validate_unique(self) -> None:
        """Left to PartFormSet: what is stored is about to be replaced."""


class PartFormSet(forms.BaseInlineFormSet):
    """All parts of one kind. Saving puts them in the place of those stored, whoever stored them.

    So each row that is sent is new to Django, and a row that somebody else removed, or two rows
    that swap names, need no special care.
    """

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        name = self._pk_field.name
        form.fields[name] = KeyField(required=False, initial=form.fields[name].initial)

    @cached_property
    def forms(self) -> list[PartForm]:
        """Without the rows ticked for deletion: they are neither checked, nor saved, nor shown again."""
        rows = range(self.total_form_count())
        if self.is_bound:
            ticked = {row for row in self.sent if f"{self.prefix}-{row}-DELETE" in self.data}
            rows = [row for row in rows if str(row) in self.sent - ticked]
        return [self._construct_form(row, **self.get_form_kwargs(row)) for row in rows]

    @cached_property
    def sent(self) -> set[str]:
        """The numbers, as text, of the rows of which any field was sent."""
        start = f"{self.prefix}-"
        names = [name for name in [*self.data, *self.files] if name.startswith(start)]
        numbers = (name.removeprefix(start).partition("-")[0] for name in names)
        return {number for number in numbers if number.isdecimal()}

    def filled(self) -> list[PartForm]:
        """The valid rows that are not empty."""
        return [form for form in self.forms if form.is_valid() and form.has_changed()]

    def clean(self) -> None:
        """Number the rows; those without a number come last, in the order in which they were sent."""
        if len(self.forms) > self.max_num:
            raise forms.ValidationError(
                f"There are {len(self.forms)} rows here, and an edition takes {self.max_num} at most. "
                "Everything is still below: remove some and save again."
            )
        if self.sent - set(map(str, range(self.total_form_count()))):
            raise forms.ValidationError(NOT_WHOLE)
        super().clean()
        for position, form in enumerate(sorted(self.filled(), key=_order), 1):
            form.instance.position = position

    def get_unique_error_message(self, unique_check) -> str:
        field = self.model._meta.get_field(unique_check[-1]).verbose_name
        return f"The same {field} is given twice."

    def save(self, commit: bool = True) -> list:
        """A row keeps the key that it was opened with, if that is still the key of a row of this edition."""
        stored = self.model.objects.filter(edition=self.instance)
        keys = {str(key): key for key in stored.values_list("pk", flat=True)}
        for form in self.filled():
            form.instance.pk = keys.pop(form.cleaned_data[self._pk_field.name], None)
        stored.delete()
        return self.model.objects.bulk_create([form.instance for form in self.filled()])


def _order(form: PartForm) -> tuple[bool, int]:
    position = form.cleaned_data.get("position")
    return position is None, position or 0


class AttachmentForm(PartForm):
    document = DocumentField(required=False, label="PDF file")
    language = LanguageField()
    also_contains = forms.MultipleChoiceField(
        choices=Attachment.Kind,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="The same file also contains",
    )

    def _get_validation_exclusions(self) -> set[str]:
        """A file name left empty is made by AttachmentFormSet, which knows the others."""
        made = set() if self.cleaned_data.get("slug") else {"slug"}
        return super()._get_validation_exclusions() | made

    def clean(self) -> dict:
        cleaned = super().clean()
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
            (
                cleaned.get("dated") and not cleaned.get("dated_as"),
                "dated_as",
                "Say what this date is: date of the report, signed off …",
            ),
            (
                cleaned.get("dated_as") and not cleaned.get("dated"),
                "dated",
                "Give the date, or leave out what it is.",
            ),
        ]


class AttachmentFormSet(PartFormSet):
    def clean(self) -> None:
        """Give each file a name of its own; a name that was typed is not touched."""
        super().clean()
        rows = self.filled()
        typed = Counter(form.instance.slug for form in rows if form.instance.slug)
        taken = set(typed)
        for form in rows:
            if typed[form.instance.slug] > 1:
                form.add_error("slug", "Another document of this edition has this file name.")
            elif form.instance.document_id and not form.instance.slug:
                form.instance.slug = form.instance.free_slug(taken)
                taken.add(form.instance.slug)


class DatedPartForm(PartForm):
    """A part with dates, each with a hint on how to write it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PartialDateFormField):
                field.help_text = "14 June 2017, June 2017, 2017 or unknown."
