"""Themes: a controlled list of headings by which reviews are found, and which of them an edition has."""

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Func, Q
from django.urls import reverse

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class ThemeQuerySet(models.QuerySet):
    def offered(self) -> "ThemeQuerySet":
        """Those that reviews may still be given."""
        return self.filter(is_retired=False)

    def named(self, asked: SearchQuery) -> "ThemeQuerySet":
        """Those whose name, as it is now, has the words of a search."""
        name = Func("name", function="reviews_searchable", output_field=SearchVectorField())
        return self.annotate(searched=name).filter(searched=asked)

    def counted(self, editions: models.QuerySet) -> "ThemeQuerySet":
        """Each with ``reviews``: how many of these editions have it."""
        having = Q(review_themes__edition__in=editions)
        return self.annotate(reviews=Count("review_themes", filter=having)).order_by("name")


class Theme(models.Model):
    """A heading by which reviews are found. Its address stays as it is, and it is never deleted.

    Name and definition may change; each change is an event. An edition names a theme by its address, so
    that its digest stays. A retired theme stays with the reviews that have it.
    """

    name = models.CharField(max_length=80, unique=True)
    slug = models.CharField(
        "address",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(SLUG, "Use lower-case letters, digits and single hyphens only.")
        ],
        help_text="The end of its address, such as self-neglect in /themes/self-neglect/. It can never be changed.",
    )
    definition = models.TextField(
        help_text="One or two plain sentences: which reviews have this theme, and which do not."
    )
    is_retired = models.BooleanField(
        "retired",
        default=False,
        help_text="Not offered for reviews any more. Those that have it keep it.",
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(definition=""), name="theme_is_named_and_defined"
            ),
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="theme_slug_well_formed"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])


class ReviewTheme(models.Model):
    """That a review has a theme, as an edition states it."""

    edition = models.ForeignKey(
        "reviews.ReviewEdition", models.CASCADE, related_name="review_themes"
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="review_themes")

    class Meta:
        verbose_name = "theme of a review"
        # Whoever ticks the same boxes in another order has said the same.
        ordering = ["theme__slug"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "theme"], name="theme_once_in_edition")
        ]

    def __str__(self) -> str:
        return str(self.theme)
