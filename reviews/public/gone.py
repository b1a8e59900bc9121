"""What was at a public address and is there no more: the notice, the reason, or where it is now."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Case, QuerySet, When

from reviews.editions.readable import lost_documents, readable, withdrawn
from reviews.lib.compiled import AT, Blank, compiled
from reviews.models import (
    Attachment,
    Edition,
    EditionQuerySet,
    Lineage,
    ReviewEdition,
    Withdrawal,
)
from reviews.public.found import DroppedFile, Found, Gone, LostDocument, Redirect, WithdrawalNotice


def notice(path: str, *, at: datetime) -> WithdrawalNotice | None:
    withdrawal = _withdrawn_from_path().first({"path": path, "at": at})
    if withdrawal is None:
        return None
    status = 410 if withdrawal.answer == Withdrawal.Answer.GONE else 200
    return WithdrawalNotice(withdrawal.edition.page, withdrawal, status)


@compiled
def _withdrawn_from_path() -> QuerySet:
    withdrawals = Withdrawal.objects.public(at=AT).filter(edition__page__path=Blank("path"))
    return withdrawals.select_related("edition__page__board", "edition__reviewedition")


def went_with_page(
    editions: EditionQuerySet, path: str, *, at: datetime
) -> WithdrawalNotice | Gone | None:
    """For what went with a withdrawal of the page: the notice, or Gone if the page has returned."""
    gone = editions.filter(withdrawn(at=at), page__path=path, page__erased_at=None)
    edition = gone.select_related("page__board").first()
    return edition and (notice(path, at=at) or Gone(edition.page))


def file(path: str, name: str, ending: str, *, at: datetime) -> Found | None:
    """What became of a file that the page showed under this name."""
    begun = ReviewEdition.objects.begun(by=at).filter(page__path=path)
    if not begun.filter(attachments__slug=name).exists():
        return None  # which most of what is asked for never was
    return (
        withdrawn_file(path, at=at, slug=name)
        or lost(path, at=at, slug=name)
        or moved_file(path, name, ending, at=at)
    )


def withdrawn_file(path: str, *, at: datetime, **named: str) -> WithdrawalNotice | Gone | None:
    """A file that went with a withdrawal is gone for good, even where the notice answers 200.

    A file that was only ever in a draft was never there, nor is one that has been erased.
    """
    shown = {f"attachments__{name}": value for name, value in named.items()}
    holding = ReviewEdition.objects.begun(by=at).filter(
        attachments__document__isnull=False, attachments__document__erased_at=None, **shown
    )
    found = went_with_page(holding, path, at=at)
    return replace(found, status=410) if isinstance(found, WithdrawalNotice) else found


def lost(path: str, *, at: datetime, **named: str) -> LostDocument | None:
    """What an edition had shown under that name, and the public may read no more: the latest reason."""
    shown = {f"document__attachments__{name}": value for name, value in named.items()}
    public = Edition.objects.public(at=at).filter(page__path=path)
    found = lost_documents(at=at).filter(edition__page__in=public.values("page"), **shown)
    lineage = found.select_related("edition__page__board").order_by("-edition__live_from").first()
    if lineage is None:
        return None
    after = _succession(path, lineage.document_id, at=at)[1:]
    return LostDocument(lineage.edition.page, lineage, _shown_now(path, after, at=at))


def moved_file(path: str, name: str, ending: str, *, at: datetime) -> Found | None:
    """Where the document, or what took its place, is shown now that the page showed under this name."""
    begun = ReviewEdition.objects.begun(by=at).filter(
        readable(at=at), page__path=path, attachments__slug=name
    )
    was = attachment_of(begun.order_by("-live_from"), slug=name)
    if was is None:
        return None
    if now := _shown_now(path, _succession(path, was.document_id, at=at), at=at):
        address = now.get_absolute_url().removesuffix("pdf") + ending
        return Redirect(now.edition.page, address)
    return DroppedFile(was.edition.page, was)


def _shown_now(path: str, line: list[int], *, at: datetime) -> Attachment | None:
    """The first of these documents that the public finds now: on this page first."""
    public = ReviewEdition.objects.public(at=at)
    elsewhere = Case(When(page__path=path, then=0), default=1)
    for each in line:
        editions = public.filter(attachments__document=each).order_by(elsewhere, "page__path")
        if shown := attachment_of(editions, document=each):
            return shown
    return None


def _succession(path: str, document: int, *, at: datetime) -> list[int]:
    """The document, and if the page recorded successors of it, the last of them."""
    stated = Lineage.objects.begun(by=at).filter(edition__page__path=path).exclude(successor=None)
    pairs = stated.order_by("edition__live_from").values_list("document", "successor")
    followed, after = [document], dict(pairs)
    while (following := after.get(followed[-1])) and following not in followed:
        followed.append(following)
    return list(dict.fromkeys([document, followed[-1]]))


def attachment_of(editions: EditionQuerySet, **named: object) -> Attachment | None:
    """What the first of ``editions`` shows of that ``slug``, ``document`` or ``document__sha256``."""
    edition = editions.select_related("page").first()
    if edition is None:
        return None
    kept = edition.attachments.filter(document__isnull=False, document__erased_at=None)
    return kept.select_related("document").defer("document__text").filter(**named).first()
