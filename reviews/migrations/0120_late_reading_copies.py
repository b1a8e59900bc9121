"""No reading copy for a document that was erased meanwhile."""

from django.db import migrations

from reviews.migrations._operations import sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0114_rechecks")]

    operations = [sql_file("0120/reading_copies")]
