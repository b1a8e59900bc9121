"""A board can be reached by telephone too; its contact stays changeable."""

from django.db import migrations, models

from reviews.migrations._operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0025_lineage")]

    operations = [
        migrations.AddField(
            model_name="board",
            name="telephone",
            field=models.CharField(
                blank=True, help_text="For readers. Shown as it is written here.", max_length=40
            ),
        ),
        sql_file("0026/board"),
    ]
