"""A controlled list of themes, and those that an edition of a review has."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from reviews.lib import shipped_themes
from reviews.migrations._operations import ChangesPublicPages, FrozenWithEdition, Grant, NeverEmptied, sql_file


def add_shipped_themes(apps, schema_editor):
    theme = apps.get_model("reviews", "Theme")
    theme.objects.bulk_create(theme(**facts) for facts in shipped_themes.read("0116"))


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0004_publication_rules'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='verb',
            field=models.CharField(choices=[('opened', 'opened edition {number} as a draft'), ('saved', 'changed the draft, edition {number}'), ('discarded', 'discarded the draft, edition {number}'), ('submitted', 'submitted edition {number} for approval'), ('returned', 'returned edition {number} with remarks'), ('approved', 'approved edition {number}'), ('overridden', 'decided to publish edition {number} without a second person'), ('held', 'put the page on hold'), ('released', 'released the page from a hold'), ('taken_back', 'took back the submission of edition {number}'), ('cleared', 'confirmed that edition {number} may bring the withdrawn page back'), ('published', 'published edition {number}'), ('scheduled', 'scheduled edition {number}'), ('unscheduled', 'took back the schedule of edition {number}'), ('carried_over', 'carried edition {number} over from an earlier website'), ('withdrawn', 'withdrew edition {number}'), ('brought_back', 'brought the withdrawn page back with edition {number}'), ('note_corrected', 'corrected the notice of the withdrawal of edition {number}'), ('notified', 'recorded that somebody was notified of the coming publication'), ('erasure_asked', 'asked for an erasure'), ('erasure_declined', 'declined an erasure that was asked for'), ('erased', 'carried out an erasure'), ('rule_added', 'added a publication rule'), ('page_set', 'set facts of the page itself'), ('address_proposed', 'proposed that a former address leads to the page'), ('address_agreed', 'agreed that a former address leads to the page'), ('address_ended', 'ended a former address of the page'), ('page_discarded', 'discarded the page, which never was public'), ('board_set', 'set facts of a board'), ('theme_set', 'added or changed a theme'), ('rights_set', 'set the rights of a person'), ('password_set', 'handed a one-time password to a person'), ('reset_asked', 'asked to remove the second factors of a person'), ('factors_reset', 'agreed to remove the second factors of a person'), ('announced', 'announced a banner'), ('finding_settled', 'settled what was found in a document'), ('finding_shown', 'asked to see the hidden text of a document'), ('checked_again', 'looked through a stored file with newer checks'), ('original_read', 'opened the original of a cleaned copy'), ('name_added', 'entered something that must never appear'), ('name_removed', 'removed something that was never to appear'), ('names_shown', 'asked to see what must never appear'), ('name_settled', 'settled where parts of a name appear'), ('ended_banner', 'ended a banner')], max_length=20),
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
        sql_file("0116/themes"),
        NeverEmptied("theme"),
        Grant("theme", "SELECT", "INSERT", "UPDATE"),
        ChangesPublicPages("theme"),
        FrozenWithEdition("reviewtheme", "edition_id"),
        NeverEmptied("reviewtheme"),
        Grant("reviewtheme", "SELECT", "INSERT", "UPDATE", "DELETE"),
        migrations.RunPython(add_shipped_themes, migrations.RunPython.noop),
    ]
