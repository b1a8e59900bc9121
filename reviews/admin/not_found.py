"""What staff are shown at an address of the admin that is not theirs, or leads nowhere.

A draft of another board must look like one that does not exist. So only what anybody may
know is stated: whose page it is, if it is public now.
"""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from reviews.admin.links import FORM_OF
from reviews.lib import clock
from reviews.models import Edition, Page, User
from reviews.models.edition_parts import PAGE_OF
from reviews.public.views import pages

OF_PAGE = {model._meta.model_name for model in PAGE_OF.values()}
OF_EDITION = {model._meta.model_name for model in FORM_OF.values()}
# Addresses of the audit and of the acts on a page, which name the page by its key.
ABOUT_A_PAGE = {
    *("timeline", "compare", "availability", "evidence", "notice_add", "ask_erasure"),
}
KEYS = {"pk", "object_id"}
LONGEST_KEY = 18  # digits that a key of the database can have


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The staff's answer below the admin's address, the public's everywhere else."""
    user = getattr(request, "user", None)
    if not request.path.startswith(reverse("admin:index")) or not (user and user.is_staff):
        return pages.not_found(request, exception)
    context = {
        "public_page": _public_page(request),
        "administrators": [str(each) for each in _administrators()],
        "is_without_board": user.is_without_board,
    }
    return TemplateResponse(
        request, "admin/not_found.html", context, status=404, headers={"Cache-Control": "no-store"}
    )


def _administrators():
    """Whom to ask for a right or for a board."""
    return User.objects.filter(groups__name="Administrators", is_active=True).order_by("pk")[:3]


def _public_page(request: HttpRequest) -> Page | None:
    """The page that the address is about, if it is public; of an edition, if that edition is live."""
    found = request.resolver_match
    keys = [str(key) for name, key in (found.kwargs if found else {}).items() if name in KEYS]
    if not keys or not keys[0].isdecimal() or len(keys[0]) > LONGEST_KEY:
        return None
    kind, key = (found.url_name or "").removeprefix("reviews_").partition("_")[0], int(keys[0])
    live = Edition.objects.public(at=clock.now()).select_related("page__board")
    if kind in OF_EDITION:
        edition = live.filter(pk=key).first()
    elif kind in OF_PAGE or found.url_name in ABOUT_A_PAGE:
        edition = live.filter(page=key).first()
    else:
        edition = None
    return edition.page if edition else None
