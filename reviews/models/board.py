from collections import defaultdict
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from reviews.lib.colour import FORM

# Which board succeeded which, and during what time: from the start, since it was agreed, or until it ended.
_SUCCESSIONS = """(
    SELECT now.from_board_id AS later, now.to_board_id AS earlier,
        coalesce(found.agreed_at, '-infinity') AS since, timestamptz 'infinity' AS until
    FROM reviews_board_succeeds now LEFT JOIN reviews_boardsuccession found
        ON found.board_id = now.from_board_id AND found.earlier_id = now.to_board_id
        AND found.agreed_at IS NOT NULL AND found.ended_at IS NULL
    UNION ALL SELECT was.board_id, was.earlier_id, was.agreed_at, was.ended_at
    FROM reviews_boardsuccession was WHERE was.ended_at IS NOT NULL)"""
# From a board through all that it succeeded, or that succeeded it, as was known at a moment. A circle,
# which a trigger refuses, would end here too: UNION adds no row twice.
_LINE = """
    WITH RECURSIVE line (id) AS (
        SELECT %s::bigint
        UNION SELECT s.{next} FROM line JOIN {successions} s
            ON s.{one} = line.id AND s.since <= %s AND s.until > %s)
    SELECT id FROM line"""
_PREDECESSORS = _LINE.format(one="later", next="earlier", successions=_SUCCESSIONS)
_SUCCESSORS = _LINE.format(one="earlier", next="later", successions=_SUCCESSIONS)
# The same at all moments: a span is as long as every succession on the way to its board.
_SPANS = f"""
    WITH RECURSIVE span (id, since, until) AS (
        SELECT %s::bigint, timestamptz '-infinity', timestamptz 'infinity'
        UNION SELECT s.earlier, greatest(span.since, s.since), least(span.until, s.until)
        FROM span JOIN {_SUCCESSIONS} s ON s.later = span.id
        WHERE greatest(span.since, s.since) < least(span.until, s.until))
    SELECT id, nullif(since, '-infinity') AS since, nullif(until, 'infinity') AS until FROM span"""  # noqa: S608


class Board(models.Model):
    """Who publishes or commissions reviews. Frozen, but for its contact and looks, once a public page names it.

    A board that is renamed or replaced is a new row that ``succeeds`` the old one, or those that merged. What
    it ``succeeds`` can still be added to later, by two people, and what was added can end: see BoardSuccession.
    """

    class Kind(models.TextChoices):
        LSCB = "lscb", "local safeguarding children board"
        PARTNERSHIP = "partnership", "safeguarding children partnership"
        SAB = "sab", "safeguarding adults board"
        REGIONAL = "regional", "regional safeguarding board"
        CSP = "csp", "community safety partnership"
        OTHER = "other", "other body"
        WITHHELD = "withheld", "board whose name is withheld"

    class Jurisdiction(models.TextChoices):
        ENGLAND = "england", _("England")
        WALES = "wales", _("Wales")
        SCOTLAND = "scotland", _("Scotland")
        NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")
        UNITED_KINGDOM = "united_kingdom", _("United Kingdom")

    name = models.CharField(
        max_length=200,
        unique=True,
        help_text="Of a board whose name is withheld: what readers see instead, such as “A board in "
        "England (name withheld)”.",
    )
    short_name = models.CharField(max_length=40, blank=True, help_text="For example SSCB.")
    kind = models.CharField(max_length=20, choices=Kind)
    jurisdiction = models.CharField(max_length=20, choices=Jurisdiction)
    succeeds = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="successors",
        help_text="The board that this one replaced, if any; several if they merged. Its lists show their "
        "reviews too.",
    )
    contact_email = models.EmailField(
        blank=True, help_text="Where readers ask for a copy or another format. Shown in the footer."
    )
    telephone = models.CharField(
        max_length=40, blank=True, help_text="For readers. Shown as it is written here."
    )
    website = models.URLField(blank=True)
    help_lines = models.TextField(
        blank=True,
        help_text="What stands at the foot of this board’s pages for somebody who is worried: whom to call "
        "in an emergency, and otherwise. Empty: what the page “Help lines” of this site says.",
    )
    colour = models.CharField(
        max_length=7,
        blank=True,
        help_text="Of the links and buttons on this board’s pages, for example #17505c. Empty: the site’s own.",
    )

    class Meta:
        ordering = ["name"]
        permissions = [
            ("change_contact", "Can change the contact of boards that public pages name"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="board_has_a_name"),
            models.CheckConstraint(
                condition=Q(colour="") | Q(colour__regex=FORM),
                name="board_colour_well_formed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def lines() -> dict[int, list[int]]:
        """By the key of each board, it and all that it succeeded, the latest first. Costs one query."""
        before = defaultdict(list)
        for board, earlier in Board.objects.order_by("succeeds").values_list("pk", "succeeds"):
            before[board] += [earlier] if earlier else []
        found = {board: [board] for board in before}
        for line in found.values():
            for each in line:  # which grows meanwhile
                line += [earlier for earlier in before[each] if earlier not in line]
        return found

    @property
    def has_contact(self) -> bool:
        """Readers whom a page sends to the board can ask it."""
        return bool(self.contact_email or self.telephone or self.website)

    def with_predecessors(self, *, at: datetime) -> models.QuerySet:
        """This board and all that it succeeded, as was known at ``at``."""
        return Board.objects.filter(pk__in=RawSQL(_PREDECESSORS, [self.pk, at, at]))  # noqa: S611

    def with_successors(self, *, at: datetime) -> models.QuerySet:
        """This board and all that succeeded it, as was known at ``at``."""
        return Board.objects.filter(pk__in=RawSQL(_SUCCESSORS, [self.pk, at, at]))  # noqa: S611

    def predecessors_by_time(self) -> list[tuple[int, datetime | None, datetime | None]]:
        """The keys of this board and all that it succeeded, each since and until when; None is no bound."""
        return [(row.pk, row.since, row.until) for row in Board.objects.raw(_SPANS, [self.pk])]

    @property
    def is_named_in_public(self) -> bool:
        """Whether a page that has been public names it. From then on it is frozen, but for its contact and looks."""
        return (
            self.pages.filter(editions__live_from__isnull=False).exists()
            or self.roles.filter(edition__live_from__isnull=False).exists()
        )
