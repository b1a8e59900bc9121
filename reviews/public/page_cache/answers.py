"""A ready-made page as HTTP: the encoding that a reader takes, and whether they have it already."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from django.utils.http import http_date

from reviews.public.page_cache.store import Made

NOT_SENT_WITH_304 = {"content-type", "content-language"}
SECOND = timedelta(seconds=1)
ENCODINGS = ("br", "gzip", "")


class Variant:
    """A page in one encoding, with its headers ready."""

    def __init__(self, made: Made, encoding: str, body: bytes) -> None:
        self.body = body
        self.etag = f'"{made.digest}{"-" * bool(encoding)}{encoding}"'
        self._fixed = [tuple(each) for each in made.headers]
        self._fixed += [("ETag", self.etag), ("Vary", "Accept-Encoding")]
        self._own = [("Content-Length", str(len(body)))]
        self._own += [("Content-Encoding", encoding)] if encoding else []

    def headers(self, modified: str, *, is_304: bool) -> list[tuple[str, str]]:
        dated = ("Last-Modified", modified)
        if is_304:
            kept = [each for each in self._fixed if each[0].lower() not in NOT_SENT_WITH_304]
            return [*kept, dated]
        return [*self._fixed, dated, *self._own]


class Answer:
    """Everything that may be sent at one address until ``ends``, by this process's own clock.

    A page that changes twice within a second would carry the same time twice. So during the second in
    which it came to be it is dated one second earlier, and nobody is answered 304 by its date.
    """

    def __init__(self, made: Made, ends: float, settles: float) -> None:
        self.ends = ends
        self.settles = settles
        bodies = (made.brotli, made.gzip, made.plain)
        self.variants = {
            encoding: Variant(made, encoding, body)
            for encoding, body in zip(ENCODINGS, bodies, strict=True)
        }
        self.size = sum(len(body) for body in bodies)
        self._modified = made.modified.replace(microsecond=0)
        self._dates = tuple(
            http_date(each.timestamp()) for each in (self._modified - SECOND, self._modified)
        )

    def holds(self, now: float) -> bool:
        return now < self.ends

    def respond(self, environ: dict, now: float) -> tuple[str, list[tuple[str, str]], bytes]:
        variant = self.variants[accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        is_settled = now >= self.settles
        modified = self._dates[is_settled]
        if self._is_known(environ, variant, is_settled=is_settled):
            return "304 Not Modified", variant.headers(modified, is_304=True), b""
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        return "200 OK", variant.headers(modified, is_304=False), b"" if is_head else variant.body

    def _is_known(self, environ: dict, variant: Variant, *, is_settled: bool) -> bool:
        if (asked := environ.get("HTTP_IF_NONE_MATCH")) is not None:
            return names_etag(asked, variant.etag)
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return bool(since) and is_settled and self._is_since(since)

    def _is_since(self, since: str) -> bool:
        try:
            return parsedate_to_datetime(since) >= self._modified
        except (ValueError, TypeError):  # no date, or one without a zone
            return False


def names_etag(if_none_match: str, etag: str) -> bool:
    """Whether the reader who sent this header has what ``etag`` names (RFC 9110, 13.1.2)."""
    known = {each.strip().removeprefix("W/") for each in if_none_match.split(",")}
    return etag in known or "*" in known


@lru_cache(maxsize=512)
def accepted(header: str) -> str:
    """The best encoding that a reader takes: br, gzip or none."""
    weights = {}
    for each in header[:500].lower().split(","):
        name, _, weight = each.strip().partition(";")
        weights[name.strip()] = _weight(weight)
    others = weights.get("*", 0.0)
    return next((each for each in ("br", "gzip") if weights.get(each, others) > 0), "")


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
