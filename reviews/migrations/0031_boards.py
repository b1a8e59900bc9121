"""Boards do not succeed each other in a circle; administrators change a public contact."""

from django.db import migrations, models

from reviews.migrations._operations import sql_file


def let_administrators_change_contacts(apps, schema_editor):
    permission = apps.get_model("auth", "Permission")
    content_type = apps.get_model("contenttypes", "ContentType")
    board, _ = content_type.objects.get_or_create(app_label="reviews", model="board")
    # The one that Django would make only after all migrations have run.
    name = "Can change the contact of boards that public pages name"
    found, _ = permission.objects.get_or_create(
        content_type=board, codename="change_contact", defaults={"name": name}
    )
    apps.get_model("auth", "Group").objects.get(name="Administrators").permissions.add(found)


class Migration(migrations.Migration):

    dependencies = [
        ("reviews", "0030_former_addresses"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='board',
            options={'ordering': ['name'], 'permissions': [('change_contact', 'Can change the contact of boards that public pages name')]},
        ),
        migrations.AlterField(
            model_name='board',
            name='jurisdiction',
            field=models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland'), ('united_kingdom', 'United Kingdom')], max_length=20),
        ),
        migrations.AlterField(
            model_name='board',
            name='kind',
            field=models.CharField(choices=[('lscb', 'local safeguarding children board'), ('partnership', 'safeguarding children partnership'), ('sab', 'safeguarding adults board'), ('regional', 'regional safeguarding board'), ('csp', 'community safety partnership'), ('other', 'other body'), ('withheld', 'board whose name is withheld')], max_length=20),
        ),
        migrations.AlterField(
            model_name='publicationrule',
            name='jurisdiction',
            field=models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland'), ('united_kingdom', 'United Kingdom')], max_length=20),
        ),
        sql_file("0031/boards"),
        migrations.RunPython(let_administrators_change_contacts, migrations.RunPython.noop),
    ]
