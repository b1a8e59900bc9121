"""What a board answers to each recommendation, and when and by whom an action was found complete."""

import reviews.models.partial_date
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0040_findings"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='action',
            name='action_has_what_and_who',
        ),
        migrations.RemoveConstraint(
            model_name='action',
            name='action_dates_well_formed',
        ),
        migrations.AddField(
            model_name='action',
            name='answer',
            field=models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('in_part', 'Accepted in part'), ('not_accepted', 'Not accepted')], help_text='Whether the board accepts the recommendation. May be left open.', max_length=15, verbose_name='the board’s answer'),
        ),
        migrations.AddField(
            model_name='action',
            name='answer_reason',
            field=models.TextField(blank=True, help_text='Needed when a recommendation is not accepted, or in part only. Shown to the public.', verbose_name='reason for the answer'),
        ),
        migrations.AddField(
            model_name='action',
            name='completed',
            field=reviews.models.partial_date.PartialDateField(verbose_name='completed on'),
        ),
        migrations.AddField(
            model_name='action',
            name='due_in_words',
            field=models.CharField(blank=True, help_text='Where there is no date: ongoing, soon. Never counts as overdue.', max_length=100, verbose_name='or due, in words'),
        ),
        migrations.AddField(
            model_name='action',
            name='verified_by',
            field=models.CharField(blank=True, help_text='Who checked that it is complete: name or office. Shown to the public.', max_length=200),
        ),
        migrations.AlterField(
            model_name='action',
            name='action',
            field=models.TextField(blank=True, help_text='What will be done about it.'),
        ),
        migrations.AlterField(
            model_name='action',
            name='evidence',
            field=models.TextField(blank=True, help_text='What shows how far it is.'),
        ),
        migrations.AlterField(
            model_name='action',
            name='impact',
            field=models.TextField(blank=True, help_text='What difference it has made.'),
        ),
        migrations.AlterField(
            model_name='action',
            name='lead_agency',
            field=models.CharField(blank=True, help_text='Who sees to it.', max_length=200),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('answer', 'not_accepted'), models.Q(models.Q(('action', ''), _negated=True), models.Q(('lead_agency', ''), _negated=True)), _connector='OR'), name='action_has_what_and_who'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('due', ''), ('due_in_words', ''), _connector='OR'), name='action_is_due_in_one_way'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('due__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$'), ('completed__regex', '^(|unknown|(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})(-(0[1-9]|1[0-2])|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|-(0[469]|11)-(0[1-9]|[12][0-9]|30)|-02-(0[1-9]|[12][0-9]))?)$')), name='action_dates_well_formed'),
        ),
    ]
