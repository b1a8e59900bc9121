"""“Published” is said of what can be read; a review that only has an entry is “listed”."""

import pytest

from reviews import workflow
from reviews.lib.dates import PartialDate
from tests.support import factories as make
from tests.support.html import main_of, only, text
from tests.test_page_variety import listed, page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "said"),
    [
        *[(state, "Listed") for state in ("in_preparation", "delayed", "withheld", "no_longer")],
        ("listed_only", "Listed"),
        ("anonymous_elsewhere", "Published"),
    ],
)
def test_of_a_review_that_is_not_published_only_its_entry_is_said_to_be_there(client, state, said):
    fields = {"state": state, "state_reason": "the trial is not over"}
    date = PartialDate("2026-01-02")
    live = make.make_live(make.open_bare_review(first_published=date, **fields))
    facts = {text(each[0]): text(each[1]) for each in only(page_of(client, live), "facts")}
    assert facts[f"First {said.lower()}"] == "2 January 2026"
    assert facts[f"{said} by"] == live.page.board.name
    for shown in (listed(client, live), main_of(client.get("/search?q=child"))):
        assert f"{said} 2 January 2026" in text(shown)
    is_dated = b"datePublished" in client.get(live.page.get_absolute_url()).content
    assert is_dated == (said == "Published")


def test_a_delayed_review_of_which_a_briefing_can_be_read_is_published(client):
    fields = {"state": "delayed", "state_reason": "the trial is not over"}
    draft = make.open_bare_review(first_published=PartialDate("2026-01-02"), **fields)
    make.attach(draft, make.make_document(), kind="learning_briefing", slug="learning-briefing")
    live = make.make_live(draft)
    search = main_of(client.get("/search?q=child"))
    for shown in (page_of(client, live), listed(client, live), search):
        assert "Published" in text(shown)
        assert not {"Listed", "listed"} & set(text(shown).split())


def test_a_report_that_an_earlier_website_published_keeps_that_day(client):
    draft = make.open_bare_review(state="no_longer", state_reason="its term is over")
    live = make.carry_over(draft, "2015-08-03")
    for shown in (
        page_of(client, live),
        listed(client, live),
        main_of(client.get("/search?q=child")),
    ):
        assert "Published" in text(shown)
        assert not {"Listed", "listed"} & set(text(shown).split())


def test_a_report_that_was_here_and_is_no_longer_keeps_the_day_on_which_it_came(client):
    first = make.make_live(make.open_review())
    draft = workflow.open_edition(first.page, by=make.make_user()).as_kind
    draft.attachments.update(state="no_longer", document=None)
    live = make.make_live(make.change(draft, state="no_longer"))
    for shown in (page_of(client, live), listed(client, live)):
        assert "Published" in text(shown)
        assert not {"Listed", "listed"} & set(text(shown).split())


def everywhere(client, live):
    """What its page, its listing and the search show of a review."""
    search = main_of(client.get("/search?q=child"))
    return [text(shown) for shown in (page_of(client, live), listed(client, live), search)]


def next_edition(before, **fields):
    """The next edition of its page, whose documents are only mentioned."""
    draft = workflow.open_edition(before.page, by=make.make_user()).as_kind
    draft.attachments.update(state="mentioned", document=None)
    return make.make_live(make.change(draft, **fields))


@pytest.mark.parametrize("state", ["withheld", "delayed"])
def test_a_report_that_was_here_was_published_whatever_is_said_now(client, state):
    """A row of a list knows it too, two editions later."""
    first = make.make_live(make.open_review(first_published=PartialDate("2026-01-02")))
    second = next_edition(first, state=state, state_reason="a trial begins")
    third = next_edition(second, summary="Nothing else can be read.")
    shown = everywhere(client, third)
    assert all("Published" in each for each in shown)
    assert not {"Listed", "listed"} & set(" ".join(shown).split())
    page = client.get(third.page.get_absolute_url())
    assert b"datePublished" in page.content


def test_what_never_was_here_stays_listed_in_each_edition(client):
    draft = make.open_bare_review(state="no_longer", state_reason="its term is over")
    live = next_edition(make.make_live(draft), summary="A plain summary.")
    for shown in everywhere(client, live):
        assert "Listed" in shown
        assert "Published" not in shown
