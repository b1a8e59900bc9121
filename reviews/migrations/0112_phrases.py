"""Phrases in the pages of documents are found by the index alone."""

from django.db import migrations

from reviews.migrations._operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0110_alerts")]

    operations = [sql_file("0112/phrases")]
