"""Who is given what, by whom, and that the ledger records it."""

import json
import uuid

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from reviews import workflow
from reviews.editions.approval import approval_status
from reviews.editions.blocker_sentences import SENTENCES
from reviews.editions.digest import edition_content
from reviews.lib.exceptions import Refused
from reviews.models import Event, User
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def rights_of(person: User, client, **changes):
    """Open a person's form, change it, save it."""
    address = reverse("admin:reviews_user_change", args=[person.pk])
    return client.post(address, admin_client.filled(client.get(address)) | changes, follow=True)


def test_an_administrator_gives_roles_and_boards_and_the_ledger_records_it():
    board = make.make_board()
    person = admin_client.person("Editors", all_boards=False)
    approvers = Group.objects.get(name="Approvers")
    rights_of(
        person, admin_client.administrator(), groups=[str(approvers.pk)], boards=[str(board.pk)]
    )
    recorded = Event.objects.get(verb="rights_set")
    assert json.loads(recorded.body) == {
        "person": person.pk,
        "active": True,
        "groups": ["Approvers"],
        "boards": [board.pk],
    }
    assert recorded.role == "Administrators"
    assert person.username not in recorded.canonical
    assert User.objects.get(pk=person.pk).has_perm("reviews.approve_edition")


def recorded(verb: str) -> dict:
    event = Event.objects.get(verb=verb)
    return json.loads(event.body) | {"page": event.page_id}


def test_the_ledger_records_what_is_set_of_pages_and_boards():
    live = make.make_live()
    client, address = admin_client.approver(), admin_client.page_url(live.page)
    row = {"path": "old/address"}
    client.post(
        address,
        admin_client.with_row(admin_client.filled(client.get(address)), "former_addresses", **row),
    )
    proposed = live.page.former_addresses.get()
    event = recorded("address_proposed")
    assert (event["page"], event["address"]) == (live.page_id, proposed.pk)
    assert "old/address" not in Event.objects.get(verb="address_proposed").canonical
    address = reverse("admin:reviews_board_change", args=[live.page.board_id])
    contact = {"contact_email": "office@newtown.example"}
    client = admin_client.administrator()
    client.post(address, admin_client.filled(client.get(address)) | contact)
    board = {"board": live.page.board_id, "fields": ["contact_email"], "page": None}
    assert recorded("board_set") == board
    assert "newtown" not in Event.objects.get(verb="board_set").canonical


def test_nobody_sets_their_own_rights():
    person = admin_client.person("Administrators")
    client = admin_client.signed_in(person)
    address = reverse("admin:reviews_user_change", args=[person.pk])
    assert (
        admin_client.boxes(client.get(address), "groups", "boards", "all_boards", "is_active") == []
    )
    approvers = Group.objects.get(name="Approvers")
    rights_of(person, client, groups=[str(approvers.pk)])
    assert [group.name for group in person.groups.all()] == ["Administrators"]
    other = admin_client.boxes(
        client.get(reverse("admin:reviews_user_change", args=[make.make_user().pk])), "groups"
    )
    assert len(other) == Group.objects.count()


@pytest.mark.parametrize(
    "person", [{"groups": ("Administrators",)}, {"groups": (), "is_superuser": True}]
)
def test_being_an_administrator_publishes_nothing(person):
    approved = make.approved(make.open_review())
    with pytest.raises(Refused, match="Your account may not do this here"):
        workflow.publish(approved, by=make.make_user(**person))
    assert workflow.publish(approved, by=make.make_user()).live_from


def test_createsuperuser_makes_an_administrator():
    made = User.objects.create_superuser("root", password="Some plain words 9")  # noqa: S106
    assert (made.role, made.is_staff, made.all_boards) == ("Administrators", True, True)
    assert not made.has_perm("reviews.publish_edition")


def test_the_events_of_a_request_carry_its_number():
    live = make.make_live()
    client = admin_client.editor()
    client.post(admin_client.page_url(live.page, "edit"))
    recorded = Event.objects.get(verb="opened", edition_number=2)
    assert uuid.UUID(recorded.request_id)
    assert Event.objects.filter(request_id="").exists()  # those of the shell


def test_an_editor_sees_the_drafts_of_their_own_boards_only():
    own, other = make.make_board(), make.make_board()
    mine = make.open_review(own, label="Child Mine")
    theirs = make.open_review(other, label="Child Theirs")
    person = admin_client.person("Editors", "Approvers", all_boards=False)
    person.boards.set([own])
    client = admin_client.signed_in(person)
    for address in (
        "admin:index",
        "admin:reviews_review_changelist",
        "admin:reviews_event_changelist",
    ):
        seen = html.text(admin_client.content(client.get(reverse(address))))
        assert "Theirs" not in seen
        assert theirs.page.path not in seen
        assert "Mine" in seen or mine.page.path in seen
    documents = html.text(
        admin_client.content(client.get(reverse("admin:reviews_document_changelist")))
    )
    assert str(mine.attachments.get().document) in documents
    assert client.get(admin_client.address(mine, "preview")).status_code == 200
    assert client.get(admin_client.address(theirs, "preview")).status_code == 404
    boards = admin_client.boxes(client.get(reverse("admin:reviews_listing_add")), "board")
    assert [option.get("value") for option in boards[0].iter("option") if option.get("value")] == [
        str(own.pk)
    ]
    with pytest.raises(Refused, match="or for this board"):
        workflow.submit(theirs, by=person, note="First.")


def test_the_ledger_records_a_one_time_password():
    """Whoever sets it could act as that person."""
    person = admin_client.person("Approvers")
    client = admin_client.administrator()
    way = reverse("admin:auth_user_password_change", args=[person.pk])
    short = client.post(way, {"password1": "x", "password2": "y"})
    assert short.status_code == 200
    assert not Event.objects.filter(verb="password_set").exists()
    word = "Handed-over-in-person-7"
    assert client.post(way, {"password1": word, "password2": word}).status_code == 302
    event = Event.objects.get(verb="password_set")
    assert (json.loads(event.body), event.role) == ({"person": person.pk}, "Administrators")


def test_an_approver_s_old_form_signs_nothing_new():
    draft = make.open_review()
    workflow.submit(draft, by=make.make_user(), note="First.")
    client = admin_client.approver()
    way = admin_client.address(draft, "approve")
    opened = admin_client.filled(client.get(way))
    draft.page.path = "reviews/moved-meanwhile"
    draft.page.save()
    workflow.submit(draft, by=make.make_user(), note="Second.")
    again = client.post(way, opened)
    assert admin_client.errors(again) == [SENTENCES["changed-while-open"]]
    assert not approval_status(edition_content(draft)).is_approved
    client.post(way, admin_client.filled(again))
    assert approval_status(edition_content(draft)).is_approved
