"""Forms and screens speak as a new member of staff does."""

import re

import pytest
from django.urls import reverse

from reviews.admin.editions.inlines import INLINES
from reviews.editions.comparison import label
from tests.support import admin_client, html, staff_forms
from tests.support import factories as make

pytestmark = pytest.mark.django_db

JARGON = re.compile(
    r"\b(language tag|weight|slug|digest|carried|in footer|markdown|formset|inline|boardrole|"
    r"boardresponse|actionplan|draft version|foreign key|null|410|sha-?256|en-GB)\b",
    re.IGNORECASE,
)
SCREENS = {
    "dashboard": lambda draft: reverse("admin:index"),
    "review": lambda draft: admin_client.address(draft),
    "submit": lambda draft: admin_client.address(draft, "submit"),
    "approve": lambda draft: admin_client.address(draft, "approve"),
    "page": lambda draft: admin_client.page_url(draft.page),
    "progress": lambda draft: reverse("admin:reviews_review_progress", args=[draft.page_id]),
    "withdraw": lambda draft: admin_client.page_url(draft.page, "withdraw"),
    "add a listing": lambda draft: reverse("admin:reviews_listing_add"),
    "add a page": lambda draft: reverse("admin:reviews_plainpage_add"),
    "add a banner": lambda draft: reverse("admin:reviews_banner_add"),
    "add a board": lambda draft: reverse("admin:reviews_board_add"),
    "listing": lambda draft: admin_client.address(make.open_listing()),
    "plain page": lambda draft: admin_client.address(make.open_plain()),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_speaks_in_jargon(screen):
    live = make.make_live(make.fill(make.open_bare_review()))
    client = admin_client.approver()
    client.post(admin_client.page_url(live.page, "edit"))
    draft = live.page.editions.drafts().get()
    shown = html.text(admin_client.content(client.get(SCREENS[screen](draft), follow=True)))
    assert JARGON.findall(shown) == []


def test_jargon_is_found():
    assert JARGON.findall("A language tag and its Digest") == ["language tag", "Digest"]


def test_each_box_of_a_row_says_what_it_is_for():
    """Where its name alone does not."""
    plain = {
        "position",
        "title",
        "status",
        "lead_agency",
        "monitoring",
        "state_reason",
        "edition",
        "id",
    }
    fields = admin_client.content(
        admin_client.approver().get(admin_client.address(make.fill(make.open_bare_review())))
    )
    silent = set()
    for kind in INLINES:
        prefix = kind.model._meta.get_field("edition").remote_field.get_accessor_name()
        for box in fields.cssselect(f"[name^='{prefix}-0-']"):
            name = box.get("name").rpartition("-")[2]
            if box.get("type") not in ("hidden", "file", "checkbox") and not box.get(
                "aria-describedby"
            ):
                silent.add(name)
    assert silent <= plain | {"document", "chosen"}  # the label says it all


def test_no_box_that_is_required_says_what_it_means_empty():
    client = admin_client.signed_in(admin_client.person(*staff_forms.EVERYTHING))
    asked, wrong = 0, {}
    for name, address in staff_forms.form_addresses(staff_forms.make_world()).items():
        page = html.page_of(client.get(address, follow=True))
        for heading in page.xpath("//label[contains(@class, 'required')]"):
            [*boxes] = page.xpath("//*[@id=$box]/@aria-describedby", box=heading.get("for"))
            texts = [page.get_element_by_id(each) for ids in boxes for each in ids.split()]
            asked += bool(texts)
            if any("empty" in html.text(each).lower() for each in texts):
                wrong[name] = html.text(heading)
    assert wrong == {}
    assert asked > 20


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("change_weight", "Kind of change"),
        ("carried_updated", "Last updated on the earlier website"),
        ("in_footer", "Link at the foot of every page"),
        ("boardresponse", "Board response"),
        ("attachment", "Documents"),
        ("verified_by", "Verified by"),
    ],
)
def test_fields_are_named_in_plain_words(name, words):
    assert label(name) == words
