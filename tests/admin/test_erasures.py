"""The pages of the last resort: who may open them, what they see, and what they have to type."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from reviews import workflow
from reviews.documents import intake
from reviews.ledger import verification
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage
from reviews.models import Document, ErasureRequest, Event
from tests.support import admin_client, html, pdfs
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def page():
    """The page of a withdrawn review that names somebody."""
    live = make.make_live(label="Canary", title="Canary", path="reviews/canary")
    make.withdraw(live)
    return live.page


def ask(page) -> ErasureRequest:
    return workflow.ask_erasure(page, by=make.make_user(), reason="child")


def text_of(response) -> str:
    return html.text(admin_client.content(response))


def test_an_approver_asks_and_an_administrator_destroys(client, page):
    approver, administrator = admin_client.approver(), admin_client.administrator()
    way = reverse("admin:ask_erasure", args=[page.pk])
    assert way in approver.get(admin_client.page_url(page)).content.decode()
    assert reverse("admin:erasures") in administrator.get("/admin/").content.decode()
    assert "somebody else, an administrator, carries it out" in text_of(approver.get(way))
    fields = {"document": "", "reason": "child", "page_number": str(page.pk)}
    answer = approver.post(way, fields, follow=True)
    assert admin_client.messages(answer) == [
        "Asked: an administrator other than you has to carry it out."
    ]
    asked = ErasureRequest.objects.get()
    listed = administrator.get(reverse("admin:erasures"))
    assert f"Page {page.pk}" in text_of(listed)
    way = reverse("admin:erase", args=[asked.pk])
    shown = administrator.get(way)
    assert "1 file" in text_of(shown)
    for seen in (listed, shown):
        assert "canary" not in seen.content.decode().lower()
    done = administrator.post(way, {"page_number": str(page.pk)}, follow=True)
    assert admin_client.messages(done) == [
        f"Page {page.pk}: erased. The register says that it was."
    ]
    assert "Nothing." in text_of(done)
    page.refresh_from_db()
    assert page.erased_at
    assert administrator.get(way).status_code == 404
    assert approver.get(reverse("admin:ask_erasure", args=[page.pk])).status_code == 404
    shown = approver.get(admin_client.page_url(page))
    assert (
        shown.status_code,
        reverse("admin:ask_erasure", args=[page.pk]) in str(shown.content),
    ) == (
        200,
        False,
    )


def test_the_number_of_the_page_is_typed(page):
    asked = ask(page)
    for client, way in (
        (admin_client.approver(), reverse("admin:ask_erasure", args=[page.pk])),
        (admin_client.administrator(), reverse("admin:erase", args=[asked.pk])),
    ):
        for typed in ("", "x", str(page.pk + 1)):
            answer = client.post(way, {"reason": "child", "page_number": typed})
            assert admin_client.errors(answer) != []
    assert ErasureRequest.objects.waiting().count() == 1


def test_a_refusal_is_shown(page):
    asked = ask(page)
    approver = admin_client.approver()
    fields = {"reason": "child", "page_number": str(page.pk)}
    answer = approver.post(reverse("admin:ask_erasure", args=[page.pk]), fields)
    assert admin_client.messages(answer) == [
        "Somebody has asked for this already: it waits for an administrator."
    ]
    make.make_live(workflow.open_edition(page, by=make.make_user()))
    way = reverse("admin:erase", args=[asked.pk])
    reason = f"Edition 2 of page {page.pk} is public: withdraw the page first."
    assert reason in text_of(admin_client.administrator().get(way))
    answer = admin_client.administrator().post(way, {"page_number": str(page.pk)})
    assert admin_client.messages(answer) == [reason]


def test_one_file_is_asked_for(page):
    document = page.editions.get().as_kind.attachments.get().document
    fields = {"document": document.pk, "reason": "person", "page_number": str(page.pk)}
    admin_client.approver().post(reverse("admin:ask_erasure", args=[page.pk]), fields)
    assert ErasureRequest.objects.get().document == document
    assert "One file" in text_of(admin_client.administrator().get(reverse("admin:erasures")))


def test_a_file_that_was_replaced_before_anything_was_public_can_be_asked_for(
    page, django_capture_on_commit_callbacks
):
    """It names somebody, and no edition shows it any more."""
    colleague = admin_client.person("Editors", all_boards=False)
    colleague.boards.set([page.board])
    replaced = make.make_document("Canary", title="Canary")
    mine = intake.accept(ContentFile(pdfs.make_pdf("Unredacted"), "a.pdf"), by=colleague)
    own = admin_client.person("Approvers", all_boards=False)
    own.boards.set([page.board])
    way = reverse("admin:ask_erasure", args=[page.pk])
    [everybody] = admin_client.boxes(admin_client.approver().get(way), "document")
    [ours] = admin_client.boxes(admin_client.signed_in(own).get(way), "document")
    offered = [{option.get("value") for option in box.iter("option")} for box in (everybody, ours)]
    assert {str(mine.pk), str(replaced.pk)} <= offered[0]
    assert (str(mine.pk) in offered[1], str(replaced.pk) in offered[1]) == (True, False)
    fields = {"document": mine.pk, "reason": "child", "page_number": str(page.pk)}
    admin_client.signed_in(own).post(way, fields)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.erase(ErasureRequest.objects.get(), by=make.make_user(groups=("Administrators",)))
    kept = Document.objects.get(pk=mine.pk)
    assert (kept.title, kept.text, bool(kept.erased_at)) == ("", [], True)
    assert not documents_storage().exists(mine.file.name)
    assert verification.verify(outside=[]).problems == []


def test_the_admin_of_an_erased_page_offers_nothing(page, django_capture_on_commit_callbacks):
    client, page_url = admin_client.approver(), admin_client.page_url(page)
    workflow.hold(page, by=make.make_user(), reason="inquest")
    assert {"On hold", "Edit"} <= set(words_of(client.get(page_url)))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.erase(ask(page), by=make.make_user(groups=("Administrators",)))
    seen = client.get(page_url)
    assert "nothing can be done with it any more" in text_of(seen)
    assert words_of(seen) == []
    shown = admin_client.content(seen)
    assert [html.text(stage) for stage in shown.find_class("stage")][0] == "Erased"
    assert [box for box in shown.iter("input") if box.get("type") == "submit"] == []
    for address in html.links(shown).values():
        assert client.get(address).status_code == 200, address


def words_of(response) -> list[str]:
    """The labels of the buttons, and the strong words."""
    main = admin_client.content(response)
    found = [html.text(each) for each in main.iter("button", "strong")]
    return [word.partition(" (")[0] for word in found]


@pytest.mark.parametrize(
    ("who", "way", "button"),
    [
        (
            admin_client.approver,
            lambda asked: admin_client.page_url(asked.page),
            "Take the request back",
        ),
        (
            admin_client.administrator,
            lambda asked: reverse("admin:erase", args=[asked.pk]),
            "Decline the request",
        ),
    ],
)
def test_a_request_is_taken_back_or_declined(page, who, way, button):
    asked, client = ask(page), who()
    decline = reverse("admin:decline_erasure", args=[asked.pk])
    shown = admin_client.content(client.get(way(asked)))
    [form] = [form for form in shown.iter("form") if form.get("action") == decline]
    assert button in html.text(form)
    answer = client.post(decline, follow=True)
    assert admin_client.messages(answer) == [
        f"Page {page.pk}: nothing is erased. The register says so."
    ]
    assert not ErasureRequest.objects.waiting().exists()
    assert client.post(decline).status_code == 404
    recorded = Event.objects.get(verb="erasure_declined")
    assert (recorded.page, recorded.reason) == (page, "child")
    with pytest.raises(Refused, match="somebody has to ask again"):
        workflow.erase(asked, by=make.make_user(groups=("Administrators",)))
    with pytest.raises(Refused, match="somebody has to ask again"):
        workflow.decline_erasure(asked, by=make.make_user())
    assert ask(page).pk != asked.pk
    assert verification.verify(outside=[]).problems == []


READERS = (admin_client.auditor, admin_client.administrator)


def test_nobody_else_enters(page):
    ways = {
        "ask": reverse("admin:ask_erasure", args=[page.pk]),
        "list": reverse("admin:erasures"),
        "erase": reverse("admin:erase", args=[ask(page).pk]),
    }
    allowed = {
        "Editors": set(),
        "Approvers": {"ask"},
        "Auditors": {"list"},  # who read everything, and are led to no button
        "Administrators": {"list", "erase"},
    }
    for group, may in allowed.items():
        client = admin_client.signed_in(admin_client.person(group))
        for name, way in ways.items():
            expected = 200 if name in may else 403
            assert client.get(way).status_code == expected, (group, name)
    led = {who: ways["erase"] in who().get(ways["list"]).content.decode() for who in READERS}
    decline = reverse("admin:decline_erasure", args=[ErasureRequest.objects.get().pk])
    for group in ("Editors", "Auditors"):
        assert admin_client.signed_in(admin_client.person(group)).post(decline).status_code == 403
    assert led == {admin_client.auditor: False, admin_client.administrator: True}
    elsewhere = {"all_boards": False}
    assert admin_client.approver(**elsewhere).get(ways["ask"]).status_code == 404
    assert admin_client.approver(**elsewhere).post(decline).status_code == 404
    assert admin_client.administrator(**elsewhere).get(ways["erase"]).status_code == 404
    assert "Nothing." in text_of(admin_client.administrator(**elsewhere).get(ways["list"]))
