"""The preview has under History what readers will find there."""

import pytest

from reviews import workflow
from reviews.admin.editions.preview import NOTE_TO_COME
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def changes(answer) -> list[str]:
    return [html.text(each) for each in html.main_of(answer).find_class("update")]


def test_a_preview_tells_the_changes_that_the_public_page_will(client):
    person, draft = admin_client.editor(), make.open_review()
    page = draft.page
    for number, note in enumerate(["", "Second.", "Third.", "Fourth."]):
        address = admin_client.address(draft, "preview")
        assert (NOTE_TO_COME in " ".join(changes(person.get(address)))) == (number > 0)
        workflow.submit(draft, by=make.make_user(), note=note)
        draft.refresh_from_db()
        previewed = changes(person.get(address))
        workflow.approve(draft, by=make.make_user())
        workflow.publish(draft, by=make.make_user())
        assert changes(client.get(page.get_absolute_url())) == previewed
        assert len(previewed) == min(number + 1, 3)
        draft = workflow.open_edition(page, by=make.make_user())
