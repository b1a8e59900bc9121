"""The stored documents, read-only."""

from django.contrib import admin
from django.db.models import Q
from django.template.defaultfilters import filesizeformat

from reviews.admin.model_admin import SafeListAdmin
from reviews.models import Document, Page


@admin.register(Document)
class DocumentAdmin(SafeListAdmin):
    list_display = ["__str__", "weight", "pages", "language", "is_tagged", "accepted_at"]
    fields = [
        *("title", "weight", "pages", "language", "is_tagged", "media_type"),
        *("sha256", "accepted_at", "accepted_by"),
    ]
    search_fields = ["title", "sha256"]
    ordering = ["-id"]

    def get_queryset(self, request):
        """The documents of the person's boards, and those that they brought in themselves."""
        documents = super().get_queryset(request)
        if request.user.all_boards:
            return documents
        shown = Q(attachments__edition__page__in=Page.objects.of(request.user))
        return documents.filter(shown | Q(accepted_by=request.user)).distinct()

    @admin.display(description="size", ordering="size")
    def weight(self, document: Document) -> str:
        return filesizeformat(document.size)
