"""Which editions that have begun the public may still read."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from reviews.models import Edition, Lineage, ReviewEdition


def readable(*, at: datetime) -> Q:
    """For editions that have begun: the public may read them at the moment ``at``.

    Their page is public, was not withdrawn as they ended or later, and none of their files has been
    erased, nor withdrawn since.
    """
    is_public = Edition.objects.public(at=at).filter(page=OuterRef("page"))
    incomplete = ReviewEdition.objects.begun(by=at).filter(
        pk=OuterRef("pk"), attachments__document__erased_at__isnull=False
    )
    return Q(
        Exists(is_public),
        ~withdrawn(at=at),
        ~Exists(incomplete),
        ~Exists(lost_documents(at=at).filter(shown_by=OuterRef("pk"))),
        page__erased_at=None,
    )


def withdrawn(*, at: datetime) -> Exists:
    """For editions: their page was withdrawn as they ended or later, by the moment ``at``."""
    withdrawals = Edition.objects.begun(by=at).filter(
        withdrawal__isnull=False,
        page=OuterRef("page"),
        live_until__gte=OuterRef("live_until"),
        live_until__lte=at,
    )
    return Exists(withdrawals)


def lost_documents(*, at: datetime) -> QuerySet:
    """The documents that later editions took from public view by then, each with every edition that had shown it.

    Not those that were replaced, unless what was replaced is to be read no more.
    """
    hidden = Q(successor=None) | Q(reason=Lineage.HIDING)
    earlier = F("document__attachments__edition")
    return (
        Lineage.objects.begun(by=at)
        .filter(hidden)
        .annotate(shown_by=earlier, shown_from=F("document__attachments__edition__live_from"))
        .filter(
            document__attachments__edition__page=F("edition__page"),
            shown_from__lt=F("edition__live_from"),
        )
    )
