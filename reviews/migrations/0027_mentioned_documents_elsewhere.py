"""A document that exists and is not published here may be linked to where it is."""

from django.db import migrations, models
from django.db.models import Q

NAME = "only_published_attachment_has_a_file"


class Migration(migrations.Migration):
    dependencies = [("reviews", "0026_board_telephone")]

    operations = [
        migrations.RemoveConstraint(model_name="attachment", name=NAME),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=Q(state="published")
                | Q(document=None, link="")
                | Q(state="mentioned", document=None),
                name=NAME,
            ),
        ),
    ]
