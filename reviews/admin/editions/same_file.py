"""Where a file that is uploaded stands already: the same file is one document, however often it comes."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.base import File
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html

from reviews.admin.links import edition_address
from reviews.documents.originals import are_same_as
from reviews.lib import clock
from reviews.models import Attachment, Document, Edition, Page, User

MOST = 5  # pages that are named


@dataclass(frozen=True)
class ShownAt:
    """``address`` is of the edition in the admin, for those who work on its page; else of its public page."""

    sentence: str
    address: str


def where_shown(document: Document, draft: Edition, user: User) -> list[ShownAt]:
    """Where the person works, and where everybody can read it; the latest edition of each page."""
    theirs = Page.objects.of(user)
    public = Q(edition__in=Edition.objects.public(at=clock.now()))
    shown = Attachment.objects.filter(are_same_as([document.pk]))
    latest = (
        shown.filter(public | Q(edition__page__in=theirs))
        .order_by("edition__page_id", "-edition_id", "position")
        .distinct("edition__page_id")
        .select_related("edition__page")
        .prefetch_related("edition__identifiers", "edition__subjects")
    )
    rows = list(latest[:MOST])
    own = set(
        theirs.filter(pk__in=[row.edition.page_id for row in rows]).values_list("pk", flat=True)
    )
    return [_shown_at(row, draft, is_theirs=row.edition.page_id in own) for row in rows]


def _shown_at(row: Attachment, draft: Edition, *, is_theirs: bool) -> ShownAt:
    edition = row.edition
    if edition.pk == draft.pk:
        where = "It stands in this draft already"
    elif edition.page_id == draft.page_id:
        where = f"It stands in edition {edition.number} of this page"
    else:
        where = f"It is also a file of “{edition.heading}”"
    address = edition_address(edition) if is_theirs else edition.page.get_absolute_url()
    return ShownAt(f"{where}, as “{row.name}”.", address)


def report_where_shown(request: HttpRequest, upload: File, draft: Edition) -> None:
    """The same of a file that came with the form."""
    if isinstance(upload.outcome, Document):
        for each in where_shown(upload.outcome, draft, request.user):
            said = format_html(
                'The file “{}”. <a href="{}">{}</a>', upload.name, each.address, each.sentence
            )
            messages.warning(request, said)
