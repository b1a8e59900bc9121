"""What somebody may have meant whose words are in no live review, or in very few."""

from django.contrib.postgres.search import SearchVector, TrigramSimilarity
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.lookups import GreaterThan

from reviews.lib.spelling import are_opposites, slips, swapped
from reviews.models import Attachment, EditionWords, Spelling
from reviews.public.matches import having
from reviews.public.search_terms import CONFIG, Terms, terms_of

FEW = 2  # reviews: who has found more is not asked whether something else was meant
MUCH_MORE = 5  # times as many must be found with other words, so that rare names are left alone
MOST_WORDS = 4
MOST_SPELLINGS = 20  # that are compared with each word
LETTERS_OF_A_SLIP = 3  # in a word of six there may be two


def suggestion(terms: Terms, live: QuerySet, found: int) -> str:
    """The same search with words of live reviews that finds much more than ``found``; empty without any.

    Costs one statement, and a second one if there are such words.
    """
    enough = max(1, found * MUCH_MORE)
    likely = _likely(terms.words[:MOST_WORDS], live, found, enough)
    if not likely:
        return ""
    meant = terms.with_words(likely)
    return meant if live.filter(having(terms_of(meant)))[enough - 1 :].exists() else ""


def _likely(words: list[str], live: QuerySet, found: int, enough: int) -> dict[str, str]:
    """By each word that may be a slip, what was most likely meant."""
    asked = [_similar(word, live, found, enough) for word in dict.fromkeys(words)]
    rows = asked[0].union(*asked[1:], all=True) if asked else []
    likely: dict[str, str] = {}
    for typed, word, _ in sorted(rows, key=_unlikeliness):
        is_slip = slips(typed, word) <= len(typed) // LETTERS_OF_A_SLIP
        if is_slip and not are_opposites(typed, word):
            likely.setdefault(typed, word)
    return likely


def _unlikeliness(row: tuple[str, str, float]) -> tuple:
    """Of two words that are as far away, the one with the same letters was meant."""
    typed, word, likeness = row
    return slips(typed, word), sorted(typed) != sorted(word), -likeness, word


def _similar(word: str, live: QuerySet, found: int, enough: int) -> QuerySet:
    """Spellings like it in the headings or documents of ``enough`` live reviews.

    None if more than ``found`` have the word itself, or it is too common to be looked for. The statement that
    reads them asks whether they are live: no word is known here of what is not.
    """
    likeness, is_swapped = TrigramSimilarity("word", word), Q(word__in=swapped(word))
    # A word whose letters are swapped has few trigrams left of those that it should have.
    close = Spelling.objects.filter(is_swapped | Q(word__trigram_similar=word))
    swapped_first = ExpressionWrapper(is_swapped, BooleanField()).desc()
    nearest = close.order_by(swapped_first, likeness.desc(), "word")[:MOST_SPELLINGS]
    here = {"edition__in": live.values("pk")}
    spelt = [OuterRef("word")]
    headings = EditionWords.objects.filter(**here, spelt__contains=spelt)
    documents = Attachment.objects.filter(**here, document__words__spelt__contains=spelt)
    is_live = Exists(headings[enough - 1 : enough]) | Exists(documents[enough - 1 : enough])
    is_known = Exists(live.filter(having(terms_of(word)))[found : found + 1])
    lexemes = Func(terms_of(word).wanted.query, function="NUMNODE", output_field=IntegerField())
    others = Spelling.objects.filter(is_live, ~is_known, GreaterThan(lexemes, 0), pk__in=nearest)
    stemmed = others.annotate(stem=SearchVector("word", config=CONFIG))
    unlike = stemmed.exclude(stem=terms_of(word).wanted.query)
    return unlike.values_list(Value(word), "word", likeness)
