"""Stored files are looked through again after the checks have got better."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from reviews import pdf, workflow
from reviews.documents import findings
from reviews.editions.approval import approval_status
from reviews.editions.blockers import blockers
from reviews.editions.digest import edition_content
from reviews.ledger import verification
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage
from reviews.models import Document, DocumentCheck, Event, Finding, ReadingCopy, User
from reviews.workflow.rechecks import record_second_look
from tests.support import admin_client, bypass, erasures, hiding_pdfs, pdfs
from tests.support import factories as make
from tests.support.hiding_pdfs import NAME
from tests.support.old_checks import OLD, draft_of, live_with, stored

pytestmark = pytest.mark.django_db

HIDDEN = hiding_pdfs.with_content(hiding_pdfs.HIDDEN["a black box"])
ADDRESS = pdfs.make_pdf("Write to office@board.example.")
E_MAIL = pdf.Finding.of("e-mail-address", page=1, recovered="office@board.example (page 1)")
LETTER = pdf.Finding.of("hidden-character", page=1, recovered="G")
FAILED = (pdf.Finding.of("not-checked"),)


class Stops(io.StringIO):
    """A terminal whose user presses Ctrl-C after the first line."""

    def write(self, text: str) -> int:
        super().write(text)
        raise KeyboardInterrupt


def recheck(*options: str) -> tuple[int, list[str]]:
    """The exit status and the lines."""
    out = io.StringIO()
    try:
        call_command("recheck_documents", *options, stdout=out)
    except SystemExit as ended:
        return ended.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def summary(files: int, failed: int = 0, found: int = 0) -> str:
    counts = f"version={pdf.CHECKS} files={files} failed={failed}"
    return f"{counts} public documents with something to settle={found}"


def codes(draft) -> list[str]:
    return [each.code for each in blockers(edition_content(draft), now=clock.now())]


def settle(document: Document) -> None:
    for finding in findings.latest(document):
        workflow.settle_finding(finding, by=make.make_user(), reason="An office.")


def written() -> tuple[int, int, int]:
    return DocumentCheck.objects.count(), Finding.objects.count(), Event.objects.count()


@pytest.fixture
def register():
    """A live report whose black box an older version let pass, a draft with a settled address, and a
    file that nobody shows any more."""
    hidden, settled = stored(HIDDEN), stored(ADDRESS, E_MAIL, LETTER)
    unused = stored(pdfs.make_pdf("Unused."))
    live, draft = live_with(hidden), draft_of(settled)
    ReadingCopy.objects.create(document=hidden, html="<p>As it was approved.</p>")
    settle(settled)
    return live, draft, hidden, settled, unused


def test_a_live_file_is_looked_through_again_and_what_was_approved_stays(register):
    live, draft, hidden, settled, unused = register
    facts = Document.objects.values("text", "title", "pages").get(pk=hidden.pk)
    before = written()
    lines = [
        f"document {hidden.pk} (public): new: hidden-text 1; to be settled or replaced: hidden-text 1",
        f"document {settled.pk} (not public): no more: hidden-character 1",
        summary(2, found=1),
    ]
    assert recheck("--dry-run") == (1, lines)
    assert written() == before
    assert recheck() == (1, lines)
    assert written() == (before[0] + 2, before[1] + 2, before[2] + 2)
    assert recheck() == (1, [summary(0, found=1)])  # until somebody has dealt with it
    assert codes(draft) == []
    assert findings.latest(settled)[0].settlement.finding.source.version == OLD
    assert approval_status(edition_content(live)).is_approved
    assert Document.objects.values("text", "title", "pages").get(pk=hidden.pk) == facts
    assert ReadingCopy.objects.get().html == "<p>As it was approved.</p>"
    events = list(Event.objects.filter(verb="checked_again").order_by("seq"))
    assert {event.actor for event in events} == {User.objects.the_register()}
    assert f'"file": "{hidden.sha256}"' in events[0].body
    assert '"new": {"hidden-text": 1}' in events[0].body
    assert not any(NAME in line + events[0].canonical for line in lines)
    assert verification.verify(outside=[]).problems == []
    assert recheck("--all") == (
        1,
        [f"document {unused.pk} (not public): as before", summary(1, 0, 1)],
    )


def test_it_goes_on_where_it_was_stopped(register):
    _, _, hidden, settled, _ = register
    with pytest.raises(KeyboardInterrupt):
        call_command("recheck_documents", stdout=Stops())
    assert hidden.checks.count() == 2
    assert settled.checks.count() == 1
    status, lines = recheck()
    assert (status, lines[1:]) == (1, [summary(1, found=1)])
    assert lines[0].startswith(f"document {settled.pk} ")
    assert hidden.checks.count() == settled.checks.count() == 2


def test_what_cannot_be_looked_through_is_never_clean():
    broken, missing = stored(b"%PDF-1.7 nothing %%EOF"), stored(b"gone", is_stored=False)
    other = stored(pdfs.make_pdf("Other bytes."))
    Path(documents_storage().path(other.file.name)).write_bytes(ADDRESS)
    live, draft = live_with(broken), draft_of(missing)
    make.attach(draft, other, kind="appendix", slug="appendix")
    counts = "not-checked 1"
    failed = (
        f"document {broken.pk} (public): could not be looked through by these checks; new: {counts}"
    )
    status, lines = recheck()
    assert (status, lines) == (
        2,
        [
            f"{failed}; to be settled or replaced: {counts}",
            f"document {missing.pk} (not public): its file is missing, or the storage does not answer: run reconcile",
            f"document {other.pk} (not public): its file has other bytes than its row says: run reconcile",
            summary(3, failed=3, found=1),
        ],
    )
    assert findings.statuses([broken.pk])[broken.pk].blocking == ("not-checked",)
    assert (missing.checks.count(), other.checks.count()) == (1, 1)
    before = written()
    assert recheck()[0] == 2  # it is tried again, and said once
    assert written() == before
    assert live.page.editions.public(at=clock.now()).exists()


SAME = E_MAIL
OTHERS = {
    "other words": replace(E_MAIL, recovered="sam@home.example"),
    "another page": replace(E_MAIL, page=2),
    "another place": replace(E_MAIL, box=(1.0, 2.0, 3.0, 4.0)),
    "another kind": replace(E_MAIL, kind="postcode"),
    "worse": replace(E_MAIL, severity=pdf.Severity.BLOCKS),
    "cut off": replace(E_MAIL, recovered="x" * pdf.LONGEST_RECOVERED),
    "nothing to know it by": pdf.Finding.of("scan-with-text", page=1),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_waiver_counts_for_the_very_same_finding_only(name):
    """What is cut off, or has neither words nor a place, may be something else that looks the same."""
    found = OTHERS[name]
    was = found if name in {"cut off", "nothing to know it by"} else E_MAIL
    old, same = stored(b"old", was), stored(b"same", SAME)
    for document in (old, same):
        settle(document)
    look, again = record_second_look(old, (found,)), record_second_look(same, (SAME, SAME))
    assert sum(look.unsettled.values()) == 1
    assert again.unsettled == {"e-mail-address": 1}  # one of two: it was settled once
    assert [each.is_settled for each in findings.latest(same)] == [True, False]
    check, waiver = old.checks.last(), same.waivers.get()
    with bypass.refused("…"):
        row = findings.row_of(check, found)
        row.earlier_waiver = waiver
        row.save()


def test_a_failure_does_not_lose_what_was_settled():
    document = stored(b"fails once", E_MAIL)
    settle(document)
    assert not record_second_look(document, FAILED).is_checked
    look = record_second_look(document, (E_MAIL,))
    assert (look.new, look.gone, look.unsettled) == ({}, {}, {})
    assert [check.version for check in document.checks.order_by("pk")] == [OLD, *[pdf.CHECKS] * 2]
    assert record_second_look(document, ()) is None  # it is up to date: nothing to do
    assert verification.verify(outside=[]).problems[1:] == []  # but that it has no file


def test_an_old_finding_is_settled_no_more():
    document = stored(b"old form", E_MAIL)
    draft_of(document)
    (old,) = findings.latest(document)
    record_second_look(document, (E_MAIL,))
    with pytest.raises(Refused, match="looked through again meanwhile"):
        workflow.settle_finding(old, by=make.make_user(), reason="An office.")
    settle(document)
    assert findings.statuses([document.pk])[document.pk].unsettled == 0


def test_what_waits_to_go_live_is_stopped():
    tomorrow = clock.now() + make.DAY
    held, free = (make.make_live(draft_of(stored(each)), at=tomorrow) for each in (b"1", b"2"))
    for edition, found in ((held, (E_MAIL,)), (free, ())):
        record_second_look(edition.attachments.get().document, found)
    assert [each.pk for each in workflow.stop_unsettled(now=clock.now())] == [held.pk]
    held.refresh_from_db()
    free.refresh_from_db()
    assert (held.is_draft, free.is_draft, codes(held)) == (True, False, ["file-unsettled"])
    document, by = held.attachments.get().document, make.make_user()
    settle(document)
    assert codes(held) == []
    with pytest.raises(Refused, match="settled after it was approved"):
        workflow.publish(held, by=by)
    workflow.return_(held, by=by, remarks="See what was found.")
    make.make_live(held)


def test_nobody_approves_what_was_found_after_the_submission():
    document = stored(b"found later")
    draft = draft_of(document)
    workflow.submit(draft, by=make.make_user(), note="First.")
    record_second_look(document, (E_MAIL,))
    client = admin_client.approver()
    answer = admin_client.send(client, draft, "approve")
    [sentence] = admin_client.messages(answer)
    assert sentence.startswith("Something was found in “Overview report” that should be looked at")
    links = admin_client.content(answer).getparent().xpath(".//*[@class='messagelist']//a/@href")
    assert links == [f"{admin_client.address(draft)}#attachments-0"]
    assert not approval_status(edition_content(draft)).is_approved
    settle(document)
    assert len(admin_client.messages(admin_client.send(client, draft, "approve"))) == 1
    assert approval_status(edition_content(draft)).is_approved


def test_nothing_is_found_in_what_was_erased():
    document = stored(b"erased")
    make.withdraw(live := live_with(document))
    erasures.erase(live.page)
    assert record_second_look(document, (E_MAIL,)) is None
    with bypass.refused("This document has been erased: nothing can be found in it any more."):
        findings.keep_check(document, (E_MAIL,))
