"""The rules of publication as far as they are known, each with its source, and a first list of themes."""

from django.db import migrations

from reviews.migrations._operations import add_shipped_rules, add_shipped_themes


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_groups")]

    operations = [add_shipped_rules("0004"), add_shipped_themes("0004")]
