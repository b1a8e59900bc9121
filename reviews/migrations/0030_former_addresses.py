"""Former addresses have a period, and need two people."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import reviews.models.edition
import reviews.models.page
from django.conf import settings
from django.db import migrations, models

from reviews.migrations._operations import FiniteTimes, Grant, sql_file

class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0028_lineage_rights"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='formeraddress',
            options={'ordering': ['path', 'pk'], 'verbose_name_plural': 'former addresses'},
        ),
        migrations.AddField(
            model_name='formeraddress',
            name='added_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formeraddress',
            name='agreed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formeraddress',
            name='live_from',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='formeraddress',
            name='live_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='event',
            name='verb',
            field=models.CharField(choices=[('opened', 'opened edition {number} as a draft'), ('saved', 'changed the draft, edition {number}'), ('discarded', 'discarded the draft, edition {number}'), ('submitted', 'submitted edition {number} for approval'), ('returned', 'returned edition {number} with remarks'), ('approved', 'approved edition {number}'), ('overridden', 'decided to publish edition {number} without a second person'), ('held', 'put the page on hold'), ('released', 'released the page from a hold'), ('published', 'published edition {number}'), ('scheduled', 'scheduled edition {number}'), ('unscheduled', 'took back the schedule of edition {number}'), ('carried_over', 'carried edition {number} over from an earlier website'), ('withdrawn', 'withdrew edition {number}'), ('notified', 'recorded that somebody was notified of the coming publication'), ('erasure_asked', 'asked for an erasure'), ('erasure_declined', 'declined an erasure that was asked for'), ('erased', 'carried out an erasure'), ('rule_added', 'added a publication rule'), ('page_set', 'set facts of the page itself'), ('address_proposed', 'proposed that a former address leads to the page'), ('address_agreed', 'agreed that a former address leads to the page'), ('address_ended', 'ended a former address of the page'), ('board_set', 'set facts of a board'), ('rights_set', 'set the rights of a person'), ('password_set', 'handed a one-time password to a person'), ('announced', 'announced a banner'), ('ended_banner', 'ended a banner')], max_length=20),
        ),
        migrations.AlterField(
            model_name='formeraddress',
            name='path',
            field=models.CharField(help_text='With its query, if it has one; without the first and last slash.', max_length=300, validators=[reviews.models.page.validate_not_reserved]),
        ),
        sql_file("0030/former_addresses"),
        Grant("formeraddress", "UPDATE"),
        FiniteTimes("formeraddress", "live_from", "live_until"),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.CheckConstraint(condition=models.Q(('live_from', None), ('added_by', None), models.Q(('agreed_by__isnull', False), models.Q(('agreed_by', models.F('added_by')), _negated=True)), _connector='OR'), name='former_address_needs_two_people'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.CheckConstraint(condition=models.Q(('live_from', None), ('live_until', None), ('live_until__gt', models.F('live_from')), _connector='OR'), name='former_address_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('live_from__isnull', False)), expressions=[(django.db.models.functions.text.Upper('path'), '='), (reviews.models.edition.Period('live_from', 'live_until', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_page_at_a_former_address'),
        ),
    ]
