"""What somebody else saves at the same moment: the database refuses the second, in a sentence."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from reviews.admin.model_admin import SafeFormAdmin
from reviews.admin.verbs import NOT_SAVED
from reviews.models import Document, Event, Page
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


def test_a_person_is_added_under_a_name_that_somebody_else_has_just_given():
    client, address = admin_client.administrator(), reverse("admin:reviews_user_add")
    fields = admin_client.filled(client.get(address)) | {"username": "ada", "first_name": "Ada"}
    fields |= dict.fromkeys(("password1", "password2"), "Plain words for a test 9")
    _, answer, waited = race(
        lambda: make.make_user(username="ada"), lambda: client.post(address, fields)
    )
    assert waited
    assert answer.status_code == 200
    assert NOT_SAVED in admin_client.errors(answer)
    assert admin_client.filled(answer)["first_name"] == "Ada"


def test_every_form_of_a_row_is_refused_in_a_sentence():
    unguarded = {
        model for model, each in site._registry.items() if not isinstance(each, SafeFormAdmin)
    }
    assert unguarded == {Document, Event}  # which nobody changes
