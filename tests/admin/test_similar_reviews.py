"""A new review from an old one: what is copied, what never is unless chosen, and what the ledger records."""

import pytest

from reviews import workflow
from reviews.models import Event, Review
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def source():
    draft = make.fill(make.open_review(label="Child A", title="The life of A", methodology="SILP"))
    make.change(draft, body="What happened.", local_type="Learning review", language="cy")
    return make.make_live(draft)


def start(source, client=None, **typed):
    """Press the button on the review’s screen and send the form. Returns the new review’s draft."""
    client = client or admin_client.editor()
    screen = html.links(admin_client.content(client.get(admin_client.page_url(source.page))))
    form = screen["Start a new review like this one…"]
    answer = client.post(form, admin_client.filled(client.get(form)) | typed, follow=True)
    assert admin_client.errors(answer) == []
    return Review.objects.exclude(pk=source.page_id).get().editions.get().as_kind


def test_names_people_and_files_are_not_taken_over_unless_chosen(source):
    draft = start(source)
    assert draft.page.board == source.page.board
    assert (draft.review_type, draft.local_type) == ("scr", "Learning review")
    assert (draft.methodology, draft.language) == ("SILP", "cy")
    assert (draft.title, draft.summary, draft.body, draft.first_published) == ("", "", "", None)
    kinds = [row.kind for row in source.attachments.all()]
    assert [row.kind for row in draft.attachments.all()] == kinds
    assert {row.document_id for row in draft.attachments.all()} == {None}
    assert {(row.title, row.slug) for row in draft.attachments.all()} == {("", "")}
    boards = [row.board for row in source.board_roles.all()]
    assert [row.board for row in draft.board_roles.all()] == boards
    for part in (draft.identifiers, draft.subjects, draft.actions):
        assert not part.exists()
    assert not hasattr(draft, "response")
    assert not hasattr(draft, "action_plan")


def test_what_is_chosen_is_taken_over(source):
    chosen = ["words", "names", "people", "response", "plan", "documents"]
    draft = start(source, copied=chosen, path="reviews/the-next")
    assert (draft.page.path, draft.title, draft.body) == (
        *("reviews/the-next", "The life of A"),
        "What happened.",
    )
    files = [row.document_id for row in source.attachments.all()]
    assert [row.document_id for row in draft.attachments.all()] == files
    assert draft.identifiers.count() == source.identifiers.count()
    assert draft.subjects.get().pseudonym == source.subjects.get().pseudonym
    assert draft.actions.count() == 1
    assert draft.response.actions_taken == source.response.actions_taken
    assert not draft.board_roles.exists()
    assert [*Event.objects.filter(page_id=draft.page_id).order_by("seq").values_list("verb")] == [
        *[("page_set",), ("opened",), ("saved",)]
    ]


def test_an_address_that_is_taken_is_a_sentence_and_nothing_is_made(source):
    client = admin_client.editor()
    form = admin_client.page_url(source.page, "similar")
    answer = client.post(form, {"path": source.page.path, "copied": ["names"]})
    assert admin_client.errors(answer) == ["Page with this Address already exists."]
    assert Review.objects.count() == 1


def test_words_and_files_of_a_withdrawn_page_are_not_offered(source):
    client = admin_client.editor()
    form = admin_client.page_url(source.page, "similar")
    offered = [box.get("value") for box in admin_client.boxes(client.get(form), "copied")]
    assert "documents" in offered
    make.withdraw(source)
    shown = client.get(form)
    assert [box.get("value") for box in admin_client.boxes(shown, "copied")] == ["boards", "kinds"]
    assert "Reason: anonymity at risk" in html.text(admin_client.content(shown))
    for name in ("documents", "words"):
        answer = client.post(form, {"path": "reviews/new", "copied": [name]})
        assert f"{name} is not one of the available choices" in admin_client.errors(answer)[0]


def test_files_of_a_page_on_hold_are_not_offered(source):
    workflow.hold(source.page, by=make.make_user(), reason="inquest")
    shown = admin_client.editor().get(admin_client.page_url(source.page, "similar"))
    offered = [box.get("value") for box in admin_client.boxes(shown, "copied")]
    assert "words" in offered
    assert "documents" not in offered
