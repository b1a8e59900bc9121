"""What wraps every request: plain faults, and sessions for staff only."""

import logging

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import loader
from django.urls import reverse

from reviews.errors import StorageDown

logger = logging.getLogger(__name__)
STAFF = "/admin/"


class Unavailable:
    """Answers 503 with a plain page when the database or the storage is down."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError, StorageDown) as fault:
            return self.process_exception(request, fault)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError | StorageDown):
            return None
        logger.error("503: %s", type(exception).__name__)
        page = loader.render_to_string("reviews/unavailable.html")
        return HttpResponse(
            page, status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"}
        )


class ForStaff:
    """Mixed into a middleware of Django's: runs it below /admin/ only, so that public pages set no cookie."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(STAFF):
            return super().__call__(request)
        return self.get_response(request)


class StaffSessions(ForStaff, SessionMiddleware):
    pass


class StaffAuthentication(ForStaff, AuthenticationMiddleware):
    pass


class StaffMessages(ForStaff, MessageMiddleware):
    pass


class OneTimePasswords:
    """Sends whoever signed in with a password that somebody else knows to choose another."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        change = reverse("admin:password_change")
        open_to_all = {change, reverse("admin:logout"), reverse("admin:jsi18n")}
        if (
            user
            and user.is_authenticated
            and user.password_is_one_time
            and request.path not in open_to_all
        ):
            return redirect(change)
        return self.get_response(request)
