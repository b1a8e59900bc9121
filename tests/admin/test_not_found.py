"""What staff are shown who follow a link to what is not theirs, or have nothing to choose from."""

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.models import Edition
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db

UNKNOWN = (
    "What you asked for does not exist, or it belongs to a board that you do not work for. If "
    "somebody sent you the address, ask them which board it is about."
)


@pytest.fixture
def board():
    return make.make_board(name="Newtown Partnership", contact_email="office@newtown.example")


@pytest.fixture
def stranger():
    user = admin_client.person("Editors", "Approvers", "Auditors", all_boards=False)
    user.boards.set([make.make_board()])
    return admin_client.signed_in(user)


def words(client, address: str) -> str:
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (404, "no-store")
    return html.text(admin_client.content(response))


def addresses(edition: Edition) -> list[str]:
    """Of the edition, its steps, and of what is about its page."""
    of_edition = [
        admin_client.address(edition, action)
        for action in ("change", "preview", "submit", "approve", "publish")
    ]
    of_page = [
        admin_client.page_url(edition.page, action) for action in ("change", "progress", "withdraw")
    ]
    return [*of_edition, *of_page, reverse("admin:timeline", args=[edition.page.pk])]


def test_of_a_public_page_its_board_is_named(board, stranger):
    make.make_user("ada", groups=("Administrators",), first_name="Ada", last_name="Smith")
    live = make.make_live(make.open_bare_review(board))
    for address in addresses(live):
        shown = words(stranger, address)
        assert f"{live.page}, a public page of Newtown Partnership" in shown, address
        assert "its public contact is office@newtown.example" in shown
        assert "ask an administrator of your register (Ada Smith)" in shown


def test_a_draft_is_as_unknown_as_what_is_not_there(board, stranger):
    draft = make.open_bare_review(board)
    nothing = [
        address.replace(f"/{draft.pk}/", "/123456/").replace(f"/{draft.page_id}/", "/123456/")
        for address in addresses(draft)
    ]
    for address, unknown in zip(addresses(draft), nothing, strict=True):
        shown = words(stranger, address)
        assert UNKNOWN in shown
        assert shown == words(stranger, unknown)
    live = make.make_live(make.open_bare_review(board))
    following = workflow.open_edition(live.page, by=make.make_user())
    assert "Newtown" in words(stranger, admin_client.address(live))
    assert UNKNOWN in words(stranger, admin_client.address(following))
    make.withdraw(live)
    assert UNKNOWN in words(stranger, admin_client.page_url(live.page))


@pytest.mark.parametrize("key", ["0", "9" * 30, "x", "_5F"])
def test_odd_keys_are_not_found(stranger, key):
    assert UNKNOWN in words(stranger, f"/admin/reviews/review/{key}/change/")


def test_the_public_and_strangers_get_the_public_answer(client):
    assert "Not found" not in client.get("/nothing/").content.decode()
    nobody = admin_client.signed_in(make.make_user(is_staff=False))
    assert nobody.get("/admin/reviews/review/1/change/").status_code == 302


def test_without_a_board_the_form_says_why_there_is_nothing_to_choose():
    def shown(**fields) -> str:
        address = reverse("admin:reviews_review_add")
        answer = admin_client.editor(**fields).get(address, follow=True)
        return html.text(admin_client.content(answer))

    sentence = "There is nothing to choose, because you do not work for any board yet."
    assert sentence in shown(all_boards=False)
    assert "There is no board yet: add it first, under Boards." in shown()
    make.make_board()
    assert "There is no board yet" not in shown()
    assert sentence not in shown()
