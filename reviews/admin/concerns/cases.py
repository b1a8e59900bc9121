"""The list of cases, and one case with what was written. Only those who prepare its board’s pages see it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reviews.admin.links import page_address
from reviews.admin.names import page_name
from reviews.admin.verbs import require
from reviews.compliance.complaints import acknowledge_by, duty
from reviews.concerns.intake import Words, words_of
from reviews.lib import clock, sealing
from reviews.lib.dates import london_date
from reviews.models import Concern, Hold, User, Withdrawal
from reviews.models.edition_parts import PAGE_OF

RIGHT = "change_edition"
SHOWN = 200
NO_KEY = (
    "What was written cannot be read, because the site’s key for it is missing or is another one. Ask "
    "whoever runs the site to set PROTECTED_NAMES_KEY."
)


@dataclass(frozen=True)
class Line:
    """A case in a list, with the last day for its acknowledgement."""

    concern: Concern
    due: date
    is_late: bool

    @classmethod
    def of(cls, concern: Concern, *, today: date) -> "Line":
        due = acknowledge_by(concern.received_on)
        return cls(concern, due, concern.is_late(due=due, today=today))


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Those that are open first, those that wait for an acknowledgement before the others."""
    require(request, RIGHT)
    rows = Concern.objects.of(request.user).select_related("board", "page")
    rows = rows.defer("sealed", "sealed_note")
    today = _today()
    found = [Line.of(row, today=today) for row in rows.open().order_by("received_on", "pk")[:SHOWN]]
    closed = rows.exclude(closed_on=None).order_by("-closed_on", "-pk")[:SHOWN]
    context = admin.site.each_context(request) | {
        "title": "Concerns of readers",
        "lines": sorted(found, key=lambda line: not line.concern.is_waiting),
        "closed": closed,
        "duty": duty(),
    }
    return TemplateResponse(request, "admin/reviews/concerns.html", context)


@never_cache
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case, with what was written and what can be done."""
    require(request, RIGHT)
    rows = Concern.objects.select_related("board", "page", "acknowledged_by", "closed_by")
    concern = get_object_or_404(rows.of(request.user), pk=pk)
    words, note = _read(concern)
    context = admin.site.each_context(request) | {
        "title": f"Concern {concern.reference}",
        "line": Line.of(concern, today=_today()),
        "concern": concern,
        "words": words,
        "note": note,
        "unreadable": "" if words else NO_KEY,
        "actions": _actions(concern, request.user),
        "page_name": concern.page and page_name(concern.page),
        "page_url": concern.page and page_address(concern.page),
    }
    return TemplateResponse(request, "admin/reviews/concern.html", context)


def open_cases(user: User) -> dict | None:
    """How many are open, and the next acknowledgement that is due; one query."""
    rows = Concern.objects.of(user).open()
    waiting = Q(wants_answer=True, acknowledged_on=None)
    found = rows.aggregate(count=Count("pk"), first=Min("received_on", filter=waiting))
    if not found["count"]:
        return None
    due = found["first"] and acknowledge_by(found["first"])
    return {"count": found["count"], "due": due, "is_late": bool(due) and due < _today()}


def _today() -> date:
    return london_date(clock.now())


def _read(concern: Concern) -> tuple[Words | None, str]:
    try:
        note = sealing.unseal(concern.sealed_note) if concern.sealed_note else ""
        return words_of(concern), note
    except sealing.Unsealable:
        return None, ""


def _actions(concern: Concern, user: User) -> list[tuple[str, str]]:
    """The forms of the verbs that take the page down or keep it from going live, with the reason chosen."""
    page = concern.page
    if page is None or page.is_closed:
        return []
    options = PAGE_OF[page.kind]._meta
    rows = [
        ("withdraw_edition", "Withdraw the page…", "withdraw", _withdrawal_reason(concern)),
        ("publish_edition", "Put the page on hold…", "hold", Hold.Reason.OTHER),
    ]
    return [
        (words, _with_reason(reverse(admin_urlname(options, name), args=[page.pk]), reason))
        for right, words, name, reason in rows
        if user.has_perm(f"reviews.{right}")
    ]


def _withdrawal_reason(concern: Concern) -> str:
    by_kind = {
        Concern.Kind.NAMES: Withdrawal.Reason.ANONYMITY,
        Concern.Kind.PERSONAL: Withdrawal.Reason.DATA_BREACH,
    }
    return by_kind.get(concern.kind, Withdrawal.Reason.ERROR)


def _with_reason(address: str, reason: str) -> str:
    return f"{address}?{urlencode({'reason': reason})}"
