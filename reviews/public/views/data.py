"""The register as data over HTTP: JSON and CSV with ETags, which other websites’ scripts may read too."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.views.decorators.http import require_http_methods

from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import ListingEdition, Page, ReviewEdition
from reviews.public import citation, feeds
from reviews.public.api import openapi, reading, records, tables
from reviews.public.etags import conditional
from reviews.public.found import Rendition
from reviews.public.search_terms import terms_of
from reviews.public.structured_data import MEDIA_TYPES
from reviews.public.views.decorators import ANY_SITE, OF_DATA, permission_of_scripts


def data_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers GET, HEAD and OPTIONS; what is asked wrongly with 400, the reason and what to ask instead."""

    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def read(request: HttpRequest, *, at: datetime | None = None, **parts) -> HttpResponse:
        if request.method == "OPTIONS":
            return permission_of_scripts()
        try:
            response = view(request, at=at or clock.now(), **parts)
        except Refused as refusal:
            response = _problem(request, " ".join(refusal.reasons), HTTPStatus.BAD_REQUEST)
        except Http404:
            response = nothing_here(request)
        response["X-Robots-Tag"] = "noindex"
        return response

    return read


def is_asked_for(path: str) -> bool:
    """Whether a program asks at this address, and not a person."""
    return path.startswith("/api/") or path.endswith(OF_DATA)


def nothing_here(request: HttpRequest) -> HttpResponse:
    return _problem(request, "There is nothing at this address.", HTTPStatus.NOT_FOUND)


def withdrawn(request: HttpRequest) -> HttpResponse:
    """In the place of the notice that people read."""
    ending = request.path.rpartition(".")[2]
    sentence = f"The page was withdrawn. Its notice is at this address with “/” in the place of “.{ending}”."
    return _problem(request, sentence, HTTPStatus.GONE)


@data_view
def description(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """What can be asked and what comes back, as OpenAPI."""
    return _json(request, openapi.document())


@data_view
def reviews(request: HttpRequest, *, at: datetime) -> HttpResponse:
    return narrowed(request, ReviewEdition.objects.public(at=at), "json", at=at)


@data_view
def search(request: HttpRequest, ending: str, *, at: datetime) -> HttpResponse:
    """What a search finds, in the order of ids; nothing for no words."""
    live = ReviewEdition.objects.public(at=at)
    if not terms_of(request.GET.get("q", "")).typed:
        live = live.none()
    return narrowed(request, live, ending, at=at)


def narrowed(
    request: HttpRequest, live: QuerySet, ending: str, before: dict | None = None, *, at: datetime
) -> HttpResponse:
    """Those of the reviews that are asked for: as a table, or as JSON with ``before`` at its beginning."""
    if twice := [name for name, values in request.GET.lists() if len(values) > 1]:
        raise Refused(f"“{min(twice)}” is given more than once. Ask for one value at a time.")
    if ending == "csv":
        found = reading.every(reading.narrowed(request.GET, live, at=at), at=at)
        return sent(request, tables.csv(found), f"{MEDIA_TYPES['csv']}; charset=utf-8")
    part = reading.part(request.GET, live, at=at)
    following = {"reviews": part.records, "next": _next(request, part.after)}
    return _json(request, (before or {}) | following)


@data_view
def review(request: HttpRequest, number: int, *, at: datetime) -> HttpResponse:
    live = ReviewEdition.objects.public(at=at).with_parts().with_versions(at=at)
    edition = live.filter(page=number).first()
    if edition is None:
        raise Http404
    return _json(request, records.review(edition, at=at))


@data_view
def listings(request: HttpRequest, *, at: datetime) -> HttpResponse:
    live = ListingEdition.objects.public(at=at).with_versions(at=at)
    live = live.select_related("page__board").order_by("page")
    return _json(request, {"listings": [records.listing(edition) for edition in live]})


@data_view
def everything(request: HttpRequest, *, at: datetime) -> HttpResponse:
    """All live reviews in one file, made while it is sent: a stored one would keep what has been withdrawn."""
    live = ReviewEdition.objects.public(at=at)
    content = () if request.method == "HEAD" else _lines(reading.every(live, at=at), at)
    headers = ANY_SITE | {"Cache-Control": "no-cache"}
    return StreamingHttpResponse(content, content_type="application/json", headers=headers)


def rendition(request: HttpRequest, found: Rendition, *, at: datetime) -> HttpResponse:
    """A live page in another form than HTML."""
    media_type = f"{MEDIA_TYPES[found.ending]}; charset=utf-8"
    if found.page.kind == Page.Kind.LISTING:
        return _listing(request, found, media_type, at=at)
    edition = found.edition.as_kind
    edition.page = found.page
    if found.ending == "json":
        return _json(request, records.review(edition, at=at))
    return sent(
        request, {"bib": citation.bibtex, "ris": citation.ris}[found.ending](edition), media_type
    )


def sent(request: HttpRequest, content: str, media_type: str, status: int = 200) -> HttpResponse:
    """The whole answer, or 304 to whoever has it already."""
    response = HttpResponse(content, content_type=media_type, status=status)
    response["Cache-Control"] = "no-cache"
    answer = conditional(request, response)
    for name, value in ANY_SITE.items():
        answer[name] = value
    return answer


def _listing(
    request: HttpRequest, found: Rendition, media_type: str, *, at: datetime
) -> HttpResponse:
    edition = found.edition.as_kind
    edition.page, edition.versions = found.page, found.edition.versions
    listed = edition.listed(ReviewEdition.objects.public(at=at), at=at)
    if found.ending == "atom":
        return sent(request, feeds.of_listing(edition, at=at), media_type)
    try:
        before = {"listing": records.listing(edition)}
        return narrowed(request, listed, found.ending, before, at=at)
    except Refused as refusal:
        return _problem(request, " ".join(refusal.reasons), HTTPStatus.BAD_REQUEST)


def _next(request: HttpRequest, after: int | None) -> str | None:
    if after is None:
        return None
    query = QueryDict(mutable=True)
    query.update({**request.GET.dict(), "after": str(after)})
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"


def _lines(found: Iterator[dict], at: datetime) -> Iterator[str]:
    """One JSON object; each review on a line of its own."""
    yield f'{{"as_at": "{at.isoformat()}", "reviews": [\n'
    separator = ""
    for record in found:
        yield f"{separator}{json.dumps(record, ensure_ascii=False)}"
        separator = ",\n"
    yield "\n]}\n"


def _json(request: HttpRequest, value: dict, status: int = 200) -> HttpResponse:
    content = json.dumps(value, ensure_ascii=False, indent=1)
    return sent(request, content, "application/json; charset=utf-8", status)


def _problem(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return _json(request, {"error": sentence}, status)
