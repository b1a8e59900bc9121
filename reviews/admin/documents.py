"""The stored documents, read-only."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reviews.admin.hidden_text import offer
from reviews.admin.model_admin import SafeListAdmin
from reviews.admin.recognition import recognition_offer
from reviews.admin.verbs import require
from reviews.documents import delivery, findings
from reviews.documents.originals import cleaned
from reviews.documents.reading import accessibility_facts, reading_copy
from reviews.lib.languages import name_of
from reviews.models import Document, Page, User

MOST_PAGES = 20


@admin.register(Document)
class DocumentAdmin(SafeListAdmin):
    list_display = ["__str__", "weight", "pages", "language_name", "has_tags", "accepted_at"]
    fields = [
        *("title", "weight", "pages", "language_name", "has_tags", "media_type"),
        *("fingerprint", "accepted_at", "uploader"),
    ]
    search_fields = ["title", "sha256"]
    ordering = ["-id"]

    change_form_template = "admin/reviews/document_form.html"

    def get_queryset(self, request):
        own = Document.objects.of(request.user)
        return super().get_queryset(request).filter(pk__in=own)

    def object_title(self, obj) -> str:
        return super().object_title(obj) if obj.title else str(obj).capitalize()

    def render_change_form(self, request, context, obj=None, **kwargs):
        return super().render_change_form(
            request, context | _shown(obj, request.user), obj=obj, **kwargs
        )

    @admin.display(description="size", ordering="size")
    def weight(self, document: Document) -> str:
        return filesizeformat(document.size)

    @admin.display(description="language", ordering="language")
    def language_name(self, document: Document) -> str:
        return name_of(document.language) if document.language else "Not stated"

    @admin.display(description="fingerprint (SHA-256)")
    def fingerprint(self, document: Document) -> str:
        return format_html("<code>{}</code>", document.sha256)

    @admin.display(description="accepted by")
    def uploader(self, document: Document) -> str:
        """Without Django’s link to the person, which is for administrators only."""
        return str(document.accepted_by)

    @admin.display(description="tagged for screen readers", ordering="is_tagged")
    def has_tags(self, document: Document) -> str:
        return "Yes" if document.is_tagged else "No"


def _shown(document: Document | None, user: User) -> dict:
    """What was found in it, and whether everybody can read it."""
    if document is None or document.erased_at:
        return {"findings": []}
    copy, found = reading_copy(document), findings.latest(document)
    return {
        "findings": found,
        "pages": _pages(document, user),
        "offer": offer(document, found, user),
        "recognition": recognition_offer(document, found, copy, user),
        "earlier": findings.earlier(document),
        "cleaned": cleaned([document.pk]).get(document.pk, []),
        "accessibility": accessibility_facts(document, copy),
        "has_reading_copy": bool(copy and copy.html),
    }


def _pages(document: Document, user: User) -> QuerySet[Page]:
    """Those with an edition that has it, of those that the person works on; the latest."""
    pages = Page.objects.of(user).filter(editions__reviewedition__attachments__document=document)
    return pages.distinct().order_by("-pk")[:MOST_PAGES]


@require_safe
def document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for those who work on it: before it is in any edition too."""
    require(request, "view_edition")
    own = Document.objects.of(request.user).filter(erased_at=None)
    document = get_object_or_404(own, pk=pk)
    headers = {"ETag": quote_etag(f"{document.sha256}-file"), "Cache-Control": "no-store"}
    return delivery.stream(request, document.file, delivery.PDF, headers)
