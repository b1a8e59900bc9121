"""The forms of a plan’s actions, typed or taken from a table that was pasted."""

from django import forms
from django.utils.functional import cached_property

from reviews.admin.editions.inline_forms import DatedPartForm
from reviews.admin.editions.row_forms import PartFormSet
from reviews.models import Action


class StatusSelect(forms.Select):
    """Offers what was pasted, too, if it is no status: nothing is lost before somebody chooses."""

    def optgroups(self, name, value, attrs=None):
        known = {key for key, _ in Action.Status.choices}
        typed = [(text, f"{text} (not a status)") for text in value if text and text not in known]
        self.choices = [*Action.Status.choices, *typed]
        return super().optgroups(name, value, attrs)


class ActionForm(DatedPartForm):
    headed_by = ("action", "recommendation")
    status = forms.ChoiceField(
        choices=Action.Status,
        initial=Action.Status.NOT_STARTED,
        widget=StatusSelect,
        error_messages={"invalid_choice": "“%(value)s” is not a status: choose one of the list."},
    )


class ActionFormSet(PartFormSet):
    """``table`` is what was pasted and not taken yet, if anything was. The admin sets it."""

    takes_tables = True
    table = None

    @cached_property
    def checked_rows(self) -> list:
        return [*self.table.checked(self.form)] if self.table else []

    @property
    def wrong_rows(self) -> int:
        """How many rows of the table have something to correct."""
        return sum(row.is_wrong for row in self.checked_rows)
