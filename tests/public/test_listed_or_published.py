"""“Published” is said of what can be read; a review that only has an entry is “listed”."""

import pytest

from reviews.lib.dates import PartialDate
from tests.support import factories as make
from tests.support.html import main_of, only, text
from tests.test_page_variety import listed, page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        ("in_preparation", "isted"),
        ("delayed", "isted"),
        ("withheld", "isted"),
        ("no_longer", "ublished"),
    ],
)
def test_of_a_review_that_is_not_published_only_its_entry_is_said_to_be_there(client, state, verb):
    fields = {"state": state, "state_reason": "the trial is not over"}
    date = PartialDate("2026-01-02")
    live = make.make_live(make.open_bare_review(first_published=date, **fields))
    main = page_of(client, live)
    facts = {text(each[0]): text(each[1]) for each in only(main, "facts")}
    assert facts[f"First {'l' if verb == 'isted' else 'p'}{verb}"] == "2 January 2026"
    letter = "L" if verb == "isted" else "P"
    assert facts[f"{letter}{verb} by"] == live.page.board.name
    for shown in (listed(client, live), main_of(client.get("/search?q=child"))):
        assert f"{letter}{verb} 2 January 2026" in text(shown)
    is_dated = b"datePublished" in client.get(live.page.get_absolute_url()).content
    assert is_dated == (verb == "ublished")


def test_a_delayed_review_of_which_a_briefing_can_be_read_is_published(client):
    fields = {"state": "delayed", "state_reason": "the trial is not over"}
    draft = make.open_bare_review(first_published=PartialDate("2026-01-02"), **fields)
    make.attach(draft, make.make_document(), kind="learning_briefing", slug="learning-briefing")
    live = make.make_live(draft)
    search = main_of(client.get("/search?q=child"))
    for shown in (page_of(client, live), listed(client, live), search):
        assert "Published" in text(shown)
        assert "isted " not in text(shown)
