"""Answers in words when something is wrong with a request, or with the site. They read no row and no file."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template import loader

from reviews.lib import site_language
from reviews.public.footer import shipped_help_lines


def plain_answer(template: str, status: int, **headers: str) -> HttpResponse:
    help_lines = {"help_lines": shipped_help_lines(), "help_language": site_language.current()}
    page = loader.render_to_string(f"reviews/{template}.html", help_lines)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"} | headers)


def unclear(request: HttpRequest, exception: Exception) -> HttpResponse:
    """To what Django refuses to read: a host that is not ours, too many fields, a broken upload."""
    return plain_answer("unclear", 400)


def fault(request: HttpRequest) -> HttpResponse:
    return plain_answer("fault", 500)


def not_allowed(refusal: HttpResponseNotAllowed) -> HttpResponse:
    return plain_answer("not_allowed", 405, Allow=refusal["Allow"])
