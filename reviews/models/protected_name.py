"""What must never appear in a review, and where it was looked for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reviews.lib.clock import ClockTimestamp


class ProtectedName(models.Model):
    """A name, a date of birth or an address that must never appear in one review. Mutable: it can be deleted.

    It is stored encrypted (``reviews.lib.sealing``), and neither the ledger nor any digest knows it.
    """

    class Kind(models.TextChoices):
        NAME = "name", "name of a person"
        BIRTH = "birth", "date of birth"
        ADDRESS = "address", "address"

    page = models.ForeignKey("reviews.Page", models.PROTECT, related_name="protected_names")
    kind = models.CharField(max_length=10, choices=Kind)
    sealed = models.BinaryField()
    added_by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = models.Manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"protected {self.get_kind_display()} {self.pk}"


class NameSearch(models.Model):
    """Where one protected name stands in one document, or in the text of one edition. Mutable.

    It holds places (“page 3”) and never the words. ``parts`` are single parts of a name by their number:
    how often each was found, and where.
    """

    name = models.ForeignKey(ProtectedName, models.CASCADE, related_name="searches")
    document = models.ForeignKey(
        "reviews.Document", models.PROTECT, null=True, related_name="name_searches"
    )
    edition = models.ForeignKey(
        "reviews.Edition", models.CASCADE, null=True, related_name="name_searches"
    )
    version = models.PositiveIntegerField(help_text="Of the search.")
    places = ArrayField(models.CharField(max_length=80), default=list)
    parts = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "document", "edition"],
                name="name_searched_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(document=None, edition__isnull=False)
                | Q(document__isnull=False, edition=None),
                name="name_searched_in_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"search for {self.name}"


class NameWaiver(models.Model):
    """Why a single part of a protected name may stay in a document, or in the page's own text. Mutable.

    It goes with the name. ``most`` is how often the part stood there: more of them are looked at again.
    """

    name = models.ForeignKey(ProtectedName, models.CASCADE, related_name="waivers")
    part = models.CharField(max_length=5, help_text="Its number.")
    document = models.ForeignKey(
        "reviews.Document",
        models.PROTECT,
        null=True,
        related_name="name_waivers",
        help_text="Empty for the text of the page itself.",
    )
    most = models.PositiveIntegerField()
    sealed_reason = models.BinaryField()
    by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = models.Manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"waiver of a part of {self.name}"
