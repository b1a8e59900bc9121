from datetime import timedelta

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from reviews import workflow
from reviews.admin.forms import MomentField, SafeForm
from reviews.admin.model_admin import SafeFormAdmin
from reviews.admin.verbs import act, require
from reviews.lib import clock
from reviews.models import Banner


class BannerForm(SafeForm):
    live_from = MomentField(
        label="Show from", required=False, help_text="UK time. Leave empty to begin now."
    )
    live_until = MomentField(label="Show until", required=False, help_text="UK time.")

    class Meta:
        model = Banner
        fields = ["heading", "message", "live_from", "live_until"]

    def clean(self) -> dict:
        cleaned = super().clean()
        soonest = clock.now() + timedelta(minutes=1)
        begins, ends = cleaned.get("live_from"), cleaned.get("live_until")
        if begins and begins < soonest:
            self.add_error("live_from", "That moment has passed. Leave it empty to begin now.")
        if ends and ends <= (begins or soonest):
            self.add_error("live_until", "The banner must end after it begins.")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The beginning is the database's to say when it is left empty."""
        return super()._get_validation_exclusions() | {"live_from"}


@admin.register(Banner)
class BannerAdmin(SafeFormAdmin):
    """Service messages. A banner is announced once; afterwards it can only be ended."""

    form = BannerForm
    list_display = ["heading", "live_from", "live_until", "is_shown"]
    change_form_template = "admin/reviews/banner_form.html"

    @admin.display(boolean=True, description="shown now")
    def is_shown(self, banner: Banner) -> bool:
        return Banner.objects.public(at=clock.now()).filter(pk=banner.pk).exists()

    def has_change_permission(self, request, obj=None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def has_add_permission(self, request) -> bool:
        """A banner is on every page: it is for those who work for all boards."""
        return request.user.all_boards and super().has_add_permission(request)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_urls(self):
        end = path("<int:pk>/end/", self.admin_site.admin_view(self.end), name="reviews_banner_end")
        return [end, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Banners"} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        banner = self.get_object(request, object_id)
        shown = {"is_shown": self.is_shown(banner), "title": f"Banner: {banner}"} if banner else {}
        return super().change_view(request, object_id, form_url, {"subtitle": None} | shown)

    def save_model(self, request, obj, form, change) -> None:
        workflow.announce(obj, by=request.user)

    @method_decorator(require_POST)
    def end(self, request, pk: int):
        banner = get_object_or_404(Banner, pk=pk)
        require(request, "change_banner", whole_site=True)
        if act(request, workflow.end_banner, banner):
            messages.success(request, "The banner is no longer shown.")
        return redirect(reverse("admin:reviews_banner_changelist"))
