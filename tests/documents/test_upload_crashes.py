"""kill -9 while a worker checks a file that was sent: the next worker does what is missing, and nothing twice."""

import subprocess
from functools import partial

import pytest

from reviews import pdf
from reviews.documents import leftovers
from reviews.documents.soundness import require_sound
from reviews.ledger import verification
from reviews.models import Document, Event, Upload
from tests.support import crash, jobs
from tests.support.crash import Steps
from tests.support.failing_uploads import Upload as Report
from tests.support.failing_uploads import assert_no_scratch, assert_repaired

pytestmark = pytest.mark.usefixtures("committed", "stepped")
STRIDE = 75


@pytest.fixture
def stepped(settings, monkeypatch):
    """Each operation on a file is a step, beside each statement."""
    jobs.queue_jobs(settings)
    backend = {"BACKEND": "tests.support.crash.SteppedFiles"}
    settings.STORAGES = settings.STORAGES | {"documents": settings.STORAGES["documents"] | backend}
    for owner, name in (
        (pdf, "read"),
        (pdf, "clean_copy"),
        (subprocess.Popen, "communicate"),  # the child that looks through the file is at work
    ):
        monkeypatch.setattr(owner, name, Steps.before_and_after(getattr(owner, name)))


def saved(number: int) -> Report:
    """A draft whose row waits for a file that is to be cleaned."""
    report = Report(number)
    report.send()
    assert report.answer.status_code == 302
    assert report.draft.attachments.get().document is None
    return report


def work(counted) -> None:
    """``counted`` says after how many steps it ended."""
    jobs.work()
    counted.write_text(f"{Steps.count}")


@pytest.mark.slow
@pytest.mark.sweep(few=1, full=STRIDE)
def test_killed_at_every_seventy_fifth_step_of_a_worker(seeds, tmp_path):
    """From the last one back. With all seeds, at every step."""
    [seed] = seeds
    counted = tmp_path / "counted"
    reports, kills = [saved(0)], {"before it was kept": 0, "after it": 0}
    assert not crash.killed_at(0, partial(work, counted))
    for number, step in enumerate(range(int(counted.read_text()) - seed, 0, -STRIDE), start=1):
        reports.append(saved(number))
        assert crash.killed_at(step, partial(work, counted))
        leftovers.sweep()  # as when the site starts again
        assert_no_scratch(tmp_path / "scratch")
        waits = Upload.objects.waiting().exists()
        kills["before it was kept" if waits else "after it"] += 1
        assert not crash.killed_at(0, partial(work, counted))
        assert_repaired()
    for report in reports:
        assert report.draft.attachments.get().document == report.document
        require_sound(report.document)
        require_sound(report.document.originals.get())
    assert Document.objects.count() == len(reports)
    by_worker = Event.objects.filter(verb="saved", page_id__in=[r.draft.page_id for r in reports])
    assert by_worker.count() == 2 * len(reports)  # when the form was saved, and when the file came
    assert verification.verify(outside=[]).problems == []
    assert kills["before it was kept"] > 0, kills
