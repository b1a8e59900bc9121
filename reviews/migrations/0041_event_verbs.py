"""The verbs of findings. A list of choices only: the table stays as it is."""

from django.db import migrations, models

VERBS = [
    ("opened", "opened edition {number} as a draft"),
    ("saved", "changed the draft, edition {number}"),
    ("discarded", "discarded the draft, edition {number}"),
    ("submitted", "submitted edition {number} for approval"),
    ("returned", "returned edition {number} with remarks"),
    ("approved", "approved edition {number}"),
    ("overridden", "decided to publish edition {number} without a second person"),
    ("held", "put the page on hold"),
    ("released", "released the page from a hold"),
    ("published", "published edition {number}"),
    ("scheduled", "scheduled edition {number}"),
    ("unscheduled", "took back the schedule of edition {number}"),
    ("carried_over", "carried edition {number} over from an earlier website"),
    ("withdrawn", "withdrew edition {number}"),
    ("notified", "recorded that somebody was notified of the coming publication"),
    ("erasure_asked", "asked for an erasure"),
    ("erasure_declined", "declined an erasure that was asked for"),
    ("erased", "carried out an erasure"),
    ("rule_added", "added a publication rule"),
    ("page_set", "set facts of the page itself"),
    ("board_set", "set facts of a board"),
    ("rights_set", "set the rights of a person"),
    ("password_set", "handed a one-time password to a person"),
    ("announced", "announced a banner"),
    ("finding_settled", "settled what was found in a document"),
    ("finding_shown", "asked to see the hidden text of a document"),
    ("ended_banner", "ended a banner"),
]


class Migration(migrations.Migration):
    dependencies = [("reviews", "0040_findings")]

    operations = [
        migrations.AlterField("event", "verb", models.CharField(choices=VERBS, max_length=20)),
    ]
