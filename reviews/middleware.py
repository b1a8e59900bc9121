"""What wraps every request: numbers, headers, 503 when a service is down, sessions for staff only."""

import logging
import uuid
from functools import partial
from http import HTTPStatus
from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils import translation

from reviews.accounts.first_steps import next_step
from reviews.admin import session_end
from reviews.admin.editions.upload import TAKE_FILES
from reviews.admin.kept_work import answers, vault
from reviews.alerts import at_once as alerts_at_once
from reviews.lib import request_context, site_language
from reviews.lib.exceptions import StorageDown
from reviews.notifications.at_once import courier
from reviews.public.last_good import CERTAIN, IS_DOWN
from reviews.public.last_good.answer import last_good
from reviews.public.plain_answers import not_allowed, plain_answer

logger = logging.getLogger(__name__)
STAFF, CONCERNS, ALERTS, COLOURS = "/admin/", "/concerns/", "/alerts/", "/board-colour/"
FAULTS = (OperationalError, InterfaceError, StorageDown)
MOST_WAITING = 16  # requests of a process that wait for a database which is certainly down
# No page asks the browser for any of these; passkeys are asked for by the sign-in.
UNUSED = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation"),
    *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
)
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join(
    [*(f"{name}=()" for name in UNUSED), *(f"{name}=(self)" for name in PASSKEYS)]
)


def unavailable(fault: Exception) -> HttpResponse:
    """A plain page that needs neither the database nor the storage."""
    logger.error("503: %s", type(fault).__name__)
    return plain_answer("unavailable", 503, **{"Retry-After": "60"})


class RequestIdMiddleware:
    """Gives each request an id, which the ledger records with each event."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_context.request_id.set(str(uuid.uuid4()))
        try:
            return self.get_response(request)
        finally:
            request_context.request_id.reset(token)


class LanguageMiddleware:
    """Has the site speak the language of the address; whatever a view chose ends with its request.

    Django's own would have pages depend on a header of the request, and so be kept by no cache.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(site_language.of_address(request.path_info)):
            return self.get_response(request)


class NotAllowedMiddleware:
    """Says in words that a page takes nothing that is sent to it."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_bare = isinstance(response, HttpResponseNotAllowed) and not response.content
        return not_allowed(response) if is_bare else response


class PermissionsPolicyMiddleware:
    """Denies every answer what the site never uses, so that an injected script could not either."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        return response


class MailMiddleware:
    """Once a request has done something, has the e-mail about it sent, without waiting for that."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_to_be_sent = settings.MAIL_IS_SET_UP and settings.MAIL_AT_ONCE
        answered = request.method == "POST" and response.status_code
        path = site_language.without_prefix(request.path)
        to_staff = path.startswith((STAFF, CONCERNS))
        if is_to_be_sent and answered == HTTPStatus.FOUND and to_staff:
            courier.send_soon()
        if is_to_be_sent and answered == HTTPStatus.SEE_OTHER and path == ALERTS:
            alerts_at_once.courier.send_soon()
        return response


class PublicConnectionsMiddleware:
    """Has the public's pages read over connections of their own (``lib/database_router.py``)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(STAFF):
            return self.get_response(request)
        token = request_context.database.set(settings.PUBLIC_DATABASE)
        try:
            return self.get_response(request)
        finally:
            request_context.database.reset(token)


class ServiceUnavailableMiddleware:
    """Answers 503 when a view or its template finds the database or the storage down.

    Without the database, in its place the last good copy of a public page or file, if there is one. While
    it is certainly down, only some requests may wait for it, so that others are answered meanwhile. The
    colours of boards never need it.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response
        self._waiting = BoundedSemaphore(MOST_WAITING)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if IS_DOWN not in request.META or request.path.startswith(COLOURS):
            return self.get_response(request)
        request.get_host()  # no copy for what is asked of another site
        if request.META[IS_DOWN] != CERTAIN:
            return self._without_database(request) or self.get_response(request)
        if not self._waiting.acquire(blocking=False):
            return self._without_database(request, ConnectionError())
        try:
            return self._without_database(request) or self.get_response(request)
        finally:
            self._waiting.release()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, StorageDown):
            return unavailable(exception)
        is_fault = isinstance(exception, FAULTS)
        return self._without_database(request, exception) if is_fault else None

    def _without_database(
        self, request: HttpRequest, fault: Exception | None = None
    ) -> HttpResponse | None:
        try:
            return last_good(request) or (fault and unavailable(fault))
        except StorageDown as down:
            return unavailable(down)


class AdminOnly:
    """Runs one of Django's middlewares below /admin/ only, so that public pages set no cookie."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(STAFF):
            return super().__call__(request)
        return self.get_response(request)


class AdminOnlySessionMiddleware(AdminOnly, SessionMiddleware):
    pass


class AdminOnlyCsrfMiddleware(AdminOnly, CsrfViewMiddleware):
    """Elsewhere nobody is signed in, in whose name a form could be forged; a malformed token got a cookie."""

    def process_view(self, request: HttpRequest, *view) -> HttpResponse | None:
        return super().process_view(request, *view) if request.path.startswith(STAFF) else None


class AdminOnlyAuthenticationMiddleware(AdminOnly, AuthenticationMiddleware):
    pass


class AdminOnlyMessageMiddleware(AdminOnly, MessageMiddleware):
    pass


class FirstStepsMiddleware:
    """Leads whoever has not finished signing in to what is left to do."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            step = next_step(request)
        except FAULTS as fault:  # process_exception sees only what views raise
            return unavailable(fault)
        return step or self.get_response(request)


class SessionEndMiddleware:
    """Gives each session its end when somebody signs in, so that pages can say when that is."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if request.path.startswith(STAFF) and request.user.is_authenticated:
            session_end.begin(request.session)


class UploadsMiddleware:
    """Lets files be written for the forms that take some, and stops what is too long for any other.

    Before anything reads a form: that is when Django writes its files.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.method != "POST" or not request.path.startswith(STAFF):
            return None
        try:
            return self._bound(request)
        except FAULTS as fault:  # process_exception sees only what views raise
            return unavailable(fault)

    def _bound(self, request: HttpRequest) -> HttpResponse | None:
        if request.resolver_match.view_name in TAKE_FILES:
            request.takes_files = request.user.has_perm("reviews.change_edition")
        elif int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return render(request, "413.html", status=413)
        return None


class KeptWorkMiddleware:
    """What somebody typed outlives their session: see reviews/admin/kept_work/.

    Before Django looks at the token of a form, which is lost together with the session.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_sent_again = request.method == "POST" and answers.KEPT in request.GET
        response = self.get_response(request)
        if is_sent_again and request.path.startswith(STAFF) and response.status_code == 302:
            self._saved(request, response)
        return response

    def _saved(self, request: HttpRequest, response: HttpResponse) -> None:
        if request.user.is_authenticated:
            vault.throw_away(request, response, request.GET[answers.KEPT])

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.path.startswith(STAFF):
            return None
        try:
            return self._answer(request, partial(view, request, *args, **kwargs))
        except FAULTS as fault:  # process_exception sees only what views raise
            return unavailable(fault)

    def _answer(self, request: HttpRequest, view) -> HttpResponse | None:
        if not request.user.is_authenticated:
            if answers.is_quiet(request):
                return JsonResponse({"sentence": answers.SIGNED_OUT}, status=401)
            return answers.to_the_signed_out(request)
        if request.method == "GET" and answers.KEPT in request.GET:
            return answers.to_the_returned(request, view)
        if answers.is_index(request):
            answers.remind(request)
        return None
