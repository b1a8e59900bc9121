"""The staff’s side of the site, in Django’s own admin. What belongs to no model is in ``urls``.

Importing this package registers the models and does nothing else.
"""

from reviews.admin import (
    audit,
    banners,
    boards,
    documents,
    editions,
    pages,
    publication_rules,
    themes,
    users,
)

__all__ = [
    "audit",
    "banners",
    "boards",
    "documents",
    "editions",
    "pages",
    "publication_rules",
    "themes",
    "users",
]
