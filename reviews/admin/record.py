from django.contrib import admin
from django.db.models import Q
from django.template.defaultfilters import filesizeformat

from reviews.admin.naming import did
from reviews.models import Document, Event, Page


class ReadOnly(admin.ModelAdmin):
    """Rows that are looked at here and never changed."""

    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def changelist_view(self, request, extra_context=None):
        title = {"title": self.opts.verbose_name_plural.capitalize()}
        return super().changelist_view(request, title | (extra_context or {}))


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["seq", "at", "actor_name", "what", "about", "moment"]
    list_display_links = None
    search_fields = ["actor_name", "page__path"]
    list_select_related = ["page", "banner"]
    ordering = ["-seq"]

    def get_queryset(self, request):
        """What was done to the pages that the person works on, and to the site as a whole."""
        theirs = Q(page__in=Page.objects.of(request.user)) | Q(page=None)
        return super().get_queryset(request).filter(theirs)

    @admin.display(description="what was done")
    def what(self, event: Event) -> str:
        return did(event)

    @admin.display(description="page or banner")
    def about(self, event: Event) -> str:
        return str(event.page or event.banner)


@admin.register(Document)
class DocumentAdmin(ReadOnly):
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
