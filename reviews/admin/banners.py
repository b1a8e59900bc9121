from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from reviews import workflow
from reviews.admin.acting import act
from reviews.forms import BannerForm
from reviews.models import Banner, clock


@admin.register(Banner)
class BannerAdmin(admin.ModelAdmin):
    """Service messages. A banner is announced once; afterwards it can only be ended."""

    form = BannerForm
    list_display = ["heading", "live_from", "live_until", "is_shown"]
    change_form_template = "admin/reviews/banner_form.html"

    @admin.display(boolean=True, description="shown now")
    def is_shown(self, banner: Banner) -> bool:
        return Banner.objects.public(at=clock.now()).filter(pk=banner.pk).exists()

    def has_change_permission(self, request, obj=None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_urls(self):
        end = path("<int:pk>/end/", self.admin_site.admin_view(self.end), name="reviews_banner_end")
        return [end, *super().get_urls()]

    def save_model(self, request, obj, form, change) -> None:
        workflow.announce(obj, by=request.user)

    def end(self, request, pk: int):
        banner = get_object_or_404(Banner, pk=pk)
        if act(request, "reviews.change_banner", workflow.end_banner, banner, by=request.user):
            messages.success(request, "The banner is no longer shown.")
        return redirect(reverse("admin:reviews_banner_changelist"))
