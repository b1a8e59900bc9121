"""What staff see of findings, how they settle them, and that hidden text appears only when asked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews import pdf
from reviews.models import Event, Finding, User, Waiver
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db

NAME = "Grace Okafor"
PICTURE = b"RIFF....WEBP"
HIDDEN = pdf.Finding.of(
    "hidden-text", page=2, box=(1, 2, 3, 4), why="covered", recovered=NAME, picture=PICTURE
)
WORDS = pdf.Finding.of("unseen-words", recovered=NAME)


@shared_start
def document():
    draft = make.open_bare_review(state="published")
    made = make.make_document_row(found=(HIDDEN, WORDS))
    make.attach(draft, made)
    return made


def screen(document) -> str:
    return reverse("admin:reviews_document_change", args=[document.pk])


def step(name: str, kind: str) -> str:
    return reverse(f"admin:finding_{name}", args=[Finding.objects.get(kind=kind).pk])


def test_the_document_says_what_was_found_and_not_the_words(document):
    page = admin_client.editor().get(screen(document)).content.decode()
    assert HIDDEN.sentence in page
    assert "Why it cannot be seen: covered." in page
    assert step("settle", "unseen-words") in page
    assert step("settle", "hidden-text") not in page
    assert step("place", "hidden-text") in page
    assert NAME not in page


def test_the_edition_leads_to_it_and_says_what_to_do(document):
    draft = document.attachments.get().edition
    address = reverse("admin:reviews_reviewedition_change", args=[draft.pk])
    page = admin_client.editor().get(address).content.decode()
    assert screen(document) in page
    assert "must not be published." in page
    assert NAME not in page


def test_whoever_settles_it_can_open_the_file_before_it_is_in_an_edition_too():
    document = make.make_document("Words of it.")
    uploader, stranger = document.accepted_by, admin_client.editor(all_boards=False)
    User.objects.filter(pk=uploader.pk).update(is_staff=True)
    client = admin_client.signed_in(uploader)
    file = reverse("admin:document_file", args=[document.pk])
    shown = client.get(screen(document))
    assert html.links(html.page_of(shown))["Open the PDF (opens in a new tab)"] == file
    assert "In no review that you work on, so far." in shown.content.decode()
    assert b"".join(client.get(file)).startswith(b"%PDF-")
    assert stranger.get(file).status_code == 404
    draft = make.attach(make.open_bare_review(), document).edition
    shown = admin_client.editor().get(screen(document))
    links = html.links(html.page_of(shown))
    assert links[str(draft.page)] == admin_client.page_url(draft.page)


def test_a_reason_settles_it(document):
    client, address = admin_client.editor(), step("settle", "unseen-words")
    assert WORDS.sentence in client.get(address).content.decode()
    assert "This field is required." in client.post(address, {"reason": " "}).content.decode()
    assert client.post(address, {"reason": "Read: no names."}).url == screen(document)
    assert Waiver.objects.get().reason == "Read: no names."
    assert "Read: no names." in client.get(screen(document)).content.decode()


def test_hidden_text_is_shown_to_whoever_asks_and_that_is_an_event(document):
    client, address = admin_client.editor(), step("show", "hidden-text")
    assert NAME not in client.get(address).content.decode()
    assert not Event.objects.filter(verb="finding_shown").exists()
    answer = client.post(address)
    assert NAME in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Event.objects.filter(verb="finding_shown").count() == 1


def test_the_place_is_a_picture(document):
    answer = admin_client.editor().get(step("place", "hidden-text"))
    assert (answer["Content-Type"], answer.content) == ("image/webp", PICTURE)


def test_a_long_list_takes_no_more_queries(document, django_assert_max_num_queries):
    client = admin_client.editor()
    client.get(screen(document))
    with django_assert_max_num_queries(20):
        client.get(screen(make.make_document_row(found=(WORDS,) * 100)))


def approval_of(draft) -> str:
    client = admin_client.approver()
    return html.text(admin_client.content(client.get(admin_client.address(draft, "approve"))))


def test_whoever_approves_reads_what_was_found_and_how_it_was_settled(document):
    draft = document.attachments.get().edition
    make.attach(draft, make.make_document(), kind="appendix", slug="appendix")
    before = approval_of(draft)
    assert "What was found in its files" in before
    assert f"Page 2: {HIDDEN.sentence} Not settled." in before
    assert "Nothing that readers do not see." in before
    admin_client.editor().post(step("settle", "unseen-words"), {"reason": "Read: no names."})
    after = approval_of(draft)
    assert "Read: no names." in after
    assert f"{WORDS.sentence} Settled by" in after
    assert NAME not in after


def test_approving_costs_the_same_however_many_files_were_looked_through(
    document, django_assert_num_queries
):
    draft = document.attachments.get().edition
    client, way = admin_client.approver(), admin_client.address(draft, "approve")
    client.get(way)
    with CaptureQueriesContext(connection) as one:
        client.get(way)
    for number in range(5):
        found = make.make_document_row(found=(HIDDEN, WORDS))
        make.attach(draft, found, kind="appendix", slug=f"appendix-{number}")
    with django_assert_num_queries(len(one)):
        client.get(way)
