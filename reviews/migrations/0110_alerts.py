"""E-mail alerts for the public: addresses, what each is sent, and what there is to send."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import reviews.lib.clock
import uuid
from django.db import migrations, models

from reviews.migrations._operations import FiniteTimes, Grant

TIMES = {
    "subscriber": ["due_at", "claimed_until", "asked_at", "refused_since", "given_up_at"],
    "subscription": ["due_at", "claimed_until", "confirmed_at"],
    "alertnews": ["moment", "at"],
    "alertcursor": ["begun_at", "read_until"],
    "alertnetwork": ["since"],
}
CHANGE = ("SELECT", "INSERT", "UPDATE", "DELETE")

class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0105_concerns'),
    ]

    operations = [
        migrations.CreateModel(
            name='AlertCursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_at', models.DateTimeField()),
                ('read_until', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='AlertNetwork',
            fields=[
                ('digest', models.CharField(help_text='Keyed, of its address.', max_length=64, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('count', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('due_at', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('claimed_until', models.DateTimeField(editable=False, null=True)),
                ('digest', models.CharField(help_text='Keyed; finds the address.', max_length=64, unique=True)),
                ('sealed', models.BinaryField()),
                ('asked_at', models.DateTimeField(editable=False, null=True)),
                ('refused_since', models.DateTimeField(editable=False, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('given_up_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AlertNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.BigIntegerField()),
                ('edition', models.PositiveIntegerField(help_text='Its number: the one that began, or ended.')),
                ('kind', models.CharField(choices=[('new', 'New'), ('changed', 'Changed'), ('again', 'Published again'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('moment', models.DateTimeField(help_text='When it began, or ended.')),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['page'], name='alert_news_page'), django.contrib.postgres.indexes.GinIndex(fields=['topics'], name='alert_news_topics')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('due_at', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('claimed_until', models.DateTimeField(editable=False, null=True)),
                ('topic', models.CharField(help_text='“page-12” or “board-3”.', max_length=30)),
                ('pace', models.CharField(choices=[('at_once', 'As things happen'), ('weekly', 'Once a week, on Monday')], max_length=10)),
                ('wanted', models.CharField(blank=True, choices=[('at_once', 'As things happen'), ('weekly', 'Once a week, on Monday')], max_length=10)),
                ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                ('read_until', models.BigIntegerField(default=0)),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='reviews.subscriber')),
            ],
            options={
                'indexes': [models.Index(fields=['topic'], name='subscription_topic')],
                'constraints': [models.UniqueConstraint(fields=('subscriber', 'topic'), name='subscribed_once')],
            },
        ),
        *(Grant(model, *CHANGE) for model in TIMES),
        *(FiniteTimes(model, *times) for model, times in TIMES.items()),
    ]
