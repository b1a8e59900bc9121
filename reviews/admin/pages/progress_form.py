"""The form on which the progress of an action plan is reported: a few boxes for each action."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model

from reviews.admin.editions.action_forms import NOT_COMPLETE
from reviews.editions.plan_progress import PlanProgress
from reviews.lib.dates import PartialDate
from reviews.models import Action, Edition
from reviews.models.partial_date import PartialDateFormField

REPORTED = ["status", "completed", "verified_by", "evidence"]
OVERTAKEN = (
    "Somebody else changed this action plan after you opened this screen. What you entered is below, "
    "beside the actions as they are now: compare each, then save again."
)
NO_VERIFIER = "Say who verified that it is complete: name or office."
IN_FUTURE = "This day has not come yet."


def proposed_note(progress: PlanProgress) -> str:
    """“Progress on the action plan reported: 7 of 12 done.”"""
    return f"Progress on the action plan reported: {progress.words_done or progress}."


def version_of(edition: Edition) -> str:
    """Another one whenever its actions may be others."""
    return f"{edition.pk}.{edition.draft_version}"


class ProgressForm(forms.Form):
    """``progress`` is that of ``edition``, the latest of the page, as it is stored."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reported_on = PartialDateFormField(
        label="Reported on",
        help_text="The day of this report. Readers see it above the plan.",
    )
    note = forms.CharField(
        label="Change note",
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="What readers see in the page’s history. As long as you leave these words as they "
        "are, the numbers are counted again when you save.",
    )

    def __init__(self, *args, edition: Edition, progress: PlanProgress, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.progress = edition, progress
        self.proposal = proposed_note(progress)
        self.initial |= {
            "seen": version_of(edition),
            "note": self.proposal,
            "reported_on": PartialDate(progress.today.isoformat()),
        }
        for number, action in enumerate(progress.actions):
            if action.is_counted:
                self._add(number, action)

    def _add(self, number: int, action: Action) -> None:
        for name, field in fields_for_model(Action, REPORTED, widgets=WIDGETS).items():
            if isinstance(field, PartialDateFormField):
                field.help_text = "14 June 2017, June 2017 or 2017."
            self.fields[f"{number}-{name}"] = field
            self.initial[f"{number}-{name}"] = getattr(action, name)

    def rows(self):
        """Each action that is reported on, whether it is overdue, and its boxes."""
        for number, (action, is_overdue) in enumerate(self.progress.rows):
            if action.is_counted:
                yield action, is_overdue, [self[f"{number}-{name}"] for name in REPORTED]

    def around(self):
        """The boxes that are about the report as a whole."""
        return [self["reported_on"], self["note"]]

    def clean(self) -> dict:
        """The arguments of the report: the boxes of each action by its number in the plan, and the rest."""
        cleaned = super().clean()
        if cleaned.get("seen") != version_of(self.edition):
            self.data = self.data.copy()
            self.data["seen"] = version_of(self.edition)
            raise ValidationError(OVERTAKEN, code="overtaken")
        reported = {
            number: {name: cleaned.get(f"{number}-{name}") for name in REPORTED}
            for number, action in enumerate(self.progress.actions)
            if action.is_counted
        }
        for number, values in reported.items():
            self._check(number, values)
        note = cleaned.get("note", "").strip()
        return {
            "seen": cleaned["seen"],
            "reported": reported,
            "reported_on": cleaned.get("reported_on"),
            "note": "" if note == self.proposal else note,
        }

    def _check(self, number: int, values: dict) -> None:
        is_complete = values["status"] == Action.Status.COMPLETE
        was_complete = self.progress.actions[number].is_complete
        # What an earlier website called complete may have been verified by nobody known.
        asked = is_complete and not (was_complete and self.edition.carried_from)
        day, today = values["completed"], PartialDate(self.progress.today.isoformat())
        rules = [
            (asked and not values["verified_by"], "verified_by", NO_VERIFIER),
            (day and not is_complete, "completed", NOT_COMPLETE),
            (day and day.is_after(today), "completed", IN_FUTURE),
        ]
        for problem, name, sentence in rules:
            if problem and f"{number}-{name}" not in self.errors:
                self.add_error(f"{number}-{name}", sentence)


WIDGETS = {"evidence": forms.Textarea({"rows": 2})}
