"""The tables, as makemigrations writes them; the extension by hand, for one_live_edition_of_a_page."""

import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import reviews.lib.clock
import reviews.lib.storage
import reviews.models.edition
import reviews.models.page
import reviews.models.partial_date
import reviews.models.user
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('recommendation', models.TextField()),
                ('action', models.TextField()),
                ('lead_agency', models.CharField(max_length=200)),
                ('due', reviews.models.partial_date.PartialDateField(verbose_name='due')),
                ('status', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'In progress'), ('complete', 'Complete'), ('superseded', 'Superseded')], default='not_started', max_length=15)),
                ('evidence', models.TextField(blank=True)),
                ('impact', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ActionPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('introduction', models.TextField(blank=True, help_text='Shown above the actions. Markdown.')),
                ('monitoring', models.CharField(blank=True, help_text='Completes “an action plan, which …”: will be monitored by the board to …', max_length=300)),
                ('reported_on', reviews.models.partial_date.PartialDateField(verbose_name='last reported on')),
            ],
        ),
        migrations.CreateModel(
            name='BoardResponse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actions_taken', models.TextField(blank=True, help_text='What has been done already. Markdown.')),
                ('impact', models.TextField(blank=True, help_text='What difference it has made. Markdown.')),
                ('next_steps', models.TextField(blank=True, help_text='What more will be done. Markdown.')),
            ],
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False)),
                ('title', models.CharField(blank=True, max_length=250)),
                ('summary', models.TextField(blank=True, help_text='One or two plain sentences, shown under the title.')),
                ('body', models.TextField(blank=True, help_text='Markdown. Start a section with ## and its heading.', verbose_name='text')),
                ('language', models.CharField(default='en-GB', help_text='A language tag: en-GB, cy …', max_length=12)),
                ('change_note', models.TextField(blank=True)),
                ('change_weight', models.CharField(choices=[('substantive', 'substantive: what the page says has changed'), ('correction', 'correction: something was wrong'), ('typographical', 'typographical: spelling or layout only')], default='substantive', max_length=15)),
                ('live_from', models.DateTimeField(editable=False, null=True)),
                ('live_until', models.DateTimeField(editable=False, null=True)),
                ('first_published', reviews.models.partial_date.PartialDateField(editable=False, help_text='Of the page, in any edition. Set by the verbs, never typed.')),
                ('carried_from', models.CharField(blank=True, editable=False, help_text='The earlier website that first_published was read from; empty when it was witnessed here.', max_length=300)),
                ('carried_updated', reviews.models.partial_date.PartialDateField(editable=False, help_text='“Last updated” on the earlier website, on the edition carried over.')),
                ('draft_version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('edited_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['page', 'number'],
                'permissions': [('approve_edition', 'Can approve and return editions'), ('publish_edition', 'Can publish, schedule, hold and carry over editions'), ('withdraw_edition', 'Can withdraw pages from public view'), ('ask_erasure', 'Can ask for an erasure'), ('erase_edition', 'Can carry out the erasure that somebody else asked for')],
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('letter', 'letter'), ('letters', 'two letters'), ('chosen_name', 'chosen first name'), ('title_letter', 'Baby, Young Person … and a letter or name'), ('case_code', 'case code'), ('number', 'number'), ('theme', 'theme'), ('family', 'family'), ('organisation', 'organisation'), ('real_name', 'real name, already public')], max_length=20)),
                ('value', models.CharField(max_length=100, verbose_name='identifier')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('child', 'child'), ('adult', 'adult'), ('family', 'family'), ('organisation', 'organisation')], default='child', max_length=15)),
                ('pseudonym', models.CharField(max_length=100)),
                ('description', models.CharField(blank=True, help_text='Nothing that could identify them: no dates of birth.', max_length=200)),
            ],
            options={
                'ordering': ['position', 'id'],
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
                ('name', models.CharField(max_length=200, unique=True)),
                ('short_name', models.CharField(blank=True, help_text='For example SSCB.', max_length=40)),
                ('kind', models.CharField(choices=[('lscb', 'local safeguarding children board'), ('partnership', 'safeguarding children partnership'), ('sab', 'safeguarding adults board'), ('regional', 'regional safeguarding board'), ('csp', 'community safety partnership'), ('other', 'other body')], max_length=20)),
                ('jurisdiction', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], max_length=20)),
                ('contact_email', models.EmailField(blank=True, help_text='Where readers ask for a copy or another format. Shown in the footer.', max_length=254)),
                ('website', models.URLField(blank=True)),
                ('succeeds', models.ForeignKey(blank=True, help_text='The board that this one replaced, if any.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='reviews.board')),
            ],
            options={
                'ordering': ['name'],
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
                ('all_boards', models.BooleanField(default=False, help_text='Those that are added later too, and the pages of the whole site.', verbose_name='works for all boards')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('boards', models.ManyToManyField(blank=True, help_text='Whose pages they work on.', related_name='staff', to='reviews.board')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'abstract': False,
            },
            managers=[
                ('objects', reviews.models.user.StaffManager()),
            ],
        ),
        migrations.CreateModel(
            name='BoardRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('role', models.CharField(choices=[('lead', 'led by'), ('joint', 'jointly with'), ('contributor', 'with contributions from')], max_length=15)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='reviews.board')),
            ],
            options={
                'ordering': ['position', 'id'],
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
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                ('media_type', models.CharField(default='application/pdf', max_length=100)),
                ('pages', models.PositiveIntegerField()),
                ('title', models.CharField(blank=True, help_text='As the file states it.', max_length=500)),
                ('language', models.CharField(blank=True, help_text='As the file states it.', max_length=35)),
                ('is_tagged', models.BooleanField(help_text='The file says where its headings, lists and tables are.')),
                ('text', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, help_text='By page.', size=None)),
                ('file', models.FileField(max_length=200, storage=reviews.lib.storage.documents_storage, upload_to='')),
                ('cover', models.FileField(max_length=200, storage=reviews.lib.storage.documents_storage, upload_to='')),
                ('accepted_at', models.DateTimeField(auto_now_add=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('accepted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('overview_report', 'overview report'), ('report', 'report'), ('executive_summary', 'executive summary'), ('board_response', 'board response'), ('action_plan', 'action plan'), ('learning_briefing', 'learning briefing'), ('local_learning', 'local learning points'), ('improvements', 'improvements information'), ('media_statement', 'media statement'), ('home_office_letter', 'Home Office letter'), ('terms_of_reference', 'terms of reference'), ('appendix', 'appendix'), ('other', 'other document')], max_length=20)),
                ('also_contains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('overview_report', 'overview report'), ('report', 'report'), ('executive_summary', 'executive summary'), ('board_response', 'board response'), ('action_plan', 'action plan'), ('learning_briefing', 'learning briefing'), ('local_learning', 'local learning points'), ('improvements', 'improvements information'), ('media_statement', 'media statement'), ('home_office_letter', 'Home Office letter'), ('terms_of_reference', 'terms of reference'), ('appendix', 'appendix'), ('other', 'other document')], max_length=20), blank=True, default=list, help_text='What else the same file contains, if several documents are in one.', size=None)),
                ('title', models.CharField(blank=True, help_text='If it has one of its own; else its kind is its name.', max_length=200)),
                ('slug', models.CharField(blank=True, help_text='The end of its address, without .pdf. Made from the kind when left empty.', max_length=80, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*$', 'Use lower-case letters, digits and single hyphens only.')], verbose_name='file name')),
                ('language', models.CharField(default='en-GB', max_length=12)),
                ('state', models.CharField(choices=[('published', 'published'), ('mentioned', 'exists, not published here'), ('delayed', 'publication delayed'), ('withheld', 'not published'), ('no_longer', 'no longer published')], default='published', max_length=12)),
                ('state_reason', models.CharField(blank=True, help_text='Why it is not shown, for the public.', max_length=200, verbose_name='public reason')),
                ('link', models.URLField(blank=True, verbose_name='address elsewhere')),
                ('hosted_by', models.CharField(blank=True, max_length=200)),
                ('first_published', reviews.models.partial_date.PartialDateField(help_text='If it differs from the review’s. June 2017, 14 June 2017 …', verbose_name='first published')),
                ('licence', models.CharField(blank=True, max_length=200)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='reviews.document')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ListingEdition',
            fields=[
                ('edition_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='reviews.edition')),
                ('review_types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('scr', 'serious case review'), ('lcspr', 'local child safeguarding practice review'), ('cpr', 'child practice review'), ('apr', 'adult practice review'), ('susr', 'single unified safeguarding review'), ('sar', 'safeguarding adults review'), ('dhr', 'domestic homicide review'), ('cmr', 'case management review'), ('learning', 'learning review'), ('significant', 'significant case review'), ('rapid', 'rapid review'), ('thematic', 'thematic review'), ('partnership', 'partnership review'), ('multi_agency', 'multi-agency learning review'), ('other', 'other review')], max_length=20), blank=True, default=list, size=None)),
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
                ('review_type', models.CharField(choices=[('scr', 'serious case review'), ('lcspr', 'local child safeguarding practice review'), ('cpr', 'child practice review'), ('apr', 'adult practice review'), ('susr', 'single unified safeguarding review'), ('sar', 'safeguarding adults review'), ('dhr', 'domestic homicide review'), ('cmr', 'case management review'), ('learning', 'learning review'), ('significant', 'significant case review'), ('rapid', 'rapid review'), ('thematic', 'thematic review'), ('partnership', 'partnership review'), ('multi_agency', 'multi-agency learning review'), ('other', 'other review')], max_length=20)),
                ('local_type', models.CharField(blank=True, help_text='Shown instead of the type.', max_length=100, verbose_name='the board’s own name for the type')),
                ('subtype', models.CharField(blank=True, help_text='For example concise, extended, mandatory, discretionary.', max_length=60)),
                ('state', models.CharField(choices=[('published', 'published'), ('summary_only', 'published in summary'), ('improvements_only', 'improvements published instead of the report'), ('in_preparation', 'in preparation'), ('delayed', 'publication delayed'), ('withheld', 'report not published'), ('elsewhere', 'hosted elsewhere'), ('anonymous_elsewhere', 'published anonymously elsewhere'), ('no_longer', 'no longer published'), ('listed_only', 'listed without a document')], default='published', max_length=20)),
                ('state_reason', models.CharField(blank=True, help_text='Why the report is delayed, withheld or elsewhere, in words for the public.', max_length=300, verbose_name='public reason')),
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
            },
            bases=('reviews.edition',),
        ),
        migrations.AddField(
            model_name='edition',
            name='edited_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
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
            name='ErasureRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('child', 'it names a child'), ('person', 'it names another person'), ('court_order', 'court order')], max_length=15)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(blank=True, help_text='Only this file. Empty: the page with everything that it ever said.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_requests', to='reviews.document')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ErasureDecline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decline', to='reviews.erasurerequest')),
            ],
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('transaction', models.BigIntegerField(help_text='While it runs, the triggers let it pass.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to='reviews.erasurerequest')),
            ],
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('plain', 'page'), ('listing', 'listing'), ('review', 'review')], editable=False, max_length=10)),
                ('path', models.CharField(help_text='For example reviews/scr-2015-1. Never put a name or a title into an address: it cannot be changed once the page is public.', max_length=200, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$', 'Use lower-case letters, digits, single hyphens and slashes only.'), reviews.models.page.validate_not_reserved, reviews.models.page.validate_free_for_page], verbose_name='address')),
                ('in_footer', models.BooleanField(default=False, help_text='Link to this page at the foot of every page.')),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('board', models.ForeignKey(blank=True, help_text='Whose page it is. Empty for a page of the whole site.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='reviews.board')),
            ],
            options={
                'ordering': ['path'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=200)),
                ('sent_on', models.DateField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='reviews.page')),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('proceedings', 'criminal proceedings'), ('inquest', 'inquest'), ('court_order', 'court order'), ('family', 'family not yet informed'), ('other', 'other')], max_length=15)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='reviews.page')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(help_text='Without the first and last slash.', max_length=300, unique=True, validators=[reviews.models.page.validate_not_reserved])),
                ('added_at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_addresses', to='reviews.page')),
            ],
            options={
                'verbose_name_plural': 'former addresses',
                'ordering': ['path'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(choices=[('opened', 'opened edition {number} as a draft'), ('saved', 'changed the draft, edition {number}'), ('discarded', 'discarded the draft, edition {number}'), ('submitted', 'submitted edition {number} for approval'), ('returned', 'returned edition {number} with remarks'), ('approved', 'approved edition {number}'), ('overridden', 'decided to publish edition {number} without a second person'), ('held', 'put the page on hold'), ('released', 'released the page from a hold'), ('published', 'published edition {number}'), ('scheduled', 'scheduled edition {number}'), ('unscheduled', 'took back the schedule of edition {number}'), ('carried_over', 'carried edition {number} over from an earlier website'), ('withdrawn', 'withdrew edition {number}'), ('notified', 'recorded that somebody was notified of the coming publication'), ('erasure_asked', 'asked for an erasure'), ('erasure_declined', 'declined an erasure that was asked for'), ('erased', 'carried out an erasure'), ('rule_added', 'added a publication rule'), ('page_set', 'set facts of the page itself'), ('board_set', 'set facts of a board'), ('rights_set', 'set the rights of a person'), ('password_set', 'handed a one-time password to a person'), ('announced', 'announced a banner'), ('ended_banner', 'ended a banner')], max_length=20)),
                ('actor_name', models.CharField(help_text='As it was at the time.', max_length=310)),
                ('role', models.CharField(blank=True, db_default='', max_length=100)),
                ('edition_number', models.PositiveIntegerField(null=True)),
                ('moment', models.DateTimeField(help_text='From when it takes effect; equals the period in the edition.', null=True)),
                ('digest', models.CharField(blank=True, help_text="Of the edition's whole content.", max_length=64)),
                ('reason', models.CharField(blank=True, max_length=30)),
                ('request_id', models.CharField(blank=True, max_length=36)),
                ('body', models.TextField(default='{}', help_text='JSON.')),
                ('canonical', models.TextField(help_text='The event as one line of JSON: what the hash is of.', verbose_name='canonical form')),
                ('previous_hash', models.BinaryField(max_length=32, unique=True)),
                ('hash', models.BinaryField(max_length=32, unique=True)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('banner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reviews.banner')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='reviews.page')),
            ],
            options={
                'ordering': ['seq'],
            },
        ),
        migrations.AddField(
            model_name='erasurerequest',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasure_requests', to='reviews.page'),
        ),
        migrations.AddField(
            model_name='edition',
            name='page',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='reviews.page'),
        ),
        migrations.CreateModel(
            name='AvailabilityCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=300)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('status', models.PositiveSmallIntegerField(help_text='The HTTP status; 0: no answer.')),
                ('size', models.PositiveBigIntegerField(help_text='Of the answer, in bytes.')),
                ('sha256', models.CharField(blank=True, help_text='Of the answer.', max_length=64)),
                ('was_available', models.BooleanField(help_text='Answered 200, and a file with the bytes that were approved.')),
                ('document', models.ForeignKey(help_text='The file that was to be served; empty for the page itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='availability_checks', to='reviews.document')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='availability_checks', to='reviews.page')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition_number', models.PositiveIntegerField()),
                ('verdict', models.CharField(choices=[('submitted', 'submitted for approval'), ('returned', 'returned with remarks'), ('approved', 'approved'), ('overridden', 'published without a second person')], max_length=10)),
                ('digest', models.CharField(help_text='Of everything that the edition said then.', max_length=64)),
                ('parts', models.JSONField(default=dict, help_text='The digest of each field and part by its name.')),
                ('remarks', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='reviews.page')),
            ],
            options={
                'ordering': ['pk'],
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
            name='PublicationRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jurisdiction', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], max_length=20)),
                ('review_type', models.CharField(choices=[('scr', 'serious case review'), ('lcspr', 'local child safeguarding practice review'), ('cpr', 'child practice review'), ('apr', 'adult practice review'), ('susr', 'single unified safeguarding review'), ('sar', 'safeguarding adults review'), ('dhr', 'domestic homicide review'), ('cmr', 'case management review'), ('learning', 'learning review'), ('significant', 'significant case review'), ('rapid', 'rapid review'), ('thematic', 'thematic review'), ('partnership', 'partnership review'), ('multi_agency', 'multi-agency learning review'), ('other', 'other review')], max_length=20)),
                ('guidance', models.CharField(max_length=200, verbose_name='guidance and its edition')),
                ('minimum_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('minimum_weeks', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('on_request_afterwards', models.BooleanField(default=False, help_text='After the term, copies are given to those who ask.')),
                ('citation', models.TextField(help_text='Where the rule is published, so that anybody can look it up.')),
                ('in_force_from', models.DateField()),
                ('in_force_to', models.DateField(blank=True, help_text='Excluded. Empty while it is in force.', null=True)),
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
            name='NoticeDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.CharField(max_length=200)),
                ('working_days', models.PositiveSmallIntegerField(help_text='Before the day of publication; 0: beforehand.')),
                ('is_verified', models.BooleanField(default=False)),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notice_duties', to='reviews.publicationrule')),
            ],
            options={
                'verbose_name_plural': 'notice duties',
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=reviews.lib.clock.ClockTimestamp(), editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hold', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='release', to='reviews.hold')),
            ],
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('court_order', 'court order'), ('safety', 'somebody’s safety'), ('data_breach', 'data breach'), ('anonymity', 'anonymity at risk'), ('error', 'published in error'), ('term_ended', 'the publication term has ended'), ('superseded', 'replaced by another page')], help_text='Kept in the record, not shown.', max_length=15)),
                ('answer', models.CharField(choices=[('notice', 'the notice, as an ordinary page'), ('gone', 'the notice, as a page that is gone for good (410)')], default='notice', max_length=10)),
                ('authorised_by', models.CharField(blank=True, help_text='Needed while the minimum term runs: who decided it.', max_length=200)),
                ('public_note', models.TextField(help_text='What readers find at this address. Name nobody.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='reviews.edition')),
            ],
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='board_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='board',
            constraint=models.CheckConstraint(condition=models.Q(('succeeds', None), models.Q(('succeeds', models.F('id')), _negated=True), _connector='OR'), name='board_does_not_succeed_itself'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='document_named_by_its_hash'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('pages__gt', 0), ('size__gt', 0)), name='document_is_not_empty'),
        ),
        migrations.AddField(
            model_name='subject',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='reviews.reviewedition'),
        ),
        migrations.AddConstraint(
            model_name='reviewedition',
            constraint=models.CheckConstraint(condition=models.Q(('incident__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('commissioned__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('conducted_from__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('conducted_to__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('period_from__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('period_to__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('completed__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('report_dated__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='review_dates_well_formed'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='reviews.reviewedition'),
        ),
        migrations.AddField(
            model_name='boardrole',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='board_roles', to='reviews.reviewedition'),
        ),
        migrations.AddField(
            model_name='boardresponse',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='response', to='reviews.reviewedition'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='reviews.reviewedition'),
        ),
        migrations.AddField(
            model_name='actionplan',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='action_plan', to='reviews.reviewedition'),
        ),
        migrations.AddField(
            model_name='action',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='reviews.reviewedition'),
        ),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.CheckConstraint(condition=models.Q(('path__regex', '^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$')), name='page_path_well_formed'),
        ),
        migrations.AddConstraint(
            model_name='page',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'review'), _negated=True), ('board__isnull', False), _connector='OR'), name='review_has_a_board'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('recipient', ''), _negated=True), name='notice_names_its_recipient'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.CheckConstraint(condition=models.Q(('path', ''), _negated=True), name='former_address_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('actor_name', ''), _negated=True), name='event_names_its_actor'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('page', None), ('banner', None), _connector='OR'), name='event_is_about_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('page__isnull', False), ('edition_number', None), _connector='OR'), name='event_of_an_edition_names_its_page'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('page', 'number'), name='edition_number_unique_in_page'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('live_from', None)), fields=('page',), name='one_draft_of_a_page'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('live_until', None), ('live_until__gt', models.F('live_from')), _connector='OR'), name='edition_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('live_from__isnull', False), ('live_until', None), _connector='OR'), name='draft_has_no_period'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('live_from', None), models.Q(('first_published', ''), _negated=True), _connector='OR'), name='public_edition_has_first_published'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('carried_updated', ''), models.Q(('carried_from', ''), _negated=True), _connector='OR'), name='carried_date_names_its_source'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('live_from__isnull', False)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('page', '='), (reviews.models.edition.Period('live_from', 'live_until', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_live_edition_of_a_page'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('first_published__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('carried_updated__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='edition_dates_well_formed'),
        ),
        migrations.AddIndex(
            model_name='availabilitycheck',
            index=models.Index(fields=['page', 'at'], name='availability_by_page_and_time'),
        ),
        migrations.AddConstraint(
            model_name='availabilitycheck',
            constraint=models.CheckConstraint(condition=models.Q(('was_available', False), ('status', 200), _connector='OR'), name='available_means_answered'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='approval_signs_a_digest'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('remarks', ''), _negated=True), ('verdict__in', ['submitted', 'approved']), _connector='OR'), name='return_and_override_have_remarks'),
        ),
        migrations.AddConstraint(
            model_name='noticeduty',
            constraint=models.UniqueConstraint(fields=('rule', 'recipient'), name='recipient_once_in_rule'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('public_note', ''), _negated=True), name='withdrawal_has_a_public_note'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.UniqueConstraint(fields=('edition', 'pseudonym'), name='subject_once_in_edition'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(('pseudonym', ''), _negated=True), name='subject_has_a_pseudonym'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(fields=('edition', 'value'), name='identifier_once_in_edition'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='identifier_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='boardrole',
            constraint=models.UniqueConstraint(fields=('edition', 'board'), name='board_once_in_edition'),
        ),
        migrations.AddConstraint(
            model_name='boardresponse',
            constraint=models.CheckConstraint(condition=models.Q(('actions_taken', ''), ('impact', ''), ('next_steps', ''), _negated=True), name='response_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(condition=models.Q(('slug', ''), _negated=True), fields=('edition', 'slug'), name='file_name_once_in_edition'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('document', None), ('link', ''), _connector='OR'), name='file_here_or_elsewhere_not_both'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'published'), models.Q(('document', None), ('link', '')), _connector='OR'), name='only_published_attachment_has_a_file'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('link', ''), models.Q(('hosted_by', ''), _negated=True), _connector='OR'), name='link_names_its_host'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('document', None), ('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$'), _connector='OR'), name='file_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('first_published__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='attachment_dates_well_formed'),
        ),
        migrations.AddConstraint(
            model_name='actionplan',
            constraint=models.CheckConstraint(condition=models.Q(('reported_on__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='action_plan_dates_well_formed'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action', ''), _negated=True), models.Q(('lead_agency', ''), _negated=True)), name='action_has_what_and_who'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('due__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='action_dates_well_formed'),
        ),
    ]
