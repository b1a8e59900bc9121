"""The form of a review in the order of the work, and its list of contents: what is missing where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.admin.helpers import Fieldset, InlineAdminFormSet
from django.contrib.admin.utils import flatten
from django.forms import BaseForm
from django.utils.text import capfirst

from reviews.editions.blockers import Blocker

# Made by the site where they are left empty, so that they say nothing of whether somebody wrote here.
MADE = {"slug", "position"}


@dataclass(frozen=True)
class FormSection:
    """A part of the form under a heading: fields of the edition, or rows. ``missing`` counts its blockers."""

    anchor: str
    heading: str
    missing: int
    fieldset: Fieldset | None = None
    rows: InlineAdminFormSet | None = None

    @property
    def is_listed(self) -> bool:
        """Documents that leave are listed only where there are any; their form is there all the same."""
        return not self.rows or self.rows.opts.is_shown_empty or bool(self.rows.formset.forms)

    @property
    def is_open(self) -> bool:
        """Whether a section that can be folded holds something."""
        return self.fieldset is not None and holds_something(self.fieldset)


def form_sections(
    order: Iterable[object],
    fieldsets: Iterable[Fieldset],
    rows: Iterable[InlineAdminFormSet],
    blockers: Iterable[Blocker],
) -> list[FormSection]:
    """``order`` names fieldsets by their headings, and rows by their models."""
    anchors = [blocker.anchor.partition("-")[0] for blocker in blockers]
    named = {fieldset.name: fieldset for fieldset in fieldsets}
    modelled = {each.opts.model: each for each in rows}
    found = []
    for place in order:
        if fieldset := named.get(place):
            own = set(flatten(fieldset.fields))
            found.append(_section(f"section-{len(found)}", place, own, anchors, fieldset=fieldset))
        elif each := modelled.get(place):
            name = each.formset.prefix
            found.append(_section(f"{name}-group", _heading(each), {name}, anchors, rows=each))
    return found


def holds_something(fieldset: Fieldset) -> bool:
    """Whether a field of it has another value than a new row has."""
    names = [name for name in flatten(fieldset.fields) if name not in MADE]
    return any(_is_filled(fieldset.form, name) for name in names)


def _is_filled(form: BaseForm, name: str) -> bool:
    columns = {column.name: column for column in form._meta.model._meta.concrete_fields}
    if name not in form.fields or name not in columns:
        return False
    value = form[name].value()
    return bool(value) and str(value) != str(columns[name].get_default())


def _section(anchor: str, heading: str, own: set[str], anchors: list[str], **shown) -> FormSection:
    return FormSection(anchor, heading, sum(each in own for each in anchors), **shown)


def _heading(rows: InlineAdminFormSet) -> str:
    return capfirst(rows.opts.verbose_name_plural)
