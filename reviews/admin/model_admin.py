"""Admin classes whose refusals are sentences, and classes that change nothing."""

from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import DataError, IntegrityError, transaction

from reviews.admin.forms import SafeForm
from reviews.admin.verbs import sentences
from reviews.lib.exceptions import Refused

UNKNOWN_FILTER = (
    "The address asked this list for something that it does not have. Here is the whole list."
)
# What Django and PostgreSQL make of a filter that no link of a list has: ?path=%00, ?at__year=-1 …
UNKNOWN_FILTER_ERRORS = (
    *(DisallowedModelAdminLookup, IncorrectLookupParameters),
    *(DataError, OverflowError, TypeError, ValueError),
)


class SafeListAdmin(admin.ModelAdmin):
    """A list that answers whatever its address asks for: with a sentence where it cannot."""

    def get_changelist_instance(self, request):
        try:
            with transaction.atomic():
                return super().get_changelist_instance(request)
        except UNKNOWN_FILTER_ERRORS as fault:
            if not request.GET:
                raise
            messages.error(request, UNKNOWN_FILTER)
            raise IncorrectLookupParameters(str(fault)) from fault


class SafeFormAdmin(SafeListAdmin):
    """A form whose saving may be refused later than its own checks."""

    form = SafeForm

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


class ReadOnlyAdmin(SafeListAdmin):
    """Rows that are looked at here and never changed."""

    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def changelist_view(self, request, extra_context=None):
        title = {"title": self.opts.verbose_name_plural.capitalize()}
        return super().changelist_view(request, title | (extra_context or {}))
