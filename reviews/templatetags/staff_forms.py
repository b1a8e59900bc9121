"""What every form of the staff shows: a summary of what is wrong, and open sections around it."""

from collections.abc import Iterator

from django import template
from django.contrib.admin.helpers import Fieldset
from django.contrib.admin.utils import flatten, flatten_fieldsets
from django.forms import BaseForm

from reviews.lib.form_problems import Part, Problem, form_problems

register = template.Library()


def problems_of(context: template.Context) -> list[Problem]:
    """Every error of the page's form and of the rows inside it."""
    admin_form = context.get("adminform")
    form = admin_form.form if admin_form else context.get("form")
    if not isinstance(form, BaseForm):
        return []
    shown = flatten_fieldsets(admin_form.fieldsets) if admin_form else None
    parts = (problem for part in _parts(context) for problem in part.problems())
    return [*form_problems(form, shown), *parts]


def _parts(context: template.Context) -> Iterator[Part]:
    for rows in context.get("inline_admin_formsets") or ():
        name = rows.opts.verbose_name
        yield Part(rows.formset, name[:1].upper() + name[1:], flatten_fieldsets(rows.fieldsets))


@register.simple_tag(takes_context=True)
def problems(context: template.Context) -> dict[str, list[Problem]]:
    """The problems of the whole form, and those of single boxes."""
    found = problems_of(context)
    return {
        "whole": [problem for problem in found if not problem.where],
        "boxes": [problem for problem in found if problem.where],
    }


@register.filter
def has_error(fieldset: Fieldset) -> bool:
    """Whether a box in this section of a form is wrong, so that the section must be open."""
    return any(name in fieldset.form.errors for name in flatten(fieldset.fields))
