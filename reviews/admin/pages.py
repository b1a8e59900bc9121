from django.contrib import admin, messages
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.views.decorators.http import require_POST

from reviews import workflow
from reviews.admin.acting import act, require
from reviews.admin.addresses import edition_address, page_address
from reviews.admin.guarding import Guarded
from reviews.admin.naming import page_name, stages, with_names
from reviews.admin.page_forms import FormerAddressForm, PageForm, next_address
from reviews.admin.room import StageFilter, room_of
from reviews.forms import WithdrawForm
from reviews.models import Board, Edition, FormerAddress, Listing, PlainPage, Review, clock


class FormerAddressInline(admin.StackedInline):
    """Old addresses lead here. They are added, never taken back."""

    model = FormerAddress
    form = FormerAddressForm
    extra = 0
    verbose_name = "former address"
    verbose_name_plural = "Former addresses, from which readers are led here"

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class PageAdmin(Guarded):
    """A page: what is live, what is in work, and the buttons that change that."""

    form = PageForm
    list_display = ["name", "stage", "path", "board"]
    list_filter = [StageFilter, ("board", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    sortable_by = ()
    empty_value_display = "No board"
    view_on_site = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["path", "editions__title", "editions__reviewedition__identifiers__value"]
    fields = ["path", "board"]
    inlines = [FormerAddressInline]
    change_form_template = "admin/reviews/page_form.html"

    def get_queryset(self, request):
        pages = super().get_queryset(request).select_related("board")
        newest = pages.annotate(last_edited=Max("editions__edited_at"))
        return with_names(newest).order_by("-last_edited", "path")

    @admin.display(description="name")
    def name(self, page) -> str:
        return page_name(page)

    @admin.display(description="state")
    def stage(self, page) -> str:
        words = [(word.lower(), word) for word in stages(page, now=clock.now())]
        return format_html_join(" ", '<span class="stage stage-{}">{}</span>', words)

    def get_readonly_fields(self, request, obj=None):
        frozen = obj and obj.editions.exclude(live_from=None).exists()
        return ["path", "board"] if frozen else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "board" in form.base_fields:
            board = form.base_fields["board"]
            board.required = self.model is Review
            board.widget.can_change_related = board.widget.can_view_related = False
        return form

    def get_changeform_initial_data(self, request):
        only = Board.objects.all()[:2]
        return {"board": only[0].pk} if len(only) == 1 else {}

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        obj.kind = self.model.KIND
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return self.edit(request, obj.pk)

    def response_change(self, request, obj):
        messages.success(request, "The address of this page is saved.")
        return redirect(page_address(obj))

    def get_urls(self):
        name = f"reviews_{self.model._meta.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/edit/", view(self.edit), name=f"{name}_edit"),
            path("<int:pk>/withdraw/", view(self.withdraw), name=f"{name}_withdraw"),
            path("<int:pk>/unschedule/", view(self.unschedule), name=f"{name}_unschedule"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        title = {"title": self.opts.verbose_name_plural.capitalize()}
        return super().changelist_view(request, title | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        page = self.get_object(request, object_id)
        context = room_of(page, now=clock.now()) if page else {}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    @method_decorator(require_POST)
    def edit(self, request, pk: int):
        """Open the next edition, or the one in work, and go to its form."""
        page = get_object_or_404(self.model, pk=pk)
        require(request, "change_edition")
        draft = act(request, workflow.open_edition, page)
        return redirect(edition_address(draft) if draft else page_address(page))

    @method_decorator(require_POST)
    def unschedule(self, request, pk: int):
        page = get_object_or_404(self.model, pk=pk)
        require(request, "publish_edition")
        waiting = Edition.objects.scheduled(at=clock.now()).filter(page=page).first()
        if waiting is None:
            messages.error(request, "No edition of this page is waiting to go live.")
        elif act(request, workflow.unschedule, waiting):
            messages.success(
                request, f"Edition {waiting.number} is a draft again and will not go live."
            )
        return redirect(page_address(page))

    def withdraw(self, request, pk: int):
        page = get_object_or_404(self.model, pk=pk)
        require(request, "withdraw_edition")
        form = WithdrawForm(request.POST if request.method == "POST" else None, label_suffix="")
        if form.is_valid() and act(request, workflow.withdraw, page, **form.cleaned_data):
            messages.success(request, "The page is withdrawn: its address now shows your note.")
            return redirect(page_address(page))
        if not page.editions.public(at=clock.now()).exists():
            if not form.is_valid():
                messages.error(request, "This page is not public: there is nothing to withdraw.")
            return redirect(page_address(page))
        context = self.admin_site.each_context(request) | {
            "title": f"Withdraw {page_name(page)}",
            "form": form,
            "page": page,
            "name": page_name(page),
            "opts": self.model._meta,
            "room": page_address(page),
        }
        return TemplateResponse(request, "admin/reviews/withdraw.html", context)


@admin.register(Review)
class ReviewAdmin(PageAdmin):
    """Reviews."""

    def get_changeform_initial_data(self, request):
        return super().get_changeform_initial_data(request) | {"path": next_address(clock.now())}


@admin.register(Listing)
class ListingAdmin(PageAdmin):
    """Listings."""


@admin.register(PlainPage)
class PlainPageAdmin(PageAdmin):
    """Pages of text."""

    fields = ["path", "board", "in_footer"]
