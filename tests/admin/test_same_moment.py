"""What somebody else saves at the same moment: the database refuses the second, in a sentence."""

import pytest
from django.urls import reverse

from reviews.admin.verbs import NOT_SAVED
from reviews.models import Page
from tests.support import admin_client
from tests.support import factories as make
from tests.support.concurrency import race

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize(("theirs", "refusals"), [("the/same", [NOT_SAVED]), ("another", [])])
def test_a_page_is_added_at_an_address_that_somebody_else_has_just_taken(theirs, refusals):
    board, client = make.make_board(), admin_client.editor()
    address = reverse("admin:reviews_listing_add")
    fields = admin_client.filled(client.get(address)) | {"board": board.pk, "path": "the/same"}
    _, answer, waited = race(
        lambda: Page.objects.create(path=theirs, kind="review", board=board),
        lambda: client.post(address, fields),
    )
    assert waited == bool(refusals)
    assert answer.status_code == (200 if refusals else 302)
    if refusals:
        assert admin_client.errors(answer) == [*refusals, "Page with this Address already exists."]
        assert admin_client.filled(answer)["path"] == "the/same"
