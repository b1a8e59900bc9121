from django.contrib import admin

from reviews.models import Document, Event


class ReadOnly(admin.ModelAdmin):
    """Rows that are looked at here and never changed."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["at", "actor_name", "verb", "page", "edition_number", "moment"]
    list_filter = ["verb"]
    search_fields = ["actor_name", "page__path"]
    list_select_related = ["page"]
    ordering = ["-id"]


@admin.register(Document)
class DocumentAdmin(ReadOnly):
    list_display = [
        "__str__",
        "size",
        "pages",
        "language",
        "is_tagged",
        "accepted_at",
        "accepted_by",
    ]
    fields = [
        *("sha256", "size", "media_type", "pages", "title", "language", "is_tagged"),
        *("accepted_at", "accepted_by"),
    ]
    search_fields = ["title", "sha256"]
    ordering = ["-id"]
