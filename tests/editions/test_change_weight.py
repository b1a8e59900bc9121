"""A change of more than words cannot be called typographical; a new kind of review is shown by a listing."""

import pytest

from reviews import workflow
from reviews.editions.change_weight import weight_blockers
from reviews.editions.digest import edition_content
from reviews.editions.warnings import warnings
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.lib.exceptions import Refused
from reviews.models import Identifier
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def next_of(live):
    return workflow.open_edition(live.page, by=make.make_user()).as_kind


def found(draft, weight="typographical") -> list[str]:
    content = edition_content(draft)
    return [each.text for each in weight_blockers(content, weight=weight, now=clock.now())]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda draft: make.change(draft, state="no_longer"), "state"),
        (lambda draft: make.change(draft, review_type="sar"), "review type"),
        (lambda draft: make.change(draft, incident=PartialDate("2014")), "date of the incident"),
        (lambda draft: draft.attachments.update(document=make.make_document()), "documents"),
        (lambda draft: draft.attachments.all().delete(), "documents"),
        (lambda draft: make.attach(draft, slug="more", kind="appendix"), "documents"),
        (
            lambda draft: Identifier.objects.create(edition=draft, kind="number", value="7"),
            "names",
        ),
    ],
)
def test_more_than_words_is_more_than_spelling(change, name):
    draft = next_of(make.make_live())
    change(draft)
    assert found(draft) == [
        f"This is more than spelling or layout ({name} changed): choose “substantive” or “correction”."
    ]
    assert found(draft, "correction") == []
    make.state_lineage(draft)
    with pytest.raises(Refused, match="more than spelling"):
        workflow.submit(draft, by=make.make_user(), note="Typing.", weight="typographical")


def test_words_are_only_words():
    draft = next_of(make.make_live())
    make.change(draft, summary="Spelled.", body="Spelt.", title="Spelling")
    draft.identifiers.update(value="Child Z")
    draft.attachments.update(title="The report")
    assert found(draft) == []


def test_the_first_edition_has_nothing_to_differ_from():
    assert found(make.open_review()) == []


def test_an_override_asks_too():
    draft = next_of(make.make_live())
    workflow.submit(draft, by=make.make_user(), note="Typing.", weight="typographical")
    make.attach(draft, make.make_document(), slug="more", kind="appendix")
    with pytest.raises(Refused, match="more than spelling"):
        workflow.override(draft, by=make.make_user(), reason="It is urgent.")


def warned(draft) -> list[str]:
    return warnings(edition_content(draft), now=clock.now())


def test_a_kind_of_review_that_no_listing_shows_is_named():
    board = make.make_board(name="Newtown Board")
    draft = make.open_review(board, review_type="sar")
    make.make_live(make.open_listing(board, review_types=["scr"]))
    make.make_live(make.open_listing(make.make_board(), review_types=["sar"]))
    [sentence] = warned(draft)
    assert sentence.startswith(
        "No listing of Newtown Board shows this type of review (safeguarding adults review)"
    )
    make.make_live(make.open_listing(board, review_types=["sar"]))
    assert warned(draft) == []


@pytest.mark.parametrize(
    ("day", "is_warned"), [(None, True), (PartialDate("2026-11"), False)], ids=["none", "stated"]
)
def test_a_report_that_comes_after_its_page_is_to_have_a_day_of_its_own(day, is_warned):
    board = make.make_board()
    make.make_live(make.open_listing(board, review_types=["scr"]))
    draft = make.open_bare_review(board, state="in_preparation")
    assert warned(draft) == []
    live = make.make_live(draft)
    following = workflow.open_edition(live.page, by=make.make_user()).as_kind
    make.change(following, state="published")
    make.attach(following, make.make_document_row(), first_published=day)
    first = as_words(live.first_published)
    expected = f"“Overview report” comes to a page that was first published on {first}, before it."
    assert [sentence.startswith(expected) for sentence in warned(following)] == [True] * is_warned


def test_a_listing_of_the_whole_site_shows_every_boards_reviews():
    draft = make.open_review(review_type="sar")
    make.make_live(make.open_listing(review_types=["scr", "sar"]))
    assert warned(draft) == []


def test_a_listing_that_drops_the_kind_of_public_reviews_is_warned():
    live = make.make_live(make.open_review())
    listing = make.make_live(make.open_listing(live.page.board, review_types=["scr", "sar"]))
    draft = next_of(listing)
    assert warned(make.change(draft, review_types=["scr"])) == []
    [sentence] = warned(make.change(draft, review_types=["sar"]))
    assert "the type serious case review are public" in sentence


def test_pages_of_text_are_not_listed():
    assert warned(make.open_plain()) == []


def test_numbers_and_births_in_the_text_are_warned_of():
    draft = make.open_review(
        summary="NHS number 943 476 5919.", body="He was born on 3 April 2012."
    )
    make.make_live(make.open_listing(review_types=["scr"]))
    assert warned(draft) == [
        "“Summary” has what looks like an NHS number: take it out, unless it may be public.",
        "“Text” has what looks like somebody’s date of birth: take it out, unless it may be public.",
    ]
    assert warned(make.change(draft, summary="943 476 5918", body="Ask 020 7946 0018.")) == []
