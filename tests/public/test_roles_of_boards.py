"""The parts of other boards in a review, as its page and a listing state them."""

import pytest

from reviews.models import BoardRole
from tests.support import factories as make
from tests.support.html import main_of, only, text

pytestmark = pytest.mark.django_db


def test_several_boards_in_one_part_stand_together(client):
    draft = make.open_bare_review(make.make_board(name="Ours"))
    for name, role in (("Second", "joint"), ("Third", "joint"), ("Fourth", "contributor")):
        BoardRole.objects.create(edition=draft, board=make.make_board(name=name), role=role)
    live = make.make_live(draft)
    make.make_live(make.open_listing(draft.page.board, path="ours"))
    facts = only(main_of(client.get(live.page.get_absolute_url())), "facts")
    stated = [(text(each.find("dt")), text(each.find("dd"))) for each in facts]
    assert ("Jointly with", "Second Third") in stated
    assert ("With contributions from", "Fourth") in stated
    line = text(only(main_of(client.get("/ours/")), "facts-line"))
    assert "Jointly with Second, Third With contributions from Fourth" in line
