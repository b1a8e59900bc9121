"""What somebody may have meant whose words are in no live review."""

from difflib import get_close_matches

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet

from reviews.models import DocumentPage
from reviews.public.search_terms import Terms, terms_of

MOST_WORDS = 4
MOST_PAGES = 40  # that are read for each word
LIKE = 0.75


def suggestion(terms: Terms, live: QuerySet) -> str:
    """The same search with words that live documents have; empty when there is nothing like it.

    Only words of what is live are known here, so that none is shown of what was withdrawn.
    """
    pages = DocumentPage.objects.filter(document__attachments__edition__in=live)
    replaced = {}
    for word in dict.fromkeys(terms.words[:MOST_WORDS]):
        if not pages.filter(vector=terms_of(word).query).exists():
            replaced[word] = _like(word, pages)
    meant = terms.with_words({word: like for word, like in replaced.items() if like})
    if not any(replaced.values()):
        return ""
    return meant if pages.filter(vector=terms_of(meant).query).exists() else ""


def _like(word: str, pages: QuerySet) -> str:
    """The word most like it that begins with the same two letters."""
    if not word[:2].isascii():
        return ""
    begins = SearchQuery(f"{word[:2]}:*", config="simple", search_type="raw")
    texts = pages.filter(vector=begins).order_by("pk").values_list("text", flat=True)[:MOST_PAGES]
    known = {each for text in texts for each in terms_of(text[:3000]).words}
    [*best] = get_close_matches(word, known, n=1, cutoff=LIKE)
    return best[0] if best else ""
