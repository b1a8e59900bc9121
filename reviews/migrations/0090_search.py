"""What the public search looks through: the pages of documents, and the words of editions."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from reviews.migrations._operations import Grant, sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0080_reading_copies")]

    operations = [
        migrations.CreateModel(
            name="EditionWords",
            fields=[
                ("edition", models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name="words", serialize=False, to="reviews.reviewedition")),
                ("heading", django.contrib.postgres.search.SearchVectorField()),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={"indexes": [django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="edition_words_vector")]},
        ),
        migrations.CreateModel(
            name="DocumentPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
                ("document", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="text_pages", to="reviews.document")),
            ],
            options={
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="document_page_vector")],
                "constraints": [models.UniqueConstraint(fields=("document", "number"), name="document_page_once")],
            },
        ),
        Grant("editionwords", "SELECT"),
        Grant("documentpage", "SELECT"),
        sql_file("0090/search"),
    ]
