"""Administrators keep the list of themes; everybody else reads it."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

READERS = ("Editors", "Approvers", "Auditors")
KEEPING = ("view_theme", "add_theme", "change_theme")


def give_rights(apps, schema_editor):
    app = apps.get_app_config("reviews")
    # Permissions are otherwise made only after all migrations have run.
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0)
    app.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    for names, codenames in ((READERS, KEEPING[:1]), (("Administrators",), KEEPING)):
        rights = permissions.filter(content_type__app_label="reviews", codename__in=codenames)
        for group in groups.filter(name__in=names):
            group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0116_themes")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
