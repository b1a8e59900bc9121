"""The files of public editions. There is no other way to their bytes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import quote_etag

from reviews import delivery
from reviews.models import Attachment, ReviewEdition, clock
from reviews.views.pages import elsewhere
from reviews.views.reading import reading


@reading
def document(request: HttpRequest, path: str, name: str) -> HttpResponse:
    """The file itself; the response names the page it belongs to."""
    attachment = _attachment(path, name)
    if attachment is None:
        return elsewhere(request, f"{path}/{name}.pdf")
    document, headers = attachment.document, _headers(attachment, f"{name}.pdf")
    if settings.DOCUMENT_DELIVERY == "redirect":
        address = delivery.signed_address(document, f"{name}.pdf", request.method)
        return HttpResponseRedirect(address, headers=headers | {"Cache-Control": "no-store"})
    return delivery.stream(request, document.file, document.media_type, headers)


@reading
def cover(request: HttpRequest, path: str, name: str) -> HttpResponse:
    """The first page of the file as a picture."""
    attachment = _attachment(path, name)
    if attachment is None:
        return elsewhere(request, f"{path}/{name}.webp")
    headers = _headers(attachment, f"{name}.webp")
    return delivery.stream(request, attachment.document.cover, "image/webp", headers)


def _attachment(path: str, name: str) -> Attachment | None:
    """What the live edition at ``path`` shows under ``name``; None for whatever is not public."""
    public = ReviewEdition.objects.public(at=clock.now()).select_related("page")
    edition = public.filter(page__path=path).first()
    if edition is None:
        return None
    return (
        edition.attachments.exclude(document=None)
        .select_related("document")
        .filter(slug=name)
        .first()
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
