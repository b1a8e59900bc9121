"""The forms of an edition's parts: its documents, names, response and actions."""

import re
from collections import Counter

from django import forms
from django.utils.datastructures import MultiValueDict

from reviews.admin.editions.document_field import DocumentField
from reviews.models import Attachment
from reviews.models.partial_date import PartialDateFormField

LAST = float("inf")
LONGEST_NUMBER = 9  # digits of a row's number that a browser may send


class PartForm(forms.ModelForm):
    """One part. All parts are written anew at every save, so their form alone knows what is unique."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        if order := self.fields.get("position"):
            order.label, order.required, order.help_text = "Order", False, ""
            if not self.instance.pk:
                self.initial["position"] = None

    def validate_unique(self) -> None:
        """Left to PartFormSet: what is stored is about to be replaced."""


class PartFormSet(forms.BaseInlineFormSet):
    """All parts of one kind. Saving puts them in the place of those stored, whoever stored them.

    So a row that somebody else removed, or two rows that swap names, need no special care.
    """

    def __init__(self, data=None, files=None, *, prefix: str, **kwargs) -> None:
        if data is not None:
            data, files = as_new(data, files or MultiValueDict(), prefix)
        super().__init__(data, files, prefix=prefix, **kwargs)

    def clean(self) -> None:
        """Number the rows: those without a number come last, in the order in which they stand."""
        super().clean()
        rows = [form for form in self.forms if form.is_valid() and form.has_changed()]
        rows.sort(key=lambda form: _first_of(form.cleaned_data.get("position"), LAST))
        for position, form in enumerate(rows, 1):
            form.instance.position = position

    def get_unique_error_message(self, unique_check) -> str:
        field = self.model._meta.get_field(unique_check[-1]).verbose_name
        return f"The same {field} is given twice."

    def save(self, commit: bool = True) -> list:
        self.model.objects.filter(edition=self.instance).delete()
        return super().save(commit)


class AttachmentForm(PartForm):
    """``by`` is set by the admin to the user who uploads."""

    by = None
    document = DocumentField(required=False, label="PDF file")
    also_contains = forms.MultipleChoiceField(
        choices=Attachment.Kind,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="The same file also contains",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].by = self.by

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
        ]


class AttachmentFormSet(PartFormSet):
    def clean(self) -> None:
        """Give each file a name of its own; a name that was typed is not touched."""
        super().clean()
        rows = [form for form in self.forms if form.is_valid() and form.has_changed()]
        typed = Counter(form.instance.slug for form in rows if form.instance.slug)
        taken = set(typed)
        for form in rows:
            if typed[form.instance.slug] > 1:
                form.add_error("slug", "Another document of this edition has this file name.")
            elif form.instance.document_id and not form.instance.slug:
                form.instance.slug = form.instance.free_slug(taken)
                taken.add(form.instance.slug)


class DatedPartForm(PartForm):
    """A part with dates, each with a short word on how to write it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PartialDateFormField):
                field.help_text = "14 June 2017, June 2017, 2017 or unknown."


def as_new(data: MultiValueDict, files: MultiValueDict, prefix: str) -> tuple[MultiValueDict, ...]:
    """What was posted, without the rows ticked for deletion, and as if no row had been stored before."""
    field = re.compile(rf"{re.escape(prefix)}-([0-9]+)-(.+)")
    numbers = {found[1] for key in [*data, *files] if (found := field.fullmatch(key))}
    if any(len(number) > LONGEST_NUMBER for number in numbers):
        return mutilated(data, prefix), files
    rows = set(map(int, numbers))
    kept = sorted(row for row in rows if f"{prefix}-{row}-DELETE" not in data)
    places = {row: f"{prefix}-{new}" for new, row in enumerate(kept)}
    data, files = (_renamed(posted, field, places) for posted in (data, files))
    # Otherwise the form came mutilated, and Django says so.
    if data.get(f"{prefix}-TOTAL_FORMS", "").isdecimal():
        data[f"{prefix}-TOTAL_FORMS"] = str(len(kept))
        data[f"{prefix}-INITIAL_FORMS"] = "0"
    return data, files


def _renamed(posted: MultiValueDict, field: re.Pattern, places: dict[int, str]) -> MultiValueDict:
    """``posted`` with the fields of each row under the row's new place, and without those of no place."""
    result = MultiValueDict()
    for key, values in posted.lists():
        if not (found := field.fullmatch(key)):
            result.setlist(key, values)
        elif int(found[1]) in places and found[2] != "id":
            result.setlist(f"{places[int(found[1])]}-{found[2]}", values)
    return result


def mutilated(data: MultiValueDict, prefix: str) -> MultiValueDict:
    """A form that no browser sends, so that Django refuses it with a sentence."""
    return MultiValueDict(
        {key: values for key, values in data.lists() if not key.startswith(f"{prefix}-")}
    )


def _first_of(value, otherwise):
    return otherwise if value is None else value
