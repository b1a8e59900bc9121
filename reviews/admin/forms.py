"""The fields and forms that every part of the admin shares."""

import datetime
import re
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from reviews.lib import languages
from reviews.lib.dates import HOW_TO_WRITE, HOW_TO_WRITE_A_DAY, PartialDate

HOW_TO_WRITE_A_MOMENT = (
    "Write day and time as 31 December 2026 09:30 or 31/12/2026 09:30 (the day first)."
)
DAY_AND_TIME = re.compile(
    r"(?P<day>.*?)[,\s]+(at\s+)?(?P<hour>\d{1,2})([:.](?P<minute>\d\d))?\s*(?P<half>am|pm)?"
)
HALF_A_DAY = [12, *range(1, 12)]
CLOCKS_CHANGE = "The clocks change in that hour, so this time happens twice or not at all. Choose a time outside it."


class SafeForm(forms.ModelForm):
    """``refused`` is set when saving this same form has just been refused, or when it is only shown again."""

    refused: tuple[str | ValidationError, ...] = ()

    def __init__(self, *args, **kwargs) -> None:
        # What is read-only has no bound field, whose labels the form renderer would write.
        super().__init__(*args, **kwargs, label_suffix="")

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.refused:
            self.add_error(None, ValidationError(list(self.refused), code="refused"))
        return cleaned


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time control, one labelled field."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class WrittenDateField(forms.DateField):
    """A day, written as people write it: 14 June 2017, 14/06/2017."""

    widget = forms.TextInput

    def to_python(self, value: object) -> datetime.date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            written = PartialDate.typed(value)
        except ValueError as error:
            sentence = str(error).replace(HOW_TO_WRITE, HOW_TO_WRITE_A_DAY)
            raise ValidationError(sentence, code="invalid") from None
        if written.precision != "day":
            raise ValidationError("Give the day too, as in 14 June 2017.", code="invalid")
        return datetime.date.fromisoformat(written.iso)

    def prepare_value(self, value: object) -> object:
        return f"{value:%-d %B %Y}" if isinstance(value, datetime.date) else value


class MomentField(forms.DateTimeField):
    """A moment in UK local time; the hour that a clock change repeats or skips is refused.

    Browsers that offer no calendar for it take what people write: 31 December 2026 9.30 am.
    """

    widget = MomentInput
    default_error_messages: ClassVar = {"invalid": HOW_TO_WRITE_A_MOMENT}

    def to_python(self, value):
        try:
            return super().to_python(_written_moment(value) or value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise ValidationError(CLOCKS_CHANGE, code="ambiguous") from None


def _written_moment(value: object) -> datetime.datetime | None:
    """What stands in words, or in numbers with the day first; None for what a browser’s calendar sends."""
    typed = DAY_AND_TIME.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if typed is None or not (typed["minute"] or typed["half"]):
        return None
    hour = int(typed["hour"])
    try:
        if typed["half"]:
            hour = HALF_A_DAY.index(hour) + 12 * (typed["half"] == "pm")
        time = datetime.time(hour, int(typed["minute"] or 0))
    except ValueError:
        raise ValidationError(HOW_TO_WRITE_A_MOMENT, code="invalid") from None
    return datetime.datetime.combine(WrittenDateField().to_python(typed["day"]), time)


class LanguageSelect(forms.Select):
    """Offers the language that is stored, too, if it is not in the list."""

    def optgroups(self, name, value, attrs=None):
        known = {tag for tag, _ in self.choices}
        self.choices = [*self.choices, *((tag, tag) for tag in value if tag and tag not in known)]
        return super().optgroups(name, value, attrs)


class LanguageField(forms.ChoiceField):
    """A language, chosen by its name and stored as its tag."""

    widget = LanguageSelect
    default_error_messages = {"invalid_choice": "Choose a language from the list."}

    def __init__(self) -> None:
        super().__init__(
            choices=languages.NAMES.items(),
            initial=languages.ENGLISH,
            help_text="The language in which it is written.",
        )

    def valid_value(self, value: str) -> bool:
        return super().valid_value(value) or languages.is_tag(value)
