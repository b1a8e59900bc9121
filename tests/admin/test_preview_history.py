"""The preview has under History what readers will find there."""

import pytest

from reviews import workflow
from reviews.admin.editions.preview import NOTE_TO_COME
from reviews.lib.dates import PartialDate
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


@pytest.mark.parametrize("updated", ["2018-10-04", "2015-08", "unknown"])
def test_a_preview_tells_what_is_carried_over(client, updated):
    draft = make.open_review()
    dates = {"published": PartialDate("2015-08"), "updated": PartialDate(updated)}
    workflow.state_origin(draft, by=make.make_user(), source="old.example", **dates)
    shown = admin_client.editor().get(admin_client.address(draft, "preview"))
    workflow.submit(draft, by=make.make_user(), note="")
    draft.refresh_from_db()
    workflow.approve(draft, by=make.make_user())
    workflow.carry_over(draft, by=make.make_user())
    public = client.get(draft.page.get_absolute_url())
    assert changes(shown) == changes(public)
    assert "Carried over unchanged from old.example." in changes(shown)[0]
    dated = [html.text(html.only(html.main_of(each), "printed")) for each in (shown, public)]
    assert dated[0] == dated[1]
