"""Admin classes whose refusals are sentences, and the titles of their pages."""

from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import DataError, models, transaction
from django.http import Http404

from reviews.admin.forms import SafeForm, WrittenDateField
from reviews.admin.verbs import REFUSALS, report_removals, sentences

UNKNOWN_FILTER = (
    "The address asked this list for something that it does not have. Here is the whole list."
)
# What Django and PostgreSQL make of a filter that no link of a list has: ?path=%00, ?at__year=-1 …
UNKNOWN_FILTER_ERRORS = (
    *(DisallowedModelAdminLookup, IncorrectLookupParameters),
    *(DataError, OverflowError, TypeError, ValueError),
)


class SafeListAdmin(admin.ModelAdmin):
    """A list that answers whatever its address asks for: with a sentence where it cannot.

    Titles are set here: “Boards” over a list, “Board: Newtown” over a row.
    """

    form = SafeForm
    show_facets = admin.ShowFacets.NEVER

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Django leads to the first page, where a message says that the row may have been deleted."""
        raise Http404

    def object_title(self, obj) -> str:
        return f"{self.opts.verbose_name.capitalize()}: {obj}"

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "refused", ())
        return form

    def render_change_form(self, request, context, obj=None, **kwargs):
        """With the errors in the summary of every form (templates/admin/base_site.html), not in Django's note."""
        title = {"title": self.object_title(obj), "subtitle": None} if obj else {}
        errors = {"has_problems": bool(context["errors"]), "errors": None}
        return super().render_change_form(request, context | title | errors, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        report_removals(request, form, *(row for rows in formsets for row in rows.forms))

    def get_changelist_instance(self, request):
        try:
            with transaction.atomic():
                found = super().get_changelist_instance(request)
                found.title = self.opts.verbose_name_plural.capitalize()
                return found
        except UNKNOWN_FILTER_ERRORS as fault:
            if not request.GET:
                raise
            messages.error(request, UNKNOWN_FILTER)
            raise IncorrectLookupParameters(str(fault)) from fault


class SafeFormAdmin(SafeListAdmin):
    """A form whose saving may be refused later than its own checks."""

    formfield_overrides = {
        models.DateField: {"form_class": WrittenDateField, "widget": WrittenDateField.widget}
    }

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            request.refused = sentences(refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)
