"""The pages of a board with a colour link one more stylesheet, which is made from its address alone."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from reviews import workflow
from reviews.middleware import MOST_WAITING, ServiceUnavailableMiddleware
from reviews.models import Board
from reviews.public.last_good import CERTAIN, IS_DOWN
from tests.public.test_ready_pages import (
    Asked,
    django,  # noqa: F401
    hear,
    ready,  # noqa: F401
)
from tests.support import admin_client
from tests.support import factories as make
from tests.support.html import page_of
from tests.support.shared_starts import shared_start

OURS, STYLES = "#0b5c5c", "/board-colour/0b5c5c.css"
OF_THE_BOARD = [
    *("/list/", "/list/2015/", "/list/?type=scr", "/list/history/", "/cy/list/"),
    *("/reviews/scr-1/", "/reviews/scr-1/history/", "/reviews/scr-1/history/1/"),
    *("/reviews/scr-1/overview-report.pdf/read/", "/reviews/gone/", "/adolygiadau/a/"),
    "/concerns/new/?page=/reviews/scr-1/",
]
OF_THE_SITE = ["/", "/cy/", "/search?q=a", "/plain/", "/register/", "/themes/", "/nothing/"]


def styles(response) -> list[str]:
    linked = page_of(response).iterfind("head/link[@rel='stylesheet']")
    return [each.get("href") for each in linked]


@shared_start
def board():
    board = make.make_board()
    first = make.carry_over(make.open_review(board, path="reviews/scr-1", label="Child A"))
    make.make_live(workflow.open_edition(first.page, by=make.make_user()).as_kind)
    make.withdraw(make.make_live(make.open_review(board, path="reviews/gone", label="Child B")))
    make.make_live(make.open_review(board, path="adolygiadau/a", label="Plentyn", language="cy"))
    make.make_live(make.open_listing(board, path="list"))
    make.make_live(make.open_plain(path="plain"))
    return board


@pytest.mark.django_db
def test_pages_of_the_board_link_its_colour_last_and_others_do_not(client, board):
    before = {each: styles(client.get(each)) for each in OF_THE_BOARD + OF_THE_SITE}
    assert {len(linked) for linked in before.values()} == {1}
    Board.objects.filter(pk=board.pk).update(colour=OURS)
    after = {each: styles(client.get(each)) for each in before}
    assert after == before | {each: [*before[each], STYLES] for each in OF_THE_BOARD}


def test_the_stylesheet_is_kept_for_a_year_and_asked_for_without_being_sent():
    """Not marked with django_db, so any query would fail, as that of a page does."""
    client = Client()
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        client.get("/plain/")
    answer = client.get(STYLES)
    assert answer.content == b":root { --board: #0b5c5c; }\n"
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "max-age=31536000, public, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert "style-src 'self'" in answer["Content-Security-Policy"]
    assert {"Permissions-Policy", "Referrer-Policy"} <= set(answer.headers)
    assert not {"Set-Cookie", "Vary"} & set(answer.headers)
    assert client.head(STYLES).headers.items() >= {"ETag": answer["ETag"]}.items()
    known = client.get(STYLES, headers={"if-none-match": answer["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert known["Cache-Control"] == answer["Cache-Control"]
    assert client.get(STYLES, headers={"if-none-match": '"another"'}).status_code == 200
    other = client.get("/board-colour/17505c.css")
    assert other["ETag"] != answer["ETag"]
    assert b"#17505c" in other.content


@pytest.mark.parametrize(
    "name",
    [
        *(
            "0B5C5C",
            "0b5c5",
            "0b5c5c0",
            "teal",
            "%230b5c5c",
            "0b5c5c%0A",
            "0b5c5c%00",
            "%D9%A0b5c5c",
        ),
        *("e08a00", "ffffff", "red;}a{", "0b5c5c.css"),
    ],
)
def test_any_other_name_is_no_stylesheet(name):
    answer = Client().get(f"/board-colour/{name}.css")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert answer["Cache-Control"] == "no-store"
    assert name.encode() not in answer.content


def test_it_waits_for_no_database_when_others_do():
    middleware = ServiceUnavailableMiddleware(lambda request: HttpResponse("styles"))
    for _ in range(MOST_WAITING):
        middleware._waiting.acquire()
    statuses = {}
    for path in ("/plain/", STYLES):
        asked = RequestFactory(HTTP_HOST="localhost").get(path, **{IS_DOWN: CERTAIN})
        statuses[path] = middleware(asked).status_code
    assert statuses == {"/plain/": 503, STYLES: 200}


def test_ready_made_pages_have_the_new_colour_at_once(ready):  # noqa: F811
    hear(ready)
    review = "/reviews/scr-1/"
    board = Board.objects.get(pages__path="reviews/scr-1")
    assert b"board-colour" not in Asked(ready, review).body
    client = admin_client.administrator()
    address = f"/admin/reviews/board/{board.pk}/change/"
    for colour, linked in ((OURS, STYLES), ("#17505c", "/board-colour/17505c.css")):
        fields = admin_client.filled(client.get(address)) | {"colour": colour}
        assert client.post(address, fields).status_code == 302
        assert linked.encode() in Asked(ready, review).body
        assert linked.encode() in Asked(ready, review).body
    fields = admin_client.filled(client.get(address)) | {"colour": ""}
    client.post(address, fields)
    assert b"board-colour" not in Asked(ready, review).body
