"""The editor of prose fields in a real browser, under the content security policy of the site."""

import pytest
from playwright.sync_api import expect

from tests.e2e import screens
from tests.e2e.prose_editor import SETTLED, click_into, stored, text_box, write
from tests.e2e.test_accessibility import ANY, at_each
from tests.support.reading import words

pytestmark = pytest.mark.e2e


def test_buttons_and_keys_write_markdown(draft):
    click_into(draft)
    draft.keyboard.press("ControlOrMeta+b")
    draft.keyboard.type("Bold")
    draft.keyboard.press("ControlOrMeta+b")
    draft.keyboard.type(" words")
    draft.keyboard.press("Enter")
    draft.get_by_role("button", name="Heading", exact=True).first.click()
    draft.keyboard.type("What we found")
    draft.keyboard.press("Enter")
    draft.get_by_role("button", name="Bullets").first.click()
    draft.keyboard.type("One")
    draft.keyboard.press("Enter")
    draft.keyboard.type("Two")
    assert stored(draft) == "**Bold** words\n\n## What we found\n\n- One\n- Two"
    expect(draft.get_by_role("button", name="Bullets").first).to_have_attribute(
        "aria-pressed", "true"
    )
    draft.get_by_role("button", name="Undo").first.click()
    assert "Two" not in stored(draft)
    draft.get_by_role("button", name="Redo").first.click()
    screens.save(draft)
    expect(text_box(draft).get_by_role("listitem").last).to_have_text("Two")


def test_typed_numbers_are_kept(draft):
    write(draft, "2019. It began\n2021. It ended\n2024. Published")
    assert stored(draft) == "2019. It began\n2021. It ended\n2024. Published"
    screens.save(draft)
    items = text_box(draft).get_by_role("listitem")
    assert [item.get_attribute("value") for item in items.all()] == [None, "2021", "2024"]
    draft.get_by_role("button", name="Save and preview").click()
    shown = draft.get_by_role("main").locator("ol").evaluate("list => list.outerHTML")
    assert words(shown) == ["2019", "It", "began", "2021", "It", "ended", "2024", "Published"]


def test_a_link_is_made_changed_and_removed(draft):
    write(draft, "Working Together")
    draft.keyboard.press("Shift+Home")
    draft.keyboard.press("ControlOrMeta+k")
    dialog = draft.get_by_role("dialog", name="Link")
    address = dialog.get_by_label("Web, e-mail or telephone address")
    address.fill("javascript:alert(1)")
    dialog.get_by_role("button", name="Set link").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Write a web address")
    address.fill("www.gov.uk/working-together")
    address.press("Enter")
    expect(dialog).to_be_hidden()
    expect(text_box(draft)).to_be_focused()
    assert stored(draft) == "[Working Together](https://www.gov.uk/working-together)"
    draft.evaluate(SETTLED)
    draft.keyboard.press("End")
    draft.keyboard.press("ControlOrMeta+k")
    expect(address).to_have_value("https://www.gov.uk/working-together")
    dialog.get_by_role("button", name="Remove link").click()
    assert stored(draft) == "Working Together"


def test_the_keyboard_reaches_everything_and_is_never_caught(draft):
    draft.get_by_label("Summary").focus()
    draft.keyboard.press("Tab")
    bold = draft.get_by_role("toolbar", name="Formatting: Text").get_by_role("button", name="Bold")
    expect(bold).to_be_focused()
    draft.keyboard.press("ArrowRight")
    draft.keyboard.press("End")
    plain = draft.get_by_role("button", name="Plain text").first
    expect(plain).to_be_focused()
    draft.keyboard.press("Space")
    box = draft.locator("textarea[name=body]")
    expect(box).to_be_focused()
    draft.keyboard.type("1. Plain\n5. words")
    draft.keyboard.press("Shift+Tab")
    expect(plain).to_be_focused()
    draft.keyboard.press("Enter")
    expect(text_box(draft)).to_be_focused()
    expect(text_box(draft).get_by_role("listitem")).to_have_count(2)
    draft.keyboard.press("Alt+F10")
    expect(plain).to_be_focused()
    draft.keyboard.press("Home")
    expect(bold).to_be_focused()
    draft.keyboard.press("Escape")
    expect(text_box(draft)).to_be_focused()
    draft.keyboard.press("Tab")
    expect(text_box(draft)).not_to_be_focused()
    assert stored(draft) == "1. Plain\n5. words"


def test_a_row_that_is_added_has_an_editor(page, site):
    site.sign_in(page, "editor")
    screens.add_page(page, "Reviews")
    plan = screens.part(page, "Action plan").get_by_role("textbox", name="Introduction")
    plan.first.click()
    page.keyboard.type("- What readers should know")
    boxes = page.locator("textarea[data-prose]:not([name*=__prefix__])")
    expect(page.locator(".prose-editor")).to_have_count(6)
    expect(boxes).to_have_count(6)
    page.evaluate(
        """() => {
            const row = document.createElement('div')
            row.innerHTML = '<label for="id_new">New</label><textarea id="id_new" name="new-0-x" data-prose></textarea>'
            document.querySelector('textarea[name=body]').form.append(row)
            row.dispatchEvent(new CustomEvent('formset:added', {bubbles: true}))
        }"""
    )
    expect(page.get_by_role("textbox", name="New", exact=True)).to_be_visible()
    assert page.locator("textarea[name*=__prefix__] + .prose-text").count() == 0


def test_the_summary_counts_its_words(draft):
    summary = draft.get_by_label("Summary", exact=True)
    summary.press_sequentially("How services worked together.")
    expect(draft.get_by_text("4 words of about 60.").first).to_be_visible()
    expect(draft.get_by_role("status").filter(has_text="4 words of about 60.")).to_have_count(1)
    summary.fill("word " * 61)
    expect(draft.get_by_text("61 words: about 60 read best.").first).to_be_visible()
    screens.save(draft)


def test_axe_finds_nothing_in_the_editor(new_page, site, widths):
    page = new_page(bypass_csp=True)
    site.sign_in(page, "editor")
    screens.add_page(page, "Pages", "editor-axe")
    write(page, "1. One\n4. Four")
    assert at_each(page, widths, ANY) == []
    page.get_by_role("button", name="Link").first.click()
    expect(page.get_by_role("dialog", name="Link")).to_be_visible()
    assert at_each(page, widths, ANY) == []
