"""What readers missed is led on with one press, once somebody else agrees."""

import pytest

from reviews import workflow
from reviews.models import FormerAddress, MissedAddress
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/missed-addresses/"


def missed(path: str, **facts) -> MissedAddress:
    return MissedAddress.objects.create(path=path, **{"last_asked_on": "2026-06-01"} | facts)


def press(client, row, **fields):
    return client.post(ADDRESS, {"missed": row.pk} | fields, follow=True)


def headings(client) -> list[str]:
    return [
        html.text(each)
        for each in html.page_of(client.get(ADDRESS)).xpath(
            "//ul[contains(@class, 'register-addresses')]/li/strong"
        )
    ]


def test_what_was_asked_for_on_most_days_comes_first():
    client = admin_client.editor()
    assert "Nobody has asked in vain." in client.get(ADDRESS).content.decode()
    missed("b", times=900)
    missed("a", times=7, days=7)
    assert headings(client) == ["/a", "/b"]
    assert "7 times on 7 days, last on 1 June 2026" in client.get(ADDRESS).content.decode()
    assert ADDRESS in client.get("/admin/").content.decode()


def test_one_press_proposes_the_page_that_is_most_like_it(client):
    near = make.make_live(make.open_bare_review(path="reviews/child-k"))
    make.make_live(make.open_bare_review(path="reviews/something-else"))
    make.open_bare_review(path="reviews/child-k-2")
    row = missed("scr/child-k.aspx?id=3")
    staff = admin_client.editor()
    page = html.page_of(staff.get(ADDRESS))
    [box] = page.xpath("//input[@type='text']")
    assert box.get("value") == "/reviews/child-k/"
    said = press(staff, row, **{box.get("name"): box.get("value")}).content.decode()
    assert "leads to /reviews/child-k/ as soon as somebody else agrees" in said
    former = FormerAddress.objects.get()
    assert (former.path, former.page_id, former.is_waiting) == (row.path, near.page_id, True)
    assert client.get(f"/{row.path}").status_code == 404
    workflow.agree_address(former, by=make.make_user())
    assert client.get(f"/{row.path}")["Location"] == "/reviews/child-k/"
    assert headings(staff) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Give the address of the page to which readers are to be led."),
        ("/reviews/other/", "No page that you work on has this address."),
        ("mailto:a@b.c", "Give the address of a web page"),
    ],
)
def test_what_cannot_be_done_is_said_at_its_row(typed, sentence):
    other = make.make_live(make.open_bare_review(make.make_board(), path="reviews/other"))
    row, staff = missed("old/page"), admin_client.editor(all_boards=False)
    answer = press(staff, row, **{f"{row.pk}-to": typed})
    assert sentence in answer.content.decode()
    assert [
        each.get("value", "") for each in html.page_of(answer).xpath("//input[@type='text']")
    ] == [typed]
    assert not FormerAddress.objects.exists()
    assert other.page.path == "reviews/other"


def test_a_refusal_of_the_verb_keeps_the_row():
    live = make.make_live(make.open_bare_review(path="reviews/child-k"))
    make.former_address(live.page, "old/page")
    row = missed("Old/Page")
    answer = press(admin_client.editor(), row, **{f"{row.pk}-to": "/reviews/child-k"})
    assert "It is a former address of this page already." in answer.content.decode()
    assert MissedAddress.objects.filter(pk=row.pk).exists()


def test_what_is_of_no_use_is_forgotten():
    row, staff = missed("wp-login.php"), admin_client.editor()
    assert "/wp-login.php was forgotten" in press(staff, row, forget="yes").content.decode()
    assert not MissedAddress.objects.exists()
    for gone in (row.pk or 1, "x", "9" * 30):
        said = staff.post(ADDRESS, {"missed": gone}, follow=True).content.decode()
        assert "This address is not in the list any more" in said
