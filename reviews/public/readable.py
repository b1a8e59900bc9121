"""Which editions that have begun the public may still read."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from reviews.models import Edition, ReviewEdition


def readable(*, at: datetime) -> Q:
    """For editions that have begun: the public may read them at the moment ``at``.

    Their page is public, was not withdrawn as they ended or later, and none of their files has been
    erased.
    """
    is_public = Edition.objects.public(at=at).filter(page=OuterRef("page"))
    incomplete = ReviewEdition.objects.begun(by=at).filter(
        pk=OuterRef("pk"), attachments__document__erased_at__isnull=False
    )
    return Q(Exists(is_public), ~withdrawn(at=at), ~Exists(incomplete), page__erased_at=None)


def withdrawn(*, at: datetime) -> Exists:
    """For editions: their page was withdrawn as they ended or later, by the moment ``at``."""
    withdrawals = Edition.objects.begun(by=at).filter(
        withdrawal__isnull=False,
        page=OuterRef("page"),
        live_until__gte=OuterRef("live_until"),
        live_until__lte=at,
    )
    return Exists(withdrawals)
