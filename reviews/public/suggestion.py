"""What somebody may have meant whose words are in no live review, or in very few."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.postgres.search import SearchVector, TrigramSimilarity
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from reviews.lib.compiled import AT, Blank, among, compiled
from reviews.lib.spelling import are_opposites, slips, swapped
from reviews.models import Attachment, EditionWords, ReviewEdition, Spelling
from reviews.public.matches import Matches, matches_of
from reviews.public.question import CONFIG, Asked
from reviews.public.search_terms import Terms, terms_of
from reviews.public.searched import Searched

FEW = 2  # reviews: who has found more is not asked whether something else was meant
MUCH_MORE = 5  # times as many must be found with other words, so that rare names are left alone
MOST_WORDS = 4
MOST_SPELLINGS = 20  # that are compared with each word
LETTERS_OF_A_SLIP = 3  # in a word of six there may be two


def suggestion(terms: Terms, matches: Matches, reviews: Searched, *, at: datetime) -> str:
    """The same search with words of live reviews that finds much more than ``matches``; empty without any.

    Costs one statement, and a second one if there are such words; one more where words in phrases have not been
    looked for by themselves.
    """
    found = matches.found.bit_count()
    enough = max(1, found * MUCH_MORE)
    asked = {word: terms_of(word).question.wanted for word in terms.words[:MOST_WORDS]}
    rare = matches.rare(asked.values(), found, reviews)
    likely = _likely({word: each for word, each in asked.items() if each in rare}, enough, at=at)
    if not likely:
        return ""
    meant = terms.with_words(likely)
    others = matches_of(terms_of(meant).question, reviews, reviews.everything)
    return meant if others.found.bit_count() >= enough else ""


def _likely(words: Mapping[str, Asked], enough: int, *, at: datetime) -> dict[str, str]:
    """By each word that may be a slip, what was most likely meant."""
    if not words:
        return {}
    given: dict[str, object] = {"at": at}
    for place, (word, asked) in enumerate(words.items()):
        given |= _given(place, word, asked)
    likely: dict[str, str] = {}
    rows = _similar(len(words), enough).rows(given)
    for typed, word, _ in sorted(rows, key=_unlikeliness):
        is_slip = slips(typed, word) <= len(typed) // LETTERS_OF_A_SLIP
        if is_slip and not are_opposites(typed, word):
            likely.setdefault(typed, word)
    return likely


def _given(place: int, word: str, asked: Asked) -> dict[str, object]:
    texts = dict(zip(asked.blank(f"asked {place}"), asked, strict=True))
    return texts | {f"word {place}": word, f"swapped {place}": swapped(word)}


def _unlikeliness(row: tuple[str, str, float]) -> tuple:
    """Of two words that are as far away, the one with the same letters was meant."""
    typed, word, likeness = row
    return slips(typed, word), sorted(typed) != sorted(word), -likeness, word


@compiled
def _similar(words: int, enough: int) -> QuerySet:
    asked = [_similar_to(place, enough) for place in range(words)]
    return asked[0].union(*asked[1:], all=True)


def _similar_to(place: int, enough: int) -> QuerySet:
    """Spellings like a word in the headings or documents of ``enough`` live reviews.

    The statement that reads them asks whether they are live: no word is known here of what is not.
    """
    word, live = Blank(f"word {place}"), ReviewEdition.objects.public(at=AT)
    asked = Asked.blank(f"asked {place}")
    likeness, is_swapped = (
        TrigramSimilarity("word", word),
        Q(among("word", f"swapped {place}", "text")),
    )
    # A word whose letters are swapped has few trigrams left of those that it should have.
    close = Spelling.objects.filter(is_swapped | Q(word__trigram_similar=word))
    swapped_first = ExpressionWrapper(is_swapped, BooleanField()).desc()
    nearest = close.order_by(swapped_first, likeness.desc(), "word")[:MOST_SPELLINGS]
    here = {"edition__in": live.values("pk")}
    spelt = [OuterRef("word")]
    headings = EditionWords.objects.filter(**here, spelt__contains=spelt)
    documents = Attachment.objects.filter(**here, document__words__spelt__contains=spelt)
    is_live = Exists(headings[enough - 1 : enough]) | Exists(documents[enough - 1 : enough])
    others = Spelling.objects.filter(is_live, pk__in=nearest)
    stemmed = others.annotate(stem=SearchVector("word", config=CONFIG))
    return stemmed.exclude(stem=asked.query).values_list(Value(word), "word", likeness)
