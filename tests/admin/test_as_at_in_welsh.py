"""The site as at a moment, below /cy/: with the words that the public was served there."""

import pytest

from reviews.lib import clock
from tests.admin.test_as_at import at
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def test_what_is_there_in_welsh_is_there_as_at_a_moment_too(client):
    """Served in Welsh, and led from and to the English; a page that is not in Welsh is at its own address."""
    listing = make.make_live(make.open_listing(path="list"))
    live = make.make_live(path="reviews/scr-1")
    in_welsh = (
        "cy/",
        "cy/list/",
        "cy/list/history/",
        "cy/search/?q=child",
        "cy/register/",
        "cy/no/",
    )
    seen = {address: client.get(f"/{address}") for address in in_welsh}
    english = html.main_of(client.get("/list/"))
    moment = clock.now()
    make.withdraw(live)
    make.withdraw(listing)
    reader = admin_client.auditor()
    for address, public in seen.items():
        past = reader.get(at(moment, address))
        assert past.status_code == public.status_code
        assert html.page_of(past).get("lang") == "cy"
        assert html.text(html.main_of(past)) == html.text(html.main_of(public))
    assert html.text(html.main_of(reader.get(at(moment, "list/")))) == html.text(english)
    assert "/cy/list/" in html.links(html.page_of(reader.get(at(moment, "list/")))).values()
    assert "/list/" in html.links(html.page_of(reader.get(at(moment, "cy/list/")))).values()
    for address in ("reviews/scr-1/", "reviews/scr-1/overview-report.pdf"):
        assert reader.get(at(moment, f"cy/{address}")).url == at(moment, address)
