from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from reviews.models.user import User

PATH = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$"
# Addresses that the site itself answers; a page below one of them could never be reached.
RESERVED = ("admin", "static", "documents", "history", "register", "erased")


class PageQuerySet(models.QuerySet):
    def of(self, user: User) -> "PageQuerySet":
        """The pages that this person works on: those of their boards.

        Pages of the whole site are for those who work for all boards.
        """
        return self if user.all_boards else self.filter(board__in=user.boards.all())

    def of_kind(self, kind: str) -> "PageQuerySet":
        return self.filter(kind=kind)


class KindManager(models.Manager.from_queryset(PageQuerySet)):
    """Only the pages of the kind that the proxy model stands for."""

    def get_queryset(self) -> PageQuerySet:
        return super().get_queryset().of_kind(self.model.KIND)


class Page(models.Model):
    """A lasting address. Frozen once public, but for its place in the footer."""

    class Kind(models.TextChoices):
        PLAIN = "plain", "page"
        LISTING = "listing", "listing"
        REVIEW = "review", "review"

    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    path = models.CharField(
        "address",
        max_length=200,
        unique=True,
        validators=[
            RegexValidator(
                PATH, "Use lower-case letters, digits, single hyphens and slashes only."
            ),
            RegexValidator(
                rf"^({'|'.join(RESERVED)})(/|$)",
                f"The addresses {', '.join(RESERVED)} are the site’s own: choose another.",
                inverse_match=True,
            ),
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
        default=False, help_text="Link to this page at the foot of every page."
    )
    erased_at = models.DateTimeField(null=True, editable=False)

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
