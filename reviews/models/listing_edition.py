from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from reviews.models.edition import Edition, EditionQuerySet
from reviews.models.review_edition import ReviewEdition, ReviewType


class ListingEdition(Edition):
    """An edition of a listing: its words, and which kinds of review it lists. See Edition."""

    review_types = ArrayField(
        models.CharField(max_length=20, choices=ReviewType), default=list, blank=True
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "listing edition"

    def listed(self, editions: EditionQuerySet, *, at: datetime) -> EditionQuerySet:
        """Those of ``editions`` of reviews that are in this listing's scope at ``at``.

        If it has a board, its own and those of the boards that it succeeded.
        """
        scope, board = editions.filter(review_type__in=self.review_types), self.page.board
        return scope.filter(page__board__in=board.with_predecessors(at=at)) if board else scope

    def has_year(self, year: str, *, at: datetime) -> bool:
        """Whether it lists a public review that was first published in that year or, as 2015-08, that month."""
        listed = self.listed(ReviewEdition.objects.public(at=at), at=at)
        return listed.filter(first_published__startswith=year).exists()

    def successors(self, *, at: datetime) -> EditionQuerySet:
        """The public listings at ``at`` of the boards that succeeded this one's, with a type in common."""
        board = self.page.board
        if board is None:
            return ListingEdition.objects.none()
        listings = ListingEdition.objects.public(at=at).select_related("page__board")
        later = listings.filter(page__board__in=board.with_successors(at=at).exclude(pk=board.pk))
        return later.filter(review_types__overlap=self.review_types).order_by("page__path")
