"""Groups of staff: what each may do comes from its permissions, and from nothing else."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

PAGES = ("plainpage", "listing", "review")
EDITIONS = ("pageedition", "listingedition", "reviewedition")
PARTS = (
    *("identifier", "subject", "boardrole", "attachment", "lineage"),
    *("boardresponse", "actionplan", "action"),
)
RECORD = ("event", "document", "approval", "hold", "release", "notice", "withdrawal", "checkpoint")


def each(acts, nouns):
    return [f"{act}_{noun}" for act in acts for noun in nouns]


READ = [
    *each(["view"], ["board", "theme", "page", "edition", "banner", "formeraddress"]),
    *each(["view"], ["publicationrule", "noticeduty"]),
    *each(["view"], [*PAGES, *EDITIONS, *PARTS, *RECORD, "availabilitycheck"]),
]
PREPARE = [
    *READ,
    *("change_page", "change_edition", "add_formeraddress", "add_notice"),
    *each(["add", "change"], [*PAGES, "board"]),
    *each(["change"], EDITIONS),
    *each(["add", "change", "delete"], PARTS),
]
PUBLISH = [
    *("approve_edition", "publish_edition", "withdraw_edition", "ask_erasure"),
    *each(["add", "change"], ["banner"]),
]
GROUPS = {
    "Editors": PREPARE,
    "Approvers": PREPARE + PUBLISH,
    "Auditors": [*READ, "view_user", "view_erasurerequest", "view_erasure"],
    "Administrators": [
        *each(["view", "add", "change"], ["user", "board", "theme"]),
        *each(["view", "add"], ["publicationrule", "noticeduty"]),
        *("change_contact", "erase_edition", "view_erasurerequest", "view_erasure"),
    ],
}


def make_groups(apps, schema_editor):
    app = apps.get_app_config("reviews")
    # Permissions are otherwise made only after all migrations have run.
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0)
    app.models_module = None
    permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group")
    for name, codenames in GROUPS.items():
        found = permission.objects.filter(content_type__app_label="reviews", codename__in=codenames)
        missing = set(codenames) - {row.codename for row in found}
        if missing:
            raise LookupError(f"No such permissions: {', '.join(sorted(missing))}")
        group.objects.create(name=name).permissions.set(found)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_guards_and_roles")]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
