"""The demonstration is brought in by its staff: two people for everything that the public sees."""

import io
import re

import pytest
from django.core.management import call_command

from reviews.editions.approval import approval_status
from reviews.editions.digest import edition_content
from reviews.ledger import verification
from reviews.lib import shipped_pages
from reviews.models import Edition, Event, User
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db

GROUPS = {
    "editor": "Editors",
    "approver": "Approvers",
    "auditor": "Auditors",
    "administrator": "Administrators",
}
ON_THE_WAY = ["opened", "saved", "saved", "submitted", "approved", "carried_over"]


# What each account does, in order, to the review, the listing and its former address, the pages that every
# register needs, and the banner.
RECORDED = [
    *[("administrator", "rights_set")] * len(GROUPS),
    *[
        ("approver" if verb in {"approved", "carried_over"} else "editor", verb)
        for verb in ON_THE_WAY
    ]
    * 2,
    *[("editor", "address_proposed"), ("approver", "address_agreed")],
    *[
        *[("editor", verb) for verb in ("page_set", "opened", "saved", "submitted")],
        *[("approver", "approved"), ("approver", "published")],
    ]
    * len(shipped_pages.read_all()),
    ("approver", "announced"),
]


def load(*options: str) -> str:
    output = io.StringIO()
    call_command("load_demonstration", *options, stdout=output)
    return output.getvalue()


@shared_start
def printed():
    return load("--if-empty")


def test_each_role_has_an_account_with_a_one_time_password(printed):
    passwords = dict(re.findall(r"^ {4}(\w+) +(\S+)$", printed, re.MULTILINE))
    assert passwords.keys() == GROUPS.keys()
    for name, group in GROUPS.items():
        user = User.objects.get(username=name)
        assert user.check_password(passwords[name])
        assert (user.role, user.password_is_one_time) == (group, True)
        assert (user.is_staff, user.is_superuser, user.all_boards) == (True, False, True)


def test_one_person_writes_and_another_signs(printed):
    recorded = Event.objects.order_by("seq").values_list("actor__username", "verb")
    assert list(recorded) == RECORDED
    live = Edition.objects.exclude(live_from=None)
    assert [approval_status(edition_content(edition)).is_approved for edition in live] == [True] * 9
    assert verification.verify(outside=[]).problems == []


def test_it_is_loaded_into_an_empty_site_only(printed):
    events = Event.objects.count()
    assert load("--if-empty") == ""
    assert (Event.objects.count(), User.objects.count()) == (events, len(GROUPS))
