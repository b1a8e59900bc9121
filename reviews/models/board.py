from django.db import models
from django.db.models import Q


class Board(models.Model):
    """Who publishes or commissions reviews. Frozen, but for its contact, once a public page names it.

    A board that is renamed or replaced is a new row that ``succeeds`` the old one.
    """

    class Kind(models.TextChoices):
        LSCB = "lscb", "local safeguarding children board"
        PARTNERSHIP = "partnership", "safeguarding children partnership"
        SAB = "sab", "safeguarding adults board"
        REGIONAL = "regional", "regional safeguarding board"
        CSP = "csp", "community safety partnership"
        OTHER = "other", "other body"

    class Jurisdiction(models.TextChoices):
        ENGLAND = "england", "England"
        WALES = "wales", "Wales"
        SCOTLAND = "scotland", "Scotland"
        NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=40, blank=True, help_text="For example SSCB.")
    kind = models.CharField(max_length=20, choices=Kind)
    jurisdiction = models.CharField(max_length=20, choices=Jurisdiction)
    succeeds = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        help_text="The board that this one replaced, if any.",
    )
    contact_email = models.EmailField(
        blank=True, help_text="Where readers ask for a copy or another format. Shown in the footer."
    )
    website = models.URLField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="board_has_a_name"),
            models.CheckConstraint(
                condition=Q(succeeds=None) | ~Q(succeeds=models.F("id")),
                name="board_does_not_succeed_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name
