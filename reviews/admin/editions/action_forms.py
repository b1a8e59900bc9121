"""The forms of a plan’s actions, typed or taken from a table that was pasted."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from reviews.admin.editions.inline_forms import DatedPartForm
from reviews.admin.editions.row_forms import PartFormSet
from reviews.compliance.answers import duty_to_give_reasons
from reviews.models import Action
from reviews.models.partial_date import PartialDateFormField

NOTHING_TO_DO = "Say what will be done, or answer that the recommendation is not accepted."
NOBODY = "Say who sees to it."
DUE_TWICE = "Give either a date or words, not both."
NO_DATE = "What is no date, such as Q3 2015 or within 6 months, goes under “Or due, in words”."
NOT_COMPLETE = "Choose the status “Complete”, or remove the day on which it was completed."


class DueField(PartialDateFormField):
    """A date, or words that are plainly none: “soon”, “ongoing”. A number in them is meant as a date."""

    def to_python(self, value: object) -> object:
        words = str(value or "").strip()
        if words.lower() != "unknown" and words and not any(map(str.isdigit, words)):
            return words
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(f"{error.message} {NO_DATE}", code=error.code) from None


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

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "due" in self.fields:
            due = self.fields["due"]
            self.fields["due"] = DueField(label=due.label, required=False, help_text=due.help_text)
        if "answer_reason" in self.fields:
            self.fields["answer_reason"].help_text = _reason_help()

    def clean(self) -> dict:
        cleaned = super().clean()
        if isinstance(cleaned.get("due"), str):
            cleaned["due_in_words"] = cleaned.get("due_in_words") or cleaned["due"]
            cleaned["due"] = None
        for problem, field, sentence in _contradictions(cleaned):
            if problem and field not in self.errors:
                # As a box that is left empty, so that nobody reads of it beside a row that was just added.
                self.add_error(field, ValidationError(sentence, code="required"))
        return cleaned


def _contradictions(cleaned: dict):
    is_accepted = cleaned.get("answer") != Action.Answer.NOT_ACCEPTED
    is_complete = cleaned.get("status") == Action.Status.COMPLETE
    return [
        (is_accepted and not cleaned.get("action"), "action", NOTHING_TO_DO),
        (is_accepted and not cleaned.get("lead_agency"), "lead_agency", NOBODY),
        (cleaned.get("due") and cleaned.get("due_in_words"), "due_in_words", DUE_TWICE),
        (cleaned.get("completed") and not is_complete, "completed", NOT_COMPLETE),
    ]


def _reason_help() -> str:
    duty = duty_to_give_reasons()
    field = Action._meta.get_field("answer_reason").help_text
    return f"{field} {duty['in_words']} ({duty['citation']})."


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
