"""What programs ask a website for: feeds, the sitemap, the rules for robots, the icon."""

from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static

from reviews.public import feeds
from reviews.public.sitemaps import LivePages, OfThisSite, Themes
from reviews.public.views.data import sent
from reviews.public.views.decorators import public_view

ATOM = "application/atom+xml; charset=utf-8"
# Nobody’s search engine needs them: lists of the same pages, and the staff’s door. Researchers’ programs that ask here
# first may read the data; its answers tell search engines to leave them out.
ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /search\nDisallow: /alerts/\nDisallow: /concerns/\nDisallow: /cy/search\nDisallow: /cy/alerts/\nDisallow: /cy/concerns/\n\nSitemap: {site}/sitemap.xml\n"


@public_view
def everything(request: HttpRequest, *, at: datetime) -> HttpResponse:
    return sent(request, feeds.of_everything(at=at), ATOM)


@public_view
def board(request: HttpRequest, number: int, *, at: datetime) -> HttpResponse:
    """The feed of a board that has published here. Raises Http404."""
    row = feeds.board_of(number, at=at)
    if row is None:
        raise Http404
    return sent(request, feeds.of_board(row, at=at), ATOM)


@public_view
def sitemap_index(request: HttpRequest, *, at: datetime) -> HttpResponse:
    return _fresh(sitemaps.index(request, _sitemaps(at), sitemap_url_name="sitemap_part"))


@public_view
def sitemap(request: HttpRequest, section: str, *, at: datetime) -> HttpResponse:
    return _fresh(sitemaps.sitemap(request, _sitemaps(at), section))


@public_view
def robots(request: HttpRequest, *, at: datetime) -> HttpResponse:
    return sent(request, ROBOTS.format(site=settings.SITE_URL), "text/plain; charset=utf-8")


@public_view
def icon(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """Where browsers look that do not read the page’s own link to the icon."""
    return HttpResponseRedirect(static("favicon.ico"))


def _sitemaps(at: datetime) -> dict[str, OfThisSite]:
    return {"pages": LivePages(at=at), "themes": Themes(at=at)}


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-cache"
    return response
