from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from reviews.lib.text import joined
from reviews.models.partial_date import PartialDateField, partial_dates_well_formed

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class AttachmentQuerySet(models.QuerySet):
    def readable(self) -> "AttachmentQuerySet":
        """Those of which ``Attachment.is_readable`` is true."""
        on_page = Q(state=Attachment.State.ON_PAGE)
        return self.filter(on_page | Q(document__isnull=False) | ~Q(link=""))


class Attachment(models.Model):
    """A document of an edition: a file kept here, the text of the page itself, a link to one hosted
    elsewhere, or a mention of one that is not shown."""

    class Kind(models.TextChoices):
        OVERVIEW_REPORT = "overview_report", _("overview report")
        REPORT = "report", _("report")
        EXECUTIVE_SUMMARY = "executive_summary", _("executive summary")
        BOARD_RESPONSE = "board_response", _("board response")
        ACTION_PLAN = "action_plan", _("action plan")
        LEARNING_BRIEFING = "learning_briefing", _("learning briefing")
        SEVEN_MINUTE_BRIEFING = "seven_minute", _("seven-minute briefing")
        LOCAL_LEARNING = "local_learning", _("local learning points")
        IMPROVEMENTS = "improvements", _("improvements information")
        PRACTITIONER_GUIDE = "practitioner_guide", _("practitioner guide")
        QUESTIONS = "questions", _("questions for discussion")
        VIDEO = "video", _("video")
        PROGRESS_REPORT = "progress_report", _("progress report")
        AGENCY_RESPONSE = "agency_response", _("response of another agency")
        MEDIA_STATEMENT = "media_statement", _("media statement")
        FAMILY_STATEMENT = "family_statement", _("statement of the family")
        HOME_OFFICE_LETTER = "home_office_letter", _("Home Office letter")
        COMMITTEE_PAPER = "committee_paper", _("committee paper")
        FOREWORD = "foreword", _("foreword")
        TERMS_OF_REFERENCE = "terms_of_reference", _("terms of reference")
        APPENDIX = "appendix", _("appendix")
        EASY_READ = "easy_read", _("easy read version")
        OTHER = "other", _("other document")

    # get_kind_display() translates every kind for the sake of one, which a long list feels.
    KIND_NAMES = dict(Kind.choices)
    # The kinds that are the report itself, as opposed to documents about it.
    REPORTS = frozenset({Kind.OVERVIEW_REPORT, Kind.REPORT})

    class State(models.TextChoices):
        PUBLISHED = "published", _("published")
        ON_PAGE = "on_page", _("published as the text of this page")
        MENTIONED = "mentioned", _("exists, not published here")
        DELAYED = "delayed", _("publication delayed")
        WITHHELD = "withheld", _("not published")
        NO_LONGER = "no_longer", _("no longer published")

    edition = models.ForeignKey("reviews.ReviewEdition", models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=Kind)
    also_contains = ArrayField(
        models.CharField(max_length=20, choices=Kind),
        default=list,
        blank=True,
        help_text="What else the same file contains, if several documents are in one.",
    )
    title = models.CharField(
        max_length=200,
        blank=True,
        help_text="If it has one of its own. Its kind stands beside it; without a title, it is its name.",
    )
    slug = models.CharField(
        "file name",
        max_length=80,
        blank=True,
        validators=[
            RegexValidator(SLUG, "Use lower-case letters, digits and single hyphens only.")
        ],
        help_text="The end of its address, without .pdf. Made from the kind when left empty.",
    )
    language = models.CharField(max_length=12, default="en-GB")
    state = models.CharField(max_length=12, choices=State, default=State.PUBLISHED)
    state_reason = models.CharField(
        "public reason",
        max_length=200,
        blank=True,
        help_text="Why it is not shown, for the public.",
    )
    document = models.ForeignKey(
        "reviews.Document", models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    link = models.URLField("address elsewhere", blank=True)
    hosted_by = models.CharField(max_length=200, blank=True)
    first_published = PartialDateField(
        "first published", help_text="If it differs from the review’s. June 2017, 14 June 2017 …"
    )
    licence = models.CharField(max_length=200, blank=True)
    issued_by = models.CharField(
        "issued by",
        max_length=200,
        blank=True,
        help_text="Whose document it is, if not the board’s: the agency, council, author …",
    )
    dated = PartialDateField(
        "another date", help_text="One that is not its publication. June 2017, 14 June 2017 …"
    )
    dated_as = models.CharField(
        "what that date is",
        max_length=60,
        blank=True,
        help_text="For example: date of the report, signed off, updated.",
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "slug"], condition=~Q(slug=""), name="file_name_once_in_edition"
            ),
            models.CheckConstraint(
                condition=Q(document=None) | Q(link=""), name="file_here_or_elsewhere_not_both"
            ),
            models.CheckConstraint(
                condition=Q(state="published")
                | Q(document=None, link="")
                | Q(state="mentioned", document=None),
                name="only_published_attachment_has_a_file",
            ),
            models.CheckConstraint(
                condition=Q(link="") | ~Q(hosted_by=""), name="link_names_its_host"
            ),
            models.CheckConstraint(
                condition=Q(document=None) | Q(slug__regex=SLUG), name="file_has_a_name"
            ),
            partial_dates_well_formed(
                "first_published", "dated", name="attachment_dates_well_formed"
            ),
            models.CheckConstraint(
                condition=Q(dated="", dated_as="") | ~Q(dated="") & ~Q(dated_as=""),
                name="other_date_states_what_it_is",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is read, here or elsewhere; empty when it is not."""
        if self.is_on_page:
            return f"{self.edition.page.get_absolute_url()}#text"
        if self.document_id:
            return f"{self.edition.page.get_absolute_url()}{self.slug}.pdf"
        return self.link

    @property
    def name(self) -> str:
        """The title it was given, or its kinds."""
        return self.title or self.kinds

    @property
    def name_language(self) -> str:
        """Of a title that it was given; kinds are in the language of whoever names them."""
        return self.language if self.title else ""

    @property
    def kinds(self) -> str:
        """“Overview report and action plan”."""
        name = joined(
            [self.KIND_NAMES.get(kind, kind) for kind in (self.kind, *self.also_contains)]
        )
        return name[:1].upper() + name[1:]

    @property
    def kinds_beside_title(self) -> str:
        """Its kinds, where its name does not state them."""
        return "" if self.name.casefold() == self.kinds.casefold() else self.kinds

    @property
    def is_on_page(self) -> bool:
        """It is the text of the page itself."""
        return self.state == self.State.ON_PAGE

    @property
    def is_only_mentioned(self) -> bool:
        """It is not published here, and can be read elsewhere."""
        return self.state == self.State.MENTIONED and bool(self.link)

    @property
    def is_scanned(self) -> bool:
        """Its file, read together with how many of its pages have words, has none."""
        return bool(self.document_id) and getattr(self.document, "pages_with_words", None) == 0

    @property
    def is_report(self) -> bool:
        """It is the report itself, or holds it too."""
        return bool(self.REPORTS & {self.kind, *self.also_contains})

    @property
    def is_readable(self) -> bool:
        """There is something to read, here or elsewhere."""
        return bool(self.document_id or self.link or self.is_on_page)

    def free_slug(self, taken: set[str]) -> str:
        """A file name made from the kind that is not in ``taken``."""
        base = slugify(self.get_kind_display())
        names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)
