"""What becomes of a document that an edition no longer shows, kept by the database too."""

import django.db.models.deletion
from django.db import migrations, models

from reviews.migrations._operations import FrozenWithEdition, Grant, NeverEmptied, sql_file

REASONS = [
    (
        "It is replaced, because",
        [
            ("corrected_redaction", "a redaction was corrected"),
            ("correction", "an error was corrected"),
            ("typographical", "spelling or layout was corrected"),
            ("accessible", "this version is accessible"),
            ("translation", "a translation was added"),
            ("updated", "it was brought up to date"),
            ("joined", "several documents became one file"),
        ],
    ),
    (
        "It is withdrawn, because",
        [
            ("court_order", "court order"),
            ("safety", "somebody’s safety"),
            ("data_breach", "data breach"),
            ("anonymity", "anonymity at risk"),
            ("error", "published in error"),
            ("term_ended", "the publication term has ended"),
            ("superseded", "replaced by another page"),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [("reviews", "0020_returns_and_corrections")]

    operations = [
        migrations.CreateModel(
            name="Lineage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departures",
                        to="reviews.document",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lineage",
                        to="reviews.reviewedition",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.document",
                        verbose_name="replaced by",
                    ),
                ),
                ("reason", models.CharField(blank=True, choices=REASONS, max_length=20)),
                (
                    "authorised_by",
                    models.CharField(
                        blank=True,
                        help_text="Who decided it: name and office. Needed while the minimum term runs. "
                        "Kept in the record, not shown to the public.",
                        max_length=200,
                    ),
                ),
                (
                    "public_note",
                    models.TextField(
                        blank=True,
                        help_text="What readers find at the address of a withdrawn file, and in the "
                        "page’s history. Name nobody; say how to ask for a copy.",
                    ),
                ),
            ],
            options={
                "verbose_name": "document that leaves",
                "verbose_name_plural": "documents that leave",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "document"), name="document_leaves_once_in_edition"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor", None),
                            models.Q(("successor", models.F("document")), _negated=True),
                            _connector="OR",
                        ),
                        name="document_does_not_succeed_itself",
                    ),
                ],
            },
        ),
        FrozenWithEdition("lineage", "edition_id"),
        NeverEmptied("lineage"),
        Grant("lineage", "SELECT", "INSERT", "UPDATE", "DELETE"),
        sql_file("0025/lineage"),
    ]
