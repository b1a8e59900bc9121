"""What the database refuses is a sentence on the form, with everything that was typed still there."""

from django.contrib import admin
from django.db import IntegrityError

from reviews.errors import Refused
from reviews.forms import GuardedForm

NOT_SAVED = (
    "Nothing was saved, because it contradicts what somebody else saved at the same moment. What you "
    "entered is still below: save again."
)


class Guarded(admin.ModelAdmin):
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
