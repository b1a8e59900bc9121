"""A report whose minimum term would be over as it comes is not published without a word."""

import pytest

from reviews import workflow
from reviews.compliance.publishing import publishing_warnings
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
OVER = (
    "“Overview report” has “29 May 2014” as its first publication. Its minimum term is counted from then: "
    "it has been over since 29 May 2015, and the file could be taken away with nobody to authorise it. "
    "Keep that date only if the file was public then. The date on a report goes into “another date”."
)


def draft_with(first_published: str, **fields):
    draft = make.open_bare_review(state="published", **fields)
    stated = PartialDate(first_published)
    make.attach(draft, make.make_document_row(), first_published=stated)
    return draft


def warned_of(draft) -> list[str]:
    found = publishing_warnings(edition_content(draft), now=clock.now())
    return [text for text in found if "minimum term" in text]


def test_a_day_by_which_the_term_is_over_is_pointed_out():
    assert warned_of(draft_with("2014-05-29")) == [OVER]


def test_on_the_form_and_where_it_is_approved():
    draft = draft_with("2014-05-29")
    assert OVER in html.text(
        admin_client.content(admin_client.editor().get(admin_client.address(draft)))
    )
    workflow.submit(draft, by=make.make_user(), note="")
    step = admin_client.approver().get(admin_client.address(draft, "approve"))
    assert OVER in html.text(admin_client.content(step))


def test_partly_known_days_count_to_their_end():
    [text] = warned_of(draft_with("2014"))
    assert "has “2014” as its first publication" in text
    assert "over since 31 December 2015" in text


@pytest.mark.parametrize(
    ("first_published", "fields"),
    [
        ("unknown", {}),
        ("2014-05-29", {"review_type": "other"}),  # for which no rule is known
    ],
)
def test_nothing_is_said_where_no_term_has_ended(first_published, fields):
    assert warned_of(draft_with(first_published, **fields)) == []


def test_nothing_is_said_while_the_term_runs():
    assert warned_of(draft_with(PartialDate.of(clock.now() - make.DAY).iso)) == []


def test_nothing_is_said_of_other_documents_than_reports():
    draft = draft_with("2014-05-29")
    draft.attachments.update(kind="appendix")
    assert warned_of(draft) == []


def test_nothing_is_said_of_what_an_earlier_website_states():
    draft = draft_with("2014-05-29")
    make.state_origin(draft, "2014-05-29")
    draft.refresh_from_db()
    assert warned_of(draft) == []


def test_nothing_is_said_of_what_is_public_already():
    live = make.make_live(draft_with("2014-05-29"))
    draft = workflow.open_edition(live.page, by=make.make_user()).as_kind
    assert warned_of(draft) == []
    another = make.make_document_row()
    make.attach(draft, another, slug="second", first_published=PartialDate("2014-05-29"))
    assert warned_of(draft) == [OVER]
