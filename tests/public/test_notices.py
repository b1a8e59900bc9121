"""The notices above a page which is not the page of today."""

import pytest

from reviews import workflow
from reviews.admin.audit.as_at import address_at
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def preview_of(edition) -> str:
    seen = admin_client.auditor().get(admin_client.address(edition, "preview"))
    return html.text(html.only(html.page_of(seen), "preview-notice"))


def test_a_preview_says_who_can_see_the_edition():
    draft = make.open_review(path="reviews/one")
    nobody = "nobody outside the admin can see it."
    assert preview_of(draft) == f"Preview. Edition 1 is a draft: {nobody}"
    by, later = make.make_user(), clock.now() + make.DAY
    waiting = workflow.publish(make.approved(draft), by=by, at=later)
    shown = preview_of(waiting)
    assert shown.startswith("Preview. Edition 1 goes live on ")
    assert shown.endswith(f"until then, {nobody}")
    live = workflow.publish(workflow.unschedule(waiting, by=by), by=by)
    assert preview_of(live) == "Preview. Edition 1 is live: the public reads it at /reviews/one/."
    make.withdraw(live)
    ended = "was live and has ended: it is not what the public reads at /reviews/one/ now."
    shown = preview_of(live)
    assert shown.startswith(f"Preview. Edition 1 {ended} This page was withdrawn on ")
    assert "Its notice: “Withdrawn." in shown


def test_a_preview_is_shown_while_a_date_is_still_missing():
    draft = make.open_review()
    make.change(draft, conducted_from=PartialDate("2015-06"), conducted_to=None)
    seen = admin_client.auditor().get(admin_client.address(draft, "preview"))
    assert "Conducted from June 2015" in html.text(html.main_of(seen))


def test_what_staff_are_shown_on_a_welsh_page_is_marked_as_english(client):
    live = make.make_live(language="cy")
    make.make_live(workflow.open_edition(live.page, by=make.make_user()))
    address, reader = live.page.get_absolute_url(), admin_client.auditor()
    seen = {
        "as-at-notice": reader.get(f"{address_at(clock.now(), 'home')}{address[1:]}"),
        "preview-notice": reader.get(admin_client.address(live, "preview")),
        "past-notice": client.get(f"{address}history/1/"),
    }
    for notice, answer in seen.items():
        page = html.page_of(answer)
        assert page.get("lang") == "cy"
        is_of_staff = notice != "past-notice"
        assert html.only(page, notice).get("lang") == ("en-GB" if is_of_staff else None)
    assert "Dyma argraffiad 1 o’r dudalen hon" in html.text(html.only(page, "past-notice"))
