"""The triggers that keep the past, and what the web process's role may do."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


def run(name):
    return migrations.RunSQL((SQL / f"{name}.sql").read_text(), elidable=False)


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("sessions", "0001_initial"),
    ]

    operations = [run("editions"), run("pages"), run("records"), run("ledger"), run("erasure"), run("values"), run("roles")]
