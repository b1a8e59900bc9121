"""What readers report about pages, and how often one network address did."""

import django.db.models.deletion
import reviews.lib.clock
from django.conf import settings
from django.db import migrations, models

from reviews.migrations._operations import FiniteTimes, Grant

CHANGE = ("SELECT", "INSERT", "UPDATE", "DELETE")


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0104_managed_pages'),
    ]

    operations = [
        migrations.AlterField(
            model_name='mail',
            name='kind',
            field=models.CharField(choices=[('waits', 'An edition waits for your approval'), ('returned', 'An edition was returned to you with remarks'), ('approved', 'An edition was approved'), ('live', 'An edition is live'), ('unsigned', 'A published edition lacks a second signature'), ('overdue', 'Actions of an action plan are overdue'), ('read_again', 'A page is due to be read again'), ('concern', 'A reader reported a concern'), ('concern_due', 'The acknowledgement of a concern is due'), ('invitation', 'Your account'), ('reset', 'A new password')], max_length=12),
        ),
        migrations.CreateModel(
            name='ConcernSender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='concern_sender_at')],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=9, unique=True)),
                ('kind', models.CharField(choices=[('names', 'It names somebody, or gives away who somebody is'), ('personal', 'Personal information about me is used wrongly'), ('wrong', 'Something in it is wrong'), ('copy', 'A problem with a copy to read on this website'), ('access', 'I cannot read or use it'), ('other', 'Something else')], max_length=10)),
                ('sealed', models.BinaryField()),
                ('wants_answer', models.BooleanField()),
                ('received_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('received_on', models.DateField(help_text='The day in London.')),
                ('acknowledged_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('withdrawn', 'The page or document was withdrawn'), ('corrected', 'It was corrected'), ('held', 'It was put on hold'), ('unchanged', 'It stays as it is'), ('passed_on', 'Passed on to whom it concerns'), ('not_a_concern', 'No concern, such as advertising')], max_length=15)),
                ('sealed_note', models.BinaryField(null=True)),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('board', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='reviews.board')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='reviews.page')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_by', None), ('acknowledged_on', None)), models.Q(('acknowledged_by__isnull', False), ('acknowledged_on__isnull', False)), _connector='OR'), name='concern_acknowledged_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('closed_by', None), ('closed_on', None), ('outcome', '')), models.Q(('closed_by__isnull', False), ('closed_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='concern_closed_with_an_outcome')],
            },
        ),
        Grant("concern", *CHANGE),
        Grant("concernsender", *CHANGE),
        FiniteTimes("concern", "received_at", "received_on", "acknowledged_on", "closed_on"),
        FiniteTimes("concernsender", "at"),
    ]
