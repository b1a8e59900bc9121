"""What was typed and is not saved yet: after a session has ended, and between two saves of a draft."""

import uuid

import django.db.models.deletion
import reviews.lib.clock
from django.conf import settings
from django.db import migrations, models

from reviews.migrations._operations import FiniteTimes, Grant, sql_file

CHANGE = ("SELECT", "INSERT", "UPDATE", "DELETE")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_publication_rules")]

    operations = [
        migrations.CreateModel(
            name="KeptWork",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kept_at", models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ("sealed", models.BinaryField()),
                ("owner", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="UnsavedWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fields", models.JSONField()),
                ("typed_at", models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("edition", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="unsaved_work", to="reviews.edition")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("edition", "by"), name="unsaved_work_once_per_person")],
            },
        ),
        Grant("keptwork", *CHANGE),
        FiniteTimes("keptwork", "kept_at"),
        Grant("unsavedwork", *CHANGE),
        FiniteTimes("unsavedwork", "typed_at"),
        sql_file("0010/erasure"),
    ]
