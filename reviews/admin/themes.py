from django import forms
from django.contrib import admin
from django.utils.html import format_html

from reviews import workflow
from reviews.admin.forms import SafeForm
from reviews.admin.model_admin import SafeFormAdmin
from reviews.models import Theme

AT_ONCE = (
    "Readers see every theme with its definition at once, and boards choose from the list for their "
    "reviews. Name nobody, and describe no single case. Pages that are public already show a new name too."
)


class ThemeForm(SafeForm):
    class Meta:
        widgets = {"definition": forms.Textarea({"rows": 3})}


@admin.register(Theme)
class ThemeAdmin(SafeFormAdmin):
    """The list of themes. None is deleted: what is no longer wanted is retired."""

    form = ThemeForm
    list_display = ["name", "definition", "state"]
    list_filter = ["is_retired"]
    search_fields = ["name", "definition"]
    sortable_by = ()
    fieldsets = [(None, {"description": AT_ONCE, "fields": ["name", "slug", "definition"]})]

    def get_fieldsets(self, request, obj=None):
        ((name, options),) = self.fieldsets
        retiring = ["is_retired"] if obj else []
        return [(name, options | {"fields": [*options["fields"], *retiring]})]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def view_on_site(self, theme: Theme) -> str:
        return theme.get_absolute_url()

    @admin.display(description="state")
    def state(self, theme: Theme) -> str:
        kind, state = ("draft", "Retired") if theme.is_retired else ("live", "Offered")
        return format_html('<span class="stage stage-{}">{}</span>', kind, state)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            workflow.record_theme_set(form.instance, by=request.user, fields=form.changed_data)
