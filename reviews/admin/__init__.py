"""The rooms of board staff, in Django's own admin."""

from reviews.admin import banners, boards, editions, pages, record, staff

__all__ = ["banners", "boards", "editions", "pages", "record", "staff"]
