import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews.models.user import User

PATH = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$"
# What the site answers by itself, today or in a feature that is planned, and everything below it. An
# address is frozen once public: a page there would be hidden by the feature, and could not move away.
# What nobody has thought of yet can always be put below /register/.
RESERVED = {
    # How it is run.
    *("admin", "accounts", "static", "health"),
    *(".well-known", "security.txt", "robots.txt", "favicon.ico", "sitemap.xml", "sitemaps"),
    *("sitemap", "manifest.json", "humans.txt", "opensearch.xml", "board-colour"),
    # What it makes itself of all pages.
    *("register", "register.json", "register.csv", "erased", "discarded", "api", "feeds", "search"),
    *("themes", "boards", "alerts", "concerns"),
    # The languages in which the whole site can be read.
    *("cy", "en"),
}
# What the site puts after an address, of a page or its own home: the history, a day (/on/2026-06-01/),
# the reading copies of its documents. No segment of a page's address may be one of them.
RESERVED_SEGMENTS = {"history", "on", "read"}
# A listing is paged by year, and a long year by month: /serious-case-reviews/2015/08/. Which pages will be
# listings cannot be known when an address is chosen, so no address ends like that. A year elsewhere is free:
# reviews/2015/child-a.
YEAR = re.compile(r"(^|/)[0-9]{4}(/[0-9]{2})?$")
# In these formats the site may offer what it makes itself: /feeds.xml, /search.json …
FORMATS = re.compile(r"\.(atom|csv|json|rss|txt|xml)$")


def validate_not_reserved(path: str) -> None:
    """The site does not answer at this address by itself; for former addresses too."""
    first = re.split("[/?]", path.lower(), maxsplit=1)[0]
    if {first, FORMATS.sub("", first)} & (RESERVED | RESERVED_SEGMENTS):
        raise ValidationError(
            f"Choose another address: /{first}/ and everything below it is the site’s own."
        )


def validate_free_for_page(path: str) -> None:
    """The site puts nothing of its own there, below another page."""
    if taken := RESERVED_SEGMENTS.intersection(path.split("/")[1:]):
        raise ValidationError(
            f"Choose another address: “{taken.pop()}” between slashes is the site’s own word."
        )
    if YEAR.search(path):
        raise ValidationError(
            "Choose another address: one that ends in a year, or in the month of a year, is where a listing shows it. "
            "Add a word after it, such as 2015/child-a."
        )


class PageQuerySet(models.QuerySet):
    def of(self, user: User) -> "PageQuerySet":
        """The pages that this person works on: those of their boards.

        Pages of the whole site are for those who work for all boards.
        """
        return self if user.all_boards else self.filter(board__in=user.boards.all())

    def to_read_again(self, *, by: date) -> "PageQuerySet":
        """Those whose day has come by then, the earliest first."""
        return self.in_use().filter(read_again_on__lte=by).order_by("read_again_on", "path")

    def in_use(self) -> "PageQuerySet":
        """Neither erased nor discarded: something can still be done with them."""
        return self.filter(erased_at=None, discarded_at=None)

    def of_kind(self, kind: str) -> "PageQuerySet":
        return self.filter(kind=kind)


class KindManager(models.Manager.from_queryset(PageQuerySet)):
    """Only the pages of the kind of the proxy model."""

    def get_queryset(self) -> PageQuerySet:
        return super().get_queryset().of_kind(self.model.KIND)


class Page(models.Model):
    """A lasting address. Frozen once public, except its place in the footer and when it is read again."""

    class Kind(models.TextChoices):
        PLAIN = "plain", _("page")
        LISTING = "listing", _("listing")
        REVIEW = "review", _("review")

    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    path = models.CharField(
        "address",
        max_length=200,
        unique=True,
        validators=[
            RegexValidator(
                PATH, "Use lower-case letters, digits, single hyphens and slashes only."
            ),
            validate_not_reserved,
            validate_free_for_page,
        ],
        help_text="For example reviews/scr-2015-1. Never put a name or a title into an address: "
        "it cannot be changed once the page is public.",
    )
    board = models.ForeignKey(
        "reviews.Board",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pages",
        help_text="Whose page it is. Empty for a page of the whole site.",
    )
    in_footer = models.BooleanField(
        "link at the foot of every page",
        default=False,
        help_text="For pages that readers look for everywhere, such as privacy and accessibility.",
    )
    read_again_on = models.DateField(
        "read it again on",
        null=True,
        blank=True,
        help_text="The day by which somebody reads it again and brings it up to date. Staff are "
        "reminded; readers do not see it.",
    )
    erased_at = models.DateTimeField(null=True, editable=False)
    discarded_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When it was found to be made by mistake. It never was public.",
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=Q(path__regex=PATH), name="page_path_well_formed"),
            models.CheckConstraint(
                condition=~Q(kind="review") | Q(board__isnull=False), name="review_has_a_board"
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.path}/"

    def get_absolute_url(self) -> str:
        return f"/{self.path}/"

    @property
    def is_closed(self) -> bool:
        """Nothing can be done with it any more: it has been erased or discarded."""
        return bool(self.erased_at or self.discarded_at)


class PlainPage(Page):
    """A page of text: accessibility statement, cookies, privacy … See Page."""

    KIND = Page.Kind.PLAIN
    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = "page"


class Listing(Page):
    """A page that lists reviews. See Page; which kinds it lists is in its editions."""

    KIND = Page.Kind.LISTING
    objects = KindManager()

    class Meta:
        proxy = True


class Review(Page):
    """One review's page. See Page; what it says of the review is in its editions."""

    KIND = Page.Kind.REVIEW
    objects = KindManager()

    class Meta:
        proxy = True
