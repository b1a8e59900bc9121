"""What stands at the foot of every page: the help lines, and the pages that are looked for everywhere."""

from datetime import datetime
from functools import cached_property

from django.db import InterfaceError, OperationalError
from django.db.models import Q
from django.utils.safestring import SafeString

from reviews.lib import clock, markdown, shipped_pages
from reviews.models import Board, Edition, Page


class Footer:
    """One query, and only once it is shown."""

    def __init__(self, board: Board | None, *, at: datetime | None) -> None:
        self.board = board
        self.at = at

    @classmethod
    def now(cls) -> "Footer":
        """For an answer that needs no database otherwise, and is given without one too."""
        footer = cls(None, at=None)
        try:
            footer.at = clock.now()
            footer.rows  # noqa: B018
        except (OperationalError, InterfaceError):
            footer.rows = []
        return footer

    @cached_property
    def rows(self) -> list[Edition]:
        wanted = Q(page__in_footer=True) | Q(page__path=shipped_pages.HELP_LINES)
        live = Edition.objects.public(at=self.at).filter(wanted, page__kind=Page.Kind.PLAIN)
        return list(live.select_related("page").order_by("title", "page__path"))

    @property
    def pages(self) -> list[Edition]:
        return [edition for edition in self.rows if edition.page.in_footer]

    def read(self) -> None:
        """What is shown, so that nothing is left to be asked for."""
        self.rows  # noqa: B018

    @cached_property
    def help_lines(self) -> SafeString:
        """The board’s own, else those of the page of the whole site, else those that the register came with."""
        if self.board and self.board.help_lines.strip():
            return markdown.prose(self.board.help_lines)
        own = (row for row in self.rows if row.page.path == shipped_pages.HELP_LINES)
        edition = next(own, None)
        return markdown.prose(edition.body) if edition else shipped_help_lines()


def shipped_help_lines() -> SafeString:
    return markdown.prose(shipped_pages.read(shipped_pages.HELP_LINES).body)
