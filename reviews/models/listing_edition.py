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

    def listed(self, editions: EditionQuerySet | None = None) -> EditionQuerySet:
        """The review editions in this listing's scope, of all times; of its own board if it has one."""
        scope = (ReviewEdition.objects.all() if editions is None else editions).filter(
            review_type__in=self.review_types
        )
        return scope.filter(page__board=self.page.board_id) if self.page.board_id else scope
