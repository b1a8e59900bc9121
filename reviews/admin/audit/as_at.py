"""The auditors' view of the past: exactly what the public saw at any moment, and was not erased since.

Below the address of a moment lie the public addresses, answered by the public views themselves as
they answered then. What was withdrawn since is seen only by those who work for its board, and what
tells of all boards by those who work for all.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import resolve, reverse

from reviews.admin.audit.forms import EARLIEST, AsAtForm
from reviews.admin.audit.views import audit_page
from reviews.admin.names import edition_name
from reviews.lib import clock
from reviews.models import Attachment, Banner, Edition, Page, User, Withdrawal

BESIDE = ("page__board", "reviewedition", "listingedition")
SITE = "as-at/<str:moment>/site/"
FILE_NAMES = {"name", "sha256"}  # parts of an address that only files have


def urls() -> list:
    return [
        audit_page("as-at/", choose, "as_at"),
        audit_page("as-at/<str:moment>/", public, "as_at_public"),
        audit_page(SITE, page, "as_at_home"),
        audit_page(f"{SITE}<path:address>", page, "as_at_page"),
    ]


@dataclass(frozen=True)
class Frame:
    """What stands around a page of the past, so that nobody takes it for the page of today."""

    moment: datetime
    address: str
    status: int
    context: dict

    @property
    def site(self) -> str:
        """What has to stand before a public address to stay in the moment."""
        return address_at(self.moment, "home").rstrip("/")

    @property
    def everything(self) -> str:
        return address_at(self.moment, "public")

    @property
    def attachments(self) -> list[tuple[str, str]]:
        """Name and address of each file that the page showed and that is still kept."""
        attachments = self.context["entry"].attachments if "entry" in self.context else []
        kept = [
            attachment
            for attachment in attachments
            if attachment.document_id and not attachment.document.erased_at
        ]
        return [
            (f"{attachment.slug}.pdf", f"{self.site}{self._address(attachment)}")
            for attachment in kept
        ]

    def _address(self, attachment: Attachment) -> str:
        """Where the page links to; below its own name, a past edition's file may be another by then."""
        if "past" in self.context:
            page = attachment.edition.page.get_absolute_url()
            return f"{page}history/{attachment.document.sha256}.pdf"
        return attachment.get_absolute_url()


def address_at(moment: datetime, what: str, **parts: str) -> str:
    """An address in the room of that moment; ``what`` is public, home or page."""
    stated = moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return reverse(f"admin:as_at_{what}", kwargs={"moment": stated} | parts)


def page_at(moment: datetime, page: Page) -> str:
    """The page as at that moment; empty when it has been erased since."""
    return "" if page.erased_at else address_at(moment, "page", address=f"{page.path}/")


def choose(request):
    """Ask for the moment."""
    form = AsAtForm(request.GET or None)
    if form.is_valid():
        return redirect(address_at(form.cleaned_data["moment"], "public"))
    context = admin.site.each_context(request) | {"title": "As at a moment", "form": form}
    return TemplateResponse(request, "admin/reviews/as_at.html", context)


def public(request, moment: str):
    """Everything that was public then, by address."""
    at, theirs = _moment(moment), Page.objects.of(request.user)
    editions = Edition.objects.public(at=at).filter(page__in=theirs).select_related(*BESIDE)
    notices = Withdrawal.objects.public(at=at).filter(edition__page__in=theirs)
    named = editions.prefetch_related("reviewedition__identifiers").order_by("page__path")
    context = admin.site.each_context(request) | {
        "title": "What was public",
        "moment": at,
        "home": address_at(at, "home") if request.user.all_boards else "",
        "editions": [(row, edition_name(row), page_at(at, row.page)) for row in named],
        "notices": [
            (row, page_at(at, row.edition.page))
            for row in notices.select_related("edition__page").order_by("edition__page__path")
        ],
        "banners": Banner.objects.public(at=at),
    }
    return TemplateResponse(request, "admin/reviews/as_at_public.html", context)


def page(request, moment: str, address: str = ""):
    """What the public address answered then: a page under a frame, a file, or that nothing was there."""
    at = _moment(moment)
    try:
        response = _answer(request, address, at=at)
    except Http404:
        response = TemplateResponse(request, "reviews/not_found.html", {}, status=404)
    if isinstance(response, HttpResponseRedirectBase):
        return _followed(response, at=at)
    if isinstance(response, TemplateResponse):
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        context = response.context_data
        frame = Frame(at, f"/{address}{asked}", response.status_code, context)
        response.context_data = context | {"as_at": frame}
    return response


def _followed(response: HttpResponseRedirectBase, *, at: datetime) -> HttpResponse:
    """To the same address of that moment; a file's signed address at the object store is no address of ours."""
    if response.url.startswith("/"):
        return redirect(address_at(at, "home").rstrip("/") + response.url)
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, address: str, *, at: datetime) -> HttpResponse:
    """What the public view says of that moment, if it is of a page that the person works on.

    Raises Http404. A file is only opened, and a page only rendered, for those who may see it.
    """
    found = resolve(f"/{address}", "reviews.public.urls")
    path = found.kwargs.get("path")
    if FILE_NAMES & found.kwargs.keys():
        _require_theirs(request.user, path)
    response = found.func(request, at=at, **found.kwargs)
    _require_theirs(request.user, _page_of_answer(response) or path)
    return response


def _page_of_answer(response: HttpResponse) -> str:
    """The path of the page that an answer shows or leads to; empty when it has none of its own."""
    if isinstance(response, HttpResponseRedirectBase) and response.url.startswith("/"):
        return response.url.strip("/")
    shown = (getattr(response, "context_data", None) or {}).get("page")
    return shown.path if shown else ""


def _require_theirs(user: User, path: str | None) -> None:
    """Raises Http404, for what was erased too. What has no path of its own tells of all boards."""
    kept = Page.objects.of(user).filter(path=path, erased_at=None)
    if not (kept.exists() if path else user.all_boards):
        raise Http404


def _moment(text: str) -> datetime:
    """A moment that has come already; the future has not been public. Raises Http404."""
    try:
        at = datetime.fromisoformat(text)
        moment = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Http404 from None
    if at.tzinfo is None or not EARLIEST <= moment <= clock.now():
        raise Http404
    return moment


admin.site.rooms.append(urls)
