"""The language of the messages that a subscriber gets."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0118_versions'),
    ]

    operations = [
        migrations.AddField(
            model_name='subscriber',
            name='language',
            field=models.CharField(default='en-gb', help_text='Of the messages.', max_length=5),
        ),
    ]
