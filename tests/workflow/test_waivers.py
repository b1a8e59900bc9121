"""Findings in documents: what may be settled, by whom, and that nothing recovered leaks."""

import pytest

from reviews import pdf, workflow
from reviews.editions.blockers import blockers
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Document, Event, Finding, Waiver
from reviews.workflow.permissions import NOT_YOURS
from tests.support import bypass
from tests.support import factories as make
from tests.support.erasures import erase

pytestmark = pytest.mark.django_db

NAME = "Grace Okafor"


def draft_with(*found: pdf.Finding):
    """A draft of a review whose report has ``found``."""
    draft = make.open_bare_review(state="published")
    make.attach(draft, make.make_document_row(found=found))
    return draft


def codes(draft) -> list[str]:
    return [each.code for each in blockers(edition_content(draft), now=clock.now())]


HIDDEN = pdf.Finding.of("hidden-text", page=2, why="covered", recovered=NAME)
WORDS = pdf.Finding.of("unseen-words", recovered=NAME)
AUTHOR = pdf.Finding.of("metadata", recovered=NAME)
LETTER = pdf.Finding.of("hidden-character", page=1, recovered="G")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), []),
        ((LETTER,), []),
        ((WORDS,), ["file-unsettled"]),
        ((AUTHOR,), ["file-unsettled"]),
        ((HIDDEN,), ["file-blocked"]),
        ((HIDDEN, HIDDEN, WORDS), ["file-blocked", "file-unsettled"]),
    ],
)
def test_what_was_found_keeps_an_edition_from_going_live(found, expected):
    draft = draft_with(*found)
    assert codes(draft) == expected
    if expected:
        with pytest.raises(Refused):
            workflow.submit(draft, by=make.make_user(), note="First.")
    else:
        workflow.submit(draft, by=make.make_user(), note="First.")


def test_a_document_that_was_never_checked_is_not_published():
    draft = make.open_bare_review(state="published")
    document = make.make_unchecked_document()
    make.attach(draft, document)
    assert codes(draft) == ["file-unchecked"]


def test_a_settled_finding_is_in_the_way_no_more():
    draft, by = draft_with(WORDS, AUTHOR), make.make_user()
    for finding in Finding.objects.all():
        workflow.settle_finding(finding, by=by, reason="Read: no names.")
    assert codes(draft) == []
    event = Event.objects.filter(verb="finding_settled").latest("seq")
    assert '"file": "' in event.body
    assert NAME not in event.canonical
    assert "Read:" not in event.canonical


def test_a_later_check_counts_alone():
    draft = draft_with(HIDDEN)
    document = Document.objects.get(attachments__edition=draft)
    from_then_on = document.checks.create(version=2)
    assert codes(draft) == []
    Finding.objects.create(document=document, source=from_then_on, kind="form", severity="settle")
    assert codes(draft) == ["file-unsettled"]


@pytest.mark.parametrize(
    ("found", "reason", "sentence"),
    [
        (HIDDEN, "It is fine.", f"This cannot be settled. {HIDDEN.sentence}"),
        (WORDS, "  ", "Say why it may stay."),
    ],
)
def test_what_cannot_be_settled(found, reason, sentence):
    draft_with(found)
    with pytest.raises(Refused) as refusal:
        workflow.settle_finding(Finding.objects.get(), by=make.make_user(), reason=reason)
    assert refusal.value.reasons == [sentence]
    assert not Waiver.objects.exists()


def test_a_finding_is_settled_once():
    draft_with(WORDS)
    workflow.settle_finding(Finding.objects.get(), by=make.make_user(), reason="No names.")
    with pytest.raises(Refused, match="settled this already"):
        workflow.settle_finding(Finding.objects.get(), by=make.make_user(), reason="No names.")


def test_asking_to_see_the_hidden_text_is_an_event():
    draft_with(HIDDEN)
    finding, by = Finding.objects.get(), make.make_user()
    assert workflow.show_finding(finding, by=by) == NAME
    event = Event.objects.get(verb="finding_shown")
    assert (event.actor, NAME in event.canonical) == (by, False)


@pytest.mark.parametrize("verb", ["settle_finding", "show_finding"])
def test_findings_are_for_those_who_prepare_editions_of_the_board(verb):
    draft = draft_with(WORDS)
    facts = {"reason": "No names."} if verb == "settle_finding" else {}

    def refused(by) -> list[str]:
        try:
            getattr(workflow, verb)(Finding.objects.get(), by=by, **facts)
        except Refused as refusal:
            return refusal.reasons
        return []

    stranger, colleague = (make.make_user(all_boards=False) for _ in range(2))
    stranger.boards.add(make.make_board())
    colleague.boards.add(draft.page.board)
    assert refused(make.make_user(groups=("Auditors",))) == [NOT_YOURS]
    assert refused(stranger) == [NOT_YOURS]
    assert refused(colleague) == []


def test_an_erasure_takes_what_was_found():
    draft = draft_with(WORDS)
    finding = Finding.objects.get()
    workflow.settle_finding(finding, by=make.make_user(), reason=f"{NAME} is the author.")
    make.withdraw(make.make_live(draft))
    erase(draft.page)
    kept = bypass.sql("SELECT recovered, why, picture FROM reviews_finding")
    assert [(text, why, bytes(picture)) for text, why, picture in kept] == [("", "", b"")]
    assert Waiver.objects.get().reason == "Erased."
    with pytest.raises(Refused, match="erased"):
        workflow.show_finding(Finding.objects.get(), by=make.make_user())
