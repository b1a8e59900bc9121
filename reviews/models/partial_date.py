"""A model field for dates that are only partly known."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from reviews.lib.dates import HOW_TO_WRITE, PartialDate, as_words

# Days that no month has are refused; PartialDate checks 29 February.
_MONTH = r"-(0[1-9]|1[0-2])"
_DAY = r"-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9])"
STORED_FORM = (
    rf"^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{{2}}|[1-9][0-9]{{3}})({_MONTH}|{_DAY})?)$"
)


class PartialDateFormField(forms.CharField):
    """One text box that reads “14 June 2017”, “June 2017”, “2017” or “unknown”."""

    def to_python(self, value: object) -> PartialDate | None:
        if isinstance(value, PartialDate) or not str(value or "").strip():
            return value or None
        try:
            return PartialDate.typed(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value: object) -> object:
        if isinstance(value, PartialDate):
            return as_words(value) if value.is_known else value.iso
        return value or ""

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return (self.to_python(initial) or None) != (self.to_python(data) or None)
        except ValidationError:
            return True


class PartialDateField(models.CharField):
    """Stores the ``iso`` form of a PartialDate as text, so that text order is the order of time.

    None (an empty string in the table) means that nothing is stated, which is not the same as
    ``unknown``.
    """

    def __init__(self, *args, **kwargs) -> None:
        kwargs |= {"max_length": 10, "blank": True, "default": None}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection) -> PartialDate | None:
        return PartialDate(value) if value else None

    def to_python(self, value) -> PartialDate | None:
        if isinstance(value, PartialDate) or not value:
            return value or None
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def get_prep_value(self, value) -> str:
        value = self.to_python(value)
        return value.iso if value else ""

    def clean(self, value, model_instance):
        return self.to_python(value)

    def formfield(self, **kwargs):
        return PartialDateFormField(
            label=kwargs.get("label", self.verbose_name.capitalize()),
            required=False,
            help_text=kwargs.get("help_text") or self.help_text or HOW_TO_WRITE,
        )


def partial_dates_well_formed(*fields: str, name: str) -> models.CheckConstraint:
    """Each of ``fields`` holds a PartialDate's stored form or nothing."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__regex": STORED_FORM})
    return models.CheckConstraint(condition=condition, name=name)
