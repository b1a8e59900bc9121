"""What the rows of an edition’s parts show of themselves: templates/admin/reviews/rows.html."""

from django import template
from django.contrib.admin.helpers import Fieldset
from django.contrib.admin.utils import flatten

from reviews.admin.editions.sections import holds_something

register = template.Library()


@register.filter
def is_open(fieldset: Fieldset) -> bool:
    """Whether this section of a row holds something, or a box in it is wrong."""
    form = fieldset.form
    is_wrong = form.is_bound and any(name in form.errors for name in flatten(fieldset.fields))
    return is_wrong or holds_something(fieldset)
