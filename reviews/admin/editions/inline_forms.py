"""The forms of an edition's parts: its documents, names, response and actions."""

from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import construct_instance
from django.utils.functional import cached_property
from django.utils.text import Truncator

from reviews.admin.editions.document_field import DocumentField, named_in
from reviews.admin.editions.row_order import in_order, sent_rows, ticked_rows
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


class PositionField(forms.IntegerField):
    """The place of a row, which a script or a button sets. A row that has nothing else is empty."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, min_value=0, max_value=32_767, **kwargs)

    def has_changed(self, initial, data) -> bool:
        return False


class PartForm(forms.ModelForm):
    """One part. All parts are replaced at every save, so PartFormSet alone knows what is unique.

    ``headed_by`` names the fields whose words are the heading of a row, the best first.
    """

    headed_by: tuple[str, ...] = ()

    def validate_unique(self) -> None:
        """Left to PartFormSet: what is stored is about to be replaced."""

    def _post_clean(self) -> None:
        """Django’s, without a query for each constraint and each key of every row.

        The boxes check the same, and those that choose another row have found it.
        """
        links = (models.ForeignKey, models.OneToOneField)
        keys = {each.name for each in self._meta.model._meta.fields if isinstance(each, links)}
        exclude = self._get_validation_exclusions() | keys
        self.instance = construct_instance(self, self.instance, self._meta.fields)
        try:
            self.instance.clean_fields(exclude=exclude)
        except ValidationError as error:
            self._update_errors(error)

    @property
    def words(self) -> str:
        """What the row is about, in its own words; empty for a row in which nothing is typed."""
        words = (
            self._words(self[name]) if name in self.fields else self._stored(name)
            for name in self.headed_by
        )
        return Truncator(next(filter(None, words), "")).chars(90)

    def _stored(self, name: str) -> str:
        """Of a row that is only read, and has no boxes."""
        shown = getattr(self.instance, f"get_{name}_display", lambda: getattr(self.instance, name))
        return str(shown() or "") if self.instance.pk else ""

    @staticmethod
    def _words(box: forms.BoundField) -> str:
        value = str(box.value() or "").strip()
        if not value or not isinstance(box.field, forms.ChoiceField):
            return value
        labels = {str(key): label for key, label in box.field.choices if key}
        return str(labels.get(value, ""))


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
        if self.is_ordered:
            position = form.instance.position if form.instance.pk else None
            form.fields["position"] = PositionField(initial=position)

    @property
    def is_ordered(self) -> bool:
        return self.max_num > 1

    @cached_property
    def forms(self) -> list[PartForm]:
        """In the order that was sent, and without the rows ticked for deletion.

        Those are neither checked, nor saved, nor shown again.
        """
        rows = range(self.total_form_count())
        if self.is_bound:
            sent = self.sent - ticked_rows(self.prefix, self.data)
            kept = [row for row in rows if str(row) in sent]
            rows = in_order(kept, self.prefix, self.data)
        return [self._construct_form(row, **self.get_form_kwargs(row)) for row in rows]

    @cached_property
    def sent(self) -> set[str]:
        """The numbers, as text, of the rows of which any field was sent."""
        return sent_rows(self.prefix, self.data, self.files)

    def filled(self) -> list[PartForm]:
        """The valid rows that are not empty."""
        return [form for form in self.forms if form.is_valid() and form.has_changed()]

    def clean(self) -> None:
        """Number the rows in their order."""
        if len(self.forms) > self.max_num:
            raise forms.ValidationError(
                f"There are {len(self.forms)} rows here, and an edition takes {self.max_num} at most. "
                "Everything is still below: remove some and save again."
            )
        if self.sent - set(map(str, range(self.total_form_count()))):
            raise forms.ValidationError(NOT_WHOLE)
        super().clean()
        for position, form in enumerate(self.filled(), 1):
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


class AttachmentForm(PartForm):
    """The admin sets ``library`` to the documents that may be chosen."""

    library = None
    headed_by = ("title", "kind")
    document = DocumentField(required=False, label="PDF file")
    language = LanguageField()
    also_contains = forms.MultipleChoiceField(
        choices=Attachment.Kind,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="The same file also contains",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].library = self.library

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
        state = cleaned.get("state")
        shown = state == Attachment.State.PUBLISHED
        linked = shown or state == Attachment.State.MENTIONED
        return [
            (document and link, "link", "Give either a file or an address elsewhere, not both."),
            (
                (document and not shown) or (link and not linked),
                "state",
                "A document in this state has no file: remove the file or the address, or choose “published”. “Exists, not published here” may have an address elsewhere.",
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
    @cached_property
    def forms(self) -> list[PartForm]:
        """The documents that the rows name are read together, not row by row."""
        if self.is_bound:
            self.form.library.read(*named_in(self.data))
        return super().forms

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


class IdentifierForm(PartForm):
    headed_by = ("value",)


class SubjectForm(PartForm):
    headed_by = ("pseudonym",)


class RowChoiceField(forms.ModelChoiceField):
    """Reads the rows that can be chosen once for a whole form, however many fields share them."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.read: dict[str, models.Model] = {}  # shared with its copies

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if not self.read:
            self.read |= {str(key): key.instance for key, _ in self.choices if key}
        if str(value) not in self.read:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.read[str(value)]


class BoardRoleForm(PartForm):
    headed_by = ("board",)
