"""A scan is recognised afresh in a browser, and an editor sees what became of it."""

import pytest
from playwright.sync_api import expect

from tests.e2e import screens
from tests.e2e.test_accessibility import GRAVE, NARROW, WIDE, at_each
from tests.support import scans

pytestmark = [pytest.mark.e2e, pytest.mark.tesseract]


def test_a_scan_is_recognised_afresh_by_keyboard(new_page, site, tmp_path):
    scans.require_tesseract()
    page = new_page(WIDE, bypass_csp=True)
    site.sign_in(page, "editor")
    screens.begin_review(page)
    page.get_by_label("State", exact=True).first.select_option(label="published")
    file = tmp_path / "report.pdf"
    painted = scans.picture((*scans.LINES, scans.NAME), painted=[2])
    file.write_bytes(scans.scan(painted, layer=(*scans.LINES, scans.NAME)))
    screens.add_document(page, "overview report", file)
    screens.save(page)
    page.get_by_role("link", name="What was found in it", exact=True).click()
    expect(page.get_by_role("heading", name="Recognising the text afresh")).to_be_visible()
    assert at_each(page, [NARROW, WIDE], GRAVE) == []
    page.get_by_role("link", name="Recognise the text afresh…").press("Enter")
    expect(page.get_by_role("heading", name="What happens")).to_be_visible()
    assert at_each(page, [NARROW, WIDE], GRAVE) == []
    button = page.get_by_role("button", name="Recognise the text afresh")
    button.press("Enter")
    expect(page.get_by_text("Tick this if you have looked").first).to_be_visible()
    assert at_each(page, [NARROW, WIDE], GRAVE) == []
    page.get_by_label("I have looked at these places").press("Space")
    page.get_by_label("English", exact=True).press("ArrowDown")
    expect(page.get_by_label("Welsh", exact=True)).to_be_checked()
    page.get_by_label("Welsh", exact=True).press("ArrowUp")
    button.press("Enter")
    expect(page.get_by_text("The text is recognised afresh: this is the copy")).to_be_visible()
    expect(page.get_by_role("img", name="First page of the original")).to_be_visible()
    assert at_each(page, [NARROW, WIDE], GRAVE) == []
    assert scans.NAME not in page.content()
