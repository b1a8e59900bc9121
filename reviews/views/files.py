"""The files of public editions. There is no other way to their bytes."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reviews import delivery
from reviews.models import Attachment, ReviewEdition, clock


def _attachment(path: str, name: str) -> Attachment:
    """The attachment of the live edition at ``path``. Raises Http404 for whatever is not public."""
    public = ReviewEdition.objects.public(at=clock.now())
    edition = public.filter(page__path=path).with_parts().first()
    papers = edition.attachments.all() if edition else []
    found = next((paper for paper in papers if paper.document_id and paper.slug == name), None)
    if found is None:
        raise Http404
    return found


@require_safe
def document(request: HttpRequest, path: str, name: str) -> HttpResponse:
    """The file itself; the response names the page it belongs to."""
    attachment = _attachment(path, name)
    headers = _headers(attachment, f"{name}.pdf")
    if settings.DOCUMENT_DELIVERY == "redirect":
        headers |= {"Cache-Control": "no-store"}
        return HttpResponseRedirect(
            delivery.signed_address(attachment.document, f"{name}.pdf"), headers=headers
        )
    return delivery.stream(
        request, attachment.document.file, attachment.document.media_type, headers
    )


@require_safe
def cover(request: HttpRequest, path: str, name: str) -> HttpResponse:
    """The first page of the file as a picture."""
    attachment = _attachment(path, name)
    return delivery.stream(
        request, attachment.document.cover, "image/webp", _headers(attachment, f"{name}.webp")
    )


def _headers(attachment: Attachment, filename: str) -> dict[str, str]:
    page = attachment.edition.page.get_absolute_url()
    kind = filename.rpartition(".")[2]
    return {
        "Content-Disposition": f'inline; filename="{filename}"',
        "Link": f'<{settings.SITE_URL}{page}>; rel="up"',
        "ETag": quote_etag(f"{attachment.document.sha256}-{kind}"),
        # Asked again every time: a withdrawn file must not come back from anybody's store.
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
