from datetime import date, timedelta

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When

from reviews.models.former_address import FormerAddress
from reviews.models.page import Page

MOST = 2_000  # addresses
REMEMBERED = timedelta(days=90)
# A program that looks for a weakness asks for hundreds of addresses on one day, and never again.
ASKED_ONCE = timedelta(days=14)


class MissedAddressQuerySet(models.QuerySet):
    def add_one(self, path: str, *, on: date) -> None:
        """Once more, or as a new one while there are not too many. One statement if it is known, else four."""
        is_another_day = Case(When(last_asked_on__lt=on, then=1), default=0)
        facts = {"times": F("times") + 1, "days": F("days") + is_another_day}
        if self.filter(path=path).update(**facts, last_asked_on=on):
            return
        self.past(on=on).delete()
        if not self.order_by("pk")[MOST - 1 :].exists():
            self.bulk_create([self.model(path=path, last_asked_on=on)], ignore_conflicts=True)

    def past(self, *, on: date) -> "MissedAddressQuerySet":
        """Those that nobody has asked for in a long time."""
        is_old = Q(last_asked_on__lt=on - REMEMBERED)
        return self.filter(is_old | Q(days=1, last_asked_on__lt=on - ASKED_ONCE))

    def still_missed(self) -> "MissedAddressQuerySet":
        """Those at which no page is now, and that lead to none; most asked for first, by days."""
        led_on = FormerAddress.objects.open().filter(path__iexact=OuterRef("path"))
        pages = Page.objects.filter(
            path__iexact=OuterRef("path"), editions__live_from__isnull=False
        )
        return (
            self.exclude(Exists(led_on)).exclude(Exists(pages)).order_by("-days", "-times", "path")
        )


class MissedAddress(models.Model):
    """An address at which readers found nothing, and how often. Nothing is kept of who asked. Mutable."""

    path = models.CharField(max_length=300, unique=True)
    times = models.PositiveIntegerField(default=1)
    days = models.PositiveIntegerField(default=1, help_text="On how many days it was asked for.")
    last_asked_on = models.DateField()

    objects = MissedAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "missed addresses"

    def __str__(self) -> str:
        return f"/{self.path}"
