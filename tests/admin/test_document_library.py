"""A document that is already here is chosen without being uploaded again, by those who may see it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews import workflow
from reviews.admin.editions.document_field import EITHER_OR
from reviews.admin.editions.document_library import NOT_HERE, SEVERAL
from tests.support import admin_client, html, pdfs
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def board():
    return make.make_board()


@shared_start
def draft(board):
    return make.open_bare_review(board, label="Child B")


@shared_start
def live(board):
    return make.make_live(make.open_review(board, label="Child A"))


@shared_start
def editor(board):
    """Of this board alone."""
    user = admin_client.person("Editors", all_boards=False)
    user.boards.set([board])
    return admin_client.signed_in(user)


def offered(client, draft) -> list[str]:
    page = html.page_of(client.get(admin_client.address(draft)))
    return [line.get("value") for line in page.get_element_by_id("documents-here").iter("option")]


def choose(client, draft, typed: str, **more):
    fields = admin_client.with_row(
        admin_client.opened(client, draft), "attachments", kind="overview_report"
    )
    return admin_client.save(
        client, draft, fields | more, **{"attachments-0-document-chosen": typed}
    )


def documents(draft) -> list:
    return [row.document for row in draft.attachments.all()]


def test_one_document_is_shown_by_several_reviews(editor, draft, live):
    document = live.attachments.get().document
    [line] = offered(editor, draft)
    assert line == f"Child A: Overview report, {document.pages} page, no. {document.pk}"
    assert admin_client.errors(choose(editor, draft, line)) == []
    assert documents(draft) == [document]


@pytest.mark.parametrize("typed", ["no. {pk}", "{pk}", "child a", " Overview report, "])
def test_a_number_or_words_that_fit_one_alone_are_enough(editor, draft, live, typed):
    document = live.attachments.get().document
    choose(editor, draft, typed.format(pk=document.pk))
    assert documents(draft) == [document]


def test_what_is_not_offered_cannot_be_chosen(editor, draft, live):
    """Of another board, of a page withdrawn or on hold, erased, and of nobody."""
    elsewhere = make.make_live(make.open_review(label="Child X"))
    withdrawn = make.make_live(make.open_review(draft.page.board, label="Child W"))
    make.withdraw(withdrawn)
    held = make.open_review(draft.page.board, label="Child H")
    workflow.hold(held.page, by=make.make_user(), reason="inquest")
    hidden = [edition.attachments.get().document for edition in (elsewhere, withdrawn, held)]
    hidden.append(make.make_document("Nobody’s"))
    assert [line.partition(":")[0] for line in offered(editor, draft)] == ["Child A"]
    for document in hidden:
        answer = choose(editor, draft, f"no. {document.pk}")
        assert NOT_HERE in admin_client.errors(answer)
        typed = admin_client.filled(answer)["attachments-0-document-chosen"]
        assert (typed, documents(draft)) == (f"no. {document.pk}", [])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("no such", NOT_HERE), ("Child", SEVERAL), ("no. " + "9" * 40, NOT_HERE)],
)
def test_words_that_fit_none_or_several_are_a_sentence(editor, draft, live, typed, sentence):
    make.make_live(make.open_review(draft.page.board, label="Child C"))
    assert sentence in admin_client.errors(choose(editor, draft, typed))


def test_a_file_and_a_choice_at_once_are_a_sentence_and_the_file_is_kept(editor, draft, live):
    file = SimpleUploadedFile("new.pdf", pdfs.make_pdf("New"), "application/pdf")
    answer = choose(editor, draft, "child a", **{"attachments-0-document": file})
    assert EITHER_OR in admin_client.errors(answer)
    assert "File in place" in html.text(admin_client.content(answer))


def test_a_choice_replaces_the_file_in_place(editor, draft, live):
    make.attach(draft, make.make_document("Before"))
    fields = admin_client.opened(editor, draft) | {"attachments-0-document-chosen": "child a"}
    admin_client.save(editor, draft, fields)
    assert documents(draft) == [live.attachments.get().document]
