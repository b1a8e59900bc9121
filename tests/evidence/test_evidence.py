import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse
from lxml import html

from reviews import workflow
from reviews.editions.digest import edition_digest
from reviews.lib import clock
from reviews.lib.storage import documents_storage
from reviews.models import Checkpoint, Event
from tests.support import admin_client
from tests.support import factories as make
from tests.support.evidence_bundles import (
    CHAIN,
    KEY,
    SHELL,
    bundle,
    commands,
    history,
    opened,
    run,
    unpacked,
    verdicts,
)

pytestmark = pytest.mark.django_db


def test_everything_in_the_bundle_verifies(tmp_path, settings):
    folder = unpacked(history(), tmp_path)
    assert len(commands(folder)) == 6
    assert verdicts(folder) == [True] * 6
    head = Checkpoint.objects.order_by("size").last()
    assert run(folder, commands(folder)[SHELL]).stdout.strip() == bytes(head.head).hex()
    key = run(folder, commands(folder)[KEY]).stdout.strip()
    assert f"It was {key} when" in (folder / "README.txt").read_text()
    assert "agree" in run(folder, commands(folder)[CHAIN]).stdout


def test_the_same_moment_gives_the_same_bytes():
    page, at = history(), clock.now()
    assert bundle(page, at=at) == bundle(page, at=at)
    with zipfile.ZipFile(io.BytesIO(bundle(page, at=at))) as members:
        assert members.testzip() is None
        names = members.namelist()
    assert len(names) == len(set(names))
    assert names[-1] == "SHA256SUMS"


def test_pages_stand_by_themselves_and_hold_no_script(tmp_path, settings):
    page = history()
    folder = unpacked(page, tmp_path)
    pages = sorted(folder.rglob("*.html"))
    assert [path.name for path in pages] == [
        *("index.html", "edition-1.html", "edition-2.html", "edition-3.html"),
        "withdrawal-of-edition-2.html",
    ]
    for path in pages:
        read = html.parse(path).getroot()
        assert read.cssselect("script") == []
        for _, name, address, _ in read.iterlinks():
            is_here = (path.parent / address).is_file()
            assert is_here or address.startswith(("#", "http", "mailto:", "tel:")), (
                path,
                name,
                address,
            )
        assert (path.parent / read.cssselect("link")[0].get("href")).is_file()
    second = html.parse(folder / "pages/edition-2.html").getroot()
    sha256 = page.editions.get(number=2).as_kind.attachments.first().document.sha256
    assert f"../files/{sha256}.pdf" in [link.get("href") for link in second.iter("a")]


def test_pages_say_what_the_public_read(tmp_path, client):
    page = history()
    served = html.fromstring(client.get("/reviews/one/").content).get_element_by_id("main")
    folder = unpacked(page, tmp_path)
    kept = html.parse(folder / "pages/edition-3.html").getroot().get_element_by_id("main")
    assert kept.text_content() == served.text_content()
    assert "Canary of the second" in (folder / "pages/edition-2.html").read_text()
    assert "Canary of the second" not in (folder / "pages/edition-1.html").read_text()


def test_nothing_that_was_never_public_is_in_it(tmp_path):
    page = history()
    workflow.submit(page.editions.drafts().get(), by=make.make_user(), note="x")
    remarks = "Canary remark: you left her name in."
    workflow.return_(page.editions.drafts().get(), by=make.make_user(), remarks=remarks)
    folder = unpacked(page, tmp_path)
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Canary of the second edition" in content
    assert b"Canary of the draft" not in content
    assert b"Canary remark" not in content
    assert not (folder / "editions/4.json").exists()


def rows(folder: Path, name: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO((folder / f"tables/{name}.csv").read_text())))


def test_the_tables_tell_the_register_s_rows(tmp_path):
    page = history()
    folder = unpacked(page, tmp_path)
    assert [row["edition"] for row in rows(folder, "editions")] == ["1", "2", "3"]
    assert [row["verdict"] for row in rows(folder, "approvals")] == [
        "submitted for approval",
        "approved",
    ] * 3
    live = page.editions.get(number=1)
    assert rows(folder, "approvals")[1]["digest"] == edition_digest(live)
    assert [row["reason"] for row in rows(folder, "withdrawals")] == ["court order"]
    assert [row["reason"] for row in rows(folder, "holds")] == ["inquest"]
    assert [row["recipient"] for row in rows(folder, "notices")] == ["Ofsted"]
    assert [row["status"] for row in rows(folder, "availability-checks")] == ["503"]
    assert [row["what"] for row in rows(folder, "availability")] == [
        *("the page", "board-response.pdf", "overview-report.pdf")
    ]
    assert "court order" in rows(folder, "availability")[0]["gaps"]
    assert {row["state"] for row in rows(folder, "files")} == {"in this bundle"}
    content = json.loads((folder / "editions/1.json").read_text())
    assert content["identifier"][0]["value"] == "Child One"


def test_a_file_that_is_lost_is_named(tmp_path):
    page = make.make_live().page
    document = page.editions.get().as_kind.attachments.get().document
    documents_storage().delete(document.file.name)
    folder = unpacked(page, tmp_path)
    assert f"{document.sha256} is not here" in (folder / "README.txt").read_text()
    assert rows(folder, "files")[0]["state"] == "could not be read"
    assert verdicts(folder) == [True] * 5


def test_an_erased_file_is_not_there_and_the_rest_verifies(
    tmp_path, django_capture_on_commit_callbacks
):
    page = make.make_live(make.open_review(path="reviews/one")).page
    document = page.editions.get().as_kind.attachments.get().document
    draft = workflow.open_edition(page, by=make.make_user()).as_kind
    draft.attachments.update(document=make.make_document())
    make.make_live(draft)
    asked = workflow.ask_erasure(page, by=make.make_user(), reason="child", document=document)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.erase(asked, by=make.make_user(groups=("Administrators",)))
    folder = unpacked(page, tmp_path)
    assert f"{document.sha256} is not here: erased" in (folder / "README.txt").read_text()
    assert [path.stem for path in (folder / "files").iterdir()] == [
        draft.attachments.get().document.sha256
    ]
    assert verdicts(folder) == [True] * 6


def test_an_erased_page_has_no_bundle_and_no_line_in_the_tables(
    django_capture_on_commit_callbacks,
):
    page = make.make_live().page
    client = admin_client.auditor()
    addresses = [reverse(f"admin:{name}", args=[page.pk]) for name in ("evidence", "availability")]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    make.withdraw(page.editions.get())
    asked = workflow.ask_erasure(page, by=make.make_user(), reason="child")
    with django_capture_on_commit_callbacks(execute=True):
        workflow.erase(asked, by=make.make_user(groups=("Administrators",)))
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert "0 reviews" in client.get(reverse("admin:compliance")).content.decode()


def test_without_a_checkpoint_the_readme_says_what_is_not_covered(tmp_path):
    page = make.make_live().page
    folder = opened(bundle(page), tmp_path)
    readme = (folder / "README.txt").read_text()
    assert "No checkpoint covers what came after event 0 yet" in readme
    assert verdicts(folder) == [True] * 4


def test_the_ledger_begins_with_the_first_event_of_the_page(tmp_path):
    make.make_live()
    page = history()
    folder = unpacked(page, tmp_path)
    make.make_live()
    seqs = [json.loads(line)["seq"] for line in (folder / "ledger.jsonl").read_text().splitlines()]
    own = Event.objects.filter(page=page).order_by("seq")
    assert (seqs[0], seqs[-1]) == (own.first().seq, own.last().seq)
    assert len(seqs) == seqs[-1] - seqs[0] + 1 > own.count()


def test_the_button_signs_the_ledger_and_gives_the_bundle(tmp_path):
    page = make.make_live(make.open_review(path="reviews/one")).page
    client, address = admin_client.auditor(), reverse("admin:evidence", args=[page.pk])
    assert client.get(address).status_code == 200
    assert not Checkpoint.objects.exists()
    answer = client.post(address)
    assert Checkpoint.objects.get().size == Event.objects.count()
    assert re.search(r'"evidence-reviews-one-\d{8}T\d{6}Z\.zip"', answer["Content-Disposition"])
    assert answer["Cache-Control"].startswith("no-store")
    made = b"".join(answer.streaming_content)
    answer.close()
    assert verdicts(opened(made, tmp_path)) == [True] * 6


def test_the_bundle_is_for_those_who_may_read_the_record_of_that_board():
    page = make.make_live().page
    address = reverse("admin:evidence", args=[page.pk])
    assert admin_client.administrator().post(address).status_code == 403
    assert admin_client.auditor(all_boards=False).post(address).status_code == 403
    assert admin_client.auditor().get(reverse("admin:evidence", args=[0])).status_code == 404
    plain = make.make_live(make.open_plain()).page
    assert admin_client.auditor().get(reverse("admin:evidence", args=[plain.pk])).status_code == 404
