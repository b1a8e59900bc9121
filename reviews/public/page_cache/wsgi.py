"""The WSGI callable in front of Django: answers what is ready, and makes ready what is not."""

import logging
import os
import re
import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import Error
from django.http.request import split_domain_port, validate_host
from django.utils.module_loading import import_string

from reviews.lib import public_changes
from reviews.public.last_good import CERTAIN, IS_DOWN, SILENT
from reviews.public.page_cache import files, store
from reviews.public.page_cache.answers import Answer
from reviews.public.page_cache.files import Permission
from reviews.public.page_cache.listener import Listener
from reviews.public.page_cache.memory import Memory

logger = logging.getLogger(__name__)
# Addresses that pages can have. Those of a day are without end, and those of the register itself change
# with every event. What belongs to e-mail alerts is of one reader.
ADDRESS = re.compile(
    r"/(?!admin/|(?:cy/)?(?:alerts|register|search)/|api/)(?:[a-z0-9-]+/)*(?:[a-z0-9-]+\.pdf/read/)?"
)
OF_A_DAY = re.compile(r"/on/[0-9-]+/$")
LONGEST_PAGE = 1_000_000
OWN_HEADERS = {"content-length", "vary", "etag", "last-modified"}
METHODS = {"GET", "HEAD"}
# By its name, because it needs the models, and this module is imported before they can be.
RENEWAL = "reviews.public.last_good.renewal.Renewal"
NO_LENGTH = {None, "", "0"}
# What a request has that asks for more than the public page.
ASKING = (
    "QUERY_STRING",
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "SCRIPT_NAME",
    "HTTP_TRANSFER_ENCODING",
)


class Rendered:
    """What Django answered."""

    def __init__(self, application: Callable, environ: dict) -> None:
        answer = application(environ, self._start)
        try:
            self.body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()

    def _start(self, status: str, headers: list, exc_info: object = None) -> None:
        self.status = status
        self.headers = headers

    def passed_on(self, environ: dict, start_response: Callable) -> list[bytes]:
        start_response(self.status, self.headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else self.body]

    def is_a_page(self) -> bool:
        """Whether everybody gets the same answer until something changes."""
        named = {name.lower(): value for name, value in self.headers}
        varies = {each.strip().lower() for each in named.get("vary", "").split(",")} - {""}
        return (
            self.status.startswith("200")
            and named.get("content-type", "").startswith("text/html")
            and named.get("cache-control") == "no-cache"
            and not named.keys() & {"set-cookie", "content-encoding"}
            and varies <= {"accept-encoding"}
            and len(self.body) <= LONGEST_PAGE
        )


class ReadyPages:
    """Wraps Django. Whatever it does not know for certain, Django answers."""

    def __init__(self, application: Callable) -> None:
        self.application = application
        self._memory = Memory(settings.READY_PAGES_MEMORY_MB * 1_000_000)
        self._changes = _counter()
        self._listener: Listener | None = None
        self._renewal: Any = None
        self._process = 0
        self._lock = Lock()
        self._hosts: set[str] = set()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        listener = self._listener if self._process == os.getpid() else self._listening()
        if not listener.is_answering():
            noticed = CERTAIN if listener.has_failed else SILENT
            return self.application(environ | {IS_DOWN: noticed}, start_response)
        if not self._is_asked_of_us(environ):
            return self.application(environ, start_response)
        path, now = environ["PATH_INFO"], time.monotonic()
        state = (self._changes and self._changes.value(), listener.heard)
        is_trusted = self._changes is not None and now < listener.trusted_until
        answer = self._memory.get(path, state, now) if is_trusted else None
        if answer is None:
            return self._without_memory(environ, start_response, state)
        return _sent(answer, environ, start_response, now)

    def _is_asked_of_us(self, environ: dict) -> bool:
        return (
            environ["REQUEST_METHOD"] in METHODS
            and not any(environ.get(name) for name in ASKING)
            and environ.get("CONTENT_LENGTH") in NO_LENGTH
            and (environ.get("HTTP_HOST") in self._hosts or self._is_our_host(environ))
            and (not settings.SECURE_SSL_REDIRECT or _is_secure(environ))
        )

    def _is_our_host(self, environ: dict) -> bool:
        host = environ.get("HTTP_HOST", "")
        domain, _ = split_domain_port(host)
        if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
            return False
        if len(self._hosts) < 100:  # with a wildcard there is no end of them
            self._hosts.add(host)
        return True

    def begin(self) -> None:
        """Listen, and keep copies of pages, before anybody asks for one."""
        self._listening()

    def stop(self) -> None:
        for each in (self._renewal, self._listener):
            if each:
                each.stop()

    def _listening(self) -> Listener:
        """Begun in each process by itself, because a thread does not survive the making of a worker."""
        with self._lock:
            if self._process != os.getpid():
                self._listener = Listener()
                self._renewal = self._renewing(self._listener)
                self._process = os.getpid()
        return self._listener

    def _renewing(self, listener: Listener) -> Any:
        if not settings.LAST_GOOD_MINUTES or self._changes is None:
            return None
        renewal = import_string(RENEWAL)(listener)
        renewal.start()
        return renewal

    def _without_memory(
        self, environ: dict, start_response: Callable, state: object
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        is_page = ADDRESS.fullmatch(path) and not OF_A_DAY.search(path)
        is_file = settings.DOCUMENTS_X_ACCEL and files.ADDRESS.fullmatch(path)
        if not is_page and not is_file:
            return self.application(environ, start_response)
        try:
            if is_page and (found := store.fetch(path)):
                answer = self._kept(path, state, *found)
                return _sent(answer, environ, start_response, time.monotonic())
            seen = store.state()
        except Error:  # Django says so in its own way
            return self.application(environ, start_response)
        made = self._made if is_page else self._permitted
        return made(environ, start_response, state, seen)

    def _made(
        self, environ: dict, start_response: Callable, state: object, seen: store.State
    ) -> Iterable[bytes]:
        """Rendered by Django, after the state of the register was named: so never older than its name."""
        rendered = Rendered(self.application, environ | {"REQUEST_METHOD": "GET"})
        if not rendered.is_a_page():
            return rendered.passed_on(environ, start_response)
        headers = [[n, v] for n, v in rendered.headers if n.lower() not in OWN_HEADERS]
        try:
            made = store.keep(environ["PATH_INFO"], seen, headers, rendered.body)
        except Error:
            return rendered.passed_on(environ, start_response)
        answer = self._kept(environ["PATH_INFO"], state, made, seen.ends, time.monotonic() + 1)
        return _sent(answer, environ, start_response, time.monotonic())

    def _permitted(
        self, environ: dict, start_response: Callable, state: object, seen: store.State
    ) -> Iterable[bytes]:
        """Django decides about a file, and is not asked again before something changes."""
        usual = files.unconditional(environ) | {"REQUEST_METHOD": "GET"}
        rendered = Rendered(self.application, usual)
        found = files.permission(usual, rendered.headers, seen.ends)
        if found is None:
            return rendered.passed_on(environ, start_response)
        self._memory.put(environ["PATH_INFO"], state, found)
        return _sent(found, environ, start_response, time.monotonic())

    def _kept(
        self, path: str, state: object, made: store.Made, ends: float, settles: float
    ) -> Answer:
        answer = Answer(made, ends, settles)
        self._memory.put(path, state, answer)
        return answer


def _counter() -> public_changes.Counter | None:
    """Without it no page is kept in memory: each is read from the database."""
    try:
        return public_changes.counter(settings.DATA_DIR)
    except OSError as fault:
        logger.error("Ready-made pages are not kept in memory: %s", type(fault).__name__)
        return None


def _is_secure(environ: dict) -> bool:
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        return environ.get(name, "").split(",")[0].strip() == value
    return environ["wsgi.url_scheme"] == "https"


def _sent(
    answer: Answer | Permission, environ: dict, start_response: Callable, now: float
) -> list[bytes]:
    status, headers, body = answer.respond(environ, now)
    start_response(status, headers)
    return [body]
