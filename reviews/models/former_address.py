import re
from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Upper

from reviews.lib.clock import ClockTimestamp
from reviews.models.edition import Edition, Period
from reviews.models.page import RESERVED_SEGMENTS, YEAR, Page, validate_not_reserved
from reviews.models.review_edition import ReviewEdition
from reviews.models.withdrawal import Withdrawal

_FILE = re.compile(r"(?P<slug>[^/]+)\.(pdf|webp)")
TAKEN = {
    "own": "This is the address of this page itself.",
    "page": "A page of this register is there now.",
    "board": "It lies below an address of another board: that board alone can let it lead elsewhere.",
    "site": "This register puts something of its own there: choose another address.",
    "file": "A document of this register is there, or was: its address leads on by itself.",
    "led_here": "It is a former address of this page already.",
    "led_elsewhere": "It leads to another page, or waits for agreement to: it must be ended there first.",
}


class FormerAddressQuerySet(models.QuerySet):
    def public(self, *, at: datetime) -> "FormerAddressQuerySet":
        """The addresses that lead on at ``at``: to a page that ``is_public``, or else to its notice."""
        in_force = self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)
        public = Edition.objects.public(at=at).filter(page=OuterRef("page"))
        withdrawn = Withdrawal.objects.public(at=at).filter(edition__page=OuterRef("page"))
        marked = in_force.annotate(is_public=Exists(public))
        return marked.filter(Q(is_public=True) | Exists(withdrawn), page__erased_at=None)

    def open(self) -> "FormerAddressQuerySet":
        """Those that have not been ended or turned down, agreed to or not."""
        return self.filter(live_until=None)

    def waiting(self) -> "FormerAddressQuerySet":
        """Those to which nobody has agreed yet."""
        return self.open().filter(live_from=None)

    def at_any_of(self, paths: set[str]) -> "FormerAddressQuerySet":
        """Capitals make no difference."""
        matching = Q()
        for path in paths:
            matching |= Q(path__iexact=path)
        return self.filter(matching)

    def why_taken(self, path: str, page: Page) -> str:
        """Why ``path`` cannot lead to ``page``, as a sentence; empty when it can."""
        if row := self.open().filter(path__iexact=path).first():
            return TAKEN["led_here" if row.page_id == page.pk else "led_elsewhere"]
        segments = path.partition("?")[0].lower().strip("/").split("/")
        above = {"/".join(segments[:size]) for size in range(1, len(segments) + 1)}
        reasons = (
            _why_below(found, "/".join(segments).removeprefix(found.path).strip("/"), page)
            for found in Page.objects.filter(path__in=above)
        )
        return next(filter(None, reasons), "")


def _why_below(above: Page, rest: str, page: Page) -> str:
    """Why what lies ``rest`` below the address of ``above`` cannot lead to ``page``."""
    if not rest:
        return TAKEN["own" if above.pk == page.pk else "page"]
    if above.board_id and above.board_id != page.board_id:
        return TAKEN["board"]
    if rest.split("/")[0] in RESERVED_SEGMENTS or YEAR.fullmatch(rest):
        return TAKEN["site"]
    file = _FILE.fullmatch(rest)
    shown = ReviewEdition.objects.filter(page=above, attachments__slug=file["slug"] if file else "")
    return TAKEN["file"] if file and shown.exists() else ""


class FormerAddress(models.Model):
    """An address at which a page used to be found, here or on an earlier website.

    Whoever adds it proposes it. It leads readers on from ``live_from``, when somebody else agreed,
    until ``live_until``. The past of it cannot be edited. ``added_by`` is empty in rows from before
    agreement was asked for.
    """

    path = models.CharField(
        max_length=300,
        validators=[validate_not_reserved],
        help_text="With its query, if it has one; without the first and last slash.",
    )
    page = models.ForeignKey("reviews.Page", models.PROTECT, related_name="former_addresses")
    added_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    added_by = models.ForeignKey(
        "reviews.User", models.PROTECT, null=True, editable=False, related_name="+"
    )
    agreed_by = models.ForeignKey(
        "reviews.User", models.PROTECT, null=True, editable=False, related_name="+"
    )
    live_from = models.DateTimeField(null=True, editable=False)
    live_until = models.DateTimeField(null=True, editable=False)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "former addresses"
        ordering = ["path", "pk"]
        # Which of them begins or ends next.
        indexes = [
            models.Index("live_from", name="former_address_begins"),
            models.Index("live_until", name="former_address_ends"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(path=""), name="former_address_not_empty"),
            models.CheckConstraint(
                condition=Q(live_from=None)
                | Q(added_by=None)
                | Q(agreed_by__isnull=False) & ~Q(agreed_by=F("added_by")),
                name="former_address_needs_two_people",
            ),
            models.CheckConstraint(
                condition=Q(live_from=None) | Q(live_until=None) | Q(live_until__gt=F("live_from")),
                name="former_address_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="one_page_at_a_former_address",
                expressions=[
                    (Upper("path"), RangeOperators.EQUAL),
                    (Period("live_from", "live_until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(live_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.path}"

    @property
    def is_waiting(self) -> bool:
        return self.live_from is None and self.live_until is None
