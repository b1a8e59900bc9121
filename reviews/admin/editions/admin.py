from functools import partial

from django.contrib import admin, messages
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html

from reviews import workflow
from reviews.admin.editions.dropped_files import report_dropped
from reviews.admin.editions.file_tokens import upload_keys
from reviews.admin.editions.first_edition import ReviewEditionForm, place_fields
from reviews.admin.editions.forms import EditionForm, ListingEditionForm
from reviews.admin.editions.inlines import INLINES
from reviews.admin.editions.preview import Preview
from reviews.admin.editions.row_buttons import RowButtons
from reviews.admin.editions.sections import form_sections
from reviews.admin.editions.sent_files import mark_placed, take_in_files
from reviews.admin.editions.steps import step_urls
from reviews.admin.editions.theme_field import FINDABLE
from reviews.admin.editions.unsaved import Unsaved
from reviews.admin.editions.words import help_texts
from reviews.admin.links import edition_address, page_address, with_addresses
from reviews.admin.list_states import add_badges
from reviews.admin.markdown_field import ProseAdmin
from reviews.admin.model_admin import SafeFormAdmin
from reviews.admin.names import edition_title, page_name
from reviews.compliance.publishing import publishing_blockers, publishing_warnings
from reviews.editions.approval import approval_status
from reviews.editions.blockers import Blocker
from reviews.editions.digest import EditionContent, edition_content
from reviews.editions.protected_names import search_page
from reviews.lib import clock
from reviews.lib.dates import HOW_TO_WRITE
from reviews.models import (
    Action,
    ActionPlan,
    Attachment,
    BoardResponse,
    BoardRole,
    Identifier,
    Lineage,
    ListingEdition,
    Page,
    PageEdition,
    ReviewEdition,
    Subject,
    Withdrawal,
)

LAST_FIELDS = (("language", "version_of"), "seen_version")


class EditionAdmin(ProseAdmin, Preview, Unsaved, SafeFormAdmin):
    """The form of an edition: open while it is a draft, read-only once it has a period."""

    prose = {
        "body": "What the page says in its own words. Headings help readers to find what they look for."
    }
    form = EditionForm
    order = ["What the page says"]
    list_display = ["__str__", "stage", "edited_at", "edited_by"]
    sortable_by = ()
    list_select_related = ["page__board", "edited_by"]
    change_form_template = "admin/reviews/edition_form.html"

    def get_urls(self):
        name = f"reviews_{self.model._meta.model_name}"
        own = [*self.preview_urls(name), *step_urls(self), *self.unsaved_urls(name)]
        return [*own, *super().get_urls()]

    def get_queryset(self, request):
        """The editions of the pages that the person works on."""
        theirs = Page.objects.of(request.user)
        return super().get_queryset(request).filter(page__in=theirs).select_related("page__board")

    def has_module_permission(self, request) -> bool:
        """Editions are reached from their pages."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """What has a period is read-only; a form sent too late is answered with what was typed."""
        open_to_change = obj is None or obj.is_draft or request.method == "POST"
        return open_to_change and super().has_change_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        """Without the form's own bookkeeping where nothing can be changed."""
        if self.has_change_permission(request, obj):
            return self.fieldsets
        return [
            (
                name,
                options | {"fields": [row for row in options["fields"] if row != "seen_version"]},
            )
            for name, options in self.fieldsets
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        purposes = help_texts(self.model) | self.form.Meta.help_texts
        form = super().get_form(request, obj, change=change, help_texts=purposes, **kwargs)
        form.user = request.user
        return form

    def save_model(self, request, obj, form, change) -> None:
        form.lock()
        request.content_before = edition_content(obj)
        obj.edited_by = request.user
        obj.draft_version += 1
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        """Once the parts are saved too, the ledger records which fields changed. Files follow their titles, and
        are searched for names, after the commit: that takes a while."""
        saved, by = form.instance, request.user
        transaction.on_commit(partial(workflow.follow_titles, saved, by=by), robust=True)
        transaction.on_commit(partial(search_page, saved.page), robust=True)
        super().save_related(request, form, formsets, change)
        mark_placed(saved, by, formsets)
        before = request.content_before
        workflow.record_draft_saved(form.instance, by=request.user, before=before)

    def construct_change_message(self, request, form, formsets, add=False):
        """Of the form alone: its parts are always written again."""
        return super().construct_change_message(request, form, None, add)

    @admin.display(description="state")
    def stage(self, edition) -> str:
        return format_html('<span class="stage stage-{}">{}</span>', *edition.badge)

    def get_changelist_instance(self, request):
        found = super().get_changelist_instance(request)
        add_badges(found.result_list)
        return found

    def object_title(self, obj) -> str:
        return edition_title(obj, now=clock.now())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" and self.get_object(request, object_id) is None:
            return self._discarded(request)
        return super().change_view(request, object_id, form_url, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Uploads are taken in before the transaction in which the form is saved."""
        sent = request.FILES or upload_keys(request.POST.items())
        draft = self.get_object(request, object_id) if sent else None
        if draft and self.has_change_permission(request, draft):
            take_in_files(request, draft)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, obj, **kwargs):
        """The form has what was typed; around it is the state of what is stored."""
        content, now = edition_content(obj), clock.now()
        found = publishing_blockers(content, now=now) if content.row.is_draft else []
        rows = context["inline_admin_formsets"]
        context["sections"] = form_sections(self.order, context["adminform"], rows, found)
        context |= self._surroundings(request, content, found)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _surroundings(self, request, content: EditionContent, found: list[Blocker]) -> dict:
        now, edition = clock.now(), content.row
        return {
            "edition": edition,
            "name": page_name(edition.page),
            "page_url": page_address(edition.page),
            "addresses": {
                name: edition_address(edition, name)
                for name in ("preview", "discard", "submit", "approve", "publish", "unsaved")
            },
            "approval_status": approval_status(content),
            "warnings": publishing_warnings(content, now=now),
            "blockers": with_addresses(
                found, "" if self.has_change_permission(request, edition) else None, edition
            ),
            "withdrawal": Withdrawal.objects.in_force(edition.page, at=now),
        }

    def _discarded(self, request):
        """Somebody else discarded the draft meanwhile: what was typed is shown."""
        typed = [
            (name, value)
            for name, value in request.POST.items()
            if value.strip() and not name.startswith("_") and name not in NOT_TYPED
            if not name.endswith(("_FORMS", "-id", "-edition", "-kept", "-position"))
        ]
        context = self.admin_site.each_context(request) | {
            "title": "This draft was discarded",
            "typed": typed,
        }
        return TemplateResponse(request, "admin/reviews/discarded.html", context, status=410)

    def response_change(self, request, obj):
        is_to_be_checked = report_dropped(request)
        for button in ("preview", "submit"):
            if f"_{button}" in request.POST and not is_to_be_checked:
                return redirect(edition_address(obj, button))
        messages.success(
            request,
            f"Edition {obj.number} is saved as a draft. Only people who sign in here can see it.",
        )
        return redirect(edition_address(obj))


NOT_TYPED = {"csrfmiddlewaretoken", "seen_version", "replace", "actions_table_mark"}


@admin.register(ReviewEdition)
class ReviewEditionAdmin(RowButtons, EditionAdmin):
    """A review's next edition: one form with its documents, the response and the action plan."""

    prose = EditionAdmin.prose | {
        "content_warning": "What the review describes that may distress its readers, and whom they can call. "
        "Shown first, under “Before you read”."
    }
    form = ReviewEditionForm
    inlines = INLINES
    # As the work goes: files are there first, and dates are looked up in them.
    order = [
        *("What is published", Attachment, Lineage, Identifier, Subject, BoardRole),
        *("Dates and details", "Title, summary and text", "Themes"),
        *(BoardResponse, ActionPlan, Action, "Address"),
    ]
    fieldsets = [
        (
            "What is published",
            {"fields": ["review_type", ("state", "state_reason"), "seen_version"]},
        ),
        ("Title, summary and text", {"fields": ["title", "summary", "content_warning", "body"]}),
        ("Themes", {"description": FINDABLE, "fields": ["themes"]}),
        (
            "Dates and details",
            {
                "classes": ["collapse"],
                "description": HOW_TO_WRITE,
                "fields": [
                    ("conducted_from", "conducted_to"),
                    ("period_from", "period_to"),
                    ("incident", "commissioned"),
                    ("completed", "report_dated"),
                    ("reviewer", "methodology"),
                    ("local_type", "subtype"),
                    ("language", "version_of"),
                ],
            },
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        """With board and address of the page while they can be chosen."""
        found, place = super().get_fieldsets(request, obj), self._place(request, obj)
        if "board" in place:
            (first, options), *others = found
            found = [(first, options | {"fields": ["board", *options["fields"]]}), *others]
        return [*found, ("Address", {"fields": ["path"]})] if "path" in place else found

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.place = self._place(request, obj)
        return form

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        form.save_themes()
        form.save_place(by=request.user)

    @admin.display(description="themes")
    def themes(self, edition: ReviewEdition) -> str:
        """Where the edition can only be read."""
        return ", ".join(map(str, edition.review_themes.select_related("theme"))) or "None"

    def _place(self, request, obj) -> list[str]:
        """Asked once for a request."""
        if not hasattr(request, "place"):
            may = obj is not None and self.has_change_permission(request, obj)
            request.place = place_fields(obj.page, request.user) if may else []
        return request.place


@admin.register(ListingEdition)
class ListingEditionAdmin(EditionAdmin):
    """A listing's next edition."""

    form = ListingEditionForm
    fieldsets = [
        (
            "What the page says",
            {"fields": ["title", "summary", "review_types", "body", *LAST_FIELDS]},
        )
    ]


@admin.register(PageEdition)
class PageEditionAdmin(EditionAdmin):
    """A plain page's next edition."""

    fieldsets = [("What the page says", {"fields": ["title", "summary", "body", *LAST_FIELDS]})]
