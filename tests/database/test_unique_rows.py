"""What there may be once is there once."""

import pytest

from reviews.models import ActionPlan, BoardResponse
from tests.support import append_only_rows
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db
SHA = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("make_row", "fields"),
    [
        (make.make_board, {"name": "Board"}),
        (make.make_document_row, {"sha256": SHA}),
        (make.open_plain, {"path": "cookies"}),
        (make.make_user, {"username": "sam"}),
    ],
)
def test_what_names_a_row_names_one_row(make_row, fields):
    make_row(**fields)
    with refused("duplicate key value violates unique constraint …"):
        make_row(**fields)


def test_a_username_names_one_person_with_whatever_capitals():
    make.make_user("sam")
    with refused(
        'duplicate key value violates unique constraint "username_once_whatever_capitals"'
    ):
        make.make_user("Sam")
    make.make_user("Sams")


@pytest.mark.parametrize("model", [BoardResponse, ActionPlan])
def test_an_edition_has_one_response_and_one_plan(model):
    row = model.objects.get(edition=make.fill(make.open_bare_review()))
    row.pk = None
    with refused("duplicate key value violates unique constraint …"):
        row.save()


@pytest.mark.parametrize(
    ("make_row", "another"),
    [
        (append_only_rows.make_withdrawal, lambda: {"edition": make.make_live(make.open_plain())}),
        (append_only_rows.make_release, lambda: {"hold": append_only_rows.make_hold()}),
        (append_only_rows.make_duty, lambda: {"recipient": "Another"}),
        (append_only_rows.make_checkpoint, lambda: {"size": 1000}),
    ],
)
def test_what_happens_once_is_recorded_once(make_row, another):
    row = make_row()
    row.pk = None
    with refused("duplicate key value violates unique constraint …"):
        row.save()
    with accepted():
        make.change(row, **another())
