"""The pages of e-mail alerts in a browser: axe finds nothing, and nothing scrolls sideways.

As in test_appearance.py they are made here and handed to the browser: the site of the other tests has no
mail server and so offers no alerts.
"""

import os
import shutil
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from reviews.alerts.sending import send_due
from tests.e2e.conftest import FLAGS
from tests.e2e.test_accessibility import ANY, faults
from tests.e2e.test_appearance import PLACE, SITE, opened, pictures, wide
from tests.support import factories as make
from tests.support import smtp
from tests.support.alerts import begin, later, links, topic_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]
READER = "reader@example.org"


def pages(inbox) -> dict[str, str]:
    """Every page that a reader meets, from the first to the last."""
    listing = make.make_live(make.open_listing(make.make_board(name=PLACE), title=PLACE))
    begin()
    topic, client = topic_of(listing), Client()
    typed = {"about": topic, "pace": "at_once", "email": READER}
    found = {
        "choose": client.get("/alerts/?about=page-999"),
        "ask": client.get(f"/alerts/?about={topic}"),
        "wrong": client.post(f"/alerts/?about={topic}", {"email": "x" * 200}),
        "asked": client.post("/alerts/", typed, follow=True),
    }
    send_due()
    [confirm] = links(inbox.to(READER)[0][1], "confirm")
    found |= {"confirm": client.get(confirm), "confirmed": client.post(confirm)}
    found |= {"not-valid": client.get(confirm)}
    make.make_live(make.open_bare_review(listing.page.board))
    later()
    [stop] = links(inbox.to(READER)[1][1], "stop")
    found |= {"stop": client.get(stop), "stopped": client.post(stop, {"all": "yes"})}
    return {f"/alerts/{name}": answer.content.decode() for name, answer in found.items()}


def test_nothing_is_wrong_with_any_page(settings, request):
    with smtp.smtp_server(settings) as inbox:
        found, wrong = pages(inbox), {}
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = opened(browser, found, viewport={"width": 360, "height": 800})
        for address in found:
            page.goto(f"{SITE}{address}")
            expect(page.locator("main h1")).to_be_visible()
            expect(page.get_by_label("Leave this empty")).not_to_be_visible()
            wrong[address] = [*faults(page, ANY), *wide(page)]
        if folder := request.config.getoption("screenshots"):
            pictures(browser, found, Path(folder))
        browser.close()
    assert wrong == {address: [] for address in found}
