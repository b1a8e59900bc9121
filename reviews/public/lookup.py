"""What the public finds at an address: live, past, withdrawn. Every public read begins here."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from reviews.models import Attachment, Edition, Page, ReviewEdition, Withdrawal


def live(path: str, *, at: datetime) -> Edition | None:
    """The edition that the public reads at the address ``path`` at that moment, with its parts."""
    public = Edition.objects.public(at=at).filter(page__path=path)
    edition = public.select_related("reviewedition", "listingedition", "page__board").first()
    if edition and edition.page.kind == Page.Kind.REVIEW:
        return ReviewEdition.objects.public(at=at).with_parts().get(pk=edition.pk)
    return edition


def withdrawn(path: str, *, at: datetime) -> Withdrawal | None:
    """The withdrawal of which the address ``path`` tells at that moment."""
    withdrawals = Withdrawal.objects.public(at=at).filter(edition__page__path=path)
    return withdrawals.select_related("edition__page__board", "edition__reviewedition").first()


def closed(*, at: datetime) -> Exists:
    """For editions: the page was withdrawn as they ended or later, by the moment ``at``."""
    withdrawn = Edition.objects.begun(by=at).filter(
        withdrawal__isnull=False,
        page=OuterRef("page"),
        live_until__gte=OuterRef("live_until"),
        live_until__lte=at,
    )
    return Exists(withdrawn)


def readable(*, at: datetime) -> Q:
    """For editions that have begun: the public may read them at the moment ``at``."""
    on_show = Edition.objects.public(at=at).filter(page=OuterRef("page"))
    holed = ReviewEdition.objects.begun(by=at).filter(
        pk=OuterRef("pk"), attachments__document__erased_at__isnull=False
    )
    return Q(Exists(on_show), ~closed(at=at), ~Exists(holed), page__erased_at=None)


def past_edition(path: str, number: int, *, at: datetime) -> Edition | None:
    """The edition of the page at ``path`` that has ended and may still be read."""
    ended = Edition.objects.begun(by=at).filter(readable(at=at), live_until__lte=at)
    rows = ended.select_related("reviewedition", "listingedition", "page__board")
    found = rows.filter(page__path=path, number=number).first()
    if found and found.page.kind == Page.Kind.REVIEW:
        return ReviewEdition.objects.begun(by=at).with_parts().get(pk=found.pk)
    return found


def past_file(path: str, sha256: str, *, at: datetime) -> Attachment | None:
    """The file of these bytes in a readable edition of the page, as the latest of them shows it."""
    holding = ReviewEdition.objects.begun(by=at).filter(
        readable(at=at), page__path=path, attachments__document__sha256=sha256
    )
    latest = holding.select_related("page").order_by("-live_from").first()
    if latest is None:
        return None
    files = latest.attachments.select_related("document").defer("document__text")
    return files.filter(document__sha256=sha256).first()


def was_edition(path: str, number: int, *, at: datetime) -> bool:
    """An edition of this number was public at ``path`` and went with a withdrawal."""
    return _gone(Edition.objects.begun(by=at), path, at=at).filter(number=number).exists()


def was_file(path: str, *, at: datetime, **named: str) -> bool:
    """A file was public below ``path`` and went with a withdrawal: by ``slug`` or ``document__sha256``.

    A file that was only ever in a draft never was; nor is one that has been erased.
    """
    shown = {f"attachments__{name}": value for name, value in named.items()}
    gone = _gone(ReviewEdition.objects.begun(by=at), path, at=at)
    return gone.filter(
        attachments__document__isnull=False, attachments__document__erased_at=None, **shown
    ).exists()


def _gone(editions, path: str, *, at: datetime):
    return editions.filter(closed(at=at), page__path=path, page__erased_at=None)


def live_file(path: str, name: str, *, at: datetime) -> Attachment | None:
    """What the live edition at ``path`` shows under ``name``; None for whatever is not public."""
    public = ReviewEdition.objects.public(at=at).select_related("page")
    edition = public.filter(page__path=path).first()
    if edition is None:
        return None
    files = edition.attachments.filter(document__isnull=False, document__erased_at=None)
    return files.select_related("document").defer("document__text").filter(slug=name).first()
