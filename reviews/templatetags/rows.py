"""What the rows of an edition’s parts show of themselves: templates/admin/reviews/rows.html."""

from django import template
from django.contrib.admin.helpers import Fieldset
from django.contrib.admin.utils import flatten

register = template.Library()


@register.filter
def is_wrong(fieldset: Fieldset) -> bool:
    """Whether a box in this section of a row is wrong, so that the section must be open."""
    form = fieldset.form
    return form.is_bound and any(name in form.errors for name in flatten(fieldset.fields))
