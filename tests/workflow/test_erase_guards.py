"""The database lets only two people together erase, and through one function only."""

import pytest
from django.db import Error

from reviews import workflow
from reviews.models import Event, Page, ReviewEdition
from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import refused
from tests.support.erasures import asker, eraser, withdrawn_review

pytestmark = pytest.mark.django_db


def test_the_database_asks_for_two_people_and_a_page_that_is_not_public():
    page = withdrawn_review()
    asked = workflow.ask_erasure(page, by=asker(), reason="child")
    call = lambda by: bypass.sql("SELECT reviews_erase(%s, %s, '')", asked.pk, by.pk)  # noqa: E731
    with refused("An erasure needs two people: somebody else must carry it out."):
        call(asked.by)
    with refused("Whoever carries out an erasure needs the right to erase."):
        call(asker())
    with refused("Nobody has asked for this erasure."):
        bypass.sql("SELECT reviews_erase(0, %s, '')", eraser().pk)
    live = make.make_live()
    mine = live.page.erasure_requests.create(reason="child", by=asker())
    with refused("What is public or waits to go live cannot be erased: withdraw it first."):
        bypass.sql("SELECT reviews_erase(%s, %s, '')", mine.pk, eraser().pk)
    by_editor = page.erasure_requests.create(reason="child", by=make.make_user(groups=("Editors",)))
    with refused("Whoever asked for this erasure may no longer ask for one: …"):
        bypass.sql("SELECT reviews_erase(%s, %s, '')", by_editor.pk, eraser().pk)
    declined = page.erasure_requests.create(reason="child", by=asker())
    workflow.decline_erasure(declined, by=asker())
    with refused("This request was declined: somebody has to ask again."):
        bypass.sql("SELECT reviews_erase(%s, %s, '')", declined.pk, eraser().pk)
    call(eraser())
    with refused("This erasure has been carried out already."):
        call(eraser())
    assert Event.objects.filter(verb="erased").count() == 1


# As the web process: what an erasure does, each with the answer of the database.
DENIED = "permission denied for …"
FROZEN = {
    "UPDATE reviews_edition SET title = 'x'": "Edition … is frozen because it has a period: …",
    "DELETE FROM reviews_edition": "Edition … has a period and stays on record: …",
    "DELETE FROM reviews_identifier": "DELETE in reviews_identifier refused: edition …",
    "UPDATE reviews_reviewedition SET reviewer = 'x'": "UPDATE in reviews_reviewedition refused: …",
    "UPDATE reviews_page SET path = 'page-' || id": "Page … is frozen: …",
    "UPDATE reviews_page SET erased_at = now()": "Page … is frozen: …",
    "UPDATE reviews_document SET title = ''": DENIED,
    "UPDATE reviews_withdrawal SET public_note = 'x'": DENIED,
    "UPDATE reviews_approval SET remarks = 'x'": DENIED,
    "DELETE FROM reviews_formeraddress": DENIED,
    "DELETE FROM django_admin_log": DENIED,
    "INSERT INTO reviews_erasure (request_id, by_id, at, transaction) SELECT id, by_id, now(), "
    "pg_current_xact_id()::text::bigint FROM reviews_erasurerequest": DENIED,
    "UPDATE reviews_erasure SET transaction = 1": DENIED,
    "SELECT reviews_erase_page(id) FROM reviews_page": DENIED,
    "SELECT reviews_delete_admin_log()": DENIED,
    "SELECT reviews_record_event('erased', (SELECT min(id) FROM reviews_user), 'x', '', NULL, NULL, NULL, "
    "NULL, '', '', '', '{}')": "Nothing has been erased that the ledger does not know of.",
}


def expect_every_statement_refused():
    for statement, answer in FROZEN.items():
        with refused(answer, Error):
            bypass.sql(statement)


def test_there_is_no_other_way_past_the_guards():
    """Neither before an erasure, nor after one in the same transaction, for its page or another."""
    other = make.make_live()
    page = withdrawn_review()
    make.former_address(other.page, "old/other")
    asked = workflow.ask_erasure(page, by=asker(), reason="child")
    expect_every_statement_refused()
    workflow.erase(asked, by=eraser())
    expect_every_statement_refused()
    assert ReviewEdition.objects.get(page=other.page).identifiers.exists()
    assert Page.objects.get(pk=other.page_id).path == other.page.path


def test_a_table_of_ones_own_does_not_open_the_guards():
    page = withdrawn_review()
    asked = workflow.ask_erasure(page, by=asker(), reason="child")
    bypass.sql("CREATE TEMPORARY TABLE reviews_erasure (request_id bigint, transaction bigint)")
    bypass.sql(
        "INSERT INTO pg_temp.reviews_erasure VALUES (%s, pg_current_xact_id()::text::bigint)",
        asked.pk,
    )
    with refused("Edition 1 of page … is frozen because it has a period: …"):
        bypass.sql("UPDATE public.reviews_edition SET title = '' WHERE live_from IS NOT NULL")
