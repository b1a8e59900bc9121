from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reviews.lib import site_language
from reviews.lib.clock import ClockTimestamp
from reviews.models.partial_date import PartialDateField, partial_dates_well_formed


class Period(Func):
    """The time during which an edition is live, its end excluded."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class EditionQuerySet(models.QuerySet):
    def public(self, *, at: datetime) -> "EditionQuerySet":
        """The editions that the public sees at the moment ``at``: the one door to public content."""
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)

    def begun(self, *, by: datetime) -> "EditionQuerySet":
        """Every edition that had gone live by that moment, whether or not it still was."""
        return self.filter(live_from__lte=by)

    def drafts(self) -> "EditionQuerySet":
        return self.filter(live_from=None)

    def scheduled(self, *, at: datetime) -> "EditionQuerySet":
        return self.filter(live_from__gt=at)

    def with_versions(self, *, at: datetime) -> "EditionQuerySet":
        """With path and language of the pages that are public at ``at`` as the same in other languages."""
        first = Coalesce(OuterRef("version_of"), OuterRef("page"))
        same = Edition.objects.public(at=at).filter(Q(page=first) | Q(version_of=first))
        others = same.exclude(page=OuterRef("page")).order_by("language", "page__path")
        facts = JSONObject(path="page__path", language="language")
        return self.annotate(versions=ArraySubquery(others.values(facts=facts)))


class Edition(models.Model):
    """What a page says during one period. Frozen once it has a period, of which only the future may change.

    It is live from ``live_from`` until ``live_until``, which is excluded; a draft has neither.
    """

    class Weight(models.TextChoices):
        SUBSTANTIVE = "substantive", _("substantive: what the page says has changed")
        CORRECTION = "correction", _("correction: something was wrong")
        TYPOGRAPHICAL = "typographical", _("typographical: spelling or layout only")

    page = models.ForeignKey(
        "reviews.Page", models.PROTECT, related_name="editions", editable=False
    )
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(max_length=250, blank=True)
    summary = models.TextField(
        blank=True, help_text="One or two plain sentences, shown under the title."
    )
    body = models.TextField(
        "text", blank=True, help_text="Markdown. Start a section with ## and its heading."
    )
    language = models.CharField(
        max_length=12, default="en-GB", help_text="The language of the text."
    )
    version_of = models.ForeignKey(
        "reviews.Page",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="other_versions",
        verbose_name="same page in another language",
        help_text="The page of which this one is the version in its own language. Readers of either find "
        "the other while both are public.",
    )
    change_note = models.TextField(blank=True)
    change_weight = models.CharField(
        "kind of change", max_length=15, choices=Weight, default=Weight.SUBSTANTIVE
    )

    live_from = models.DateTimeField(null=True, editable=False)
    live_until = models.DateTimeField(null=True, editable=False)

    first_published = PartialDateField(
        editable=False, help_text="Of the page, in any edition. Set by the verbs, never typed."
    )
    carried_from = models.CharField(
        "earlier website",
        max_length=300,
        blank=True,
        editable=False,
        help_text="The earlier website that first_published was read from; empty when it was witnessed here.",
    )
    carried_updated = PartialDateField(
        "last updated on the earlier website",
        editable=False,
        help_text="“Last updated” on the earlier website, on the edition carried over.",
    )

    draft_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    edited_at = models.DateTimeField(auto_now=True)
    edited_by = models.ForeignKey(
        "reviews.User", models.PROTECT, related_name="+", editable=False, null=True
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["page", "number"]
        permissions = [
            ("approve_edition", "Can approve and return editions"),
            ("publish_edition", "Can publish, schedule, hold and carry over editions"),
            ("withdraw_edition", "Can withdraw pages from public view"),
            ("ask_erasure", "Can ask for an erasure"),
            ("erase_edition", "Can carry out the erasure that somebody else asked for"),
        ]
        # What went live, ended or was brought along last; and what goes live next.
        indexes = [
            models.Index(
                "live_from", condition=Q(live_from__isnull=False), name="edition_goes_live"
            ),
            models.Index(
                "live_from",
                condition=Q(live_from__isnull=False, carried_updated=""),
                name="edition_begun",
            ),
            models.Index("live_until", condition=Q(live_until__isnull=False), name="edition_ended"),
            models.Index(
                "carried_updated", condition=Q(carried_updated__gt=""), name="edition_brought"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"], name="edition_number_unique_in_page"
            ),
            models.UniqueConstraint(
                fields=["page"], condition=Q(live_from=None), name="one_draft_of_a_page"
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gt=F("live_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=False) | Q(live_until=None),
                name="draft_has_no_period",
            ),
            models.CheckConstraint(
                condition=Q(live_from=None) | ~Q(first_published=""),
                name="public_edition_has_first_published",
            ),
            models.CheckConstraint(
                condition=Q(carried_updated="") | ~Q(carried_from=""),
                name="carried_date_names_its_source",
            ),
            ExclusionConstraint(
                name="one_live_edition_of_a_page",
                expressions=[
                    ("page", RangeOperators.EQUAL),
                    (Period("live_from", "live_until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(live_from__isnull=False),
                # Checked at the end of a statement, so that one statement can hand over the page.
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(
                condition=Q(version_of=None) | ~Q(version_of=F("page")),
                name="page_is_no_version_of_itself",
            ),
            ExclusionConstraint(
                name="one_version_in_a_language",
                expressions=[
                    ("version_of", RangeOperators.EQUAL),
                    ("language", RangeOperators.EQUAL),
                    (Period("live_from", "live_until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(live_from__isnull=False, version_of__isnull=False),
                deferrable=Deferrable.IMMEDIATE,
            ),
            partial_dates_well_formed(
                "first_published", "carried_updated", name="edition_dates_well_formed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.page}, edition {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.live_from is None

    def is_live(self, *, at: datetime) -> bool:
        return self.live_from is not None and self.live_from <= at and not self.has_ended(at=at)

    def is_scheduled(self, *, at: datetime) -> bool:
        return self.live_from is not None and self.live_from > at

    def has_ended(self, *, at: datetime) -> bool:
        return self.live_until is not None and self.live_until <= at

    @property
    def first_note(self) -> str:
        """The change note of a page’s first edition to which nobody wrote one, in its own language."""
        is_only_listed = getattr(self.as_kind, "is_only_listed", False)
        with site_language.speaking(self.language):
            return gettext("First listed.") if is_only_listed else gettext("First published.")

    @property
    def as_kind(self) -> "Edition":
        """This edition as the row of its kind, with the fields that only its kind has."""
        if self._meta.concrete_model is not Edition:
            return self
        for kind in ("reviewedition", "listingedition"):
            if hasattr(self, kind):
                return getattr(self, kind)
        return self


class PlainEditionManager(models.Manager.from_queryset(EditionQuerySet)):
    def get_queryset(self) -> EditionQuerySet:
        return super().get_queryset().filter(page__kind="plain")


class PageEdition(Edition):
    """An edition of a plain page, which says nothing beyond what every edition says. See Edition."""

    objects = PlainEditionManager()

    class Meta:
        proxy = True
        verbose_name = "page edition"
