from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import JSONObject, NullIf
from django.utils.translation import gettext_lazy as _

from reviews.lib import site_language
from reviews.lib.dates import UNKNOWN, as_words
from reviews.lib.text import joined
from reviews.models.attachment import Attachment
from reviews.models.board_role import BoardRole
from reviews.models.document import Document
from reviews.models.edition import Edition, EditionQuerySet
from reviews.models.partial_date import PartialDateField, partial_dates_well_formed
from reviews.models.theme import Theme


class ReviewEditionQuerySet(EditionQuerySet):
    def with_entry(self) -> "ReviewEditionQuerySet":
        """Everything that a review's entry in a listing shows, without the text of its files."""
        files = models.Prefetch("attachments__document", Document.objects.with_words())
        rows = self.select_related("page__board", "action_plan").with_what_was_here()
        return rows.prefetch_related("identifiers", "subjects", "board_roles__board", files)

    def with_parts(self) -> "ReviewEditionQuerySet":
        """Everything that a review's page shows, without the text of its files."""
        whole = self.with_entry().select_related("response")
        return whole.prefetch_related("actions").with_themes()

    def with_themes(self) -> "ReviewEditionQuerySet":
        """Each with its ``themes``: the ``slug`` and ``name`` of each. Costs no further query."""
        own = Theme.objects.filter(review_themes__edition=OuterRef("pk"))
        named = own.values(named=JSONObject(slug="slug", name="name"))
        return self.annotate(themes=ArraySubquery(named))

    def with_what_was_here(self) -> "ReviewEditionQuerySet":
        """Each with its ``was_here``. Costs no further query."""
        earlier = ReviewEdition.objects.filter(
            page=OuterRef("page"), number__lt=OuterRef("number"), live_from__isnull=False
        )
        return self.annotate(was_here=Exists(earlier.filter(_more_than_listed())))

    def latest_first(self, *before) -> "ReviewEditionQuerySet":
        """By the date of first publication; those whose date is not known come last.

        ``before`` are expressions that order them before the date does.
        """
        day = NullIf("first_published", Value(UNKNOWN), output_field=models.CharField())
        return self.order_by(*before, day.desc(nulls_last=True), "page__path")


class ReviewType(models.TextChoices):
    SCR = "scr", _("serious case review")
    LCSPR = "lcspr", _("local child safeguarding practice review")
    CPR = "cpr", _("child practice review")
    APR = "apr", _("adult practice review")
    SUSR = "susr", _("single unified safeguarding review")
    SAR = "sar", _("safeguarding adults review")
    DHR = "dhr", _("domestic homicide review")
    DARDR = "dardr", _("domestic abuse related death review")
    OWHR = "owhr", _("offensive weapons homicide review")
    CMR = "cmr", _("case management review")
    LEARNING = "learning", _("learning review")
    SIGNIFICANT = "significant", _("significant case review")
    RAPID = "rapid", _("rapid review")
    NATIONAL = "national", _("national child safeguarding practice review")
    THEMATIC = "thematic", _("thematic review")
    PARTNERSHIP = "partnership", _("partnership review")
    MULTI_AGENCY = "multi_agency", _("multi-agency learning review")
    OTHER = "other", _("other review")
    UNKNOWN = "unknown", _("review, type not known")


# get_review_type_display() translates every type for the sake of one, which a long list feels.
TYPE_NAMES = dict(ReviewType.choices)


class ReviewEdition(Edition):
    """An edition of a review's page: what it says of the review. See Edition.

    “Period under review” is the time whose events were looked at; “conducted” is when the
    review was done.
    """

    class State(models.TextChoices):
        PUBLISHED = "published", _("published")
        SUMMARY_ONLY = "summary_only", _("published in summary")
        IMPROVEMENTS_ONLY = "improvements_only", _("improvements published instead of the report")
        LEARNING_ONLY = "learning_only", _("learning published without a report")
        IN_PREPARATION = "in_preparation", _("in preparation")
        DELAYED = "delayed", _("publication delayed")
        WITHHELD = "withheld", _("report not published")
        ELSEWHERE = "elsewhere", _("hosted elsewhere")
        ANONYMOUS_ELSEWHERE = "anonymous_elsewhere", _("published anonymously elsewhere")
        NO_LONGER = "no_longer", _("no longer published")
        LISTED_ONLY = "listed_only", _("listed without a document")

    UNPUBLISHED = frozenset(
        {State.IN_PREPARATION, State.DELAYED, State.WITHHELD, State.LISTED_ONLY}
    )

    review_type = models.CharField(max_length=20, choices=ReviewType)
    local_type = models.CharField(
        "the board’s own name for the type",
        max_length=100,
        blank=True,
        help_text="Shown instead of the type.",
    )
    subtype = models.CharField(
        max_length=60,
        blank=True,
        help_text="For example concise, extended, mandatory, discretionary.",
    )
    state = models.CharField(max_length=20, choices=State, default=State.PUBLISHED)
    state_reason = models.CharField(
        "public reason",
        max_length=300,
        blank=True,
        help_text="Why the report is delayed, withheld or elsewhere, in words for the public.",
    )
    content_warning = models.TextField(
        blank=True,
        help_text="Shown under “Before you read”: what the review describes, and whom to call.",
    )
    methodology = models.CharField(max_length=100, blank=True)
    reviewer = models.CharField("independent reviewer", max_length=200, blank=True)
    incident = PartialDateField("date of the incident")
    commissioned = PartialDateField("commissioned")
    conducted_from = PartialDateField("conducted from")
    conducted_to = PartialDateField("conducted to")
    period_from = PartialDateField("period under review from")
    period_to = PartialDateField("period under review to")
    completed = PartialDateField("completed")
    report_dated = PartialDateField("date on the report")

    objects = ReviewEditionQuerySet.as_manager()

    class Meta:
        verbose_name = "review edition"
        constraints = [
            partial_dates_well_formed(
                *("incident", "commissioned", "conducted_from", "conducted_to"),
                *("period_from", "period_to", "completed", "report_dated"),
                name="review_dates_well_formed",
            )
        ]

    @property
    def type_name(self) -> str:
        return self.local_type or str(TYPE_NAMES.get(self.review_type, self.review_type))

    @cached_property
    def was_here(self) -> bool:
        """An earlier edition of its page was public with more than an entry: then ``first_published`` is the
        day of that, whatever is left of it. Lists read it for all of their rows (with_what_was_here)."""
        return ReviewEdition.objects.with_what_was_here().get(pk=self.pk).was_here

    @property
    def is_only_listed(self) -> bool:
        """Its page was published, and neither the report nor anything else that can be read."""
        if not self.may_be_only_listed or any(each.is_readable for each in self.attachments.all()):
            return False
        return not self.was_here

    @property
    def may_be_only_listed(self) -> bool:
        """By its state, whatever can be read with it, and whatever could be before.

        Of a report that is no longer published, an earlier website may have stated the day.
        """
        has_left = self.state == self.State.NO_LONGER and not self.carried_from
        return has_left or self.state in self.UNPUBLISHED

    @property
    def label(self) -> str:
        """The names the review is known by: “Franklyn (Child L)”; empty when it has none.

        Names of several people whom it is about belong together: “Child I and Child M”.
        """
        people = [subject.pseudonym for subject in self.subjects.all()]
        names = [identifier.value for identifier in self.identifiers.all()]
        with site_language.speaking(self.language):
            return label_of(names, people)

    @property
    def conducted_by(self) -> str:
        """The boards that conducted it: those stated to have, else those that led, else the page's and
        those that joined it."""
        names: dict[str, list[str]] = {}
        for each in self.board_roles.all():
            names.setdefault(each.role, []).append(each.board.name)
        together = [self.page.board.name, *names.get(BoardRole.Role.JOINT, [])]
        stated = names.get(BoardRole.Role.CONDUCTED) or names.get(BoardRole.Role.LEAD)
        return joined(stated or together)

    @property
    def heading(self) -> str:
        """What its page is called, in its own language: title, else identifiers, else its type and month."""
        return self.heading_of(self.label)

    def heading_of(self, label: str) -> str:
        """The same, where the names have been read already."""
        if name := self.title or label:
            return name
        with site_language.speaking(self.language):
            kind = self.type_name[:1].upper() + self.type_name[1:]
            return f"{kind}, {as_words(self.first_published)}" if self.first_published else kind

    def __str__(self) -> str:
        return f"{self.heading or self.page}, edition {self.number}"


def _more_than_listed() -> Q:
    """For editions: they show something to read, or state that it is elsewhere or was on an earlier website."""
    entry = Q(state__in=ReviewEdition.UNPUBLISHED)
    entry |= Q(state=ReviewEdition.State.NO_LONGER, carried_from="")
    readable = Attachment.objects.readable().filter(edition=OuterRef("pk"))
    return ~entry | Q(Exists(readable))


def label_of(names: list[str], people: list[str]) -> str:
    """The names that a review is known by, as ReviewEdition.label has them."""
    values = names or people
    several = [value for value in values if value in people]
    first = several if len(several) > 1 else values[:1]
    others = [value for value in values if value not in first]
    return f"{joined(first)} ({', '.join(others)})" if others else joined(first)


class Identifier(models.Model):
    """A name by which a review is known; the first is preferred. Unique at most within a board."""

    class Kind(models.TextChoices):
        LETTER = "letter", "letter"
        LETTERS = "letters", "two letters"
        CHOSEN_NAME = "chosen_name", "chosen first name"
        TITLE_AND_LETTER = "title_letter", "Baby, Young Person … and a letter or name"
        CASE_CODE = "case_code", "case code"
        NUMBER = "number", "number"
        THEME = "theme", "theme"
        FAMILY = "family", "family"
        ORGANISATION = "organisation", "organisation"
        REAL_NAME = "real_name", "real name, already public"

    edition = models.ForeignKey(ReviewEdition, models.CASCADE, related_name="identifiers")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=Kind)
    value = models.CharField(
        "identifier",
        max_length=100,
        help_text="Other names of the same child stand in brackets after the first. Several children "
        "are named here and, each in a row, among those whom it is about: “Child I and Child M”.",
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "value"], name="identifier_once_in_edition"),
            models.CheckConstraint(condition=~Q(value=""), name="identifier_not_empty"),
        ]

    def __str__(self) -> str:
        return self.value


class Subject(models.Model):
    """A child, adult or organisation whom the review is about, known by a pseudonym."""

    class Kind(models.TextChoices):
        CHILD = "child", "child"
        ADULT = "adult", "adult"
        FAMILY = "family", "family"
        ORGANISATION = "organisation", "organisation"

    edition = models.ForeignKey(ReviewEdition, models.CASCADE, related_name="subjects")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=15, choices=Kind, default=Kind.CHILD)
    pseudonym = models.CharField(max_length=100)
    description = models.CharField(
        max_length=200,
        blank=True,
        help_text="Nothing that could identify them: no dates of birth.",
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "pseudonym"], name="subject_once_in_edition"
            ),
            models.CheckConstraint(condition=~Q(pseudonym=""), name="subject_has_a_pseudonym"),
        ]

    def __str__(self) -> str:
        return self.pseudonym
