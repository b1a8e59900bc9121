"""The rules of publication as far as they are known, each with its source."""

import json
from pathlib import Path

from django.db import migrations

RULES = Path(__file__).parent.parent / "data" / "publication_rules.json"


def add_rules(apps, schema_editor):
    rule_model = apps.get_model("reviews", "PublicationRule")
    duty_model = apps.get_model("reviews", "NoticeDuty")
    for facts in json.loads(RULES.read_text()):
        duties = facts.pop("notice_duties", [])
        rule = rule_model.objects.create(**facts)
        duty_model.objects.bulk_create(duty_model(rule=rule, **duty) for duty in duties)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_groups")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
