"""Bringing back what was withdrawn, corrected notices, submissions taken back, pages discarded."""

import django.db.models.deletion
import reviews.lib.clock
from django.conf import settings
from django.db import migrations, models

from reviews.migrations._operations import AppendOnly, FiniteTimes, Grant, NeverEmptied, sql_file


class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0010_kept_and_unsaved_work"),
    ]

    operations = [
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NoteCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_note', models.TextField(help_text='What readers find at this address. Name nobody.')),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='approval',
            name='return_and_override_have_remarks',
        ),
        migrations.AddField(
            model_name='page',
            name='discarded_at',
            field=models.DateTimeField(editable=False, help_text='When it was found to be made by mistake. It never was public.', null=True),
        ),
        migrations.AlterField(
            model_name='approval',
            name='verdict',
            field=models.CharField(choices=[('submitted', 'submitted for approval'), ('returned', 'returned with remarks'), ('approved', 'approved'), ('overridden', 'published without a second person'), ('taken_back', 'taken back')], max_length=10),
        ),
        migrations.AlterField(
            model_name='event',
            name='verb',
            field=models.CharField(choices=[('opened', 'opened edition {number} as a draft'), ('saved', 'changed the draft, edition {number}'), ('discarded', 'discarded the draft, edition {number}'), ('submitted', 'submitted edition {number} for approval'), ('returned', 'returned edition {number} with remarks'), ('approved', 'approved edition {number}'), ('overridden', 'decided to publish edition {number} without a second person'), ('held', 'put the page on hold'), ('released', 'released the page from a hold'), ('taken_back', 'took back the submission of edition {number}'), ('cleared', 'confirmed that edition {number} may bring the withdrawn page back'), ('published', 'published edition {number}'), ('scheduled', 'scheduled edition {number}'), ('unscheduled', 'took back the schedule of edition {number}'), ('carried_over', 'carried edition {number} over from an earlier website'), ('withdrawn', 'withdrew edition {number}'), ('brought_back', 'brought the withdrawn page back with edition {number}'), ('note_corrected', 'corrected the notice of the withdrawal of edition {number}'), ('notified', 'recorded that somebody was notified of the coming publication'), ('erasure_asked', 'asked for an erasure'), ('erasure_declined', 'declined an erasure that was asked for'), ('erased', 'carried out an erasure'), ('rule_added', 'added a publication rule'), ('page_set', 'set facts of the page itself'), ('page_discarded', 'discarded the page, which never was public'), ('board_set', 'set facts of a board'), ('rights_set', 'set the rights of a person'), ('password_set', 'handed a one-time password to a person'), ('announced', 'announced a banner'), ('ended_banner', 'ended a banner')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('remarks', ''), _negated=True), ('verdict__in', ['submitted', 'approved', 'taken_back']), _connector='OR'), name='return_and_override_have_remarks'),
        ),
        migrations.AddField(
            model_name='clearance',
            name='approval',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clearance', to='reviews.approval'),
        ),
        migrations.AddField(
            model_name='clearance',
            name='withdrawal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='reviews.withdrawal'),
        ),
        migrations.AddField(
            model_name='notecorrection',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notecorrection',
            name='withdrawal',
            field=models.ForeignKey(db_column='edition_id', on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='reviews.withdrawal', to_field='edition'),
        ),
        migrations.AddConstraint(
            model_name='notecorrection',
            constraint=models.CheckConstraint(condition=models.Q(('public_note', ''), _negated=True), name='note_correction_has_a_public_note'),
        ),
        AppendOnly("clearance"),
        NeverEmptied("clearance"),
        Grant("clearance", "SELECT", "INSERT"),
        AppendOnly("notecorrection", erased_with=("edition", "edition_id")),
        NeverEmptied("notecorrection"),
        Grant("notecorrection", "SELECT", "INSERT"),
        FiniteTimes("notecorrection", "at"),
        FiniteTimes("page", "discarded_at"),
        sql_file("0020/return"),
        sql_file("0020/discarded_pages"),
    ]
