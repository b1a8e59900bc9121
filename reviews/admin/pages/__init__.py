"""Pages: the list, the overview of one, and the actions on it."""

from reviews.admin.pages import admin

__all__ = ["admin"]
