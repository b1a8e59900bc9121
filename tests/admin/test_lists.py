"""What lists say of each row, and to whom. On a small screen they have no head: each value says what it is."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.urls import reverse

from reviews import workflow
from reviews.models import Subject
from scr_site.settings import BASE_DIR
from tests.support import admin_client, html
from tests.support import factories as make

STYLES = (BASE_DIR / "static" / "admin-register.css").read_text()
LABELS = dict(
    re.findall(r"#result_list \.field-([a-z_]+)::before \{ content: \"(.+): \"; \}", STYLES)
)
LISTS = [
    found for model, found in admin.site._registry.items() if model._meta.app_label == "reviews"
]


@pytest.mark.parametrize("of_model", LISTS, ids=lambda found: found.opts.model_name)
def test_each_column_after_the_first_has_its_heading_beside_the_value(of_model):
    headings = {
        name: str(label_for_field(name, of_model.model, of_model)).capitalize()
        for name in of_model.list_display[1:]
    }
    assert {name: LABELS.get(name) for name in headings} == headings


@pytest.mark.django_db
def test_a_draft_that_waits_for_approval_is_called_so_wherever_its_state_stands():
    draft, client = make.open_review(), admin_client.approver()
    overview, page_list = (
        admin_client.page_url(draft.page),
        reverse("admin:reviews_review_changelist"),
    )

    def shown() -> list[set[str]]:
        screens = [html.page_of(client.get(address)) for address in (overview, page_list)]
        return [{html.text(each) for each in screen.find_class("stage")} for screen in screens]

    assert shown() == [{"Draft"}, {"Draft"}]
    workflow.submit(draft, by=make.make_user(), note="First.")
    assert shown() == [{"Waiting for approval"}, {"Waiting for approval"}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("group", "is_offered"), [("Editors", True), ("Auditors", False), ("Administrators", False)]
)
def test_only_who_writes_is_shown_how_to_begin(group, is_offered):
    client = admin_client.signed_in(admin_client.person(group))
    shown = html.text(admin_client.content(client.get(reverse("admin:index"))))
    assert ("To begin, add a review" in shown) == is_offered


@pytest.mark.django_db
def test_a_review_is_found_by_address_board_and_every_name_that_it_is_shown_by():
    board = make.make_board(name="Newtown Safeguarding Board", short_name="NSB")
    draft = make.open_bare_review(board, label="Child Quince", title="What we learned")
    Subject.objects.create(edition=draft, pseudonym="Robin")
    make.open_bare_review()
    client, path = admin_client.editor(), draft.page.path
    addresses = [path, f"/{path}/", f"http://testserver/{path}/?from=mail", f"/cy/{path}/"]
    for typed in (*addresses, "newtown", "NSB", "child quince", "learned", "Robin"):
        answer = client.get(reverse("admin:reviews_review_changelist"), {"q": typed})
        shown = html.page_of(answer).cssselect("#result_list .field-path")
        assert [html.text(each) for each in shown] == [path], typed
    for typed in ("nothing", "http://[", "/"):
        assert (
            client.get(reverse("admin:reviews_review_changelist"), {"q": typed}).status_code == 200
        )
