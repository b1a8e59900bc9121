from datetime import timedelta

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse_lazy
from django.utils.decorators import method_decorator

from reviews import workflow
from reviews.admin.editions.preview import framed
from reviews.admin.forms import MomentField, SafeForm
from reviews.admin.markdown_field import ProseAdmin
from reviews.admin.model_admin import SafeFormAdmin
from reviews.admin.verbs import ButtonView
from reviews.lib import clock
from reviews.models import Banner
from reviews.public import pages


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
        """A beginning that is left empty is set by the database."""
        return super()._get_validation_exclusions() | {"live_from"}


class EndBanner(ButtonView):
    right = "change_banner"
    whole_site = True
    verb = staticmethod(workflow.end_banner)
    success_message = "The banner is no longer shown."
    success_url = reverse_lazy("admin:reviews_banner_changelist")

    def get_object(self) -> Banner:
        return get_object_or_404(Banner, pk=self.kwargs["pk"])


def _as_published(request, banner: Banner) -> TemplateResponse:
    """The home page as the public will see it when the banner begins."""
    now = clock.now()
    shown = pages.home(at=max(now, banner.live_from or now))
    others = [each for each in shown.context["banners"] if each.pk != banner.pk]
    context = shown.context | {"banners": [banner, *others]}
    headers = {"Cache-Control": "no-store"}
    return TemplateResponse(request, shown.template, context, headers=headers)


# Its form frames a preview.
@method_decorator(csp_update({"frame-src": [SELF]}), name="changeform_view")
@admin.register(Banner)
class BannerAdmin(ProseAdmin, SafeFormAdmin):
    """Service messages. A banner is announced once; afterwards it can only be ended."""

    prose = {"message": "What everybody should know now, in a sentence or two, on every page."}
    form = BannerForm
    list_display = ["heading", "live_from", "live_until", "shown_now"]
    change_form_template = "admin/reviews/banner_form.html"

    def is_shown(self, banner: Banner) -> bool:
        return Banner.objects.public(at=clock.now()).filter(pk=banner.pk).exists()

    @admin.display(description="shown now")
    def shown_now(self, banner: Banner) -> str:
        return "Yes" if self.is_shown(banner) else "No"

    def has_change_permission(self, request, obj=None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def has_add_permission(self, request) -> bool:
        """A banner is on every page: it is for those who work for all boards."""
        return request.user.all_boards and super().has_add_permission(request)

    def get_urls(self):
        view = self.admin_site.admin_view(EndBanner.as_view())
        preview = framed(self.admin_site.admin_view(self.preview))
        own = [
            path("<int:pk>/end/", view, name="reviews_banner_end"),
            path("preview/", preview, name="reviews_banner_preview"),
            path("<int:pk>/preview/", preview, name="reviews_banner_preview_of"),
        ]
        return [*own, *super().get_urls()]

    def preview(self, request, pk: int | None = None):
        """A banner before it begins: one that is announced, or what is typed in the form."""
        if pk is not None:
            banner = get_object_or_404(Banner, pk=pk)
            if not self.has_view_permission(request, banner):
                raise PermissionDenied
            return _as_published(request, banner)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:reviews_banner_add")
        form = self.get_form(request)(request.POST)
        if not form.is_valid():
            return self.changeform_view(request)  # with what is wrong
        return _as_published(request, form.instance)

    def render_change_form(self, request, context, obj=None, **kwargs):
        now = clock.now()
        is_coming = obj is not None and obj.live_from > now and not obj.has_ended(at=now)
        context |= {"is_shown": obj is not None and self.is_shown(obj), "is_coming": is_coming}
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change) -> None:
        workflow.announce(obj, by=request.user)
