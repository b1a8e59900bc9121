"""The files that were uploaded where a document is the cleaned copy of one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reviews.lib.clock
import reviews.lib.storage
from reviews.migrations._operations import AppendOnly, FiniteTimes, Grant, NeverEmptied


def stored():
    return models.FileField(max_length=200, storage=reviews.lib.storage.documents_storage, upload_to="")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0098_ready_pages")]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="verb",
            field=models.CharField(choices=[('opened', 'opened edition {number} as a draft'), ('saved', 'changed the draft, edition {number}'), ('discarded', 'discarded the draft, edition {number}'), ('submitted', 'submitted edition {number} for approval'), ('returned', 'returned edition {number} with remarks'), ('approved', 'approved edition {number}'), ('overridden', 'decided to publish edition {number} without a second person'), ('held', 'put the page on hold'), ('released', 'released the page from a hold'), ('taken_back', 'took back the submission of edition {number}'), ('cleared', 'confirmed that edition {number} may bring the withdrawn page back'), ('published', 'published edition {number}'), ('scheduled', 'scheduled edition {number}'), ('unscheduled', 'took back the schedule of edition {number}'), ('carried_over', 'carried edition {number} over from an earlier website'), ('withdrawn', 'withdrew edition {number}'), ('brought_back', 'brought the withdrawn page back with edition {number}'), ('note_corrected', 'corrected the notice of the withdrawal of edition {number}'), ('notified', 'recorded that somebody was notified of the coming publication'), ('erasure_asked', 'asked for an erasure'), ('erasure_declined', 'declined an erasure that was asked for'), ('erased', 'carried out an erasure'), ('rule_added', 'added a publication rule'), ('page_set', 'set facts of the page itself'), ('address_proposed', 'proposed that a former address leads to the page'), ('address_agreed', 'agreed that a former address leads to the page'), ('address_ended', 'ended a former address of the page'), ('page_discarded', 'discarded the page, which never was public'), ('board_set', 'set facts of a board'), ('rights_set', 'set the rights of a person'), ('password_set', 'handed a one-time password to a person'), ('reset_asked', 'asked to remove the second factors of a person'), ('factors_reset', 'agreed to remove the second factors of a person'), ('announced', 'announced a banner'), ('finding_settled', 'settled what was found in a document'), ('finding_shown', 'asked to see the hidden text of a document'), ('original_read', 'opened the original of a cleaned copy'), ('name_added', 'entered something that must never appear'), ('name_removed', 'removed something that was never to appear'), ('names_shown', 'asked to see what must never appear'), ('name_settled', 'settled where parts of a name appear'), ('ended_banner', 'ended a banner')], max_length=20),
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(help_text="In bytes.")),
                ("file", stored()),
                ("cover", stored()),
                ("at", models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ("document", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="originals", to="reviews.document")),
                ("uploaded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "sha256"), name="original_kept_once"),
                    models.CheckConstraint(condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$"), ("size__gt", 0)), name="original_named_by_its_hash"),
                ],
            },
        ),
        AppendOnly("original"),
        NeverEmptied("original"),
        Grant("original", "SELECT", "INSERT"),
        FiniteTimes("original", "at"),
    ]
