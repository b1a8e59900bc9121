"""An erasure deletes what named a child from rows and storage, and keeps the record that it did."""

import json

import pytest
from django.core.files.base import ContentFile

from reviews import workflow
from reviews.documents import intake
from reviews.ledger import row_digests, verification
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage
from reviews.models import Document, Edition, Event, Withdrawal
from reviews.models.edition_parts import PARTS
from reviews.models.permanence import DECLARED
from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import refused
from tests.support.erasures import (
    NAME,
    asker,
    erase,
    eraser,
    everything_written,
    named_review,
    stored,
    withdrawn_review,
)
from tests.support.text_columns import is_about_a_page, text_columns

pytestmark = pytest.mark.django_db


def test_nothing_that_named_the_child_is_left_in_any_row_or_file(client):
    page = withdrawn_review()
    other = make.make_live()
    assert everything_written().lower().count(NAME.lower()) > 20
    assert len(stored()) == 4
    erase(page)
    assert NAME.lower() not in everything_written().lower()
    kept = other.attachments.get().document
    assert sorted(stored()) == sorted(
        name.rpartition("/")[2] for name in (kept.file.name, kept.cover.name)
    )
    page.refresh_from_db()
    assert (page.path, page.erased_at <= clock.now()) == (f"erased/{page.pk}", True)
    assert [row.number for row in page.editions.all()] == [1]
    assert not any(part.objects.filter(edition__page=page).exists() for part in PARTS)
    assert Withdrawal.objects.get().public_note == "Erased."


# Columns in which nobody can type a name, or whose rows withdrawn_review() cannot have.
NOT_TYPED = {
    "reviews_documentcheck.cleaned_from": "A SHA-256.",
    "reviews_finding.kind": "One of a list.",
    "reviews_namesearch.places": "“page 3”: places, never words.",
    "reviews_namesearch.parts": "Numbers and places.",
    "reviews_namewaiver.part": "A number.",
    "reviews_edition.language": "A language tag.",
    "reviews_edition.carried_from": "Of editions carried over; tested by itself below.",
    "reviews_attachment.language": "A language tag.",
    "reviews_document.author": "The name of the board, which is public.",
    "reviews_document.language": "A language tag, as the file states it.",
    "reviews_document.media_type": "Always application/pdf.",
    "reviews_document.sha256": "A hash.",
    "reviews_document.file": "Made of the hash.",
    "reviews_document.cover": "Made of the hash.",
    "reviews_concern.reference": "Drawn at random.",
    "reviews_original.sha256": "A hash.",
    "reviews_original.file": "Made of the hash.",
    "reviews_original.cover": "Made of the hash.",
    "reviews_recognition.languages": "Language tags.",
    "reviews_recognition.refusals": "Sentences of the register.",
    "reviews_upload.sha256": "A hash.",
    "reviews_upload.file": "Made of the hash.",
    "reviews_approval.digest": "A hash.",
    "reviews_approval.parts": "Hashes, by the names of fields.",
    "reviews_availabilitycheck.sha256": "A hash.",
}


def test_the_name_is_in_every_column_about_a_page_where_somebody_may_type():
    """So that the test above is one of every column: a new one fails here until it is in that review."""
    withdrawn_review()
    models = {model for group in DECLARED.values() for model in group if is_about_a_page(model)}
    without = {
        f"{model._meta.db_table}.{column}"
        for model in models - {Event}  # holds keys and digests, and stays
        for column in text_columns(model)
        if not bypass.sql(
            f"SELECT 1 FROM {model._meta.db_table} WHERE lower({column}::text) LIKE '%%{NAME.lower()}%%'"  # noqa: S608
        )
    }
    assert without == NOT_TYPED.keys()


def test_the_name_of_an_earlier_website_is_erased_and_that_there_was_one_is_kept():
    live = make.carry_over(make.open_review(), source=f"https://example.org/{NAME}")
    page = make.withdraw(live).edition.page
    assert NAME in everything_written()
    erase(page)
    live.refresh_from_db()
    assert live.carried_from == "an earlier website"
    assert NAME not in everything_written()


def test_the_addresses_are_gone_without_redirect_or_notice(client):
    page = withdrawn_review()
    ways = ["/reviews/canary/", "/reviews/canary/history/", "/reviews/canary/overview-report.pdf"]
    assert client.get(ways[0]).status_code == 200
    erase(page)
    for way in [*ways, "/old/canary/", f"/erased/{page.pk}/", f"/erased/{page.pk}/history/"]:
        assert client.get(way).status_code == 404, way
    plain = client.get("/reviews/never-was/").content
    assert client.get("/reviews/canary/").content == plain


def test_the_ledger_keeps_who_when_why_and_the_digests_and_still_agrees():
    page = withdrawn_review()
    sha256 = Document.objects.get().sha256
    digest = Event.objects.get(verb="published").digest
    asked = workflow.ask_erasure(page, by=asker(), reason="child")
    done = erase(page, request=asked)
    first, last = Event.objects.filter(verb__in=["erasure_asked", "erased"]).order_by("seq")
    body = {"request": asked.pk, "page": True, "documents": [sha256]}
    assert json.loads(first.body) == body | {"row": row_digests.digest_of(asked)}
    assert json.loads(last.body) == body | {"kept": []}
    assert (last.actor, last.actor_name) == (done.by, str(done.by))
    assert (last.role, last.reason, last.page) == ("Administrators", "child", page)
    assert Event.objects.get(verb="published").digest == digest
    assert verification.verify(outside=[]).problems == []


def test_a_page_that_was_never_public_can_be_erased():
    draft = named_review()
    erase(draft.page)
    assert not Edition.objects.exists()
    assert NAME.lower() not in everything_written().lower()
    assert verification.verify(outside=[]).problems == []


def test_a_document_that_another_page_shows_stays():
    shared = make.make_document()
    other = make.make_live(shared_by(shared))
    page = withdrawn_review(shared)
    erase(page)
    shared.refresh_from_db()
    assert (shared.erased_at, len(stored())) == (None, 2)
    assert other.attachments.get().document == shared
    body = json.loads(Event.objects.get(verb="erased").body)
    assert (body["documents"], body["kept"]) == ([], [shared.sha256])
    assert verification.verify(outside=[]).problems == []


def shared_by(document):
    draft = make.open_bare_review()
    make.attach(draft, document)
    return draft


def test_one_document_alone_is_erased_and_the_page_goes_on(client):
    page = make.make_live().page
    document = Document.objects.get()
    draft = workflow.open_edition(page, by=make.make_user())
    draft.attachments.all().delete()
    make.attach(draft, make.make_document())
    make.make_live(draft)
    erase(page, document)
    document.refresh_from_db()
    assert (document.title, document.text, bool(document.erased_at)) == ("", [], True)
    assert not documents_storage().exists(document.file.name)
    assert client.get(page.get_absolute_url()).status_code == 200
    assert Edition.objects.get(number=1).as_kind.attachments.get().document == document
    assert verification.verify(outside=[]).problems == []


def test_an_erased_document_neither_comes_back_nor_goes_live():
    live = make.make_live()
    make.withdraw(live)
    document = Document.objects.get()
    with documents_storage().open(document.file.name) as file:
        content = file.read()
    erase(live.page, document)
    with pytest.raises(Refused, match="has been erased from the register"):
        intake.accept(ContentFile(content, "again.pdf"), by=make.make_user())
    draft = workflow.open_edition(live.page, by=make.make_user())
    with pytest.raises(Refused, match="The file of “Overview report” has been erased"):
        workflow.submit(draft, by=make.make_user(), note="Again.")
    with refused("Edition 2 of page … cannot go live: one of its files has been erased."):
        bypass.sql_update(Edition.objects.get(pk=draft.pk), live_from=clock.now() + make.DAY)


def sentences(act) -> list[str]:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.reasons


def test_who_may_ask_and_who_may_erase():
    page = withdrawn_review()
    for groups in (("Editors",), ("Auditors",), ("Administrators",)):
        by = make.make_user(groups=groups)
        assert "Your account may not do this here" in str(
            sentences(lambda by=by: workflow.ask_erasure(page, by=by, reason="child"))
        )
    elsewhere = make.make_user(groups=("Approvers",), all_boards=False)
    assert sentences(lambda: workflow.ask_erasure(page, by=elsewhere, reason="child"))
    both = make.make_user(groups=("Approvers", "Administrators"))
    asked = workflow.ask_erasure(page, by=both, reason="child")
    assert sentences(lambda: workflow.erase(asked, by=both)) == [
        "You asked for this erasure: somebody else must carry it out."
    ]
    for groups in (("Editors",), ("Approvers",), ("Auditors",)):
        by = make.make_user(groups=groups)
        assert sentences(lambda by=by: workflow.erase(asked, by=by))
    workflow.erase(asked, by=eraser())
    assert "has been erased" in str(sentences(lambda: workflow.erase(asked, by=eraser())))
    assert "has been erased" in str(
        sentences(lambda: workflow.open_edition(page, by=make.make_user()))
    )


def test_what_is_public_or_waits_is_withdrawn_first():
    live = make.make_live()
    page, document = live.page, live.attachments.get().document
    public = [f"Edition 1 of page {page.pk} is public: withdraw the page first."]
    for of in (None, document):
        ask = lambda of=of: workflow.ask_erasure(page, by=asker(), reason="child", document=of)  # noqa: E731
        assert sentences(ask) == public
    make.withdraw(live)
    asked = workflow.ask_erasure(page, by=asker(), reason="child")
    assert workflow.erase(asked, by=eraser()).request == asked


def test_what_is_asked_must_make_sense():
    page, stranger = withdrawn_review(), make.open_review()
    ask = lambda **given: workflow.ask_erasure(page, by=asker(), **given)  # noqa: E731
    of_other = stranger.attachments.get().document
    assert sentences(lambda: ask(reason="tidy", document=of_other)) == [
        "This page does not show that file.",
        f"A draft of page {stranger.page_id} shows this file: remove it there first.",
        "Choose a reason for the erasure from the list.",
    ]
    ask(reason="child")
    assert sentences(lambda: ask(reason="child")) == [
        "Somebody has asked for this already: it waits for an administrator."
    ]
