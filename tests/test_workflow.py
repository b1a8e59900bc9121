import datetime

import pytest

from reviews import history, workflow
from reviews.errors import Refused
from reviews.models import Edition, clock
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_publish_makes_the_draft_public():
    draft = make.open_review()
    before = clock.now()
    live = make.make_live(draft)
    assert not Edition.objects.public(at=before).exists()
    assert list(Edition.objects.public(at=clock.now())) == [live.edition_ptr]
    assert str(live.first_published) == str(history.last_updated(live, at=clock.now()))


def test_next_edition_supersedes_in_the_same_moment():
    first = make.make_live()
    second = make.make_live(workflow.open_edition(first.page, by=make.make_user()))
    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert [a.document_id for a in second.attachments.all()] == [
        a.document_id for a in first.attachments.all()
    ]


def test_withdraw_takes_the_page_down_and_unschedules():
    live = make.make_live()
    later = clock.now() + datetime.timedelta(days=3)
    make.make_live(workflow.open_edition(live.page, by=make.make_user()), at=later)
    make.withdraw(live)
    assert not Edition.objects.public(at=later + datetime.timedelta(days=1)).exists()
    with pytest.raises(Refused, match="already withdrawn"):
        make.withdraw(live)
