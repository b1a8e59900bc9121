"""The register shows every rewriting by the owner of its database, and accuses nobody else."""

import datetime
import random
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction

from reviews import workflow
from reviews.ledger import checkpoints, verification
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage
from reviews.models import Banner, Checkpoint, Hold, Page
from tests.support import factories as make
from tests.support import tampering

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime.date(2026, 1, 1)


@contextmanager
def undone():
    """Whatever is done to the database inside is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def act(dice: random.Random, staff, pages: list[Page]) -> None:
    """One verb on one page, whatever its stage."""
    page = dice.choice(pages)
    live = page.editions.order_by("-number").first()
    verbs = [
        lambda: workflow.open_edition(page, by=staff),
        lambda: workflow.override(live, by=staff, reason="Now.", note="Changed."),
        lambda: workflow.withdraw(
            page, by=staff, reason="error", note="Gone.", authorised_by="Chair"
        ),
        lambda: workflow.discard(live, by=staff),
        lambda: workflow.hold(page, by=staff, reason="inquest"),
        lambda: workflow.release(page.holds.latest("pk"), by=staff),
        lambda: workflow.notify(page, by=staff, recipient="Ofsted", sent_on=NEW_YEAR),
        lambda: workflow.announce(Banner(heading="A", message="B"), by=staff),
    ]
    try:
        dice.choice(verbs)()
    except (Refused, Hold.DoesNotExist):
        return


def random_history(seed: int, acts: int, pages: list[Page]) -> list[str]:
    """A register with a random past, and the checkpoints kept outside."""
    dice, staff = random.Random(seed), make.make_user()
    for _ in range(acts):
        act(dice, staff, pages)
    checkpoints.checkpoint()
    return list(Checkpoint.objects.values_list("note", flat=True))


def bring_one_back() -> None:
    """A page with a former address, whose notice of withdrawal was corrected before it returned."""
    live = make.make_live(make.open_plain())
    make.former_address(live.page, "old/page")
    make.withdraw(live)
    workflow.correct_notice(live.page, by=make.make_user(), note="Corrected.")
    make.make_live(workflow.open_edition(live.page, by=make.make_user()))


@pytest.fixture
def pages():
    return [make.make_live().page, make.make_live().page, make.make_live(make.open_plain()).page]


@pytest.mark.slow
@pytest.mark.sweep(few=2, full=100)
def test_every_tampering_is_found(tmp_path, pages, seeds):
    bring_one_back()
    kept = random_history(1, 60, pages)
    assert all(model.objects.exists() for model in tampering.RECORDS.values())
    folder = Path(documents_storage().path(""))
    shutil.copytree(folder, tmp_path / "sound")
    assert verification.verify(outside=kept).problems == []
    missed = []
    for attack in tampering.ATTACKS:
        for seed in seeds:
            with undone():
                tampering.disable_guards()
                before = tampering.everything()
                attack(random.Random(seed))
                assert tampering.everything() != before, f"{attack} {seed} changed nothing"
                if not verification.verify(outside=kept).problems:
                    missed.append((attack.__name__, seed))
            shutil.copytree(tmp_path / "sound", folder, dirs_exist_ok=True)
    assert missed == []


def test_every_kind_of_record_that_is_changed_or_deleted_is_missed(pages):
    bring_one_back()
    kept = random_history(1, 60, pages)
    ways, missed = tampering.ways_with_records(), []
    assert {table for table, *_ in ways} == set(tampering.RECORDS)
    for table, statement, keys in ways:
        with undone():
            tampering.disable_guards()
            tampering.run(statement, keys[0])
            if not verification.verify(outside=kept).problems:
                missed.append((table, statement))
    assert missed == []


@pytest.mark.sweep(few=3, full=100)
def test_an_honest_register_is_never_accused(pages, seeds):
    for seed in seeds:
        with undone():
            kept = random_history(seed, 12, pages)
            report = verification.verify(outside=kept)
            assert (report.problems, report.files, report.checkpoints) == ([], 2, 2)
