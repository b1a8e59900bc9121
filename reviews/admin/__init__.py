"""The rooms of board staff, in Django's own admin."""

from reviews.admin import (
    as_at,
    banners,
    boards,
    compare,
    compliance,
    desk,
    editions,
    erasing,
    evidence,
    notices,
    pages,
    record,
    rules,
    staff,
    timeline,
)

__all__ = [
    "as_at",
    "banners",
    "boards",
    "compare",
    "compliance",
    "desk",
    "editions",
    "erasing",
    "evidence",
    "notices",
    "pages",
    "record",
    "rules",
    "staff",
    "timeline",
]
