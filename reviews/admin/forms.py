"""The fields and forms that every part of the admin shares."""

from django import forms
from django.core.exceptions import ValidationError

CLOCKS_CHANGE = "The clocks change in that hour, so this time happens twice or not at all. Choose a time outside it."


class SafeForm(forms.ModelForm):
    """``refused`` is set when saving this same form has just been refused."""

    refused: tuple[str, ...] = ()

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
