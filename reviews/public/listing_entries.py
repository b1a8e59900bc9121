"""The entries of a listing. Each is rendered once as long as the public sees the same."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.template import loader
from django.utils.safestring import SafeString

from reviews.lib.dates import PartialDate
from reviews.models import PublicationRule
from reviews.public.kept import Kept
from reviews.public.review_card import ReviewCard, archive_statements, distinctions

TEMPLATE = "components/review_card.html"


@dataclass(frozen=True)
class Facts:
    """What a listing must know of a review before it shows it; ``rule`` states how long its report stays."""

    path: str
    heading: str
    language: str
    first_published: PartialDate
    rule: PublicationRule | None


@dataclass(frozen=True)
class Entry:
    """A review in a listing: as ``html``, or as a card that the page renders."""

    facts: Facts
    card: ReviewCard | None = None
    html: SafeString | None = None


class Entries:
    """The entries of the ``public`` reviews in a listing of ``board``, or of the whole site."""

    def __init__(self, board: int | None, public: QuerySet, kept: Kept, *, at: datetime) -> None:
        self.board = board
        self.public = public
        self.kept = kept if kept.keeps_parts else Kept()
        self.at = at
        self._cards: dict[int, ReviewCard] = {}

    def of(self, keys: list[int]) -> list[Entry]:
        """Those of the reviews with these keys, in this order."""
        facts = self.facts(keys)
        shown = [key for key in keys if key in facts]
        which = distinctions([facts[key].heading for key in shown])
        named = dict(zip(shown, which, strict=True))
        if not self.kept.lasts:
            return [Entry(facts[key], replace(self._cards[key], which=named[key])) for key in shown]
        lacking = {key for key in shown if not self.kept.find(self._name(key, named[key]))}
        self._load(list(lacking))
        gone = lacking - self._cards.keys()  # withdrawn a moment ago
        return [
            Entry(facts[key], html=self._html(key, named[key])) for key in shown if key not in gone
        ]

    def key_of(self, path: str) -> int | None:
        """The key of the review whose page has this path."""
        is_path = path and "\0" not in path  # which PostgreSQL does not know
        of_page = self.public.filter(page__path=path) if is_path else self.public.none()
        return of_page.values_list("pk", flat=True).first()

    def facts(self, keys: list[int]) -> dict[int, Facts]:
        """What is known of those that are still there."""
        found = {key: self.kept.find(("facts", key)) for key in keys}
        self._load([key for key, facts in found.items() if not facts])
        new = {
            key: self._cards[key]
            for key, facts in found.items()
            if not facts and key in self._cards
        }
        statements = archive_statements(new.values(), at=self.at) if new else {}
        for key, card in new.items():
            rule = statements[key].rule if key in statements else None
            edition = card.edition
            named = (edition.page.path, edition.heading, edition.language)
            found[key] = Facts(*named, edition.first_published, rule)
            self.kept.put(("facts", key), found[key])
        return {key: facts for key, facts in found.items() if facts}

    def _load(self, keys: list[int]) -> None:
        missing = [key for key in keys if key not in self._cards]
        if missing:
            rows = self.public.filter(pk__in=missing).with_entry()
            self._cards |= {row.pk: ReviewCard(row, self._publisher(row)) for row in rows}

    def _html(self, key: int, which: str) -> SafeString:
        return self.kept.get(self._name(key, which), lambda: self._rendered(key, which))

    def _rendered(self, key: int, which: str) -> SafeString:
        card = replace(self._cards[key], which=which)
        return loader.render_to_string(TEMPLATE, {"card": card, "site": settings.SITE_URL})

    def _name(self, key: int, which: str) -> tuple:
        return "entry", self.board, key, which

    def _publisher(self, review) -> str:
        """The board of a review that is listed by another one, or by the whole site."""
        board = review.page.board
        return "" if board.pk == self.board else board.name
