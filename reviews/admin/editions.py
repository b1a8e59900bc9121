from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from reviews import delivery, pages, workflow
from reviews.admin.acting import act
from reviews.admin.addresses import edition_address, page_address
from reviews.admin.parts import PARTS
from reviews.blockers import blockers
from reviews.forms import CarryOverForm, EditionForm, ListingEditionForm, PublishForm
from reviews.models import Attachment, ListingEdition, PageEdition, ReviewEdition, clock


class EditionAdmin(admin.ModelAdmin):
    """The form of an edition: open while it is a draft, read-only once it has a period."""

    form = EditionForm
    change_form_template = "admin/reviews/edition_form.html"

    def get_urls(self):
        name = f"reviews_{self.model._meta.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", view(self.preview), name=f"{name}_preview"),
            path("<int:pk>/preview/<int:paper>/", view(self.file), name=f"{name}_file"),
            path("<int:pk>/preview/<int:paper>/cover/", view(self.cover), name=f"{name}_cover"),
            path("<int:pk>/publish/", view(self.publish), name=f"{name}_publish"),
            path("<int:pk>/carry-over/", view(self.carry_over), name=f"{name}_carry_over"),
            path("<int:pk>/discard/", view(self.discard), name=f"{name}_discard"),
            *super().get_urls(),
        ]

    def has_module_permission(self, request) -> bool:
        """Editions are reached from their pages."""
        return False

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """What has a period is read-only; a form sent in too late is told so, with what was typed kept."""
        open_to_change = obj is None or obj.is_draft or request.method == "POST"
        return open_to_change and super().has_change_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        """Without the form's own bookkeeping where nothing can be changed."""
        if self.has_change_permission(request, obj):
            return self.fieldsets
        return [
            (
                name,
                options
                | {"fields": [field for field in options["fields"] if field != "seen_version"]},
            )
            for name, options in self.fieldsets
        ]

    def save_model(self, request, obj, form, change) -> None:
        obj.edited_by = request.user
        obj.draft_version += 1
        super().save_model(request, obj, form, change)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        edition = self.get_object(request, object_id)
        if edition is None:
            raise Http404
        now = clock.now()
        context = {
            "title": str(edition),
            "subtitle": None,
            "edition": edition,
            "page_address": page_address(edition.page),
            "blockers": blockers(edition, now=now) if edition.is_draft else [],
            "show_delete": False,
            "show_save_and_add_another": False,
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def response_change(self, request, obj):
        if "_preview" in request.POST:
            return redirect(edition_address(obj, "preview"))
        if "_publish" in request.POST:
            return redirect(edition_address(obj, "publish"))
        messages.success(
            request, f"Edition {obj.number} is saved. It is a draft: nobody else can see it."
        )
        return redirect(edition_address(obj))

    @property
    def _change_permission(self) -> str:
        return f"reviews.change_{self.model._meta.model_name}"

    def _readable(self, request, pk: int):
        edition = get_object_or_404(self.model.objects.select_related("page__board"), pk=pk)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        return edition

    def preview(self, request, pk: int):
        """The public template itself, with the files of the draft."""
        edition = self._readable(request, pk)
        if isinstance(edition, ReviewEdition):
            edition = ReviewEdition.objects.with_parts().get(pk=edition.pk)
        shown = pages.shown(edition, at=clock.now(), query=request.GET)
        extra = {"preview": True, "files": edition_address(edition, "preview")}
        response = TemplateResponse(request, shown.template, shown.context | extra)
        response["Cache-Control"] = "no-store"
        return response

    def _stored(self, request, pk: int, paper: int, what: str, media_type: str):
        self._readable(request, pk)
        attachment = get_object_or_404(
            Attachment.objects.select_related("document"),
            edition=pk,
            pk=paper,
            document__isnull=False,
        )
        headers = {"ETag": f'"{attachment.document.sha256}"', "Cache-Control": "no-store"}
        return delivery.stream(request, getattr(attachment.document, what), media_type, headers)

    def file(self, request, pk: int, paper: int):
        return self._stored(request, pk, paper, "file", "application/pdf")

    def cover(self, request, pk: int, paper: int):
        return self._stored(request, pk, paper, "cover", "image/webp")

    def publish(self, request, pk: int):
        edition = self._readable(request, pk)
        form = PublishForm(request.POST or None)
        if form.is_valid():
            done = act(
                *(request, "reviews.publish_edition", workflow.publish, edition),
                **{"by": request.user, **form.cleaned_data},
            )
            if done:
                return self._published(request, done)
        return self._step(request, edition, form, "publish")

    def carry_over(self, request, pk: int):
        edition = self._readable(request, pk)
        form = CarryOverForm(request.POST or None)
        if form.is_valid():
            done = act(
                *(request, "reviews.publish_edition", workflow.carry_over, edition),
                **{"by": request.user, **form.cleaned_data},
            )
            if done:
                return self._published(request, done)
        return self._step(request, edition, form, "carry_over")

    def discard(self, request, pk: int):
        edition = self._readable(request, pk)
        if act(request, self._change_permission, workflow.discard, edition, by=request.user):
            messages.success(request, f"The draft, edition {edition.number}, is discarded.")
        return redirect(page_address(edition.page))

    def _published(self, request, edition):
        if edition.is_scheduled(at=clock.now()):
            messages.success(
                request, f"Edition {edition.number} will go live at the moment you chose."
            )
        else:
            messages.success(request, f"Edition {edition.number} is live.")
        return redirect(page_address(edition.page))

    def _step(self, request, edition, form, step: str):
        context = self.admin_site.each_context(request) | {
            "title": {"publish": "Publish", "carry_over": "Carry over from an earlier website"}[
                step
            ],
            "edition": edition,
            "form": form,
            "opts": self.model._meta,
            "blockers": blockers(edition, now=clock.now()),
            "is_first": not edition.page.editions.exclude(live_from=None).exists(),
            "back": edition_address(edition),
            "preview": edition_address(edition, "preview"),
            "carry_over": edition_address(edition, "carry_over"),
            "step": step,
        }
        return TemplateResponse(request, f"admin/reviews/{step}.html", context)


@admin.register(ReviewEdition)
class ReviewEditionAdmin(EditionAdmin):
    """A review's next edition: one form with its documents, the response and the action plan."""

    inlines = PARTS
    fieldsets = [
        (
            "What the page says",
            {"fields": ["review_type", "title", "summary", "body", "seen_version"]},
        ),
        ("State", {"fields": [("state", "state_reason")]}),
        (
            "Dates and details",
            {
                "classes": ["collapse"],
                "fields": [
                    ("conducted_from", "conducted_to"),
                    ("period_from", "period_to"),
                    ("incident", "commissioned"),
                    ("completed", "report_dated"),
                    ("reviewer", "methodology"),
                    ("local_type", "subtype"),
                    "language",
                ],
            },
        ),
    ]


@admin.register(ListingEdition)
class ListingEditionAdmin(EditionAdmin):
    """A listing's next edition."""

    form = ListingEditionForm
    fieldsets = [
        (
            None,
            {"fields": ["title", "summary", "review_types", "body", "language", "seen_version"]},
        )
    ]


@admin.register(PageEdition)
class PageEditionAdmin(EditionAdmin):
    """A plain page's next edition."""

    fieldsets = [(None, {"fields": ["title", "summary", "body", "language", "seen_version"]})]
