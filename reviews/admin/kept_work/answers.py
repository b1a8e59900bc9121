"""To whom a form is not simply refused: who was signed out, who has signed in again, whose token is lost."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from reviews.admin.kept_work import vault
from reviews.admin.kept_work.restoring import Restored, show_again
from reviews.admin.kept_work.typed import Typed, opened_by
from reviews.lib.addresses import split

KEPT = "kept"  # in the address to which signing in leads: the number of what is kept
# Forms with nothing but a password or a button; their addresses can be asked again with GET. And the
# address of a reader, which is not to be kept anywhere.
NOT_KEPT = {
    *("login", "second_step", "logout", "forgotten", "confirm", "evidence"),
    *("password_change", "auth_user_password_change", "password_by_link"),
    *("add_app", "add_passkey", "recovery_codes", "remove_factor"),
    "alerts",
}
QUIET = {"session", "unsaved", "upload", "ask"}

SIGN_IN = "You were signed out. Nothing was saved yet, and nothing is lost: sign in, and what you entered is there."
TOO_MUCH = (
    "You were signed out, and what you sent is too long to be kept. Go back in your browser, copy what you "
    "entered, sign in and enter it again."
)
SIGNED_OUT = "You were signed out. Nothing was saved yet: check what you entered and save it."
NOT_DONE = "You were signed out, so nothing was done. Press the button again."
OPENED_EARLIER = (
    "You signed in again, or cleared your browser’s data, after this form was opened. Nothing was saved yet: "
    "check what you entered and save it."
)
GONE = (
    "What was entered before is not shown here: it is kept for three days, in the browser in which it was "
    "entered, for the person who entered it."
)
REMINDER = 'What you entered before you were signed out is not saved yet. <a href="{}">Show it</a>'


def to_the_signed_out(request: HttpRequest) -> HttpResponse | None:
    """Keeps what somebody sent after the end of their session, and asks them to sign in."""
    if not _is_worth_keeping(request) or not is_own(request):
        return None
    kept = vault.keep(Typed.sent_by(request), owner=opened_by(request))
    messages.warning(request, SIGN_IN if kept else TOO_MUCH)
    if kept is None:
        return redirect_to_login(request.path, settings.LOGIN_URL)
    number, key = kept
    response = redirect_to_login(address_of(request, number), settings.LOGIN_URL)
    vault.hand_over(response, number, key)
    return response


def to_the_returned(request: HttpRequest, view: Callable) -> HttpResponse | None:
    """The form as it was typed, for the person who typed it."""
    number = request.GET[KEPT]
    typed = vault.take_out(request, number)
    if typed is None or typed.path != request.path:
        messages.warning(request, GONE)
        return None
    response = show_again(request, view, typed, Restored(SIGNED_OUT, typed.files))
    if response.status_code == 302:  # a button without a form
        messages.warning(request, NOT_DONE)
        vault.throw_away(request, response, number)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form as it was typed, with a new token; a plain page to what another website sent."""
    if not (request.user.is_authenticated and _is_worth_keeping(request) and is_own(request)):
        return render(request, "403_csrf.html", status=403)
    typed, match = Typed.sent_by(request), request.resolver_match
    view = partial(match.func, request, *match.args, **match.kwargs)
    response = show_again(request, view, typed, Restored(OPENED_EARLIER, typed.files))
    if response.status_code == 302:
        return render(request, "403_csrf.html", status=403)
    response.status_code = max(response.status_code, 403)
    return response


def remind(request: HttpRequest) -> None:
    """Of what is kept, when signing in did not lead to it."""
    for number, typed in vault.all_of(request):
        messages.warning(request, format_html(REMINDER, f"{typed.path}?{KEPT}={number}"))


def address_of(request: HttpRequest, number: object) -> str:
    query = request.GET.copy()
    query[KEPT] = str(number)
    return f"{request.path}?{query.urlencode()}"


def is_own(request: HttpRequest) -> bool:
    """Whether a page of ours sent it. Browsers say so; whoever says nothing is no browser."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return origin is None or split(origin).netloc == request.get_host()


def is_quiet(request: HttpRequest) -> bool:
    """Whether a script sent it, which wants no page."""
    return (
        request.method == "POST"
        and (request.resolver_match.url_name or "").rpartition("_")[2] in QUIET
    )


def is_index(request: HttpRequest) -> bool:
    return request.method == "GET" and request.path == reverse("admin:index")


def _is_worth_keeping(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        request.method == "POST"
        and match.namespace == "admin"
        and match.url_name not in NOT_KEPT
        and not is_quiet(request)
    )
