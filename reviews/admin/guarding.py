"""What the database refuses is a sentence: on the form, with everything typed, or above the list."""

from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import DataError, IntegrityError, transaction

from reviews.errors import Refused
from reviews.forms import GuardedForm

NOT_SAVED = (
    "Nothing was saved, because it contradicts what somebody else saved at the same moment. What you "
    "entered is still below: save again."
)


NOT_ASKED = (
    "The address asked this list for something that it does not have. Here is the whole list."
)
# What Django and PostgreSQL make of a filter that no link of a list has: ?path=%00, ?at__year=-1 …
UNASKABLE = (
    *(DisallowedModelAdminLookup, IncorrectLookupParameters),
    *(DataError, OverflowError, TypeError, ValueError),
)


class Listed(admin.ModelAdmin):
    """A list that answers whatever its address asks for: with a sentence where it cannot."""

    def get_changelist_instance(self, request):
        try:
            with transaction.atomic():
                return super().get_changelist_instance(request)
        except UNASKABLE as fault:
            if not request.GET:
                raise
            messages.error(request, NOT_ASKED)
            raise IncorrectLookupParameters(str(fault)) from fault


class Guarded(Listed):
    """A form whose saving may be refused later than its own checks."""

    form = GuardedForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused", ())
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (Refused, IntegrityError) as refusal:
            request.refused = sentences(refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)


def sentences(refusal: Refused | IntegrityError) -> tuple[str, ...]:
    """The reasons of a verb, the sentence of one of our triggers, or ours for a constraint."""
    if isinstance(refusal, Refused):
        return tuple(refusal.reasons)
    said = getattr(refusal.__cause__, "diag", None)
    is_ours = said is not None and said.sqlstate == "23000"
    return (said.message_primary if is_ours else NOT_SAVED,)
