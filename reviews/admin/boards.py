from django.contrib import admin
from django.db import models

from reviews.models import Board


@admin.register(Board)
class BoardAdmin(admin.ModelAdmin):
    """Boards. What public pages name is frozen by the database; the contact stays editable."""

    list_display = ["name", "short_name", "kind", "jurisdiction", "succeeds"]
    list_filter = ["kind", "jurisdiction"]
    search_fields = ["name", "short_name"]
    autocomplete_fields = ["succeeds"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    MUTABLE = {"contact_email", "website"}

    def get_readonly_fields(self, request, obj=None):
        if obj is None or not self._is_named(obj):
            return ()
        return [
            field.name for field in Board._meta.fields if field.name not in self.MUTABLE | {"id"}
        ]

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and self._is_named(obj))

    @staticmethod
    def _is_named(board: Board) -> bool:
        """A page that has been public names it."""
        published = {"live_from__isnull": False}
        return (
            board.pages.filter(
                **{f"editions__{key}": value for key, value in published.items()}
            ).exists()
            or board.roles.filter(
                **{f"edition__{key}": value for key, value in published.items()}
            ).exists()
        )
