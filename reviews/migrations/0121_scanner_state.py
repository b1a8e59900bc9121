"""What the malware scanner answered when it was last asked how it is."""

from django.db import migrations, models

from reviews.migrations._operations import FiniteTimes, Grant


class Migration(migrations.Migration):
    dependencies = [("reviews", "0120_late_reading_copies")]

    operations = [
        migrations.CreateModel(
            name="ScannerState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("list_of", models.DateTimeField(help_text="The moment of its list of malware.", null=True)),
                ("fault", models.TextField(blank=True, help_text="Why it could not scan, as the end of a sentence.")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="scanner_has_one_state")],
            },
        ),
        Grant("scannerstate", "SELECT", "INSERT", "UPDATE", "DELETE"),
        FiniteTimes("scannerstate", "asked_at", "list_of"),
    ]
