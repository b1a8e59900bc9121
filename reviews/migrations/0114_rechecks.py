"""Checks that repeat others, and what they take over from them."""

import django.db.models.deletion
from django.db import migrations, models

from reviews.migrations._operations import sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0112_phrases'),
    ]

    operations = [
        migrations.AddField(
            model_name='documentcheck',
            name='repeats',
            field=models.ForeignKey(help_text='The check before, if this one was made because the checks have changed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.documentcheck'),
        ),
        migrations.AddField(
            model_name='finding',
            name='earlier_waiver',
            field=models.ForeignKey(help_text='Of the same finding of an earlier check; the database compares the two.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.waiver'),
        ),
        migrations.AlterField(
            model_name='event',
            name='verb',
            field=models.CharField(choices=[('opened', 'opened edition {number} as a draft'), ('saved', 'changed the draft, edition {number}'), ('discarded', 'discarded the draft, edition {number}'), ('submitted', 'submitted edition {number} for approval'), ('returned', 'returned edition {number} with remarks'), ('approved', 'approved edition {number}'), ('overridden', 'decided to publish edition {number} without a second person'), ('held', 'put the page on hold'), ('released', 'released the page from a hold'), ('taken_back', 'took back the submission of edition {number}'), ('cleared', 'confirmed that edition {number} may bring the withdrawn page back'), ('published', 'published edition {number}'), ('scheduled', 'scheduled edition {number}'), ('unscheduled', 'took back the schedule of edition {number}'), ('carried_over', 'carried edition {number} over from an earlier website'), ('withdrawn', 'withdrew edition {number}'), ('brought_back', 'brought the withdrawn page back with edition {number}'), ('note_corrected', 'corrected the notice of the withdrawal of edition {number}'), ('notified', 'recorded that somebody was notified of the coming publication'), ('erasure_asked', 'asked for an erasure'), ('erasure_declined', 'declined an erasure that was asked for'), ('erased', 'carried out an erasure'), ('rule_added', 'added a publication rule'), ('page_set', 'set facts of the page itself'), ('address_proposed', 'proposed that a former address leads to the page'), ('address_agreed', 'agreed that a former address leads to the page'), ('address_ended', 'ended a former address of the page'), ('page_discarded', 'discarded the page, which never was public'), ('board_set', 'set facts of a board'), ('rights_set', 'set the rights of a person'), ('password_set', 'handed a one-time password to a person'), ('reset_asked', 'asked to remove the second factors of a person'), ('factors_reset', 'agreed to remove the second factors of a person'), ('announced', 'announced a banner'), ('finding_settled', 'settled what was found in a document'), ('finding_shown', 'asked to see the hidden text of a document'), ('checked_again', 'looked through a stored file with newer checks'), ('original_read', 'opened the original of a cleaned copy'), ('name_added', 'entered something that must never appear'), ('name_removed', 'removed something that was never to appear'), ('names_shown', 'asked to see what must never appear'), ('name_settled', 'settled where parts of a name appear'), ('ended_banner', 'ended a banner')], max_length=20),
        ),
        migrations.AlterField(
            model_name='mail',
            name='kind',
            field=models.CharField(choices=[('waits', 'An edition waits for your approval'), ('returned', 'An edition was returned to you with remarks'), ('approved', 'An edition was approved'), ('live', 'An edition is live'), ('unsigned', 'A published edition lacks a second signature'), ('overdue', 'Actions of an action plan are overdue'), ('read_again', 'A page is due to be read again'), ('found', 'Newer checks found something in a file'), ('concern', 'A reader reported a concern'), ('concern_due', 'The acknowledgement of a concern is due'), ('invitation', 'Your account'), ('reset', 'A new password')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('severity', 'blocks'), _negated=True), ('earlier_waiver', None), _connector='OR'), name='what_blocks_is_never_settled'),
        ),
        sql_file("0114/rechecks"),
    ]
