from django.contrib.postgres.fields import ArrayField
from django.db import models

from reviews import pdf
from reviews.lib.storage import documents_storage
from reviews.models.page import Page
from reviews.models.user import User


class DocumentManager(models.Manager):
    """Leaves the text where it is: it can be as long as the report."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().defer("text")

    def with_words(self) -> models.QuerySet:
        """Each with ``pages_with_words``: how many of its pages have words that can be searched."""
        return self.annotate(pages_with_words=models.Count("text_pages"))

    def of(self, user: User) -> models.QuerySet:
        """The documents of the person's boards, and those that they brought in themselves."""
        if user.all_boards:
            return self.all()
        shown = models.Q(attachments__edition__page__in=Page.objects.of(user))
        return self.filter(shown | models.Q(accepted_by=user)).distinct()


class Document(models.Model):
    """The bytes of one file, named by their SHA-256, and what they are. Immutable, but for its erasure."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    media_type = models.CharField(max_length=100, default="application/pdf")
    pages = models.PositiveIntegerField()
    title = models.CharField(max_length=500, blank=True, help_text="As the file states it.")
    author = models.CharField(
        max_length=200,
        blank=True,
        help_text="The board, where the register wrote it and the public title into a cleaned copy.",
    )
    is_recognised = models.BooleanField(
        default=False,
        help_text="The register itself read the text of its scanned pages, in what they show.",
    )
    language = models.CharField(max_length=35, blank=True, help_text="As the file states it.")
    is_tagged = models.BooleanField(
        help_text="The file says where its headings, lists and tables are."
    )
    text = ArrayField(models.TextField(), default=list, help_text="By page.")
    file = models.FileField(storage=documents_storage, max_length=200)
    cover = models.FileField(storage=documents_storage, max_length=200)
    accepted_at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.ForeignKey("reviews.User", models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = DocumentManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="document_named_by_its_hash",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0, pages__gt=0), name="document_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"document {self.sha256[:12]}"

    @property
    def label(self) -> pdf.Label | None:
        """What the register wrote into its file, if anything."""
        return pdf.Label(self.title, self.author) if self.author else None
