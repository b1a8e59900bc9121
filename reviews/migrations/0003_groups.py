"""Groups of staff: editors prepare, approvers also publish and withdraw."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

PREPARE = [
    *("view_board", "add_board", "change_board"),
    *("view_page", "change_page", "view_edition", "change_edition", "view_event", "view_document"),
    *(f"{act}_{page}" for act in ("view", "add", "change") for page in ("plainpage", "listing", "review")),
    *(
        f"{act}_{edition}"
        for act in ("view", "change")
        for edition in ("pageedition", "listingedition", "reviewedition")
    ),
    *(
        f"{act}_{part}"
        for act in ("view", "add", "change", "delete")
        for part in (
            *("identifier", "subject", "boardrole", "attachment"),
            *("boardresponse", "actionplan", "action"),
        )
    ),
    *("view_formeraddress", "add_formeraddress"),
]
PUBLISH = ["publish_edition", "withdraw_edition", "view_banner", "add_banner", "change_banner"]


def make_groups(apps, schema_editor):
    app = apps.get_app_config("reviews")
    # Permissions are otherwise made only after all migrations have run.
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0)
    app.models_module = None
    permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group")
    for name, codenames in {"Editors": PREPARE, "Approvers": PREPARE + PUBLISH}.items():
        found = permission.objects.filter(content_type__app_label="reviews", codename__in=codenames)
        missing = set(codenames) - {row.codename for row in found}
        if missing:
            raise LookupError(f"No such permissions: {', '.join(sorted(missing))}")
        group.objects.create(name=name).permissions.set(found)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_guards_and_roles")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
