"""Public pages ready to be sent, and a name for each state of the register that the public sees."""

from django.db import migrations, models

from reviews.migrations._operations import ChangesPublicPages, FiniteTimes, Grant, sql_file

# Every table that public pages read, except the parts of an edition, which are frozen before anybody sees them.
READ = ("board", "page", "banner", "formeraddress", "withdrawal", "notecorrection", "publicationrule", "noticeduty")
LEFT_BY_ERASURES = ("readingcopy", "erasure")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0090_search")]

    operations = [
        migrations.CreateModel(
            name="ReadyPage",
            fields=[
                ("path", models.TextField(primary_key=True, serialize=False)),
                ("generation", models.TextField()),
                ("valid_until", models.DateTimeField()),
                ("modified", models.DateTimeField()),
                ("headers", models.JSONField()),
                ("digest", models.TextField()),
                ("plain", models.BinaryField()),
                ("gzip", models.BinaryField()),
                ("brotli", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PublicChange",
            fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))],
        ),
        FiniteTimes("readypage", "valid_until", "modified"),
        Grant("readypage", "SELECT", "INSERT", "UPDATE", "DELETE"),
        Grant("publicchange", "SELECT"),
        sql_file("0098/ready_pages"),
        *(ChangesPublicPages(name) for name in READ + LEFT_BY_ERASURES),
        # Only drafts are made of new files; a change is that one is erased or lost.
        ChangesPublicPages("document", "UPDATE OR DELETE"),
        ChangesPublicPages("edition", each="ROW"),
    ]
