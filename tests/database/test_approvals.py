"""Two people, whoever writes: one submits an edition or changes it last, another approves it."""

from datetime import timedelta

import pytest

from reviews import workflow
from reviews.lib import clock
from reviews.models import Edition, User
from tests.support import append_only_rows, bypass
from tests.support import factories as make
from tests.support.bypass import accepted, refused

pytestmark = pytest.mark.django_db
ALONE = "Edition 1 of page … cannot be approved by somebody who submitted it, published it alone or changed it last: this takes a second person."
UNSIGNED = "Edition 1 of page … cannot go live: it is neither approved nor published without a second person."


@pytest.fixture(params=["site_app", "site_owner"], autouse=True)
def role(request, db):
    if request.param == "site_owner":
        request.getfixturevalue("as_owner")


def sign(edition: Edition, by: User) -> None:
    facts = {"page": edition.page, "edition_number": edition.number, "by": by}
    append_only_rows.make_approval(verdict="approved", **facts)


def test_nobody_approves_what_they_submitted_or_changed_last():
    submitter, editor = make.make_user(), make.make_user()
    draft = make.change(make.open_plain(), edited_by=editor)
    workflow.submit(draft, by=submitter, note="Changed.")
    for person in (submitter, editor):
        with refused(ALONE):
            sign(draft, person)
    with accepted():
        sign(draft, make.make_user())


def test_nobody_signs_what_they_published_alone():
    alone = make.make_user()
    live = workflow.override(make.open_plain(), by=alone, reason="Urgent.", note="Changed.")
    with refused(ALONE):
        sign(live, alone)
    with accepted():
        sign(live, make.make_user())


def test_what_nobody_approved_does_not_go_live():
    draft = make.open_plain()
    period = {"live_from": clock.now() + timedelta(hours=1), "first_published": "2026"}
    for step in (
        lambda: None,
        lambda: workflow.submit(draft, by=make.make_user(), note="Changed."),
    ):
        step()
        with refused(UNSIGNED):
            bypass.sql_update(draft, **period)
    workflow.approve(draft, by=make.make_user())
    with accepted():
        bypass.sql_update(draft, **period)
    workflow.return_(draft, by=make.make_user(), remarks="Name the agencies.")
    with refused(UNSIGNED):
        bypass.sql_update(draft, **period)
