"""Pages that are the same in another language."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import reviews.models.edition
from django.db import migrations, models

from reviews.migrations._operations import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0004_rules_and_themes'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='version_of',
            field=models.ForeignKey(blank=True, help_text='The page of which this one is the version in its own language. Readers of either find the other while both are public.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='other_versions', to='reviews.page', verbose_name='same page in another language'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('version_of', None), models.Q(('version_of', models.F('page')), _negated=True), _connector='OR'), name='page_is_no_version_of_itself'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('live_from__isnull', False), ('version_of__isnull', False)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('version_of', '='), ('language', '='), (reviews.models.edition.Period('live_from', 'live_until', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='one_version_in_a_language'),
        ),
        sql_file("0118/versions"),
    ]
