"""An address, and the boards that a page names, stay as they are once the page has been public."""

import datetime

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.models import Board, Page
from tests.support import bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db

ADDRESS = "Page /…/ is frozen: its address has been published and stays."
NAMED = "… is frozen because a public page names it: add a new board that succeeds it."
NAMES = {"name": "Other", "short_name": "O", "kind": "sab", "jurisdiction": "wales"}


def live():
    return make.make_live(make.fill(make.open_bare_review()))


def withdrawn():
    edition = live()
    make.withdraw(edition)
    return edition


def scheduled():
    tomorrow = clock.now() + datetime.timedelta(days=1)
    return make.make_live(make.fill(make.open_bare_review()), at=tomorrow)


@pytest.fixture(params=["site_app", "site_owner"])
def role(request, db):
    if request.param == "site_owner":
        request.getfixturevalue("as_owner")


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize("make_public", [live, withdrawn, scheduled])
def test_a_page_that_was_public_keeps_its_address_kind_and_board(make_public):
    changes = [{"path": "reviews/x"}, {"kind": "listing"}, {"board": make.make_board()}]
    free, frozen = make.open_bare_review().page_id, make_public().page_id
    for attempt in bypass.CHANGES:
        with accepted():
            attempt(Page.objects.get(pk=frozen), in_footer=True)
        for change in changes:
            with accepted():
                attempt(Page.objects.get(pk=free), **change)
            with refused(ADDRESS):
                attempt(Page.objects.get(pk=frozen), **change)
    with refused(ADDRESS):
        bypass.sql_delete(Page.objects.get(pk=frozen))


def test_a_page_is_free_again_when_its_only_schedule_is_taken_back():
    page = workflow.unschedule(scheduled(), by=make.make_user()).page
    with accepted():
        bypass.update(page, path="reviews/other")


def of_its_page(edition):
    return edition.page.board


def of_a_part(edition):
    return edition.board_roles.get().board


@pytest.mark.usefixtures("role")
@pytest.mark.parametrize("make_public", [live, withdrawn, scheduled])
@pytest.mark.parametrize("named_by", [of_its_page, of_a_part])
def test_a_board_that_a_public_page_names_stays_as_it_is_but_for_its_contact(named_by, make_public):
    free = named_by(make.fill(make.open_bare_review()))
    frozen = named_by(make_public())
    for name, value in NAMES.items():
        with accepted():
            bypass.sql_update(free, **{name: value})
        with refused(NAMED):
            bypass.sql_update(frozen, **{name: value})
    for attempt in bypass.CHANGES:
        with accepted():
            attempt(Board.objects.get(pk=free.pk), name="Other")
        with accepted():
            attempt(
                Board.objects.get(pk=frozen.pk),
                contact_email="a@example.org",
                telephone="1",
                help_lines="Call.",
                colour="#17505c",
            )
        with refused(NAMED):
            attempt(Board.objects.get(pk=frozen.pk), name="Other")
    with refused(NAMED):
        bypass.sql_delete(frozen)


@pytest.mark.usefixtures("role")
def test_whom_a_board_succeeds_stays_once_a_public_page_names_it():
    earlier, other = make.make_board(), make.make_board()
    for is_public in (False, True):
        board = make.make_board(succeeds=[earlier])
        row = Board.succeeds.through.objects.get(from_board=board)
        if is_public:
            make.make_live(make.fill(make.open_bare_review(board)))
        with refused(NAMED) if is_public else accepted():
            bypass.sql_update(row, to_board=other)
    with refused(NAMED):
        bypass.sql_delete(row)
    with refused(NAMED):
        board.succeeds.add(other)
    with refused(NAMED):
        bypass.sql_update(
            Board.succeeds.through.objects.create(from_board=other, to_board=earlier),
            from_board=board,
        )


def test_every_column_of_a_board_is_either_its_contact_or_tried_above():
    columns = {field.name for field in Board._meta.concrete_fields}
    assert columns == {
        "id",
        *NAMES,
        "contact_email",
        "telephone",
        "website",
        "help_lines",
        "colour",
    }
