"""Hidden text is taken out of a document in a browser, and an approver sees what went."""

import pytest
from playwright.sync_api import expect

from tests.e2e import screens
from tests.e2e.test_accessibility import GRAVE, NARROW, WIDE, at_each
from tests.support import hiding_pdfs as hiding

pytestmark = pytest.mark.e2e


def test_hidden_text_is_taken_out_with_consent(new_page, site, tmp_path):
    page = new_page(WIDE, bypass_csp=True)
    site.sign_in(page, "editor")
    screens.begin_review(page)
    page.get_by_label("State", exact=True).first.select_option(label="published")
    file = tmp_path / "report.pdf"
    file.write_bytes(hiding.with_content(f"1 g {hiding.SHOWN}"))
    screens.add_document(page, "overview report", file)
    screens.save(page)
    page.get_by_role("link", name="What was found in it").click()
    expect(page.get_by_text("Page 1: 1 place, of the colour behind it")).to_be_visible()
    assert at_each(page, [NARROW, WIDE], GRAVE) == []
    page.get_by_role("link", name="Take the hidden text out…").click()
    expect(page.get_by_role("heading", name="What happens")).to_be_visible()
    assert at_each(page, [NARROW, WIDE], GRAVE) == []
    page.get_by_role("button", name="Take the hidden text out").click()
    expect(page.get_by_text("Tick this if you have looked").first).to_be_visible()
    page.get_by_label("I have looked at these places").check()
    page.get_by_role("button", name="Take the hidden text out").click()
    expect(page.get_by_text("The hidden text is taken out: this is the copy")).to_be_visible()
    expect(page.get_by_text("Text that nobody could see was taken out")).to_be_visible()
    expect(page.get_by_role("img", name="First page of the original")).to_be_visible()
    assert at_each(page, [NARROW, WIDE], GRAVE) == []
    assert hiding.NAME not in page.content()
