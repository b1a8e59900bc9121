"""Kinds, states, dates and issuers of documents, and kinds of reviews, that real pages have."""

import django.contrib.postgres.fields
import reviews.models.partial_date
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0031_boards"),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='dated',
            field=reviews.models.partial_date.PartialDateField(help_text='One that is not its publication. June 2017, 14 June 2017 …', verbose_name='another date'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='dated_as',
            field=models.CharField(blank=True, help_text='For example: date of the report, signed off, updated.', max_length=60, verbose_name='what that date is'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='issued_by',
            field=models.CharField(blank=True, help_text='Whose document it is, if not the board’s: the agency, council, author …', max_length=200, verbose_name='issued by'),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='also_contains',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('overview_report', 'overview report'), ('report', 'report'), ('executive_summary', 'executive summary'), ('board_response', 'board response'), ('action_plan', 'action plan'), ('learning_briefing', 'learning briefing'), ('seven_minute', 'seven-minute briefing'), ('local_learning', 'local learning points'), ('improvements', 'improvements information'), ('practitioner_guide', 'practitioner guide'), ('questions', 'questions for discussion'), ('video', 'video'), ('progress_report', 'progress report'), ('agency_response', 'response of another agency'), ('media_statement', 'media statement'), ('family_statement', 'statement of the family'), ('home_office_letter', 'Home Office letter'), ('committee_paper', 'committee paper'), ('foreword', 'foreword'), ('terms_of_reference', 'terms of reference'), ('appendix', 'appendix'), ('easy_read', 'easy read version'), ('other', 'other document')], max_length=20), blank=True, default=list, help_text='What else the same file contains, if several documents are in one.', size=None),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='kind',
            field=models.CharField(choices=[('overview_report', 'overview report'), ('report', 'report'), ('executive_summary', 'executive summary'), ('board_response', 'board response'), ('action_plan', 'action plan'), ('learning_briefing', 'learning briefing'), ('seven_minute', 'seven-minute briefing'), ('local_learning', 'local learning points'), ('improvements', 'improvements information'), ('practitioner_guide', 'practitioner guide'), ('questions', 'questions for discussion'), ('video', 'video'), ('progress_report', 'progress report'), ('agency_response', 'response of another agency'), ('media_statement', 'media statement'), ('family_statement', 'statement of the family'), ('home_office_letter', 'Home Office letter'), ('committee_paper', 'committee paper'), ('foreword', 'foreword'), ('terms_of_reference', 'terms of reference'), ('appendix', 'appendix'), ('easy_read', 'easy read version'), ('other', 'other document')], max_length=20),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='state',
            field=models.CharField(choices=[('published', 'published'), ('on_page', 'published as the text of this page'), ('mentioned', 'exists, not published here'), ('delayed', 'publication delayed'), ('withheld', 'not published'), ('no_longer', 'no longer published')], default='published', max_length=12),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='title',
            field=models.CharField(blank=True, help_text='If it has one of its own. Its kind stands beside it; without a title, it is its name.', max_length=200),
        ),
        migrations.AlterField(
            model_name='board',
            name='name',
            field=models.CharField(help_text='Of a board whose name is withheld: what readers see instead, such as “A board in England (name withheld)”.', max_length=200, unique=True),
        ),
        migrations.AlterField(
            model_name='boardrole',
            name='role',
            field=models.CharField(choices=[('lead', 'led by'), ('conducted', 'conducted by'), ('joint', 'jointly with'), ('contributor', 'with contributions from')], max_length=15),
        ),
        migrations.AlterField(
            model_name='identifier',
            name='value',
            field=models.CharField(help_text='Other names of the same child stand in brackets after the first. Several children are named here and, each in a row, among those whom it is about: “Child I and Child M”.', max_length=100, verbose_name='identifier'),
        ),
        migrations.AlterField(
            model_name='listingedition',
            name='review_types',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('scr', 'serious case review'), ('lcspr', 'local child safeguarding practice review'), ('cpr', 'child practice review'), ('apr', 'adult practice review'), ('susr', 'single unified safeguarding review'), ('sar', 'safeguarding adults review'), ('dhr', 'domestic homicide review'), ('dardr', 'domestic abuse related death review'), ('owhr', 'offensive weapons homicide review'), ('cmr', 'case management review'), ('learning', 'learning review'), ('significant', 'significant case review'), ('rapid', 'rapid review'), ('national', 'national child safeguarding practice review'), ('thematic', 'thematic review'), ('partnership', 'partnership review'), ('multi_agency', 'multi-agency learning review'), ('other', 'other review'), ('unknown', 'review, type not known')], max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AlterField(
            model_name='publicationrule',
            name='review_type',
            field=models.CharField(choices=[('scr', 'serious case review'), ('lcspr', 'local child safeguarding practice review'), ('cpr', 'child practice review'), ('apr', 'adult practice review'), ('susr', 'single unified safeguarding review'), ('sar', 'safeguarding adults review'), ('dhr', 'domestic homicide review'), ('dardr', 'domestic abuse related death review'), ('owhr', 'offensive weapons homicide review'), ('cmr', 'case management review'), ('learning', 'learning review'), ('significant', 'significant case review'), ('rapid', 'rapid review'), ('national', 'national child safeguarding practice review'), ('thematic', 'thematic review'), ('partnership', 'partnership review'), ('multi_agency', 'multi-agency learning review'), ('other', 'other review'), ('unknown', 'review, type not known')], max_length=20),
        ),
        migrations.AlterField(
            model_name='reviewedition',
            name='review_type',
            field=models.CharField(choices=[('scr', 'serious case review'), ('lcspr', 'local child safeguarding practice review'), ('cpr', 'child practice review'), ('apr', 'adult practice review'), ('susr', 'single unified safeguarding review'), ('sar', 'safeguarding adults review'), ('dhr', 'domestic homicide review'), ('dardr', 'domestic abuse related death review'), ('owhr', 'offensive weapons homicide review'), ('cmr', 'case management review'), ('learning', 'learning review'), ('significant', 'significant case review'), ('rapid', 'rapid review'), ('national', 'national child safeguarding practice review'), ('thematic', 'thematic review'), ('partnership', 'partnership review'), ('multi_agency', 'multi-agency learning review'), ('other', 'other review'), ('unknown', 'review, type not known')], max_length=20),
        ),
        migrations.AlterField(
            model_name='reviewedition',
            name='state',
            field=models.CharField(choices=[('published', 'published'), ('summary_only', 'published in summary'), ('improvements_only', 'improvements published instead of the report'), ('learning_only', 'learning published without a report'), ('in_preparation', 'in preparation'), ('delayed', 'publication delayed'), ('withheld', 'report not published'), ('elsewhere', 'hosted elsewhere'), ('anonymous_elsewhere', 'published anonymously elsewhere'), ('no_longer', 'no longer published'), ('listed_only', 'listed without a document')], default='published', max_length=20),
        ),
        migrations.RemoveConstraint(
            model_name='attachment',
            name='attachment_dates_well_formed',
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('first_published__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('dated__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='attachment_dates_well_formed'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dated', ''), ('dated_as', '')), models.Q(models.Q(('dated', ''), _negated=True), models.Q(('dated_as', ''), _negated=True)), _connector='OR'), name='other_date_states_what_it_is'),
        ),
    ]
