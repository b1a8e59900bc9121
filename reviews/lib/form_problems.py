"""What is wrong in a form and in the rows below it, each with the box that it concerns."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

# The code of the sentence above a form that shows again what was typed: nothing is wrong with that.
NOT_YET_SAVED = "not-yet-saved"


@dataclass(frozen=True)
class Problem:
    """``where`` names the box, and is empty for what concerns the whole form; ``anchor`` is an id."""

    text: str
    anchor: str
    where: str = ""


@dataclass(frozen=True)
class Part:
    """Rows of one kind in a form. ``name`` is of one row; None for ``shown`` means every field."""

    formset: forms.BaseFormSet
    name: str
    shown: Collection[str] | None = None

    def problems(self) -> Iterator[Problem]:
        for text in self.formset.non_form_errors():
            yield Problem(text, f"{self.formset.prefix}-group", self.name)
        for number, row in enumerate(self.formset.forms, 1):
            where = self.name if self.formset.max_num == 1 else f"{self.name} {number}"
            yield from form_problems(row, self.shown, where=where)


def form_problems(
    form: forms.BaseForm, shown: Collection[str] | None = None, *, where: str = ""
) -> Iterator[Problem]:
    """Every error of one form, in the order of its boxes, those of the whole form first."""
    if not form.is_bound or not form.errors:  # Django gives rows that are only read a bare dict
        return
    boxes = _boxes(form, shown)
    for name, errors in sorted(form.errors.as_data().items(), key=lambda item: item[0] in boxes):
        box = boxes.get(name)
        names = [where, box.label if box else ""]
        anchor = anchor_of(box) if box else _first_anchor(form, boxes)
        for error in errors:
            if error.code != NOT_YET_SAVED:
                for text in error.messages:
                    yield Problem(text, anchor, ", ".join(str(name) for name in names if name))


def is_only_restored(form: forms.BaseForm) -> bool:
    """Whether the form shows again what was typed, after signing in again or coming back to it."""
    if not form.is_bound:
        return False
    errors = form.errors.as_data().get(NON_FIELD_ERRORS, [])
    return any(error.code == NOT_YET_SAVED for error in errors)


def anchor_of(box: forms.BoundField) -> str:
    """The id of what can have the focus; of several boxes in one field, the first."""
    if box.id_for_label:
        return box.id_for_label
    widget = getattr(box.field.widget, "widget", box.field.widget)  # the admin wraps some
    return f"{box.auto_id}_0" if list(getattr(widget, "choices", "0")) else box.auto_id


def _boxes(form: forms.BaseForm, shown: Collection[str] | None) -> dict[str, forms.BoundField]:
    """The fields that the page shows, by name."""
    return {
        box.name: box
        for box in form.visible_fields()
        if (shown is None or box.name in shown) and not box.field.disabled
    }


def _first_anchor(form: forms.BaseForm, boxes: dict[str, forms.BoundField]) -> str:
    """For what concerns the whole form: where it is resolved, if the form knows, else its first box."""
    if known := getattr(form, "resolved_at", ""):
        return known
    return next(map(anchor_of, boxes.values()), "content")
