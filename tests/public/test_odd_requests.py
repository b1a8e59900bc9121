"""Addresses and forms that nobody is given and anybody can type: never a fault, never a leak."""

from itertools import product
from urllib.parse import urlencode

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from reviews.admin.editions.row_forms import NOT_WHOLE
from reviews.admin.model_admin import UNKNOWN_FILTER
from reviews.models import Attachment, Page, Review
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
DIGITS = "9" * 5000


@pytest.mark.parametrize("groups", [(), ("Editors",), ("Administrators",)])
def test_no_account_learns_the_address_of_a_row(groups):
    draft = make.open_review(path="reviews/of-another-board")
    client = admin_client.signed_in(admin_client.person(*groups, all_boards=False))
    rows = {Page: draft.page_id, Review: draft.page_id, Attachment: draft.attachments.get().pk}
    for model, pk in rows.items():
        kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
        answer = client.get(f"/admin/r/{kind.pk}/{pk}/")
        assert (answer.status_code, answer.get("Location")) == (404, None)


@pytest.mark.parametrize(
    "moment",
    [
        *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00-14:00"),
        *("9999-12-31T23:59:59-23:00", "1969-12-31T23:59:59Z"),
    ],
)
def test_a_moment_at_the_end_of_the_calendar_is_nowhere(moment):
    for rest in ("", "site/", "site/cookies/"):
        assert admin_client.auditor().get(f"/admin/as-at/{moment}/{rest}").status_code == 404


def test_a_moment_is_the_same_in_every_time_zone():
    reader = admin_client.auditor()
    for zone in ("Z", "+23:59:59", "+23:59:59.999999", "-23:59:59"):
        assert reader.get(f"/admin/as-at/2026-01-15T12:00:00{zone}/").status_code == 200


def test_a_moment_before_any_website_is_a_sentence():
    seen = admin_client.auditor().get(reverse("admin:as_at"), {"moment": "0001-01-01T00:00"})
    assert admin_client.errors(seen) == ["That moment is before any website: choose a later one."]


OF_PAGES = ("path=%00", "kind=%00", "path__regex=[", "nothing=1")
LISTS = [
    *product(("review", "listing", "plainpage"), OF_PAGES),
    *product(["board"], ("kind=%00", "jurisdiction__exact=%00", "pages=1")),
    *product(["event"], ("hash=x", "at__year=-1", f"at__year={DIGITS}", "body=%00")),
    *product(["document"], ("sha256=%00", "sha256__regex=[")),
    *(("publicationrule", "jurisdiction=%00"), ("user", "username=%00")),
]


def test_a_list_that_cannot_be_had_is_a_sentence_above_the_whole_list():
    for draft in (make.open_review(), make.open_listing(), make.open_plain()):
        make.make_live(draft)
    people = {"user": admin_client.administrator()}
    approver = admin_client.approver()
    for model, asked in LISTS:
        client = people.get(model, approver)
        page_url = reverse(f"admin:reviews_{model}_changelist")
        whole = client.get(page_url)
        answer = client.get(f"{page_url}?{asked}", follow=True)
        assert answer.redirect_chain == [(f"{page_url}?e=1", 302)], asked
        assert (answer.status_code, admin_client.messages(answer)) == (200, [UNKNOWN_FILTER]), asked
        assert rows(answer) == rows(whole) != [], asked


def rows(answer) -> list[str]:
    return [html.text(row) for row in html.page_of(answer).cssselect("#result_list tbody tr")]


def test_the_list_of_boards_does_not_tell_whose_a_draft_is():
    hidden, own = make.make_board(), make.make_board()
    draft = make.open_bare_review(hidden)
    person = admin_client.person("Editors", all_boards=False)
    person.boards.set([own])
    client, page_url = admin_client.signed_in(person), reverse("admin:reviews_board_changelist")
    for name in ("pages", "pages__exact", "pages__in", "roles", "succeeds", "staff"):
        assert client.get(page_url, {name: draft.page_id}).url == f"{page_url}?e=1"
    assert len(rows(client.get(page_url, {"kind__exact": "lscb"}))) == 2
    assert rows(client.get(page_url, {"kind__exact": "sab"})) == []


def test_a_row_of_a_number_that_no_browser_gives_is_refused_in_words():
    draft = make.open_bare_review()
    client = admin_client.approver()
    fields = admin_client.opened(client, draft) | {
        f"attachments-{DIGITS}-title": "x",
        "title": "Typed",
    }
    answer = client.post(
        admin_client.address(draft),
        urlencode(fields, doseq=True),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert NOT_WHOLE in admin_client.errors(answer)
    assert admin_client.filled(answer)["title"] == "Typed"
    draft.refresh_from_db()
    assert draft.title == ""


@pytest.mark.parametrize("number", [DIGITS, "²", "", "-1"])
def test_an_edition_of_a_number_that_none_has_is_compared_with_nothing(number):
    page_url = reverse("admin:compare", args=[make.make_live().page_id])
    for side in ("to", "from"):
        answer = admin_client.auditor().get(page_url, {side: number})
        assert answer.status_code == 200
        assert admin_client.errors(answer) != []
