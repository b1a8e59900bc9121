"""The auditors' view of the past: exactly what the public saw at any moment, unless it was erased since.

Below the address of a moment are the public addresses, looked up and answered by the public site's
own code as they were then. A page is shown to those who work for its board, and what is about all
boards to those who work for all.
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
from reviews.admin.names import edition_name
from reviews.lib import clock, site_language
from reviews.models import Attachment, Banner, Edition, Page, ReviewEdition, Withdrawal
from reviews.public import lookup, versions
from reviews.public.footer import Footer
from reviews.public.found import Found, LivePage, PastEdition
from reviews.public.views.pages import answer

# Forms of the public site have no past.
OF_TODAY = {"concern", "concern_received"}
RELATED = ("page__board", "reviewedition", "listingedition")


@dataclass(frozen=True)
class Frame:
    """What is shown around a page of the past, so that nobody takes it for the page of today."""

    moment: datetime
    address: str
    status: int
    found: Found | None

    @property
    def site(self) -> str:
        """What a public address must follow to stay in the moment."""
        return address_at(self.moment, "home").rstrip("/")

    @property
    def everything(self) -> str:
        return address_at(self.moment, "public")

    @property
    def attachments(self) -> list[tuple[str, str]]:
        """Name and address of each file that the page showed and that is still kept."""
        match self.found:
            case LivePage(edition=ReviewEdition()) | PastEdition(edition=ReviewEdition()):
                shown = self.found.edition.attachments.all()
            case _:
                shown = []
        return [
            (f"{attachment.slug}.pdf", f"{self.site}{self._address(attachment)}")
            for attachment in shown
            if attachment.document_id and not attachment.document.erased_at
        ]

    def _address(self, attachment: Attachment) -> str:
        """Where the page links to; below its own name, a past edition's file may be another by then."""
        if isinstance(self.found, PastEdition):
            return f"{self.found.page.get_absolute_url()}history/{attachment.document.sha256}.pdf"
        return attachment.get_absolute_url()


def address_at(moment: datetime, what: str, **parts: str) -> str:
    """An address as at that moment; ``what`` is public, home or page."""
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
    editions = Edition.objects.public(at=at).filter(page__in=theirs).select_related(*RELATED)
    notices = Withdrawal.objects.public(at=at).filter(edition__page__in=theirs)
    names = ("reviewedition__identifiers", "reviewedition__subjects")
    named = editions.prefetch_related(*names).order_by("page__path")
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
    with site_language.speaking(site_language.of_address(f"/{address}")):
        response = _framed(request, address, at=at)
        if isinstance(response, TemplateResponse):
            response.render()  # in this language
        return response


def _framed(request: HttpRequest, address: str, *, at: datetime) -> HttpResponse:
    try:
        found, response = _answer(request, address, at=at)
    except Http404:
        found = None
        context = {"footer": Footer.now()}
        response = TemplateResponse(request, "reviews/not_found.html", context, status=404)
    if isinstance(response, HttpResponseRedirectBase):
        return _followed(response, at=at)
    if isinstance(response, TemplateResponse):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        frame = Frame(at, f"/{address}{query}", response.status_code, found)
        context = {"versions": None} | response.context_data
        if context["versions"] is None:
            context["versions"] = [versions.twin(frame.address)]
        response.context_data = context | {"as_at": frame}
    return response


def _followed(response: HttpResponseRedirectBase, *, at: datetime) -> HttpResponse:
    """To the same address of that moment; a file's signed address at the object store is no address of ours."""
    if response.url.startswith("/"):
        return redirect(address_at(at, "home").rstrip("/") + response.url)
    response["Cache-Control"] = "no-store"
    return response


def _answer(
    request: HttpRequest, address: str, *, at: datetime
) -> tuple[Found | None, HttpResponse]:
    """What was found at the public address then, and what it answered.

    Raises Http404 for those who do not work on its page, before that is rendered or a file is opened.
    """
    public_address = site_language.without_prefix(f"/{address}")
    route = resolve(public_address, "reviews.public.urls")
    if "path" not in route.kwargs:  # a page of the site itself, which is about all boards
        if not request.user.all_boards or route.url_name in OF_TODAY:
            raise Http404
        return None, route.func(request, at=at, **route.kwargs)
    query = request.META["QUERY_STRING"]
    found = lookup.resolve(route.kwargs["path"], at=at, query=query)
    theirs = Page.objects.of(request.user).filter(erased_at=None)
    if found is None or not theirs.contains(found.page):
        raise Http404
    if site_language.is_welsh() and not versions.is_below_welsh(found):
        return found, redirect(versions.in_welsh(found) or public_address)
    return found, answer(request, found, at=at)


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
