from django.contrib import admin, messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from reviews import workflow
from reviews.admin.acting import act
from reviews.admin.addresses import edition_address
from reviews.forms import WithdrawForm
from reviews.models import Edition, FormerAddress, Listing, PlainPage, Review, Withdrawal, clock


class FormerAddressInline(admin.TabularInline):
    """Old addresses lead here. They are added, never taken back."""

    model = FormerAddress
    extra = 0

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class PageAdmin(admin.ModelAdmin):
    """A page: what is live, what is in work, and the buttons that change that."""

    list_display = ["name", "path", "board", "stage"]
    list_filter = ["board"]
    search_fields = ["path", "editions__title"]
    fields = ["path", "board", "in_footer"]
    inlines = [FormerAddressInline]
    change_form_template = "admin/reviews/page_form.html"

    def get_queryset(self, request):
        parts = Prefetch(
            "editions", Edition.objects.select_related("reviewedition", "listingedition")
        )
        named = "editions__reviewedition__identifiers"
        return super().get_queryset(request).select_related("board").prefetch_related(parts, named)

    @admin.display(description="page")
    def name(self, page) -> str:
        latest = self._latest(page)
        return (
            getattr(latest.special, "heading", latest.title) or str(page) if latest else str(page)
        )

    @admin.display(description="state")
    def stage(self, page) -> str:
        return ", ".join(_stages(page.editions.all(), now=clock.now()))

    @staticmethod
    def _latest(page) -> Edition | None:
        return max(page.editions.all(), key=lambda edition: edition.number, default=None)

    def get_readonly_fields(self, request, obj=None):
        frozen = obj and obj.editions.exclude(live_from=None).exists()
        return ["path", "board"] if frozen else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        obj.kind = self.model.KIND
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return self.edit(request, obj.pk)

    def get_urls(self):
        name = f"reviews_{self.model._meta.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/edit/", view(self.edit), name=f"{name}_edit"),
            path("<int:pk>/withdraw/", view(self.withdraw), name=f"{name}_withdraw"),
            path("<int:pk>/unschedule/", view(self.unschedule), name=f"{name}_unschedule"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        page = self.get_object(request, object_id)
        context = _overview(page, now=clock.now()) | {"title": str(page)} if page else {}
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def edit(self, request, pk: int):
        """Open the next edition, or the one in work, and go to its form."""
        page = get_object_or_404(self.model, pk=pk)
        draft = act(request, "reviews.change_edition", workflow.open_edition, page, by=request.user)
        return redirect(edition_address(draft) if draft else self._address(page))

    def unschedule(self, request, pk: int):
        page = get_object_or_404(self.model, pk=pk)
        waiting = get_object_or_404(Edition.objects.scheduled(at=clock.now()), page=page)
        if act(request, "reviews.publish_edition", workflow.unschedule, waiting, by=request.user):
            messages.success(
                request, f"Edition {waiting.number} is a draft again and will not go live."
            )
        return redirect(self._address(page))

    def withdraw(self, request, pk: int):
        page = get_object_or_404(self.model, pk=pk)
        form = WithdrawForm(request.POST or None)
        if form.is_valid() and act(
            *(request, "reviews.withdraw_edition", workflow.withdraw, page),
            **{"by": request.user, **form.cleaned_data},
        ):
            messages.success(request, "The page is withdrawn: its address now shows your note.")
            return redirect(self._address(page))
        context = self.admin_site.each_context(request) | {
            "title": f"Withdraw {page}",
            "form": form,
            "page": page,
            "opts": self.model._meta,
            "back": self._address(page),
        }
        return TemplateResponse(request, "admin/reviews/withdraw.html", context)

    def _address(self, page) -> str:
        return reverse(f"admin:reviews_{self.model._meta.model_name}_change", args=[page.pk])


def _stages(editions, *, now) -> list[str]:
    """In words: live, scheduled, draft, withdrawn."""
    tests = [
        ("Live", any(edition.is_live(at=now) for edition in editions)),
        ("Scheduled", any(edition.is_scheduled(at=now) for edition in editions)),
        ("Draft", any(edition.is_draft for edition in editions)),
    ]
    found = [word for word, holds in tests if holds]
    ended = any(edition.has_ended(at=now) for edition in editions)
    return [*(["Withdrawn"] if ended and "Live" not in found else []), *found] or ["Empty"]


def _overview(page, *, now) -> dict:
    """What the page's own room shows."""
    editions = list(page.editions.order_by("-number"))
    return {
        "editions": [(edition, edition_address(edition)) for edition in editions],
        "live": next((edition for edition in editions if edition.is_live(at=now)), None),
        "waiting": next((edition for edition in editions if edition.is_scheduled(at=now)), None),
        "draft": next((edition for edition in editions if edition.is_draft), None),
        "notice": Withdrawal.objects.public(at=now).filter(edition__page=page).first(),
        "events": page.events.order_by("-id")[:50],
        "now": now,
    }


@admin.register(Review)
class ReviewAdmin(PageAdmin):
    """Reviews."""

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "board" in form.base_fields:
            form.base_fields["board"].required = True
        return form


@admin.register(Listing)
class ListingAdmin(PageAdmin):
    """Listings."""


@admin.register(PlainPage)
class PlainPageAdmin(PageAdmin):
    """Pages of text."""
