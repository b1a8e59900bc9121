"""What lies above a review’s page, as its crumbs say."""

import pytest

from tests.support import factories as make
from tests.support.html import links, only, page_of

pytestmark = pytest.mark.django_db


def test_a_review_leads_to_its_listing_and_its_year(client):
    board = make.make_board()
    make.make_live(make.open_listing(path="everything", title="Everything"))
    live = make.carry_over(make.open_review(board), published="2015-08")
    address = live.page.get_absolute_url()
    found = links(only(page_of(client.get(address)), "crumbs"))
    assert found == {"Register": "/", "Everything": "/everything/", "2015": "/everything/2015/"}
    make.make_live(make.open_listing(board, path="ours", title="Ours"))
    found = links(only(page_of(client.get(address)), "crumbs"))
    assert found == {"Register": "/", "Ours": "/ours/", "2015": "/ours/2015/"}
    for below in ("history/", "overview-report.pdf/read/"):
        way = links(only(page_of(client.get(f"{address}{below}")), "crumbs"))
        assert way == found | {live.heading: address}, below
    assert {client.get(each).status_code for each in found.values()} == {200}
