"""The tables, as makemigrations writes them; the extensions by hand.

btree_gist is for one_live_edition_of_a_page, pg_trgm for spelling_trigrams, unaccent for the words of the search.
"""

import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import reviews.lib.clock
import reviews.lib.storage
import reviews.models.edition
import reviews.models.page
import reviews.models.partial_date
import reviews.models.user
import uuid
from django.conf import settings
from django.db import migrations, models

from reviews.migrations._operations import NeededExtension


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        NeededExtension('btree_gist'),
        NeededExtension('pg_trgm'),
        NeededExtension('unaccent'),
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
            name='LedgerCursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='PublicChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='MissedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=300, unique=True)),
                ('times', models.PositiveIntegerField(default=1)),
                ('days', models.PositiveIntegerField(default=1, help_text='On how many days it was asked for.')),
                ('last_asked_on', models.DateField()),
            ],
            options={
                'verbose_name_plural': 'missed addresses',
            },
        ),
        migrations.CreateModel(
            name='ReadyPage',
            fields=[
                ('path', models.TextField(primary_key=True, serialize=False)),
                ('generation', models.TextField()),
                ('valid_until', models.DateTimeField()),
                ('modified', models.DateTimeField()),
                ('headers', models.JSONField()),
                ('digest', models.TextField()),
                ('plain', models.BinaryField()),
                ('gzip', models.BinaryField()),
                ('brotli', models.BinaryField()),
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
                ('language', models.CharField(default='en-gb', help_text='Of the messages.', max_length=5)),
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
            name='Banner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heading', models.CharField(max_length=150)),
                ('message', models.TextField(help_text='Markdown.')),
                ('live_from', models.DateTimeField(verbose_name='shown from')),
                ('live_until', models.DateTimeField(blank=True, null=True, verbose_name='shown until')),
            ],
            options={
                'ordering': ['-live_from', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('live_until', None), ('live_until__gte', models.F('live_from')), _connector='OR'), name='banner_does_not_end_before_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Of a board whose name is withheld: what readers see instead, such as “A board in England (name withheld)”.', max_length=200, unique=True)),
                ('short_name', models.CharField(blank=True, help_text='For example SSCB.', max_length=40)),
                ('kind', models.CharField(choices=[('lscb', 'local safeguarding children board'), ('partnership', 'safeguarding children partnership'), ('sab', 'safeguarding adults board'), ('regional', 'regional safeguarding board'), ('csp', 'community safety partnership'), ('other', 'other body'), ('withheld', 'board whose name is withheld')], max_length=20)),
                ('jurisdiction', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland'), ('united_kingdom', 'United Kingdom')], max_length=20)),
                ('succeeds', models.ManyToManyField(blank=True, help_text='The board that this one replaced, if any; several if they merged. Its lists show their reviews too.', related_name='successors', to='reviews.board')),
                ('contact_email', models.EmailField(blank=True, help_text='Where readers ask for a copy or another format. Shown in the footer.', max_length=254)),
                ('telephone', models.CharField(blank=True, help_text='For readers. Shown as it is written here.', max_length=40)),
                ('website', models.URLField(blank=True)),
                ('help_lines', models.TextField(blank=True, help_text='What stands at the foot of this board’s pages for somebody who is worried: whom to call in an emergency, and otherwise. Empty: what the page “Help lines” of this site says.')),
                ('colour', models.CharField(blank=True, help_text='Of the links and buttons on this board’s pages, for example #17505c. Empty: the site’s own.', max_length=7)),
            ],
            options={
                'ordering': ['name'],
                'permissions': [('change_contact', 'Can change the contact of boards that public pages name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='board_has_a_name'), models.CheckConstraint(condition=models.Q(('colour', ''), ('colour__regex', '^#[0-9a-f]{6}$'), _connector='OR'), name='board_colour_well_formed')],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.BigIntegerField(help_text='The number of the last event that it covers.', unique=True)),
                ('head', models.BinaryField(help_text='The hash of that event.', max_length=32)),
                ('at', models.DateTimeField()),
                ('note', models.TextField(help_text='The published text, signature included.')),
            ],
            options={
                'ordering': ['size'],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='checkpoint_covers_something')],
            },
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
            name='PublicationRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jurisdiction', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland'), ('united_kingdom', 'United Kingdom')], max_length=20)),
                ('review_type', models.CharField(choices=[('scr', 'serious case review'), ('lcspr', 'local child safeguarding practice review'), ('cpr', 'child practice review'), ('apr', 'adult practice review'), ('susr', 'single unified safeguarding review'), ('sar', 'safeguarding adults review'), ('dhr', 'domestic homicide review'), ('dardr', 'domestic abuse related death review'), ('owhr', 'offensive weapons homicide review'), ('cmr', 'case management review'), ('learning', 'learning review'), ('significant', 'significant case review'), ('rapid', 'rapid review'), ('national', 'national child safeguarding practice review'), ('thematic', 'thematic review'), ('partnership', 'partnership review'), ('multi_agency', 'multi-agency learning review'), ('other', 'other review'), ('unknown', 'review, type not known')], max_length=20)),
                ('guidance', models.CharField(max_length=200, verbose_name='guidance and its edition')),
                ('minimum_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('minimum_weeks', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('on_request_afterwards', models.BooleanField(default=False, help_text='After the term, copies are given to those who ask.')),
                ('citation', models.TextField(help_text='Where the rule is published, so that anybody can look it up.')),
                ('in_force_from', models.DateField()),
                ('in_force_to', models.DateField(blank=True, help_text='The first day on which it no longer is. Empty while it is in force.', null=True)),
                ('is_verified', models.BooleanField(default=False, help_text='Somebody has read the rule at its source. An unverified rule is never cited to the public.')),
                ('verification', models.TextField(blank=True, help_text='What was verified, and what was not.')),
                ('recorded_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'ordering': ['jurisdiction', 'review_type', '-in_force_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='rule_cites_its_source'), models.CheckConstraint(condition=models.Q(('minimum_months', None), ('minimum_weeks', None), _connector='OR'), name='rule_has_one_term_at_most'), models.CheckConstraint(condition=models.Q(('in_force_to', None), ('in_force_to__gt', models.F('in_force_from')), _connector='OR'), name='rule_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='ScannerState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('list_of', models.DateTimeField(help_text='The moment of its list of malware.', null=True)),
                ('fault', models.TextField(blank=True, help_text='Why it could not scan, as the end of a sentence.')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='scanner_has_one_state')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('slug', models.CharField(help_text='The end of its address, such as self-neglect in /themes/self-neglect/. It can never be changed.', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*$', 'Use lower-case letters, digits and single hyphens only.')], verbose_name='address')),
                ('definition', models.TextField(help_text='One or two plain sentences: which reviews have this theme, and which do not.')),
                ('is_retired', models.BooleanField(default=False, help_text='Not offered for reviews any more. Those that have it keep it.', verbose_name='retired')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('definition', ''), _negated=True)), name='theme_is_named_and_defined'), models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='theme_slug_well_formed')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('due_at', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('claimed_until', models.DateTimeField(editable=False, null=True)),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='reviews.subscriber')),
                ('topic', models.CharField(help_text='“page-12” or “board-3”.', max_length=30)),
                ('pace', models.CharField(choices=[('at_once', 'As things happen'), ('weekly', 'Once a week, on Monday')], max_length=10)),
                ('wanted', models.CharField(blank=True, choices=[('at_once', 'As things happen'), ('weekly', 'Once a week, on Monday')], max_length=10)),
                ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                ('read_until', models.BigIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['topic'], name='subscription_topic')],
                'constraints': [models.UniqueConstraint(fields=('subscriber', 'topic'), name='subscribed_once')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('password_is_one_time', models.BooleanField(default=False, help_text='The password was handed over by somebody else: it must be changed at the next sign-in.')),
                ('one_time_password_used_at', models.DateTimeField(editable=False, help_text='A one-time password signs in once.', null=True)),
                ('second_factors_reset_at', models.DateTimeField(editable=False, help_text='Sessions from before then have to sign in again.', null=True)),
                ('all_boards', models.BooleanField(default=False, help_text='Those that are added later too, and the pages of the whole site.', verbose_name='works for all boards')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('boards', models.ManyToManyField(blank=True, help_text='Whose pages they work on.', related_name='staff', to='reviews.board')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Upper('username'), name='username_once_whatever_capitals', violation_error_message='Somebody has this username already, perhaps with other capitals.')],
            },
            managers=[
                ('objects', reviews.models.user.StaffManager()),
            ],
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('plain', 'page'), ('listing', 'listing'), ('review', 'review')], editable=False, max_length=10)),
                ('path', models.CharField(help_text='For example reviews/scr-2015-1. Never put a name or a title into an address: it cannot be changed once the page is public.', max_length=200, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$', 'Use lower-case letters, digits, single hyphens and slashes only.'), reviews.models.page.validate_not_reserved, reviews.models.page.validate_free_for_page], verbose_name='address')),
                ('board', models.ForeignKey(blank=True, help_text='Whose page it is. Empty for a page of the whole site.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='reviews.board')),
                ('in_footer', models.BooleanField(default=False, help_text='For pages that readers look for everywhere, such as privacy and accessibility.', verbose_name='link at the foot of every page')),
                ('read_again_on', models.DateField(blank=True, help_text='The day by which somebody reads it again and brings it up to date. Staff are reminded; readers do not see it.', null=True, verbose_name='read it again on')),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('discarded_at', models.DateTimeField(editable=False, help_text='When it was found to be made by mistake. It never was public.', null=True)),
            ],
            options={
                'ordering': ['path'],
                'constraints': [models.CheckConstraint(condition=models.Q(('path__regex', '^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$')), name='page_path_well_formed'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'review'), _negated=True), ('board__isnull', False), _connector='OR'), name='review_has_a_board')],
            },
        ),
        migrations.CreateModel(
            name='NoticeDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notice_duties', to='reviews.publicationrule')),
                ('recipient', models.CharField(max_length=200)),
                ('working_days', models.PositiveSmallIntegerField(help_text='Before the day of publication; 0: beforehand.')),
                ('is_verified', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'notice duties',
                'constraints': [models.UniqueConstraint(fields=('rule', 'recipient'), name='recipient_once_in_rule')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                ('media_type', models.CharField(default='application/pdf', max_length=100)),
                ('pages', models.PositiveIntegerField()),
                ('title', models.CharField(blank=True, help_text='As the file states it.', max_length=500)),
                ('author', models.CharField(blank=True, help_text='The board, where the register wrote it and the public title into a cleaned copy.', max_length=200)),
                ('is_recognised', models.BooleanField(default=False, help_text='The register itself read the text of its scanned pages, in what they show.')),
                ('language', models.CharField(blank=True, help_text='As the file states it.', max_length=35)),
                ('is_tagged', models.BooleanField(help_text='The file says where its headings, lists and tables are.')),
                ('text', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, help_text='By page.', size=None)),
                ('file', models.FileField(max_length=200, storage=reviews.lib.storage.documents_storage, upload_to='')),
                ('cover', models.FileField(max_length=200, storage=reviews.lib.storage.documents_storage, upload_to='')),
                ('accepted_at', models.DateTimeField(auto_now_add=True)),
                ('accepted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='document_named_by_its_hash'), models.CheckConstraint(condition=models.Q(('pages__gt', 0), ('size__gt', 0)), name='document_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='KeptWork',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('sealed', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mails', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('waits', 'An edition waits for your approval'), ('returned', 'An edition was returned to you with remarks'), ('approved', 'An edition was approved'), ('live', 'An edition is live'), ('unsigned', 'A published edition lacks a second signature'), ('overdue', 'Actions of an action plan are overdue'), ('read_again', 'A page is due to be read again'), ('found', 'Newer checks found something in a file'), ('concern', 'A reader reported a concern'), ('concern_due', 'The acknowledgement of a concern is due'), ('invitation', 'Your account'), ('reset', 'A new password')], max_length=12)),
                ('key', models.CharField(help_text='What it is about: nobody is sent it twice.', max_length=100)),
                ('reference', models.CharField(blank=True, help_text='“page 12, edition 3”.', max_length=60)),
                ('link', models.CharField(blank=True, help_text="Below the site's address.", max_length=200)),
                ('queued_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('next_try_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('last_fault', models.CharField(blank=True, max_length=200)),
                ('sent_at', models.DateTimeField(editable=False, null=True)),
                ('given_up_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(models.F('user'), models.F('key'), name='mail_once')],
            },
        ),
        migrations.CreateModel(
            name='MailPreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mail_preference', to=settings.AUTH_USER_MODEL)),
                ('unwanted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_factors', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('passkey', 'passkey'), ('app', 'authenticator app')], max_length=10)),
                ('name', models.CharField(max_length=60)),
                ('secret', models.TextField(help_text="Encrypted with the site's secret key; a passkey's is its public half.")),
                ('last_step', models.BigIntegerField(help_text='The half minute of the last code that was taken: none is taken twice.', null=True)),
                ('added_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('used_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SecondFactorReset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resets', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('asked_by', models.F('agreed_by')), _negated=True), models.Q(('person', models.F('asked_by')), _negated=True), models.Q(('person', models.F('agreed_by')), _negated=True)), name='reset_by_two_others', violation_error_message='Two administrators other than the person have to agree.'), models.UniqueConstraint(condition=models.Q(('agreed_by', None)), fields=('person',), name='one_reset_waits')],
            },
        ),
        migrations.CreateModel(
            name='BoardSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='reviews.board')),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.board')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_at', models.DateTimeField(editable=False, null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('board', 'earlier'), name='succession_proposed_once'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), models.Q(('agreed_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='succession_needs_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('agreed_at__isnull', False), ('ended_at__isnull', False), ('ended_by__isnull', False), ('ended_at__gte', models.F('agreed_at'))), _connector='OR'), name='succession_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
                ('name_digest', models.CharField(max_length=64)),
                ('address', models.GenericIPAddressField()),
                ('browser', models.CharField(blank=True, max_length=200)),
                ('outcome', models.CharField(choices=[('signed_in', 'Signed in'), ('wrong_password', 'Refused: wrong password'), ('wrong_second', 'Refused: right password, wrong second factor'), ('used_password', 'Refused: one-time password that was used before'), ('locked', 'Refused without a look: too many wrong tries')], max_length=20)),
                ('method', models.CharField(blank=True, help_text='“password and passkey” …', max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['name_digest', 'at'], name='sign_in_by_name'), models.Index(fields=['user', 'at'], name='sign_in_by_user')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='reviews.page')),
                ('number', models.PositiveIntegerField(editable=False)),
                ('title', models.CharField(blank=True, max_length=250)),
                ('summary', models.TextField(blank=True, help_text='One or two plain sentences, shown under the title.')),
                ('body', models.TextField(blank=True, help_text='Markdown. Start a section with ## and its heading.', verbose_name='text')),
                ('language', models.CharField(default='en-GB', help_text='The language of the text.', max_length=12)),
                ('version_of', models.ForeignKey(blank=True, help_text='The page of which this one is the version in its own language. Readers of either find the other while both are public.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='other_versions', to='reviews.page', verbose_name='same page in another language')),
                ('change_note', models.TextField(blank=True)),
                ('change_weight', models.CharField(choices=[('substantive', 'substantive: what the page says has changed'), ('correction', 'correction: something was wrong'), ('typographical', 'typographical: spelling or layout only')], default='substantive', max_length=15, verbose_name='kind of change')),
                ('live_from', models.DateTimeField(editable=False, null=True)),
                ('live_until', models.DateTimeField(editable=False, null=True)),
                ('first_published', reviews.models.partial_date.PartialDateField(editable=False, help_text='Of the page, in any edition. Set by the verbs, never typed.')),
                ('carried_from', models.CharField(blank=True, editable=False, help_text='The earlier website that first_published was read from; empty when it was witnessed here.', max_length=300, verbose_name='earlier website')),
                ('carried_updated', reviews.models.partial_date.PartialDateField(editable=False, help_text='“Last updated” on the earlier website, on the edition carried over.', verbose_name='last updated on the earlier website')),
                ('draft_version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('edited_at', models.DateTimeField(auto_now=True)),
                ('edited_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['page', 'number'],
                'permissions': [('approve_edition', 'Can approve and return editions'), ('publish_edition', 'Can publish, schedule, hold and carry over editions'), ('withdraw_edition', 'Can withdraw pages from public view'), ('ask_erasure', 'Can ask for an erasure'), ('erase_edition', 'Can carry out the erasure that somebody else asked for')],
                'indexes': [models.Index(models.F('live_from'), condition=models.Q(('live_from__isnull', False)), name='edition_goes_live'), models.Index(models.F('live_from'), condition=models.Q(('carried_updated', ''), ('live_from__isnull', False)), name='edition_begun'), models.Index(models.F('live_until'), condition=models.Q(('live_until__isnull', False)), name='edition_ended'), models.Index(models.F('carried_updated'), condition=models.Q(('carried_updated__gt', '')), name='edition_brought')],
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='edition_number_unique_in_page'), models.UniqueConstraint(condition=models.Q(('live_from', None)), fields=('page',), name='one_draft_of_a_page'), models.CheckConstraint(condition=models.Q(('live_until', None), ('live_until__gt', models.F('live_from')), _connector='OR'), name='edition_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('live_from__isnull', False), ('live_until', None), _connector='OR'), name='draft_has_no_period'), models.CheckConstraint(condition=models.Q(('live_from', None), models.Q(('first_published', ''), _negated=True), _connector='OR'), name='public_edition_has_first_published'), models.CheckConstraint(condition=models.Q(('carried_updated', ''), models.Q(('carried_from', ''), _negated=True), _connector='OR'), name='carried_date_names_its_source'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('live_from__isnull', False)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('page', '='), (reviews.models.edition.Period('live_from', 'live_until', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_live_edition_of_a_page'), models.CheckConstraint(condition=models.Q(('version_of', None), models.Q(('version_of', models.F('page')), _negated=True), _connector='OR'), name='page_is_no_version_of_itself'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('live_from__isnull', False), ('version_of__isnull', False)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('version_of', '='), ('language', '='), (reviews.models.edition.Period('live_from', 'live_until', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_version_in_a_language'), models.CheckConstraint(condition=models.Q(('first_published__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('carried_updated__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='edition_dates_well_formed')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='reviews.page')),
                ('recipient', models.CharField(max_length=200)),
                ('sent_on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('recipient', ''), _negated=True), name='notice_names_its_recipient')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='reviews.page')),
                ('reason', models.CharField(choices=[('proceedings', 'criminal proceedings'), ('inquest', 'inquest'), ('court_order', 'court order'), ('family', 'family not yet informed'), ('other', 'other')], max_length=15)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(help_text='With its query, if it has one; without the first and last slash.', max_length=300, validators=[reviews.models.page.validate_not_reserved])),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_addresses', to='reviews.page')),
                ('added_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('added_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('live_from', models.DateTimeField(editable=False, null=True)),
                ('live_until', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name_plural': 'former addresses',
                'ordering': ['path', 'pk'],
                'indexes': [models.Index(models.F('live_from'), name='former_address_begins'), models.Index(models.F('live_until'), name='former_address_ends')],
                'constraints': [models.CheckConstraint(condition=models.Q(('path', ''), _negated=True), name='former_address_not_empty'), models.CheckConstraint(condition=models.Q(('live_from', None), ('added_by', None), models.Q(('agreed_by__isnull', False), models.Q(('agreed_by', models.F('added_by')), _negated=True)), _connector='OR'), name='former_address_needs_two_people'), models.CheckConstraint(condition=models.Q(('live_from', None), ('live_until', None), ('live_until__gt', models.F('live_from')), _connector='OR'), name='former_address_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('live_from__isnull', False)), expressions=[(django.db.models.functions.text.Upper('path'), '='), (reviews.models.edition.Period('live_from', 'live_until', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_page_at_a_former_address')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(choices=[('opened', 'opened edition {number} as a draft'), ('saved', 'changed the draft, edition {number}'), ('discarded', 'discarded the draft, edition {number}'), ('submitted', 'submitted edition {number} for approval'), ('returned', 'returned edition {number} with remarks'), ('approved', 'approved edition {number}'), ('overridden', 'decided to publish edition {number} without a second person'), ('held', 'put the page on hold'), ('released', 'released the page from a hold'), ('taken_back', 'took back the submission of edition {number}'), ('cleared', 'confirmed that edition {number} may bring the withdrawn page back'), ('published', 'published edition {number}'), ('scheduled', 'scheduled edition {number}'), ('unscheduled', 'took back the schedule of edition {number}'), ('carried_over', 'carried edition {number} over from an earlier website'), ('withdrawn', 'withdrew edition {number}'), ('brought_back', 'brought the withdrawn page back with edition {number}'), ('note_corrected', 'corrected the notice of the withdrawal of edition {number}'), ('notified', 'recorded that somebody was notified of the coming publication'), ('erasure_asked', 'asked for an erasure'), ('erasure_declined', 'declined an erasure that was asked for'), ('erased', 'carried out an erasure'), ('rule_added', 'added a publication rule'), ('page_set', 'set facts of the page itself'), ('address_proposed', 'proposed that a former address leads to the page'), ('address_agreed', 'agreed that a former address leads to the page'), ('address_ended', 'ended a former address of the page'), ('page_discarded', 'discarded the page, which never was public'), ('board_set', 'set facts of a board'), ('succession_proposed', 'proposed that a board took over from another'), ('succession_agreed', 'agreed that a board took over from another'), ('succession_declined', 'declined that a board took over from another'), ('succession_ended', 'ended that a board took over from another'), ('theme_set', 'added or changed a theme'), ('rights_set', 'set the rights of a person'), ('password_set', 'handed a one-time password to a person'), ('reset_asked', 'asked to remove the second factors of a person'), ('factors_reset', 'agreed to remove the second factors of a person'), ('factors_kept', 'declined to remove the second factors of a person'), ('announced', 'announced a banner'), ('finding_settled', 'settled what was found in a document'), ('finding_shown', 'asked to see the hidden text of a document'), ('checked_again', 'looked through a stored file with newer checks'), ('original_read', 'opened the original of a cleaned copy'), ('hidden_taken_out', 'took hidden text out of a file of the draft, edition {number}'), ('recognised', 'had a scan of the draft, edition {number}, recognised afresh'), ('name_added', 'entered something that must never appear'), ('name_removed', 'removed something that was never to appear'), ('names_shown', 'asked to see what must never appear'), ('name_settled', 'settled where parts of a name appear'), ('ended_banner', 'ended a banner')], max_length=20)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('actor_name', models.CharField(help_text='As it was at the time.', max_length=310)),
                ('role', models.CharField(blank=True, db_default='', max_length=100)),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reviews.page')),
                ('edition_number', models.PositiveIntegerField(null=True)),
                ('banner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reviews.banner')),
                ('moment', models.DateTimeField(help_text='From when it takes effect; equals the period in the edition.', null=True)),
                ('digest', models.CharField(blank=True, help_text="Of the edition's whole content.", max_length=64)),
                ('reason', models.CharField(blank=True, max_length=30)),
                ('request_id', models.CharField(blank=True, max_length=36)),
                ('body', models.TextField(default='{}', help_text='JSON.')),
                ('canonical', models.TextField(help_text='The event as one line of JSON: what the hash is of.', verbose_name='canonical form')),
                ('previous_hash', models.BinaryField(max_length=32, unique=True)),
                ('hash', models.BinaryField(max_length=32, unique=True)),
            ],
            options={
                'ordering': ['seq'],
                'constraints': [models.CheckConstraint(condition=models.Q(('actor_name', ''), _negated=True), name='event_names_its_actor'), models.CheckConstraint(condition=models.Q(('page', None), ('banner', None), _connector='OR'), name='event_is_about_one_thing'), models.CheckConstraint(condition=models.Q(('page__isnull', False), ('edition_number', None), _connector='OR'), name='event_of_an_edition_names_its_page')],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=9, unique=True)),
                ('kind', models.CharField(choices=[('names', 'It names somebody, or gives away who somebody is'), ('personal', 'Personal information about me is used wrongly'), ('wrong', 'Something in it is wrong'), ('copy', 'A problem with a copy to read on this website'), ('access', 'I cannot read or use it'), ('other', 'Something else')], max_length=10)),
                ('board', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='reviews.board')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='reviews.page')),
                ('sealed', models.BinaryField()),
                ('wants_answer', models.BooleanField()),
                ('received_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('received_on', models.DateField(help_text='The day in London.')),
                ('acknowledged_on', models.DateField(null=True)),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_on', models.DateField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.CharField(blank=True, choices=[('withdrawn', 'The page or document was withdrawn'), ('corrected', 'It was corrected'), ('held', 'It was put on hold'), ('unchanged', 'It stays as it is'), ('passed_on', 'Passed on to whom it concerns'), ('not_a_concern', 'No concern, such as advertising')], max_length=15)),
                ('sealed_note', models.BinaryField(null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_by', None), ('acknowledged_on', None)), models.Q(('acknowledged_by__isnull', False), ('acknowledged_on__isnull', False)), _connector='OR'), name='concern_acknowledged_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('closed_by', None), ('closed_on', None), ('outcome', '')), models.Q(('closed_by__isnull', False), ('closed_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='concern_closed_with_an_outcome')],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='reviews.page')),
                ('edition_number', models.PositiveIntegerField()),
                ('verdict', models.CharField(choices=[('submitted', 'submitted for approval'), ('returned', 'returned with remarks'), ('approved', 'approved'), ('overridden', 'published without a second person'), ('taken_back', 'taken back')], max_length=10)),
                ('digest', models.CharField(help_text='Of everything that the edition said then.', max_length=64)),
                ('parts', models.JSONField(default=dict, help_text='The digest of each field and part by its name.')),
                ('remarks', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='approval_signs_a_digest'), models.CheckConstraint(condition=models.Q(models.Q(('remarks', ''), _negated=True), ('verdict__in', ['submitted', 'approved', 'taken_back']), _connector='OR'), name='return_and_override_have_remarks')],
            },
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reviews.page',),
        ),
        migrations.CreateModel(
            name='PlainPage',
            fields=[
            ],
            options={
                'verbose_name': 'page',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reviews.page',),
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reviews.page',),
        ),
        migrations.CreateModel(
            name='ProtectedName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='protected_names', to='reviews.page')),
                ('kind', models.CharField(choices=[('name', 'name of a person'), ('birth', 'date of birth'), ('address', 'address')], max_length=10)),
                ('sealed', models.BinaryField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DocumentCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='reviews.document')),
                ('version', models.PositiveIntegerField(help_text='Of the checks.')),
                ('repeats', models.ForeignKey(help_text='The check before, if this one was made because the checks have changed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.documentcheck')),
                ('cleaned_from', models.CharField(blank=True, help_text='SHA-256 of the file that was uploaded, if the document is a cleaned copy of it.', max_length=64)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='DocumentPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='text_pages', to='reviews.document')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='document_page_vector')],
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='document_page_once')],
            },
        ),
        migrations.CreateModel(
            name='DocumentWords',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='words', serialize=False, to='reviews.document')),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
                ('spelt', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='document_words_vector'), django.contrib.postgres.indexes.GinIndex(fields=['spelt'], name='document_words_spelt')],
            },
        ),
        migrations.CreateModel(
            name='Spelling',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['word'], name='spelling_trigrams', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='ErasureRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasure_requests', to='reviews.page')),
                ('document', models.ForeignKey(blank=True, help_text='Only this file. Empty: the page with everything that it ever said.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_requests', to='reviews.document')),
                ('reason', models.CharField(choices=[('child', 'it names a child'), ('person', 'it names another person'), ('court_order', 'court order')], max_length=15)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Original',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='originals', to='reviews.document')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                ('file', models.FileField(max_length=200, storage=reviews.lib.storage.documents_storage, upload_to='')),
                ('cover', models.FileField(max_length=200, storage=reviews.lib.storage.documents_storage, upload_to='')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('document', 'sha256'), name='original_kept_once'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$'), ('size__gt', 0)), name='original_named_by_its_hash')],
            },
        ),
        migrations.CreateModel(
            name='AvailabilityCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='availability_checks', to='reviews.page')),
                ('document', models.ForeignKey(help_text='The file that was to be served; empty for the page itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='availability_checks', to='reviews.document')),
                ('address', models.CharField(max_length=300)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('status', models.PositiveSmallIntegerField(help_text='The HTTP status; 0: no answer.')),
                ('size', models.PositiveBigIntegerField(help_text='Of the answer, in bytes.')),
                ('sha256', models.CharField(blank=True, help_text='Of the answer.', max_length=64)),
                ('was_available', models.BooleanField(help_text='Answered 200, and a file with the bytes that were approved.')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['page', 'at'], name='availability_by_page_and_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('was_available', False), ('status', 200), _connector='OR'), name='available_means_answered')],
            },
        ),
        migrations.CreateModel(
            name='ReadingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reading_copy', to='reviews.document')),
                ('html', models.TextField(blank=True, help_text='Of tagged files; of others readers get the text by page.')),
                ('accessibility', models.JSONField(blank=True, default=dict, help_text='The numbers of reviews.pdf.Accessibility.')),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'verbose_name_plural': 'reading copies',
            },
        ),
        migrations.CreateModel(
            name='ListingEdition',
            fields=[
                ('edition_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='reviews.edition')),
                ('review_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('scr', 'serious case review'), ('lcspr', 'local child safeguarding practice review'), ('cpr', 'child practice review'), ('apr', 'adult practice review'), ('susr', 'single unified safeguarding review'), ('sar', 'safeguarding adults review'), ('dhr', 'domestic homicide review'), ('dardr', 'domestic abuse related death review'), ('owhr', 'offensive weapons homicide review'), ('cmr', 'case management review'), ('learning', 'learning review'), ('significant', 'significant case review'), ('rapid', 'rapid review'), ('national', 'national child safeguarding practice review'), ('thematic', 'thematic review'), ('partnership', 'partnership review'), ('multi_agency', 'multi-agency learning review'), ('other', 'other review'), ('unknown', 'review, type not known')], max_length=20), blank=True, default=list, size=None)),
            ],
            options={
                'verbose_name': 'listing edition',
            },
            bases=('reviews.edition',),
        ),
        migrations.CreateModel(
            name='ReviewEdition',
            fields=[
                ('edition_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='reviews.edition')),
                ('review_type', models.CharField(choices=[('scr', 'serious case review'), ('lcspr', 'local child safeguarding practice review'), ('cpr', 'child practice review'), ('apr', 'adult practice review'), ('susr', 'single unified safeguarding review'), ('sar', 'safeguarding adults review'), ('dhr', 'domestic homicide review'), ('dardr', 'domestic abuse related death review'), ('owhr', 'offensive weapons homicide review'), ('cmr', 'case management review'), ('learning', 'learning review'), ('significant', 'significant case review'), ('rapid', 'rapid review'), ('national', 'national child safeguarding practice review'), ('thematic', 'thematic review'), ('partnership', 'partnership review'), ('multi_agency', 'multi-agency learning review'), ('other', 'other review'), ('unknown', 'review, type not known')], max_length=20)),
                ('local_type', models.CharField(blank=True, help_text='Shown instead of the type.', max_length=100, verbose_name='the board’s own name for the type')),
                ('subtype', models.CharField(blank=True, help_text='For example concise, extended, mandatory, discretionary.', max_length=60)),
                ('state', models.CharField(choices=[('published', 'published'), ('summary_only', 'published in summary'), ('improvements_only', 'improvements published instead of the report'), ('learning_only', 'learning published without a report'), ('in_preparation', 'in preparation'), ('delayed', 'publication delayed'), ('withheld', 'report not published'), ('elsewhere', 'hosted elsewhere'), ('anonymous_elsewhere', 'published anonymously elsewhere'), ('no_longer', 'no longer published'), ('listed_only', 'listed without a document')], default='published', max_length=20)),
                ('state_reason', models.CharField(blank=True, help_text='Why the report is delayed, withheld or elsewhere, in words for the public.', max_length=300, verbose_name='public reason')),
                ('content_warning', models.TextField(blank=True, help_text='Shown under “Before you read”: what the review describes, and whom to call.')),
                ('methodology', models.CharField(blank=True, max_length=100)),
                ('reviewer', models.CharField(blank=True, max_length=200, verbose_name='independent reviewer')),
                ('incident', reviews.models.partial_date.PartialDateField(verbose_name='date of the incident')),
                ('commissioned', reviews.models.partial_date.PartialDateField(verbose_name='commissioned')),
                ('conducted_from', reviews.models.partial_date.PartialDateField(verbose_name='conducted from')),
                ('conducted_to', reviews.models.partial_date.PartialDateField(verbose_name='conducted to')),
                ('period_from', reviews.models.partial_date.PartialDateField(verbose_name='period under review from')),
                ('period_to', reviews.models.partial_date.PartialDateField(verbose_name='period under review to')),
                ('completed', reviews.models.partial_date.PartialDateField(verbose_name='completed')),
                ('report_dated', reviews.models.partial_date.PartialDateField(verbose_name='date on the report')),
            ],
            options={
                'verbose_name': 'review edition',
                'constraints': [models.CheckConstraint(condition=models.Q(('incident__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('commissioned__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('conducted_from__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('conducted_to__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('period_from__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('period_to__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('completed__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('report_dated__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='review_dates_well_formed')],
            },
            bases=('reviews.edition',),
        ),
        migrations.CreateModel(
            name='PageEdition',
            fields=[
            ],
            options={
                'verbose_name': 'page edition',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reviews.edition',),
        ),
        migrations.CreateModel(
            name='UnsavedWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unsaved_work', to='reviews.edition')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fields', models.JSONField()),
                ('typed_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'by'), name='unsaved_work_once_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='reviews.edition')),
                ('reason', models.CharField(choices=[('court_order', 'court order'), ('safety', 'somebody’s safety'), ('data_breach', 'data breach'), ('anonymity', 'anonymity at risk'), ('error', 'published in error'), ('term_ended', 'the publication term has ended'), ('superseded', 'replaced by another page')], help_text='Kept in the record, not shown.', max_length=15)),
                ('answer', models.CharField(choices=[('notice', 'the notice, as an ordinary page'), ('gone', 'the notice, as a page that is gone for good')], default='notice', max_length=10)),
                ('authorised_by', models.CharField(blank=True, help_text='Needed while the minimum term runs: who decided it.', max_length=200)),
                ('public_note', models.TextField(help_text='What readers find at this address. Name nobody.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('public_note', ''), _negated=True), name='withdrawal_has_a_public_note')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hold', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='release', to='reviews.hold')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='NameWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waivers', to='reviews.protectedname')),
                ('part', models.CharField(help_text='Its number.', max_length=5)),
                ('document', models.ForeignKey(help_text='Empty for the text of the page itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='name_waivers', to='reviews.document')),
                ('most', models.PositiveIntegerField()),
                ('sealed_reason', models.BinaryField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NameSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='searches', to='reviews.protectedname')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='name_searches', to='reviews.document')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='name_searches', to='reviews.edition')),
                ('version', models.PositiveIntegerField(help_text='Of the search.')),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('parts', models.JSONField(default=dict)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('name', 'document', 'edition'), name='name_searched_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('document', None), ('edition__isnull', False)), models.Q(('document__isnull', False), ('edition', None)), _connector='OR'), name='name_searched_in_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='reviews.document')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='reviews.documentcheck')),
                ('kind', models.CharField(help_text='One of reviews.pdf.KINDS.', max_length=30)),
                ('severity', models.CharField(choices=[('blocks', 'must not be published'), ('settle', 'to be settled'), ('cleaned', 'not for readers'), ('information', 'for information'), ('removed', 'was taken out')], max_length=12)),
                ('page', models.PositiveIntegerField(default=0, help_text='0 is the whole file.')),
                ('box', django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), blank=True, default=list, help_text='In points.', size=None)),
                ('why', models.CharField(blank=True, max_length=80)),
                ('recovered', models.TextField(blank=True)),
                ('picture', models.BinaryField(blank=True, default=b'')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ErasureDecline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decline', to='reviews.erasurerequest')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to='reviews.erasurerequest')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('transaction', models.BigIntegerField(help_text='While it runs, the triggers let it pass.')),
            ],
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='reviews.reviewedition')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('recommendation', models.TextField()),
                ('answer', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('in_part', 'Accepted in part'), ('not_accepted', 'Not accepted')], help_text='Whether the board accepts the recommendation. May be left open.', max_length=15, verbose_name='the board’s answer')),
                ('answer_reason', models.TextField(blank=True, help_text='Needed when a recommendation is not accepted, or in part only. Shown to the public.', verbose_name='reason for the answer')),
                ('action', models.TextField(blank=True, help_text='What will be done about it.')),
                ('lead_agency', models.CharField(blank=True, help_text='Who sees to it.', max_length=200)),
                ('due', reviews.models.partial_date.PartialDateField(verbose_name='due')),
                ('due_in_words', models.CharField(blank=True, help_text='Where there is no date: ongoing, soon. Never counts as overdue.', max_length=100, verbose_name='or due, in words')),
                ('status', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'In progress'), ('complete', 'Complete'), ('superseded', 'Superseded')], default='not_started', max_length=15)),
                ('completed', reviews.models.partial_date.PartialDateField(verbose_name='completed on')),
                ('verified_by', models.CharField(blank=True, help_text='Who checked that it is complete: name or office. Shown to the public.', max_length=200)),
                ('evidence', models.TextField(blank=True, help_text='What shows how far it is.')),
                ('impact', models.TextField(blank=True, help_text='What difference it has made.')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('answer', 'not_accepted'), models.Q(models.Q(('action', ''), _negated=True), models.Q(('lead_agency', ''), _negated=True)), _connector='OR'), name='action_has_what_and_who'), models.CheckConstraint(condition=models.Q(('due', ''), ('due_in_words', ''), _connector='OR'), name='action_is_due_in_one_way'), models.CheckConstraint(condition=models.Q(('due__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('completed__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='action_dates_well_formed')],
            },
        ),
        migrations.CreateModel(
            name='ActionPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='action_plan', to='reviews.reviewedition')),
                ('introduction', models.TextField(blank=True, help_text='Shown above the actions. Markdown.')),
                ('monitoring', models.CharField(blank=True, help_text='Completes “an action plan, which …”: will be monitored by the board to …', max_length=300)),
                ('reported_on', reviews.models.partial_date.PartialDateField(verbose_name='last reported on')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reported_on__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='action_plan_dates_well_formed')],
            },
        ),
        migrations.CreateModel(
            name='BoardResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='response', to='reviews.reviewedition')),
                ('actions_taken', models.TextField(blank=True, help_text='What has been done already. Markdown.')),
                ('impact', models.TextField(blank=True, help_text='What difference it has made. Markdown.')),
                ('next_steps', models.TextField(blank=True, help_text='What more will be done. Markdown.')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('actions_taken', ''), ('impact', ''), ('next_steps', ''), _negated=True), name='response_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='reviews.reviewedition')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('letter', 'letter'), ('letters', 'two letters'), ('chosen_name', 'chosen first name'), ('title_letter', 'Baby, Young Person … and a letter or name'), ('case_code', 'case code'), ('number', 'number'), ('theme', 'theme'), ('family', 'family'), ('organisation', 'organisation'), ('real_name', 'real name, already public')], max_length=20)),
                ('value', models.CharField(help_text='Other names of the same child stand in brackets after the first. Several children are named here and, each in a row, among those whom it is about: “Child I and Child M”.', max_length=100, verbose_name='identifier')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'value'), name='identifier_once_in_edition'), models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='identifier_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='reviews.reviewedition')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('child', 'child'), ('adult', 'adult'), ('family', 'family'), ('organisation', 'organisation')], default='child', max_length=15)),
                ('pseudonym', models.CharField(max_length=100)),
                ('description', models.CharField(blank=True, help_text='Nothing that could identify them: no dates of birth.', max_length=200)),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'pseudonym'), name='subject_once_in_edition'), models.CheckConstraint(condition=models.Q(('pseudonym', ''), _negated=True), name='subject_has_a_pseudonym')],
            },
        ),
        migrations.CreateModel(
            name='BoardRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='board_roles', to='reviews.reviewedition')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='reviews.board')),
                ('role', models.CharField(choices=[('lead', 'led by'), ('conducted', 'conducted by'), ('joint', 'jointly with'), ('contributor', 'with contributions from')], max_length=15)),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'board'), name='board_once_in_edition')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='reviews.reviewedition')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('overview_report', 'overview report'), ('report', 'report'), ('executive_summary', 'executive summary'), ('board_response', 'board response'), ('action_plan', 'action plan'), ('learning_briefing', 'learning briefing'), ('seven_minute', 'seven-minute briefing'), ('local_learning', 'local learning points'), ('improvements', 'improvements information'), ('practitioner_guide', 'practitioner guide'), ('questions', 'questions for discussion'), ('video', 'video'), ('progress_report', 'progress report'), ('agency_response', 'response of another agency'), ('media_statement', 'media statement'), ('family_statement', 'statement of the family'), ('home_office_letter', 'Home Office letter'), ('committee_paper', 'committee paper'), ('foreword', 'foreword'), ('terms_of_reference', 'terms of reference'), ('appendix', 'appendix'), ('easy_read', 'easy read version'), ('other', 'other document')], max_length=20)),
                ('also_contains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('overview_report', 'overview report'), ('report', 'report'), ('executive_summary', 'executive summary'), ('board_response', 'board response'), ('action_plan', 'action plan'), ('learning_briefing', 'learning briefing'), ('seven_minute', 'seven-minute briefing'), ('local_learning', 'local learning points'), ('improvements', 'improvements information'), ('practitioner_guide', 'practitioner guide'), ('questions', 'questions for discussion'), ('video', 'video'), ('progress_report', 'progress report'), ('agency_response', 'response of another agency'), ('media_statement', 'media statement'), ('family_statement', 'statement of the family'), ('home_office_letter', 'Home Office letter'), ('committee_paper', 'committee paper'), ('foreword', 'foreword'), ('terms_of_reference', 'terms of reference'), ('appendix', 'appendix'), ('easy_read', 'easy read version'), ('other', 'other document')], max_length=20), blank=True, default=list, help_text='What else the same file contains, if several documents are in one.', size=None)),
                ('title', models.CharField(blank=True, help_text='If it has one of its own. Its kind stands beside it; without a title, it is its name.', max_length=200)),
                ('slug', models.CharField(blank=True, help_text='The end of its address, without .pdf. Made from the kind when left empty.', max_length=80, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*$', 'Use lower-case letters, digits and single hyphens only.')], verbose_name='file name')),
                ('language', models.CharField(default='en-GB', max_length=12)),
                ('state', models.CharField(choices=[('published', 'published'), ('on_page', 'published as the text of this page'), ('mentioned', 'exists, not published here'), ('delayed', 'publication delayed'), ('withheld', 'not published'), ('no_longer', 'no longer published')], default='published', max_length=12)),
                ('state_reason', models.CharField(blank=True, help_text='Why it is not shown, for the public.', max_length=200, verbose_name='public reason')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='reviews.document')),
                ('link', models.URLField(blank=True, verbose_name='address elsewhere')),
                ('hosted_by', models.CharField(blank=True, max_length=200)),
                ('first_published', reviews.models.partial_date.PartialDateField(help_text='If it differs from the review’s. June 2017, 14 June 2017 …', verbose_name='first published')),
                ('licence', models.CharField(blank=True, max_length=200)),
                ('issued_by', models.CharField(blank=True, help_text='Whose document it is, if not the board’s: the agency, council, author …', max_length=200, verbose_name='issued by')),
                ('dated', reviews.models.partial_date.PartialDateField(help_text='One that is not its publication. June 2017, 14 June 2017 …', verbose_name='another date')),
                ('dated_as', models.CharField(blank=True, help_text='For example: date of the report, signed off, updated.', max_length=60, verbose_name='what that date is')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('slug', ''), _negated=True), fields=('edition', 'slug'), name='file_name_once_in_edition'), models.CheckConstraint(condition=models.Q(('document', None), ('link', ''), _connector='OR'), name='file_here_or_elsewhere_not_both'), models.CheckConstraint(condition=models.Q(('state', 'published'), models.Q(('document', None), ('link', '')), models.Q(('document', None), ('state', 'mentioned')), _connector='OR'), name='only_published_attachment_has_a_file'), models.CheckConstraint(condition=models.Q(('link', ''), models.Q(('hosted_by', ''), _negated=True), _connector='OR'), name='link_names_its_host'), models.CheckConstraint(condition=models.Q(('document', None), ('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='file_has_a_name'), models.CheckConstraint(condition=models.Q(('first_published__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('dated__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='attachment_dates_well_formed'), models.CheckConstraint(condition=models.Q(models.Q(('dated', ''), ('dated_as', '')), models.Q(models.Q(('dated', ''), _negated=True), models.Q(('dated_as', ''), _negated=True)), _connector='OR'), name='other_date_states_what_it_is')],
            },
        ),
        migrations.CreateModel(
            name='Lineage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lineage', to='reviews.reviewedition')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='reviews.document')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.document', verbose_name='replaced by')),
                ('reason', models.CharField(blank=True, choices=[('It is replaced, because', [('corrected_redaction', 'a redaction was corrected'), ('correction', 'an error was corrected'), ('typographical', 'spelling or layout was corrected'), ('accessible', 'this version is accessible'), ('translation', 'a translation was added'), ('updated', 'it was brought up to date'), ('joined', 'several documents became one file')]), ('It is withdrawn, because', [('court_order', 'court order'), ('safety', 'somebody’s safety'), ('data_breach', 'data breach'), ('anonymity', 'anonymity at risk'), ('error', 'published in error'), ('term_ended', 'the publication term has ended'), ('superseded', 'replaced by another page')])], max_length=20)),
                ('authorised_by', models.CharField(blank=True, help_text='Who decided it: name and office. Needed while the minimum term runs. Kept in the record, not shown to the public.', max_length=200)),
                ('public_note', models.TextField(blank=True, help_text='What readers find at the address of a withdrawn file, and in the page’s history. Name nobody; say how to ask for a copy.')),
            ],
            options={
                'verbose_name': 'document that leaves',
                'verbose_name_plural': 'documents that leave',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'document'), name='document_leaves_once_in_edition'), models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('successor', models.F('document')), _negated=True), _connector='OR'), name='document_does_not_succeed_itself')],
            },
        ),
        migrations.CreateModel(
            name='ReviewTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_themes', to='reviews.reviewedition')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_themes', to='reviews.theme')),
            ],
            options={
                'verbose_name': 'theme of a review',
                'ordering': ['theme__slug'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'theme'), name='theme_once_in_edition')],
            },
        ),
        migrations.CreateModel(
            name='EditionWords',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='words', serialize=False, to='reviews.reviewedition')),
                ('heading', django.contrib.postgres.search.SearchVectorField()),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
                ('spelt', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='edition_words_vector'), django.contrib.postgres.indexes.GinIndex(fields=['spelt'], name='edition_words_spelt')],
            },
        ),
        migrations.CreateModel(
            name='NoteCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawal', models.ForeignKey(db_column='edition_id', on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='reviews.withdrawal', to_field='edition')),
                ('public_note', models.TextField(help_text='What readers find at this address. Name nobody.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('public_note', ''), _negated=True), name='note_correction_has_a_public_note')],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='reviews.withdrawal')),
                ('approval', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clearance', to='reviews.approval')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='waiver', to='reviews.finding')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to='reviews.document')),
                ('reason', models.TextField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='waiver_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                ('asked_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('refusals', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.document')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recognitions', to='reviews.edition')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'document'), name='recognition_asked_once_of_a_file')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=255)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                ('file', models.FileField(max_length=200, storage=reviews.lib.storage.documents_storage, upload_to='')),
                ('sent_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('refusals', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('is_placed', models.BooleanField(default=False)),
                ('attachment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.attachment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.document')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='reviews.edition')),
            ],
            options={
                'ordering': ['sent_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('document', None), ('refusals', []), _connector='OR'), name='upload_taken_or_refused')],
            },
        ),
        migrations.AddField(
            model_name='finding',
            name='earlier_waiver',
            field=models.ForeignKey(help_text='Of the same finding of an earlier check; the database compares the two.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.waiver'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('severity', 'blocks'), _negated=True), ('earlier_waiver', None), _connector='OR'), name='what_blocks_is_never_settled'),
        ),
    ]
