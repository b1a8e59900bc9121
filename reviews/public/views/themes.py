"""Themes as HTTP."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from reviews.public import feeds, structured_data
from reviews.public.kept import Kept, memory
from reviews.public.surroundings import site_frame
from reviews.public.themes import having, listed_themes, theme_context, theme_of
from reviews.public.views.data import data_view, narrowed, sent
from reviews.public.views.decorators import public_view
from reviews.public.views.feeds import ATOM

HEADERS = {"Cache-Control": "no-cache"}


@public_view
def every(request: HttpRequest, *, at: datetime) -> HttpResponse:
    context = {"themes": listed_themes(at=at)} | site_frame(Kept(), at=at)
    return TemplateResponse(request, "reviews/themes.html", context, headers=HEADERS)


@public_view
def single(request: HttpRequest, slug: str, *, at: datetime) -> HttpResponse:
    """A theme and the reviews that have it. Raises Http404."""
    kept = memory.at(at) if request.GET else Kept()  # before anything is read
    theme = kept.find(("theme", slug)) or theme_of(slug)
    if theme is None and slug != slug.lower() and theme_of(slug.lower()):
        return HttpResponsePermanentRedirect(reverse("theme", args=[slug.lower()]), headers=HEADERS)
    if theme is None:
        raise Http404
    kept.put(("theme", slug), theme)
    context = theme_context(theme, request.GET, kept, at=at) | site_frame(kept, at=at)
    context |= {
        "metadata": structured_data.of_theme(theme),
        "crumbs": [(reverse("themes"), gettext("Themes"), "")],
    }
    return TemplateResponse(request, "reviews/theme.html", context, headers=HEADERS)


@public_view
def feed(request: HttpRequest, slug: str, *, at: datetime) -> HttpResponse:
    """Raises Http404."""
    theme = theme_of(slug)
    if theme is None:
        raise Http404
    return sent(request, feeds.of_theme(theme, at=at), ATOM)


@data_view
def data(request: HttpRequest, slug: str, ending: str, *, at: datetime) -> HttpResponse:
    """The live reviews that have the theme, narrowed as its page is. Raises Http404."""
    theme = theme_of(slug)
    if theme is None:
        raise Http404
    return narrowed(request, having(theme, at=at), ending, at=at)
