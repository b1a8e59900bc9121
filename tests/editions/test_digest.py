"""What the digest of an edition is of, and that it never becomes another for what is on record."""

import pytest

from reviews.editions.digest import edition_digest
from reviews.lib.dates import PartialDate
from reviews.models import Action, ActionPlan, BoardResponse, BoardRole, Identifier, Subject
from tests.support import factories as make

pytestmark = pytest.mark.django_db

# Computed once, and recorded by every register since: a change here is a change of all of history.
WHOLE_REVIEW = "3bbb5131c07f7d315d52a48ccd3b2b85d3afd582dac5215050b0854d4c66ef69"
CARRIED_LISTING = "501adfa73d140f3c212e9bdb53f1590c3905b89346b2a119476d4d45abcc1376"
PLAIN_PAGE = "b8e56cd5024bd7eea857e46633fdca2a218112e52d20a2b81623975a57773bc9"


def whole_review():
    """A review whose every column and part is filled with fixed values."""
    board = make.make_board(name="Northshire", jurisdiction="england")
    texts = {
        "title": "Learning",
        "summary": "A – é",
        "body": "## One\n\nWords.",
        "reviewer": "Dr X",
    }
    texts |= {"change_note": "First.", "state": "published", "state_reason": "None."}
    texts |= {"local_type": "SCR", "subtype": "concise", "methodology": "SILP"}
    dates = {"incident": "2014", "commissioned": "2014-05", "completed": "2015-02-28"}
    dates |= {"conducted_from": "2014-06", "conducted_to": "unknown", "report_dated": "2015-03-01"}
    dates |= {"period_from": "2010", "period_to": "2014-03"}
    dates = {name: PartialDate(iso) for name, iso in dates.items()}
    draft = make.open_bare_review(board, path="reviews/fixed", label="Child A", **texts, **dates)
    Identifier.objects.create(edition=draft, position=2, kind="number", value="SCR 7")
    report, cover = (make.make_document_row(sha256=digit * 64) for digit in "ab")
    make.attach(draft, cover, position=3, kind="appendix", slug="appendix")
    make.attach(draft, report, position=1, also_contains=["action_plan"], licence="OGL")
    elsewhere = {"kind": "other", "slug": "", "link": "https://example.org/", "hosted_by": "NSPCC"}
    make.attach(draft, position=2, first_published=PartialDate("2016"), **elsewhere)
    Subject.objects.create(edition=draft, pseudonym="A", description="A child of school age.")
    joint = make.make_board(name="Southshire", jurisdiction="wales")
    BoardRole.objects.create(edition=draft, board=joint, role="joint")
    BoardResponse.objects.create(
        edition=draft, actions_taken="Much.", impact="Some.", next_steps="More."
    )
    ActionPlan.objects.create(edition=draft, introduction="We.", reported_on=PartialDate("2017"))
    for position, due in ((2, PartialDate("2018")), (1, None)):
        words = {"recommendation": "Listen.", "action": "Train.", "lead_agency": "The board"}
        Action.objects.create(edition=draft, position=position, due=due, **words)
    return draft


def carried_listing():
    board = make.make_board(name="Northshire", jurisdiction="england")
    draft = make.open_listing(board, path="serious-case-reviews", review_types=["scr", "lcspr"])
    return make.state_origin(draft)


def plain_page():
    return make.open_plain(path="accessibility")


@pytest.mark.parametrize(
    ("make_draft", "digest"),
    [(whole_review, WHOLE_REVIEW), (carried_listing, CARRIED_LISTING), (plain_page, PLAIN_PAGE)],
)
def test_the_digest_of_what_is_on_record_stays_the_same(make_draft, digest):
    assert edition_digest(make_draft()) == digest


def test_columns_that_came_later_count_once_they_say_something():
    draft = whole_review()
    for later in (
        {"issued_by": "An NHS trust"},
        {"dated": PartialDate("2015"), "dated_as": "signed"},
    ):
        before = edition_digest(draft)
        draft.attachments.filter(slug="appendix").update(**later)
        assert edition_digest(draft) != before
    draft.attachments.update(issued_by="", dated=None, dated_as="")
    assert edition_digest(make.change(draft, content_warning="It is sad.")) != WHOLE_REVIEW
    assert edition_digest(make.change(draft, content_warning="")) == WHOLE_REVIEW
