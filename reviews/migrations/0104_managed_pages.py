"""When a page is read again, and the help lines of a board."""

from django.db import migrations, models

from reviews.migrations._operations import FiniteTimes, sql_file


class Migration(migrations.Migration):
    dependencies = [("reviews", "0102_originals")]

    operations = [
        migrations.AddField(
            model_name="board",
            name="help_lines",
            field=models.TextField(blank=True, default="", help_text="What stands at the foot of this board’s pages for somebody who is worried: whom to call in an emergency, and otherwise. Empty: what the page “Help lines” of this site says."),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="page",
            name="read_again_on",
            field=models.DateField(blank=True, help_text="The day by which somebody reads it again and brings it up to date. Staff are reminded; readers do not see it.", null=True, verbose_name="read it again on"),
        ),
        migrations.AlterField(
            model_name="mail",
            name="kind",
            field=models.CharField(choices=[("waits", "An edition waits for your approval"), ("returned", "An edition was returned to you with remarks"), ("approved", "An edition was approved"), ("live", "An edition is live"), ("unsigned", "A published edition lacks a second signature"), ("overdue", "Actions of an action plan are overdue"), ("read_again", "A page is due to be read again"), ("invitation", "Your account"), ("reset", "A new password")], max_length=12),
        ),
        FiniteTimes("page", "read_again_on"),
        sql_file("0104/managed_pages"),
    ]
