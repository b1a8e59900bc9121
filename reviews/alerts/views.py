"""E-mail alerts over HTTP: no cookie, no session, and nothing that is done by following a link."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reviews.alerts import asking, links
from reviews.alerts.forms import AlertForm
from reviews.alerts.topics import Topic, beside, everything, topic
from reviews.lib import clock, request_context
from reviews.lib.senders import client_address
from reviews.models import Page
from reviews.public import lookup
from reviews.public.alert_link import alerts_are_offered
from reviews.public.surroundings import surroundings

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
TOO_OFTEN = _(
    "Alerts were asked for too often from your network in the last hour. Nothing was sent. Try again in an hour."
)


def alert_view(*methods: str) -> Callable:
    """Answers these methods. Whatever is sent is written, and read meanwhile, over one connection."""

    def decorated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @sensitive_post_parameters()
        @require_http_methods(["GET", "HEAD", *methods])
        @wraps(view)
        def answer(request: HttpRequest, **parts) -> HttpResponse:
            if request.method != "POST":
                return view(request, at=clock.now(), **parts)
            with request_context.reading_what_is_written():
                return view(request, at=clock.now(), **parts)

        return answer

    return decorated


@alert_view("POST")
def ask(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """The form for one topic; without one, all that there is to choose from."""
    if not alerts_are_offered():
        return _answer(request, "not_offered", {}, at=at)
    key = (request.POST or request.GET).get("about", "")
    asked_of = request.GET.get("about", key)
    chosen = topic(asked_of, at=at) or topic(key, at=at)
    if chosen is None:
        return _answer(request, "choose", {"owners": everything(at=at), "unknown": key}, at=at)
    return _form(request, beside(chosen, at=at), at=at)


def _form(request: HttpRequest, topics: list[Topic], *, at: datetime) -> HttpResponse:
    is_sent = request.method == "POST"
    form = AlertForm(request.POST if is_sent else None, topics=topics)
    context = {"form": form, "topic": topics[0]}
    if not is_sent or not (form.is_of_a_program or form.is_valid()):
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
        return _answer(request, "ask", context, at=at, status=status)
    if not form.is_of_a_program:
        network = asking.network_of(client_address(request))
        given = form.cleaned_data
        asked = given["email"], given["about"], given["pace"]
        if not asking.ask(*asked, network=network, at=at):
            context |= {"refused": [TOO_OFTEN]}
            return _answer(request, "ask", context, at=at, status=HTTPStatus.TOO_MANY_REQUESTS)
    return HttpResponseRedirect(
        reverse("alerts_asked"), status=HTTPStatus.SEE_OTHER, headers=HEADERS
    )


@alert_view()
def asked(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """The same for every address."""
    return _answer(request, "asked", {}, at=at)


@alert_view("POST")
def confirm(request: HttpRequest, token: str, *, at: datetime) -> HttpResponse:
    """One button: programs that look through mail follow links, and press nothing."""
    if request.method == "POST":
        begun = asking.confirm(token, at=at)
        rows = [(topic(each.topic, at=at), each.get_pace_display()) for each in begun]
    else:
        subscriber = links.confirmable(token, at=at)
        found = subscriber.subscriptions.unanswered().order_by("topic") if subscriber else []
        rows = [(topic(each.topic, at=at), each.get_wanted_display()) for each in found]
    if not rows:
        return _not_valid(request, at=at)
    template = "confirmed" if request.method == "POST" else "confirm"
    return _answer(request, template, {"rows": rows}, at=at)


@alert_view("POST")
def stop(request: HttpRequest, token: str, *, at: datetime) -> HttpResponse:
    """A mail program sends the form by itself when its reader presses “unsubscribe” (RFC 8058)."""
    number = links.stoppable(token)
    if number is None:
        return _not_valid(request, at=at)
    if request.method == "POST":
        everything_of_it = request.POST.get("all") == "yes"
        asking.stop(number, everything=everything_of_it)
        return _answer(request, "stopped", {"all": everything_of_it}, at=at)
    found = asking.subscription(number)
    about = found and topic(found.topic, at=at)
    return _answer(request, "stop" if found else "stopped", {"topic": about}, at=at)


@alert_view()
def page(request: HttpRequest, number: int, *, at: datetime) -> HttpResponse:
    """Leads from a message to a page that is public, or to the notice of its withdrawal. Raises Http404."""
    row = Page.objects.filter(pk=number, erased_at=None).first() if number < 2**63 else None
    if row is None or lookup.resolve(f"{row.path}/", at=at) is None:
        raise Http404
    return HttpResponseRedirect(row.get_absolute_url(), headers=HEADERS)


def _not_valid(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """A mail program that wanted to stop alerts learns by the status that it has not."""
    return _answer(request, "not_valid", {}, at=at, status=HTTPStatus.GONE)


def _answer(
    request: HttpRequest, template: str, context: dict, *, at: datetime, status: int = 200
) -> HttpResponse:
    context |= surroundings(at=at)
    return TemplateResponse(
        request, f"alerts/{template}.html", context, status=status, headers=HEADERS
    )
