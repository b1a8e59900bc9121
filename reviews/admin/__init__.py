"""The rooms of board staff, in Django's own admin."""

from reviews.admin import banners, boards, desk, editions, pages, record, staff

__all__ = ["banners", "boards", "desk", "editions", "pages", "record", "staff"]
