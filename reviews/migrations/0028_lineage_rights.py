"""Who may change a document's lineage in a draft, and who may read it: as for its other parts."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITERS = ("Editors", "Approvers")
READERS = ("Auditors",)
CHANGING = ("view_lineage", "add_lineage", "change_lineage", "delete_lineage")


def give_rights(apps, schema_editor):
    app = apps.get_app_config("reviews")
    # Permissions are otherwise made only after all migrations have run.
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0)
    app.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    for names, codenames in ((WRITERS, CHANGING), (READERS, CHANGING[:1])):
        rights = permissions.filter(content_type__app_label="reviews", codename__in=codenames)
        for group in groups.filter(name__in=names):
            group.permissions.add(*rights)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0027_mentioned_documents_elsewhere")]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
