"""The reading copy of a document, and whether everybody can read the file."""

import django.db.models.deletion
from django.db import migrations, models

import reviews.lib.clock
from reviews.migrations._operations import AppendOnly, FiniteTimes, Grant, NeverEmptied, sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0070_protected_names")]

    operations = [
        migrations.CreateModel(
            name="ReadingCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("html", models.TextField(blank=True, help_text="Of tagged files; of others readers get the text by page.")),
                ("accessibility", models.JSONField(blank=True, default=dict, help_text="The numbers of reviews.pdf.Accessibility.")),
                ("at", models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ("document", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="reading_copy", to="reviews.document")),
            ],
            options={"verbose_name_plural": "reading copies"},
        ),
        AppendOnly("readingcopy", ("document", "document_id")),
        NeverEmptied("readingcopy"),
        Grant("readingcopy", "SELECT", "INSERT"),
        FiniteTimes("readingcopy", "at"),
        sql_file("0080/reading_copies"),
    ]
