"""Says to the nginx in front of the site, as docs/nginx.conf sets it up, what it may keep until its second ends.

Every answer at an address of pages is marked, also that a page is not there or has been withdrawn: nginx
puts what it keeps in the place of what it kept before. An answer without the mark would leave the earlier
one lying there, to be shown when the site does not answer. Only an answer of 5xx leaves it, which is what
it is there for. How long is part of each answer, because nginx by itself would show a page of any age to
the first who asks for it again. Of a time from now on, nginx makes up to two seconds, since it counts whole
ones; so each answer names the last second of its own clock, the one in which it asked.
"""

from collections.abc import Callable, Iterable

# Until it may be asked for again; ten minutes if the site does not answer.
KEPT = "max-age=1, stale-if-error=600"
# A copy of a page, while the database is down: it may have to go at any moment.
COPY_KEPT = "max-age=1"
UNTIL = "X-Accel-Expires"  # after Cache-Control, or older versions of nginx do not read that
FOR_READERS = "X-Cache-Control-Of-Readers"
METHODS = {"GET", "HEAD"}
# What a request has that asks for more than what everybody is shown.
ASKING = ("QUERY_STRING", "HTTP_COOKIE", "HTTP_AUTHORIZATION")
NAME = "cache-control"


class MicroCache:
    """Wraps the site."""

    def __init__(self, application: Callable) -> None:
        self.application = application

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if not _is_of_everybody(environ):
            return self.application(environ, start_response)
        asked_at = environ.get("HTTP_X_ASKED_AT", "").partition(".")[0]

        def start(status: str, headers: list, exc_info: object = None) -> object:
            return start_response(status, _marked(status, headers, asked_at), exc_info)

        return self.application(environ, start)


def _is_of_everybody(environ: dict) -> bool:
    path = environ["PATH_INFO"]
    return (
        path.endswith("/")
        and not path.startswith("/admin/")
        and environ["REQUEST_METHOD"] in METHODS
        and not any(environ.get(name) for name in ASKING)
    )


def _marked(status: str, headers: list[tuple[str, str]], asked_at: str) -> list[tuple[str, str]]:
    if status.startswith("5"):
        return headers
    others = [each for each in headers if each[0].lower() != NAME]
    own = next((value for name, value in headers if name.lower() == NAME), "no-cache")
    is_copy = any(name.lower() == "warning" for name, _ in headers)
    kept = [("Cache-Control", COPY_KEPT if is_copy else KEPT), (FOR_READERS, own)]
    return [*others, *kept, *([(UNTIL, f"@{asked_at}")] if asked_at.isdecimal() else [])]
