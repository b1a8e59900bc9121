"""Rules that ship later come in a further file: an older register and a newer one both verify."""

import json
import shutil

import pytest
from django.apps import apps
from django.db import connection

from reviews.ledger import verification
from reviews.lib import shipped_rows
from reviews.migrations._operations import add_shipped_rules
from reviews.models import NoticeDuty, PublicationRule

LATER = {
    "jurisdiction": "wales",
    "review_type": "susr",
    "guidance": "Guidance of 2027",
    "minimum_months": 12,
    "citation": "Section 9",
    "in_force_from": "2027-04-01",
    "notice_duties": [{"recipient": "The Welsh Government", "working_days": 5}],
}


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """The folder of shipped rules, with a second file."""
    folder = shutil.copytree(shipped_rows.RULES.folder, tmp_path / "rules")
    monkeypatch.setattr(shipped_rows.RULES, "folder", folder)
    (folder / "0009.json").write_text(json.dumps([LATER]))
    return folder


@pytest.mark.django_db
def test_a_register_with_the_rules_of_every_file_verifies(shipped):
    before = PublicationRule.objects.count()
    assert verification.verify(outside=[]).problems == []  # before the later migration, too
    add_shipped_rules("0009").code(apps, connection.schema_editor())
    assert PublicationRule.objects.count() == before + 1
    assert NoticeDuty.objects.latest("pk").rule == PublicationRule.objects.latest("pk")
    assert verification.verify(outside=[]).problems == []


@pytest.mark.django_db
def test_a_rule_that_is_in_no_file_is_named(shipped):
    add_shipped_rules("0009").code(apps, connection.schema_editor())
    (shipped / "0009.json").unlink()
    added = PublicationRule.objects.latest("pk")
    assert verification.verify(outside=[]).problems == [
        f"The rule {added.pk}: no event records it."
    ]


def test_all_files_are_read_in_the_order_of_their_migrations(shipped):
    assert shipped_rows.RULES.read_all() == [*shipped_rows.RULES.read("0004"), LATER]
