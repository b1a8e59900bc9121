"""Files that nginx sends: that everybody may have one is kept in memory, as a page is."""

import re
from pathlib import Path

from reviews.lib.storage import FOUND_SOUND, state_of
from reviews.public.page_cache.answers import NOT_SENT_WITH_304, names_etag

ADDRESS = re.compile(r"/(?!admin/)(?:[a-z0-9-]+/)+[a-z0-9-]+\.(?:pdf|webp)")
INSIDE = "x-accel-redirect"
OF_THE_BODY = NOT_SENT_WITH_304 | {INSIDE, "content-disposition", "content-length"}
# What makes Django's answer one for readers who have the file already, or had another.
CONDITIONS = {
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
}


class Permission:
    """nginx may send the file at ``place`` until ``ends``, while it is in the ``state`` that was found sound."""

    size = 2_000  # bytes of memory, about

    def __init__(
        self, headers: list[tuple[str, str]], place: Path, state: tuple[int, ...], ends: float
    ) -> None:
        self.ends = ends
        self._place = place
        self._state = state
        self._headers = headers
        self._etag = next(value for name, value in headers if name.lower() == "etag")
        self._short = [each for each in headers if each[0].lower() not in OF_THE_BODY]

    def holds(self, now: float) -> bool:
        """Whoever writes to the file or takes it away ends the permission."""
        try:
            return now < self.ends and self._state == state_of(self._place)
        except OSError:
            return False

    def respond(self, environ: dict, now: float) -> tuple[str, list[tuple[str, str]], bytes]:
        if names_etag(environ.get("HTTP_IF_NONE_MATCH", ""), self._etag):
            return "304 Not Modified", self._short, b""
        return "200 OK", self._headers, b""


def unconditional(environ: dict) -> dict:
    """The same request of a reader who has nothing yet."""
    return {name: value for name, value in environ.items() if name not in CONDITIONS}


def permission(environ: dict, headers: list[tuple[str, str]], ends: float) -> Permission | None:
    """What Django has permitted in its answer to ``environ``, if it is the same for everybody."""
    named = {name.lower(): value for name, value in headers}
    is_of_everybody = named.get("cache-control") == "no-cache" and "set-cookie" not in named
    if FOUND_SOUND not in environ or INSIDE not in named or not is_of_everybody:
        return None
    return Permission(headers, *environ[FOUND_SOUND], ends)
