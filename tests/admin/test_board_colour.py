"""The colour of a board: typed in its form, refused with a sentence, an event, and no part of an edition."""

import json

import pytest
from django.urls import reverse

from reviews.editions.approval import approval_status
from reviews.editions.digest import edition_content
from reviews.models import Event
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def form_of(board) -> str:
    return reverse("admin:reviews_board_change", args=[board.pk])


def typed(client, board, colour: str):
    address = form_of(board)
    answer = client.post(address, admin_client.filled(client.get(address)) | {"colour": colour})
    board.refresh_from_db()
    return answer


@pytest.mark.parametrize("written", ["#0b5c5c", " 0B5C5C ", "#0B5c5C"])
def test_a_colour_is_taken_as_people_write_it(written):
    board, client = make.make_board(), admin_client.editor()
    assert typed(client, board, written).status_code == 302
    assert board.colour == "#0b5c5c"
    assert "#0b5c5c has a contrast of 7.5 to 1." in html.text(
        admin_client.content(client.get(form_of(board)))
    )
    assert typed(client, board, "").status_code == 302
    assert board.colour == ""
    assert "a contrast of" not in client.get(form_of(board)).content.decode()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            "#E08A00",
            "Words in #e08a00 are hard to read on the pages: the contrast is 2.6 to 1, and at least 7 to 1 is "
            "needed. The nearest shade of it that is dark enough is #7c4d00.",
        ),
        (
            "teal, as in our logo",
            "“teal, as in our logo” is not a colour that this box takes. Write # and six digits or letters from "
            "a to f, for example #17505c, or leave the box empty for the site’s own colour.",
        ),
    ],
)
def test_another_is_refused_with_what_to_do_and_is_still_there(written, sentence):
    board, client = make.make_board(), admin_client.editor()
    answer = typed(client, board, written)
    assert admin_client.errors(answer) == [sentence]
    [box] = admin_client.boxes(answer, "colour")
    assert box.value == written
    assert board.colour == ""


@pytest.mark.parametrize("written", ["#abc", "#0b5c5c0", "##0b5c5c", "#٠b5c5c", "rgb(0,0,0)"])
def test_what_is_no_colour(written):
    answer = typed(admin_client.editor(), make.make_board(), written)
    assert admin_client.errors(answer)[0].startswith(f"“{written}” is not a colour")


def test_the_colour_on_public_pages_is_an_administrator_s_an_event_and_voids_no_approval():
    live = make.make_live(make.open_review())
    board = live.page.board
    waiting = make.approved(make.open_review(board))
    before = edition_content(waiting).digest
    assert admin_client.boxes(admin_client.editor().get(form_of(board)), "colour") == []
    assert typed(admin_client.administrator(), board, "#0b5c5c").status_code == 302
    assert board.colour == "#0b5c5c"
    event = Event.objects.get(verb="board_set")
    assert json.loads(event.body)["fields"] == ["colour"]
    assert edition_content(waiting).digest == before
    assert approval_status(edition_content(waiting)).is_approved
