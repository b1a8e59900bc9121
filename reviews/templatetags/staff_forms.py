"""What every form of the staff shows: a summary of what is wrong, and open sections around it."""

from collections.abc import Iterable, Iterator

from django import template
from django.contrib.admin.helpers import Fieldset
from django.contrib.admin.utils import flatten, flatten_fieldsets
from django.contrib.messages import ERROR
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm
from django.utils.html import format_html

from reviews.admin.kept_work.typed import OPENED_BY, mark_of
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
def problems(context: template.Context) -> dict[str, object]:
    """The problems of the whole form, those of single boxes, and what the form shows again."""
    found = problems_of(context)
    request = context.get("request")
    return {
        "restored": getattr(request, "restored", None),
        "whole": [problem for problem in found if not problem.where],
        "boxes": [problem for problem in found if problem.where],
    }


@register.simple_tag(takes_context=True)
def opened_by(context: template.Context) -> str:
    """A hidden field that says whose work a form is, should their session end before they send it."""
    user = context["request"].user
    mark = mark_of(user) if user.is_authenticated else ""
    return format_html('<input type="hidden" name="{}" value="{}">', OPENED_BY, mark)


@register.filter
def refusals(found: Iterable[Message] | None) -> list[Message]:
    """The messages that say why something was not done."""
    return [message for message in found or () if message.level >= ERROR]


@register.filter
def not_refusals(found: Iterable[Message] | None) -> list[Message]:
    return [message for message in found or () if message.level < ERROR]


@register.filter
def has_error(fieldset: Fieldset) -> bool:
    """Whether a box in this section of a form is wrong, so that the section must be open."""
    return any(name in fieldset.form.errors for name in flatten(fieldset.fields))
