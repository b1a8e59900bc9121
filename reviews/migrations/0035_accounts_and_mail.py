"""What signing in and e-mail remember."""

import django.contrib.postgres.fields
import django.db.models.deletion
import reviews.lib.clock
from django.conf import settings
from django.db import migrations, models

from reviews.migrations._operations import FiniteTimes, Grant

# Events of before are not turned into e-mail.
BEGIN_WITH_THE_NEXT_EVENT = "INSERT INTO reviews_ledgercursor (id, seq) SELECT 1, coalesce(max(seq), 0) FROM reviews_event"
TIMES = {
    "signin": ["at"],
    "secondfactor": ["added_at", "used_at"],
    "recoverycode": ["used_at"],
    "secondfactorreset": ["asked_at", "agreed_at"],
    "mail": ["queued_at", "next_try_at", "sent_at", "given_up_at"],
    "mailpreference": [],
    "ledgercursor": [],
}


def mutable(model, times):
    finite = [FiniteTimes(model, *times)] if times else []
    return [Grant(model, "SELECT", "INSERT", "UPDATE", "DELETE"), *finite]


class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0032_more_of_real_pages"),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerCursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name='user',
            name='one_time_password_used_at',
            field=models.DateTimeField(editable=False, help_text='A one-time password signs in once.', null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='second_factors_reset_at',
            field=models.DateTimeField(editable=False, help_text='Sessions from before then have to sign in again.', null=True),
        ),
        migrations.AlterField(
            model_name='event',
            name='verb',
            field=models.CharField(choices=[('opened', 'opened edition {number} as a draft'), ('saved', 'changed the draft, edition {number}'), ('discarded', 'discarded the draft, edition {number}'), ('submitted', 'submitted edition {number} for approval'), ('returned', 'returned edition {number} with remarks'), ('approved', 'approved edition {number}'), ('overridden', 'decided to publish edition {number} without a second person'), ('held', 'put the page on hold'), ('released', 'released the page from a hold'), ('published', 'published edition {number}'), ('scheduled', 'scheduled edition {number}'), ('unscheduled', 'took back the schedule of edition {number}'), ('carried_over', 'carried edition {number} over from an earlier website'), ('withdrawn', 'withdrew edition {number}'), ('notified', 'recorded that somebody was notified of the coming publication'), ('erasure_asked', 'asked for an erasure'), ('erasure_declined', 'declined an erasure that was asked for'), ('erased', 'carried out an erasure'), ('rule_added', 'added a publication rule'), ('page_set', 'set facts of the page itself'), ('board_set', 'set facts of a board'), ('rights_set', 'set the rights of a person'), ('password_set', 'handed a one-time password to a person'), ('reset_asked', 'asked to remove the second factors of a person'), ('factors_reset', 'agreed to remove the second factors of a person'), ('announced', 'announced a banner'), ('ended_banner', 'ended a banner')], max_length=20),
        ),
        migrations.CreateModel(
            name='MailPreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unwanted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mail_preference', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('passkey', 'passkey'), ('app', 'authenticator app')], max_length=10)),
                ('name', models.CharField(max_length=60)),
                ('secret', models.TextField(help_text="Encrypted with the site's secret key; a passkey's is its public half.")),
                ('last_step', models.BigIntegerField(help_text='The half minute of the last code that was taken: none is taken twice.', null=True)),
                ('added_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('used_at', models.DateTimeField(editable=False, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_factors', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('waits', 'An edition waits for your approval'), ('returned', 'An edition was returned to you with remarks'), ('approved', 'An edition was approved'), ('live', 'An edition is live'), ('unsigned', 'A published edition lacks a second signature'), ('overdue', 'Actions of an action plan are overdue'), ('invitation', 'Your account'), ('reset', 'A new password')], max_length=12)),
                ('key', models.CharField(help_text='What it is about: nobody is sent it twice.', max_length=100)),
                ('reference', models.CharField(blank=True, help_text='“page 12, edition 3”.', max_length=60)),
                ('link', models.CharField(blank=True, help_text="Below the site's address.", max_length=200)),
                ('queued_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('next_try_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('last_fault', models.CharField(blank=True, max_length=200)),
                ('sent_at', models.DateTimeField(editable=False, null=True)),
                ('given_up_at', models.DateTimeField(editable=False, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mails', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(models.F('user'), models.F('key'), name='mail_once')],
            },
        ),
        migrations.CreateModel(
            name='SecondFactorReset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('agreed_at', models.DateTimeField(editable=False, null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('asked_by', models.F('agreed_by')), _negated=True), models.Q(('person', models.F('asked_by')), _negated=True), models.Q(('person', models.F('agreed_by')), _negated=True)), name='reset_by_two_others', violation_error_message='Two administrators other than the person have to agree.'), models.UniqueConstraint(condition=models.Q(('agreed_by', None)), fields=('person',), name='one_reset_waits')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('name_digest', models.CharField(max_length=64)),
                ('address', models.GenericIPAddressField()),
                ('browser', models.CharField(blank=True, max_length=200)),
                ('outcome', models.CharField(choices=[('signed_in', 'Signed in'), ('wrong_password', 'Refused: wrong password'), ('wrong_second', 'Refused: right password, wrong second factor'), ('used_password', 'Refused: one-time password that was used before'), ('locked', 'Refused without a look: too many wrong tries')], max_length=20)),
                ('method', models.CharField(blank=True, help_text='“password and passkey” …', max_length=40)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['name_digest', 'at'], name='sign_in_by_name'), models.Index(fields=['user', 'at'], name='sign_in_by_user')],
            },
        ),
        *(step for model, times in TIMES.items() for step in mutable(model, times)),
        FiniteTimes("user", "one_time_password_used_at", "second_factors_reset_at"),
        migrations.RunSQL(BEGIN_WITH_THE_NEXT_EVENT, migrations.RunSQL.noop),
    ]
