"""What newer checks found in public documents is on the dashboard of those who can do something about it."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews import pdf, workflow
from reviews.documents.findings import latest
from reviews.lib import clock
from reviews.models import Event, Mail
from reviews.workflow.rechecks import record_second_look
from tests.support import admin_client, hiding_pdfs, html, smtp
from tests.support import factories as make
from tests.support.hiding_pdfs import NAME
from tests.support.old_checks import OLD, draft_of, live_with, stored

pytestmark = pytest.mark.django_db

HIDDEN = pdf.Finding.of("hidden-text", page=2, box=(1, 2, 3, 4), why="covered", recovered=NAME)
WORDS = pdf.Finding.of("unseen-words", recovered=NAME)
HEADING = "Found in public documents"


def live(content: bytes, *found: pdf.Finding):
    """A live edition, in whose file the checks of today have ``found`` something."""
    edition = live_with(document := stored(content))
    record_second_look(document, found)
    return edition


def urgent(client) -> str:
    panels = html.page_of(client.get(reverse("admin:index"))).find_class("register-urgent")
    return " ".join(map(html.text, panels))


def test_the_staff_of_the_board_see_it_and_are_led_to_what_they_can_do():
    blocked, open_ = live(b"1", HIDDEN), live(b"2", WORDS)
    live(b"3")
    draft_of(stored(b"4", HIDDEN))
    client = admin_client.approver()
    answer = client.get(reverse("admin:index"))
    text = urgent(client)
    assert f"{HEADING} 2" in text
    assert text.index(str(blocked.page)) < text.index(str(open_.page))  # what must go comes first
    assert NAME not in answer.content.decode()
    assert admin_client.page_url(blocked.page, "withdraw") in answer.content.decode()
    assert admin_client.page_url(open_.page, "withdraw") not in answer.content.decode()
    assert "ask an approver to withdraw the page" in urgent(admin_client.editor())
    others, own = (admin_client.person("Approvers", all_boards=False) for _ in range(2))
    others.boards.set([make.make_board()])
    own.boards.set([open_.page.board])
    found = {person: urgent(admin_client.signed_in(person)) for person in (others, own)}
    assert (found[others], f"{HEADING} 1" in found[own]) == ("", True)
    assert str(blocked.page) not in found[own]
    read = urgent(admin_client.auditor())
    assert "ask an approver to withdraw the page." in read
    assert "It has to be settled by the board’s staff." in read
    assert "edit the page" not in read


def replaced(edition, reason: str) -> None:
    """Another file takes the place of the edition's, for that reason."""
    draft = workflow.open_edition(edition.page, by=make.make_user()).as_kind
    draft.attachments.update(document=make.make_document_row())
    make.state_lineage(draft, reason=reason)
    make.make_live(draft)


def test_it_leaves_the_dashboard_when_it_is_dealt_with():
    blocked, other, open_ = live(b"1", HIDDEN), live(b"2", HIDDEN), live(b"3", WORDS)
    document = open_.attachments.get().document
    client = admin_client.approver()
    (found,) = latest(document)
    client.post(reverse("admin:finding_settle", args=[found.pk]), {"reason": "Read: no names."})
    assert f"{HEADING} 2" in urgent(client)
    replaced(blocked, "updated")
    assert f"{HEADING} 2" in urgent(client)  # the history still has it
    replaced(other, "corrected_redaction")
    assert f"{HEADING} 1" in urgent(client)
    make.withdraw(blocked)
    assert urgent(client) == ""


def test_the_document_says_what_counts_now_and_what_was_before():
    edition = live(b"1", WORDS)
    document = edition.attachments.get().document
    page = admin_client.editor().get(reverse("admin:reviews_document_change", args=[document.pk]))
    text = html.text(admin_client.content(page))
    assert "Earlier checks" in text
    assert f"Version {OLD} of the checks" in text
    assert "nothing was found" in text
    assert NAME not in page.content.decode()
    event = Event.objects.get(verb="checked_again")
    words = admin_client.auditor().get(reverse("admin:reviews_event_change", args=[event.pk]))
    text = html.text(admin_client.content(words))
    assert "The register itself" in text
    assert "unseen words 1" in text


def test_the_dashboard_asks_as_often_for_many_as_for_one():
    live(b"1", HIDDEN)
    client = admin_client.approver()
    client.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("admin:index"))
    for number in range(3):
        live(f"more {number}".encode(), HIDDEN, WORDS)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("admin:index"))
    assert f"{HEADING} 4" in urgent(client)
    assert len(many) == len(one)


def test_it_is_mailed_once_without_a_word_of_it(settings):
    with smtp.smtp_server(settings) as inbox:
        person = admin_client.person("Approvers", username="a", email="a@board.example")
        edition = live(b"1", HIDDEN)
        live(b"2")
        waiting = make.make_live(draft_of(stored(b"3")), by=person, at=clock.now() + make.DAY)
        record_second_look(waiting.attachments.get().document, (WORDS,))
        for _ in range(2):
            workflow.stop_unsettled(now=clock.now())
            call_command("send_notifications", verbosity=0)
        mails = Mail.objects.filter(kind=Mail.Kind.FOUND)
        about = [f"page {edition.page_id}", f"page {waiting.page_id}, edition 1"]
        found = sorted(mails.values_list("reference", "user"))
        assert found == sorted((each, person.pk) for each in about)
        sent = [each for each in inbox.to(person.email) if "newer checks found" in each[0].lower()]
        assert len(sent) == 2
        assert NAME not in str(sent)


def test_a_step_looks_through_old_files_first():
    """So nothing is submitted by what an older version found, whether or not the command has run."""
    hidden = hiding_pdfs.with_content(hiding_pdfs.HIDDEN["a black box"])
    document = stored(hidden)
    draft = draft_of(document)
    client = admin_client.approver()
    answer = admin_client.send(client, draft, "submit", note="First.", weight="substantive")
    assert "must not be published" in html.text(admin_client.content(answer))
    assert document.checks.count() == 2
    assert Event.objects.filter(verb="submitted").count() == 0
    assert clock.now() > document.checks.last().at
