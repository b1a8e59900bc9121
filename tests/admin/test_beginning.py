"""A new review is one screen: a button, and the form that asks everything."""

import pytest
from django.urls import reverse

from reviews.admin.editions.first_edition import NOT_FREE
from reviews.models import Edition, Event, Review, UnsavedWork
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
BEGIN = "/admin/reviews/review/begin/"


def test_the_button_of_the_dashboard_and_of_the_list_leads_to_the_form_of_a_first_edition():
    board, client = make.make_board(), admin_client.editor()
    for address in ("admin:index", "admin:reviews_review_changelist"):
        page = html.page_of(client.get(reverse(address)))
        assert BEGIN in [form.get("action") for form in page.forms]
    answer = client.post(BEGIN, follow=True)
    draft = Edition.objects.get()
    assert answer.redirect_chain == [(admin_client.address(draft), 302)]
    assert (draft.number, draft.page.board, draft.page.kind) == (1, board, "review")
    assert [event.verb for event in Event.objects.order_by("seq")][-2:] == ["page_set", "opened"]


def test_what_was_begun_and_left_empty_is_begun_no_second_time():
    make.make_board()
    client = admin_client.editor()
    client.post(BEGIN)
    client.post(BEGIN)
    draft = Edition.objects.get()
    UnsavedWork.objects.create(
        edition=draft, by=draft.edited_by, fields={}, typed_at=draft.edited_at
    )
    client.post(BEGIN)  # somebody types in the first
    assert Edition.objects.count() == 2
    newer = Edition.objects.latest("pk")
    admin_client.save(
        client, newer, admin_client.opened(client, newer), review_type="scr", title="T"
    )
    client.post(BEGIN)
    assert Edition.objects.count() == 3
    admin_client.editor().post(BEGIN)  # somebody else
    assert Edition.objects.count() == 4


def test_the_address_at_which_django_adds_asks_no_board_and_address_beforehand():
    make.make_board()
    client, address = admin_client.editor(), reverse("admin:reviews_review_add")
    typed = {"path": "reviews/typed"}
    for answer in (client.get(address), client.post(address, typed)):
        assert answer.url == reverse("admin:reviews_review_changelist")
    assert BEGIN in [form.get("action") for form in html.page_of(client.get(answer.url)).forms]
    assert not Review.objects.exists()


def test_board_and_address_are_chosen_in_the_form_until_the_page_is_public():
    first, second = make.make_board(), make.make_board()
    client = admin_client.editor()
    client.post(BEGIN)
    draft = Edition.objects.get()
    fields = admin_client.opened(client, draft)
    assert {fields["board"]} <= {str(first.pk), str(second.pk)}
    other = make.open_review()
    taken = {"review_type": "scr", "path": other.page.path, "board": str(second.pk)}
    refused = admin_client.save(client, draft, fields, **taken)
    assert NOT_FREE in admin_client.errors(refused)
    for wrong, words in (("Not Well", "lower-case"), ("admin/x", "Choose another")):
        answer = admin_client.save(client, draft, fields, **taken | {"path": wrong})
        assert any(words in each for each in admin_client.errors(answer))
    admin_client.save(client, draft, fields, **taken | {"path": "/reviews/of-mine/"})
    page = Review.objects.get(pk=draft.page_id)
    assert (page.path, page.board) == ("reviews/of-mine", second)
    assert Event.objects.filter(page=page.pk, verb="page_set").count() == 2
    live = make.make_live(make.open_review())
    client.post(admin_client.page_url(live.page, "edit"))
    following = admin_client.opened(client, live.page.editions.drafts().get())
    assert not {"board", "path"} & following.keys()


def test_a_board_of_somebody_else_cannot_be_chosen():
    own, theirs = [make.make_board(), make.make_board()], make.make_board()
    person = admin_client.person("Editors", all_boards=False)
    person.boards.set(own)
    client = admin_client.signed_in(person)
    client.post(BEGIN)
    draft = Edition.objects.get()
    fields = admin_client.opened(client, draft)
    admin_client.save(client, draft, fields, review_type="scr", board=str(theirs.pk))
    assert Review.objects.get().board in own
    admin_client.save(client, draft, fields, review_type="scr", board=str(own[1].pk))
    assert Review.objects.get().board == own[1]


def test_without_a_board_django_s_form_says_why():
    answer = admin_client.editor(all_boards=False).post(BEGIN, follow=True)
    assert "you do not work for any board yet" in html.text(admin_client.content(answer))
    assert not Review.objects.exists()
