"""What the public search looks through. Triggers write it from other rows; nobody else may."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class DocumentPage(models.Model):
    """The words that readers see on one page of a document; a page without any has no row.

    ``text`` is as PostgreSQL is to mark its words, with signs set aside (``reviews.lib.signs``).
    """

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


class Spelling(models.Model):
    """A word as it is spelt on some page, or in the names or summary of an edition; similar ones are found fast.

    Whoever shows one must first find it in something that is live: it may stand in a draft only.
    """

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="spelling_trigrams")]

    def __str__(self) -> str:
        return self.word


class DocumentWords(models.Model):
    """The different words of a document, on all its pages together: as they are searched for, and as spelt.

    ``vector`` answers what asks for one word, without looking at any page. It has neither places nor pairs.
    """

    document = models.OneToOneField(
        "reviews.Document", models.DO_NOTHING, primary_key=True, related_name="words"
    )
    vector = SearchVectorField()
    spelt = ArrayField(models.CharField(max_length=40))

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="document_words_vector"),
            GinIndex(fields=["spelt"], name="document_words_spelt"),
        ]

    def __str__(self) -> str:
        return f"words of {self.document}"


class EditionWords(models.Model):
    """The words of a review's edition that has a period: all of them, and those of its heading.

    By the heading (names, type, board and summary) it is ranked. ``spelt`` is how the words of its names and
    summary are spelt.
    """

    edition = models.OneToOneField(
        "reviews.ReviewEdition", models.DO_NOTHING, primary_key=True, related_name="words"
    )
    heading = SearchVectorField()
    vector = SearchVectorField()
    spelt = ArrayField(models.CharField(max_length=40))

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="edition_words_vector"),
            GinIndex(fields=["spelt"], name="edition_words_spelt"),
        ]

    def __str__(self) -> str:
        return f"words of {self.edition}"
