"""What the checks of documents found, and why staff let some of it be."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reviews.lib.clock
from reviews.migrations._operations import AppendOnly, FiniteTimes, Grant, NeverEmptied, sql_file


def append_only(model, *times, erased_with=None):
    finite = [FiniteTimes(model, *times)] if times else []
    return [AppendOnly(model, erased_with), NeverEmptied(model), Grant(model, "SELECT", "INSERT"), *finite]


def key():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def now():
    return models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)


def pointer(to, name="+", field=models.ForeignKey):
    return field(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0035_accounts_and_mail")]

    operations = [
        migrations.CreateModel(
            name="DocumentCheck",
            fields=[
                key(),
                ("version", models.PositiveIntegerField(help_text="Of the checks.")),
                ("cleaned_from", models.CharField(blank=True, help_text="SHA-256 of the file that was uploaded, if the document is a cleaned copy of it.", max_length=64)),
                ("at", now()),
                ("document", pointer("reviews.document", "checks")),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                key(),
                ("kind", models.CharField(help_text="One of reviews.pdf.KINDS.", max_length=30)),
                ("severity", models.CharField(choices=[("blocks", "must not be published"), ("settle", "to be settled"), ("cleaned", "not for readers"), ("information", "for information"), ("removed", "was taken out")], max_length=12)),
                ("page", models.PositiveIntegerField(default=0, help_text="0 is the whole file.")),
                ("box", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), blank=True, default=list, help_text="In points.", size=None)),
                ("why", models.CharField(blank=True, max_length=80)),
                ("recovered", models.TextField(blank=True)),
                ("picture", models.BinaryField(blank=True, default=b"")),
                ("document", pointer("reviews.document", "findings")),
                ("source", pointer("reviews.documentcheck", "findings")),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                key(),
                ("reason", models.TextField()),
                ("at", now()),
                ("by", pointer(settings.AUTH_USER_MODEL)),
                ("document", pointer("reviews.document", "waivers")),
                ("finding", pointer("reviews.finding", "waiver", models.OneToOneField)),
            ],
            options={"constraints": [models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="waiver_has_a_reason")]},
        ),
        *append_only("documentcheck", "at"),
        *append_only("finding", erased_with=("document", "document_id")),
        *append_only("waiver", "at", erased_with=("document", "document_id")),
        sql_file("0040/findings"),
    ]
