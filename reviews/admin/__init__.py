"""The staff’s side of the site, in Django’s own admin."""

from reviews.admin import (
    audit,
    banners,
    boards,
    dashboard,
    documents,
    editions,
    erasures,
    notices,
    pages,
    publication_rules,
    users,
)

__all__ = [
    "audit",
    "banners",
    "boards",
    "dashboard",
    "documents",
    "editions",
    "erasures",
    "notices",
    "pages",
    "publication_rules",
    "users",
]
