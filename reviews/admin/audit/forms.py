"""What auditors ask for. GET forms: their answers have addresses that can be kept."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError

from reviews.admin.forms import MomentField
from reviews.lib import clock
from reviews.models import Edition

NOTHING = "0"
# Long before any register; moments near the first year are out of the calendar in other time zones.
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


class AsAtForm(forms.Form):
    moment = MomentField(
        label="Moment",
        help_text="UK time, to the second. In the autumn hour that happens twice, follow the link "
        "of an event in a page’s timeline: it names its moment exactly.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moment"].widget.attrs["step"] = 1

    def clean_moment(self):
        moment = self.cleaned_data["moment"]
        if moment > clock.now():
            raise ValidationError("That moment has not come yet: nobody has seen anything then.")
        if moment < EARLIEST:
            raise ValidationError("That moment is before any website: choose a later one.")
        return moment


class CompareForm(forms.Form):
    """Two editions of one page, by their numbers; the older side may be nothing at all."""

    def __init__(self, *args, editions: list[Edition], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        numbers = [(str(edition.number), f"Edition {edition.number}") for edition in editions]
        self.fields["from"] = forms.ChoiceField(
            label="Compare", choices=[*numbers, (NOTHING, "Nothing")]
        )
        self.fields["to"] = forms.ChoiceField(label="With", choices=numbers)
