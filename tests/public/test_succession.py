"""A renamed board is a new one that succeeds the old, or those that merged: it keeps their lists."""

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.models import Board
from tests.support import admin_client
from tests.support import factories as make
from tests.support.bypass import refused
from tests.support.html import links, main_of, only, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def boards():
    """Three boards, each the successor of the one before, with a review each; and another board."""
    made = [make.make_board(name="First")]
    for name in ("Second", "Third"):
        made.append(make.make_board(name=name, succeeds=[made[-1]]))
    for board in (*made, make.make_board(name="Other")):
        make.make_live(make.open_bare_review(board, label=f"Of {board.name}"))
    return made


def listing_of(board, **fields):
    return make.make_live(make.open_listing(board, **{"path": board.name.lower()} | fields)).page


def shown(client, page) -> dict[str, str]:
    """The reviews of a listing by name, each with its line of facts."""
    entries = main_of(client.get(page.get_absolute_url())).find_class("entry")
    return {text(entry.find("h3")): text(only(entry, "facts-line")) for entry in entries}


def test_a_successor_s_listing_shows_the_reviews_of_all_before_it(client, boards):
    found = shown(client, listing_of(boards[2]))
    assert found.keys() == {"Of First", "Of Second", "Of Third"}
    for name in ("First", "Second"):
        assert f"Listed by {name}" in found[f"Of {name}"]
    assert "Listed by" not in found["Of Third"]
    assert shown(client, listing_of(boards[0])).keys() == {"Of First"}


def test_a_listing_of_the_whole_site_names_each_board(client, boards):
    found = shown(client, make.make_live(make.open_listing(path="all")).page)
    for name in ("First", "Second", "Third", "Other"):
        assert f"Listed by {name}" in found[f"Of {name}"]


def test_the_history_of_a_successor_s_listing_holds_what_it_lists(client, boards):
    page = listing_of(boards[1])
    draft = workflow.open_edition(boards[0].pages.get(kind="review"), by=make.make_user())
    make.make_live(make.change(draft, summary="Other."))
    history = text(main_of(client.get(f"{page.get_absolute_url()}history/")))
    assert "Of First Changed." in history
    assert "Of Third" not in history


@pytest.mark.parametrize("withdrawn", [False, True])
def test_an_old_listing_leads_to_its_successor_s(client, boards, withdrawn):
    old, new = listing_of(boards[0]), listing_of(boards[2], title="Practice reviews")
    other = listing_of(boards[1], review_types=["sar"])
    if withdrawn:
        make.withdraw(old.editions.get(), reason="superseded")
    main = main_of(client.get(old.get_absolute_url()))
    assert "First has been succeeded by another board" in text(main)
    assert links(main)["Practice reviews, Third"] == new.get_absolute_url()
    assert other.get_absolute_url() not in links(main).values()
    assert "succeeded" not in text(main_of(client.get(new.get_absolute_url())))


def test_boards_do_not_succeed_each_other_in_a_circle():
    first = make.make_board(name="First")
    third = make.make_board(succeeds=[make.make_board(succeeds=[first])])
    for later in (third, first):
        with refused("First cannot succeed itself or a board that came after it."):
            first.succeeds.add(later)
    client = admin_client.administrator()
    form = client.get(reverse("admin:reviews_board_change", args=[first.pk]))
    assert admin_client.boxes(form, "succeeds") == []
    free = make.make_board(name="Free")
    form = client.get(reverse("admin:reviews_board_change", args=[first.pk]))
    [box] = admin_client.boxes(form, "succeeds")
    assert box.get("value") == f"{free.pk}"


def test_boards_merge(client):
    """By the form: the list of the new board holds those of all that it replaced."""
    merged = [make.make_board(name=name) for name in ("East", "West")]
    for board in merged:
        make.make_live(make.open_bare_review(board, label=f"Of {board.name}"))
    old = listing_of(merged[1])
    person, address = admin_client.editor(), reverse("admin:reviews_board_add")
    fields = admin_client.filled(person.get(address)) | {
        "name": "East and West",
        "kind": "partnership",
        "jurisdiction": "england",
        "contact_email": "both@board.example",
        "succeeds": [board.pk for board in merged],
    }
    assert person.post(address, fields).status_code == 302
    both = Board.objects.get(name="East and West")
    new = listing_of(both, path="both")
    assert shown(client, new).keys() == {"Of East", "Of West"}
    assert new.get_absolute_url() in links(main_of(client.get(old.get_absolute_url()))).values()
    assert Board.lines()[both.pk] == [both.pk, *(board.pk for board in merged)]
    listed = text(admin_client.content(person.get(reverse("admin:reviews_board_changelist"))))
    assert "East, West" in listed


def test_whoever_adds_a_board_and_works_for_others_learns_who_lets_them_work_for_it():
    person, address = admin_client.editor(all_boards=False), reverse("admin:reviews_board_add")
    fields = admin_client.filled(person.get(address)) | {"name": "New", "kind": "sab"}
    answer = person.post(address, fields | {"jurisdiction": "wales"}, follow=True)
    assert "that you work for New:" in " ".join(admin_client.messages(answer))


def test_a_public_contact_is_changed_by_an_administrator(client):
    live = make.make_live(make.open_bare_review())
    address = reverse("admin:reviews_board_change", args=[live.page.board_id])
    for person in (admin_client.editor(), admin_client.approver()):
        form = person.get(address)
        assert "Ask an administrator to change them." in text(admin_client.content(form))
        assert admin_client.boxes(form, "contact_email") == []
        assert person.post(address, {"contact_email": "a@b.example"}).status_code == 403
    person = admin_client.administrator()
    fields = admin_client.filled(person.get(address)) | {"contact_email": "new@board.example"}
    assert person.post(address, fields).status_code == 302
    assert "new@board.example" in client.get(live.page.get_absolute_url()).content.decode()


def test_the_contact_of_a_board_that_no_public_page_names_is_an_editor_s():
    board = make.open_bare_review().page.board
    person, address = admin_client.editor(), reverse("admin:reviews_board_change", args=[board.pk])
    fields = admin_client.filled(person.get(address)) | {"contact_email": "new@board.example"}
    assert person.post(address, fields).status_code == 302
    board.refresh_from_db()
    assert board.contact_email == "new@board.example"
