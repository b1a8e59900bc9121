import re

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Now
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.html import format_html_join

from reviews import workflow
from reviews.admin.links import page_address
from reviews.admin.list_states import StageFilter, add_states, badges
from reviews.admin.model_admin import SafeFormAdmin
from reviews.admin.names import page_name, with_names
from reviews.admin.pages import shipped
from reviews.admin.pages.actions import Edit, action_urls
from reviews.admin.pages.beginning import begin_review
from reviews.admin.pages.forms import (
    FormerAddressForm,
    FormerAddressFormSet,
    PageForm,
    boards_of,
)
from reviews.admin.pages.overview import page_overview
from reviews.admin.pages.similar import StartSimilar
from reviews.editions.approval import unsigned
from reviews.lib import clock
from reviews.lib.site_language import without_prefix
from reviews.models import Edition, FormerAddress, Listing, PlainPage, Review

PROPOSED = (
    "/{} answers “page not found” now. Once somebody else has agreed to it, it leads to {}, as long as "
    "that is public."
)
WHOSE = "Whose page it is."
NO_BOARD = (
    "There is nothing to choose, because you do not work for any board yet. An administrator of your "
    "register enters on your account for which boards you work: ask them, then come back."
)
NO_BOARD_AT_ALL = "There is no board yet: add it first, under Boards."
AS_IN_BROWSER = re.compile(r"(?:https?://[^/]*)?(/[^?#]*).*")


class FormerAddressInline(admin.StackedInline):
    """Proposes addresses. Those there are stand above, with their buttons."""

    model = FormerAddress
    form = FormerAddressForm
    formset = FormerAddressFormSet
    fields = ["path"]
    extra = 0
    verbose_name = "former address"
    verbose_name_plural = "Add former addresses, from which readers are to be led here"

    class Media:
        js = [forms.Script("inline-rows.js", defer=True)]


class PageAdmin(SafeFormAdmin):
    """A page: what is live, what is in work, and the buttons that change that."""

    form = PageForm
    list_display = ["name", "stage", "last_change", "path", "board"]
    list_filter = [StageFilter, ("board", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    sortable_by = ()
    empty_value_display = "No board"
    view_on_site = False
    search_fields = [
        *("path", "board__name", "board__short_name", "editions__title"),
        *(
            "editions__reviewedition__identifiers__value",
            "editions__reviewedition__subjects__pseudonym",
        ),
    ]
    fields = ["path", "board"]
    inlines = [FormerAddressInline]
    change_form_template = "admin/reviews/page_form.html"

    def get_queryset(self, request):
        pages = super().get_queryset(request).of(request.user).select_related("board")
        overridden = unsigned(Edition.objects.filter(page=OuterRef("pk")))
        pages = pages.annotate(
            last_edited=Max("editions__edited_at"), is_unsigned=Exists(overridden), asked_at=Now()
        )
        return with_names(pages).order_by("-last_edited", "path")

    def get_search_results(self, request, queryset, search_term):
        """An address may be typed as the browser shows it."""
        address = AS_IN_BROWSER.fullmatch(search_term)
        term = without_prefix(address[1]).strip("/") if address else search_term
        return super().get_search_results(request, queryset, term)

    @admin.display(description="name")
    def name(self, page) -> str:
        return page_name(page)

    @admin.display(description="state")
    def stage(self, page) -> str:
        return format_html_join(" ", '<span class="stage stage-{}">{}</span>', badges(page))

    @admin.display(description="last change")
    def last_change(self, page) -> str:
        event = page.latest_event
        if event is None:
            return ""
        day = date_format(event.at.astimezone(), "j F Y, H:i")
        return f"{day}: {event.actor_name} {event.phrase}"

    def get_changelist_instance(self, request):
        found = super().get_changelist_instance(request)
        add_states(found.result_list)
        return found

    def get_readonly_fields(self, request, obj=None):
        frozen = obj and obj.editions.exclude(live_from=None).exists()
        return ["path", "board"] if frozen else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        choices = {"queryset": boards_of(request.user)} if db_field.name == "board" else {}
        return super().formfield_for_foreignkey(db_field, request, **kwargs | choices)

    def get_inlines(self, request, obj):
        return self.inlines if obj and not obj.is_closed else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "board" in form.base_fields:
            board = form.base_fields["board"]
            board.required = self.model is Review or not request.user.all_boards
            if board.required:
                board.help_text = WHOSE
            board.widget.can_change_related = board.widget.can_view_related = False
            if not boards_of(request.user).exists():
                board.help_text = NO_BOARD_AT_ALL if request.user.all_boards else NO_BOARD
        return form

    def get_changeform_initial_data(self, request):
        only = boards_of(request.user)[:2]
        return {"board": only[0].pk} if len(only) == 1 else {}

    def has_change_permission(self, request, obj=None) -> bool:
        closed = obj is not None and obj.is_closed
        return not closed and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change) -> None:
        obj.kind = self.model.KIND
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            changed = {"by": request.user, "fields": form.changed_data}
            workflow.record_page_changed(form.instance, **changed)

    def save_formset(self, request, form, formset, change) -> None:
        """Each row proposes an address."""
        formset.save(commit=False)
        added = [row for row in formset.extra_forms if row.instance in formset.new_objects]
        for row in added:
            path = row.cleaned_data["path"]
            workflow.propose_address(form.instance, by=request.user, path=path)
            messages.success(
                request, " ".join([PROPOSED.format(path, form.instance), *row.left_off])
            )

    def response_add(self, request, obj, post_url_continue=None):
        return Edit.as_view(model_admin=self)(request, pk=obj.pk)

    def response_change(self, request, obj):
        messages.success(request, "This page is saved.")
        return redirect(page_address(obj))

    def get_urls(self):
        return [*action_urls(self), *super().get_urls()]

    def object_title(self, obj) -> str:
        return f"{obj.get_kind_display().capitalize()}: {page_name(obj)}"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        page = self.get_object(request, object_id)
        context = page_overview(page, user=request.user, now=clock.now()) if page else {}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)


@admin.register(Review)
class ReviewAdmin(PageAdmin):
    """Reviews."""

    change_list_template = "admin/reviews/review_list.html"

    def get_urls(self):
        similar = self.admin_site.admin_view(StartSimilar.as_view(model_admin=self))
        begin = self.admin_site.admin_view(begin_review)
        return [
            path("begin/", begin, name="reviews_review_begin"),
            path("<int:pk>/similar/", similar, name="reviews_review_similar"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """The list has the button that adds one; without a board to choose, this form says why."""
        if self.has_add_permission(request) and boards_of(request.user).exists():
            return redirect("admin:reviews_review_changelist")
        return super().add_view(request, form_url, extra_context)


@admin.register(Listing)
class ListingAdmin(PageAdmin):
    """Listings."""

    fields = ["path", "board", "read_again_on"]


@admin.register(PlainPage)
class PlainPageAdmin(PageAdmin):
    """Pages of text."""

    fields = ["path", "board", "in_footer", "read_again_on"]
    change_list_template = "admin/reviews/plainpage_list.html"

    def get_urls(self):
        begin = self.admin_site.admin_view(shipped.begin)
        return [path("begin/", begin, name="reviews_plainpage_begin"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        offered = shipped.not_begun() if shipped.may_begin(request.user) else []
        return super().changelist_view(request, (extra_context or {}) | {"not_begun": offered})
