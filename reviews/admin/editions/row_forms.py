"""What the forms of all parts of an edition share: rows that keep their keys, order and words."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import construct_instance
from django.utils.functional import cached_property
from django.utils.text import Truncator

from reviews.admin.editions.row_order import in_order, sent_rows, ticked_rows

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
        """Whether its rows have places; of an answer or a plan there is one."""
        return hasattr(self.model, "position")

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
