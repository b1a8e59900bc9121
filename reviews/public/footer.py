"""What stands at the foot of every page: the help lines, and the pages that are looked for everywhere."""

from datetime import datetime
from functools import cached_property

from django.db import InterfaceError, OperationalError
from django.db.models import Q
from django.utils.safestring import SafeString

from reviews.lib import clock, markdown, shipped_pages, site_language
from reviews.lib.compiled import AT, compiled
from reviews.lib.languages import ENGLISH
from reviews.models import Board, Edition, EditionQuerySet, Page


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
        return _at_the_foot().instances({"at": self.at})

    @property
    def pages(self) -> list[Edition]:
        """Each once: in the language that the site speaks, where it is there."""
        found = {}
        for row in sorted(self.rows, key=self._is_spoken):
            if row.page.in_footer or (row.version_of and row.version_of.in_footer):
                found[row.version_of_id or row.page_id] = row
        return [row for row in self.rows if row in found.values()]

    def _is_spoken(self, row: Edition) -> bool:
        return row.language == site_language.current()

    def read(self) -> None:
        """What is shown, so that nothing is left to be asked for."""
        self.rows  # noqa: B018

    @cached_property
    def help_lines(self) -> SafeString:
        """The board’s own, else those of the page of the whole site, else those that the register came with."""
        if self.board and self.board.help_lines.strip():
            return markdown.prose(self.board.help_lines)
        own = self._own_lines
        return markdown.prose(own.body) if own else shipped_help_lines()

    @property
    def help_language(self) -> str:
        """A board’s own are in English."""
        if self.board and self.board.help_lines.strip():
            return ENGLISH
        return self._own_lines.language if self._own_lines else site_language.current()

    @cached_property
    def _own_lines(self) -> Edition | None:
        """The page of help lines, in the language that is spoken; not while it is as it came."""
        rows = [
            row
            for row in self.rows
            if shipped_pages.HELP_LINES in (row.page.path, row.version_of and row.version_of.path)
        ]
        own = max(rows, key=self._is_spoken, default=None)
        as_it_came = shipped_pages.read(shipped_pages.HELP_LINES).body
        return None if own is None or own.body.strip() == as_it_came else own


@compiled
def _at_the_foot() -> EditionQuerySet:
    wanted = Q()
    for page in ("page", "version_of"):
        wanted |= Q(**{f"{page}__in_footer": True})
        wanted |= Q(**{f"{page}__path": shipped_pages.HELP_LINES})
    live = Edition.objects.public(at=AT).filter(wanted, page__kind=Page.Kind.PLAIN)
    return live.select_related("page", "version_of").order_by("title", "page__path")


def shipped_help_lines() -> SafeString:
    """In the language that the site speaks."""
    name = shipped_pages.HELP_LINES
    return markdown.prose(shipped_pages.read(name, welsh=site_language.is_welsh()).body)
