"""What the public search looks through. Triggers write it from other rows; nobody else may."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class DocumentPage(models.Model):
    """The words that readers see on one page of a document; a page without any has no row."""

    document = models.ForeignKey("reviews.Document", models.DO_NOTHING, related_name="text_pages")
    number = models.PositiveIntegerField()
    text = models.TextField()
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="document_page_vector")]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_page_once")
        ]

    def __str__(self) -> str:
        return f"page {self.number} of {self.document}"


class EditionWords(models.Model):
    """The words of a review's edition that has a period: all of them, and those of its heading.

    By the heading (names, type, board and summary) it is ranked.
    """

    edition = models.OneToOneField(
        "reviews.ReviewEdition", models.DO_NOTHING, primary_key=True, related_name="words"
    )
    heading = SearchVectorField()
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="edition_words_vector")]

    def __str__(self) -> str:
        return f"words of {self.edition}"
