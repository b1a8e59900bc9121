"""The form with which anybody reports a concern: no cookie, no session, and nothing of it in a log."""

from datetime import datetime
from http import HTTPStatus

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reviews.compliance.complaints import acknowledge_by
from reviews.concerns import intake
from reviews.lib import clock, sealing
from reviews.lib.exceptions import Refused
from reviews.lib.senders import client_address
from reviews.models import Concern
from reviews.public import versions
from reviews.public.concern_form import NOTHING, About, ConcernForm, about, form_address
from reviews.public.surroundings import surroundings
from reviews.public.views.decorators import public_view

LONGEST_REQUEST = 100_000  # bytes; the longest texts that the form takes, in any script, are less
TOO_LONG = _("What was sent is far longer than this form takes. Shorten it to 5,000 characters.")
UNREADABLE = _("What was sent could not be read as a form. Fill it in here, and send it again.")
# What is typed is for this answer only.
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in here, so a form that another website sends does what its sender could do anyway."""
    now = clock.now()
    if request.method != "POST":
        given = about(request.GET.get("page", ""), at=now)
        if given.is_withdrawn:
            given = NOTHING
        chosen = {"page": given.address, "kind": _kind(request.GET.get("kind", ""))}
        return _form(request, ConcernForm(initial=chosen), given, at=now)
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > LONGEST_REQUEST:
        return _form(request, ConcernForm(), NOTHING, (TOO_LONG,), at=now, status=413)
    typed = _typed(request)
    if typed is None:
        return _form(request, ConcernForm(), NOTHING, (UNREADABLE,), at=now, status=400)
    form, given = ConcernForm(typed), about(typed.get("page", ""), at=now)
    if not form.is_valid():
        return _form(request, form, given, at=now, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _taken_in(request, form, given, at=now)


def _taken_in(
    request: HttpRequest, form: ConcernForm, given: About, *, at: datetime
) -> HttpResponse:
    typed = {name: form.cleaned_data[name] for name in ("what", "where", "name", "email")}
    words = intake.Words(**typed, address=given.address)
    sender, kind = client_address(request), form.cleaned_data["kind"]
    try:
        case = intake.take_in(words, kind=kind, page=given.page, sender=sender)
    except Refused as refusal:
        return _form(request, form, given, refusal.reasons, at=at, status=429)
    except intake.NotSetUp:
        return _form(request, form, given, at=at, status=503)
    address = reverse("concern_received", args=[case.reference])
    return HttpResponseRedirect(address, headers=PRIVATE)


@public_view
def received(request: HttpRequest, reference: str, *, at: datetime) -> HttpResponse:
    """What happens next, for whoever has the reference. Raises Http404."""
    case = intake.received(reference)
    if case is None:
        raise Http404
    back = about(case.page.get_absolute_url(), at=at) if case.page else NOTHING
    context = {"concern": case, "due": acknowledge_by(case.received_on), "back": back.address}
    context |= surroundings(at=at, board=case.board)
    return TemplateResponse(request, "reviews/concern_received.html", context, headers=PRIVATE)


def _form(
    request: HttpRequest,
    form: ConcernForm,
    given: About,
    refused: tuple[str, ...] = (),
    *,
    at: datetime,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "about": given, "refused": refused, "is_set_up": sealing.is_set_up()}
    context |= surroundings(at=at, board=given.page and given.page.board)
    # Of what was asked for, nothing that is not public is said again.
    address = form_address(given.address) if given.page else request.path
    context["versions"] = [versions.twin(address)]
    return TemplateResponse(
        request, "reviews/concern.html", context, status=status, headers=PRIVATE
    )


def _typed(request: HttpRequest) -> QueryDict | None:
    """None for what is no form at all."""
    try:
        return request.POST
    except (BadRequest, SuspiciousOperation, MultiPartParserError):
        return None


def _kind(asked: str) -> str:
    return asked if asked in Concern.Kind.values else ""
