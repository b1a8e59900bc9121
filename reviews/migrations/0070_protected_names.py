"""What must never appear in a review, and where it was looked for."""

import django.contrib.postgres.fields
import django.db.models.deletion
import reviews.lib.clock
from django.conf import settings
from django.db import migrations, models

from reviews.migrations._operations import FiniteTimes, Grant, sql_file

CHANGE = ("SELECT", "INSERT", "UPDATE", "DELETE")
TIMES = {"protectedname": "added_at", "namesearch": "at", "namewaiver": "at"}


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0052_event_verbs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='verb',
            field=models.CharField(choices=[('opened', 'opened edition {number} as a draft'), ('saved', 'changed the draft, edition {number}'), ('discarded', 'discarded the draft, edition {number}'), ('submitted', 'submitted edition {number} for approval'), ('returned', 'returned edition {number} with remarks'), ('approved', 'approved edition {number}'), ('overridden', 'decided to publish edition {number} without a second person'), ('held', 'put the page on hold'), ('released', 'released the page from a hold'), ('taken_back', 'took back the submission of edition {number}'), ('cleared', 'confirmed that edition {number} may bring the withdrawn page back'), ('published', 'published edition {number}'), ('scheduled', 'scheduled edition {number}'), ('unscheduled', 'took back the schedule of edition {number}'), ('carried_over', 'carried edition {number} over from an earlier website'), ('withdrawn', 'withdrew edition {number}'), ('brought_back', 'brought the withdrawn page back with edition {number}'), ('note_corrected', 'corrected the notice of the withdrawal of edition {number}'), ('notified', 'recorded that somebody was notified of the coming publication'), ('erasure_asked', 'asked for an erasure'), ('erasure_declined', 'declined an erasure that was asked for'), ('erased', 'carried out an erasure'), ('rule_added', 'added a publication rule'), ('page_set', 'set facts of the page itself'), ('address_proposed', 'proposed that a former address leads to the page'), ('address_agreed', 'agreed that a former address leads to the page'), ('address_ended', 'ended a former address of the page'), ('page_discarded', 'discarded the page, which never was public'), ('board_set', 'set facts of a board'), ('rights_set', 'set the rights of a person'), ('password_set', 'handed a one-time password to a person'), ('reset_asked', 'asked to remove the second factors of a person'), ('factors_reset', 'agreed to remove the second factors of a person'), ('announced', 'announced a banner'), ('finding_settled', 'settled what was found in a document'), ('finding_shown', 'asked to see the hidden text of a document'), ('name_added', 'entered something that must never appear'), ('name_removed', 'removed something that was never to appear'), ('names_shown', 'asked to see what must never appear'), ('name_settled', 'settled where parts of a name appear'), ('ended_banner', 'ended a banner')], max_length=20),
        ),
        migrations.CreateModel(
            name='ProtectedName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('name', 'name of a person'), ('birth', 'date of birth'), ('address', 'address')], max_length=10)),
                ('sealed', models.BinaryField()),
                ('added_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='protected_names', to='reviews.page')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NameWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(help_text='Its number.', max_length=5)),
                ('most', models.PositiveIntegerField()),
                ('sealed_reason', models.BinaryField()),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(help_text='Empty for the text of the page itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='name_waivers', to='reviews.document')),
                ('name', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waivers', to='reviews.protectedname')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NameSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(help_text='Of the search.')),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('parts', models.JSONField(default=dict)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='name_searches', to='reviews.document')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='name_searches', to='reviews.edition')),
                ('name', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='searches', to='reviews.protectedname')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('name', 'document', 'edition'), name='name_searched_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('document', None), ('edition__isnull', False)), models.Q(('document__isnull', False), ('edition', None)), _connector='OR'), name='name_searched_in_one_thing')],
            },
        ),
        *(Grant(model, *CHANGE) for model in TIMES),
        *(FiniteTimes(model, time) for model, time in TIMES.items()),
        sql_file("0070/protected_names"),
    ]
