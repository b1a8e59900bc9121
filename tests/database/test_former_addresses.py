"""Whoever writes, a former address needs two people, leads to one page, and its past stays."""

import pytest
from django.db import Error
from django.db.models.functions import Now

from reviews import workflow
from reviews.models import FormerAddress
from tests.support import factories as make
from tests.support.append_only_rows import make_former_address
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db


def change(row: FormerAddress, **columns) -> None:
    FormerAddress.objects.filter(pk=row.pk).update(**columns)


@pytest.mark.parametrize("given", ["live_from", "live_until"])
def test_an_address_begins_as_a_proposal(given):
    with accepted():
        make_former_address()
    with refused("A former address is proposed first: …"):
        make_former_address(**{given: Now()})
    with refused("A former address is proposed first: …"):
        make_former_address(added_by=None)


def test_a_path_leads_to_one_page_at_a_time():
    first, second = make_former_address(path="old/a"), make_former_address(path="Old/A")
    by = make.make_user()
    change(first, live_from=Now(), agreed_by=by)
    with refused(
        'conflicting key value violates exclusion constraint "one_page_at_a_former_address"'
    ):
        change(second, live_from=Now(), agreed_by=by)
    workflow.end_address(first, by=by)
    with accepted():
        change(second, live_from=Now(), agreed_by=by)


def test_the_past_of_an_address_cannot_be_edited():
    row = make.former_address(make.open_plain().page)
    for columns in (
        {"path": "other"},
        {"agreed_by": make.make_user()},
        {"page": make.open_plain().page},
    ):
        with refused("Former address … is a lasting record: end it and add another."):
            change(row, **columns)
    with refused("Former address …: when it went live has passed and cannot be changed …"):
        change(row, live_from=Now())
    with refused("permission denied for table …", Error):
        row.delete()
    workflow.end_address(row, by=make.make_user())
    with refused("Former address …: when it ended has passed and cannot be changed …"):
        change(row, live_until=None)
