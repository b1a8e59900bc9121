"""Fields under names that a new member of staff understands."""

import reviews.models.partial_date
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0050_answers_and_progress"),
    ]

    operations = [
        migrations.AlterField(
            model_name='edition',
            name='carried_from',
            field=models.CharField(blank=True, editable=False, help_text='The earlier website that first_published was read from; empty when it was witnessed here.', max_length=300, verbose_name='earlier website'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='carried_updated',
            field=reviews.models.partial_date.PartialDateField(editable=False, help_text='“Last updated” on the earlier website, on the edition carried over.', verbose_name='last updated on the earlier website'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='change_weight',
            field=models.CharField(choices=[('substantive', 'substantive: what the page says has changed'), ('correction', 'correction: something was wrong'), ('typographical', 'typographical: spelling or layout only')], default='substantive', max_length=15, verbose_name='kind of change'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='language',
            field=models.CharField(default='en-GB', help_text='The language of the text.', max_length=12),
        ),
        migrations.AlterField(
            model_name='page',
            name='in_footer',
            field=models.BooleanField(default=False, help_text='For pages that readers look for everywhere, such as privacy and accessibility.', verbose_name='link at the foot of every page'),
        ),
        migrations.AlterField(
            model_name='withdrawal',
            name='answer',
            field=models.CharField(choices=[('notice', 'the notice, as an ordinary page'), ('gone', 'the notice, as a page that is gone for good')], default='notice', max_length=10),
        ),
    ]
