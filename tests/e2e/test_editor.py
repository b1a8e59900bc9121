"""The editor of prose fields in a real browser, under the content security policy of the site."""

import random
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from reviews.lib.markdown import prose
from tests.e2e import screens
from tests.e2e.test_accessibility import ANY, faults
from tests.support.awkward_texts import TEXTS
from tests.support.reading import words

pytestmark = pytest.mark.e2e

# A human moves on after the page has taken in the click; a script would be faster than the cursor.
SETTLED = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))"
PASTE = """(element, [html, text]) => {
    const data = new DataTransfer()
    if (html) data.setData('text/html', html)
    data.setData('text/plain', text)
    element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))
}"""


def text_box(page: Page) -> Locator:
    """The editor of the page’s text; the box behind it has the same name in the form."""
    return page.get_by_role("textbox", name="Text", exact=True)


def stored(page: Page) -> str:
    """What the form would send."""
    return page.evaluate(
        "() => { const form = document.querySelector('textarea[name=body]').form;"
        " return new FormData(form).get('body') }"
    )


def click_into(page: Page) -> None:
    text_box(page).click()
    expect(text_box(page)).to_be_focused()
    page.evaluate(SETTLED)


def write(page: Page, text: str) -> None:
    click_into(page)
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(text)


def paste(page: Page, html: str, text: str = "") -> None:
    click_into(page)
    text_box(page).evaluate(PASTE, [html, text])


@pytest.fixture
def draft(page, site, request):
    """The form of a new page’s first edition."""
    site.sign_in(page, "editor")
    address = re.sub(r"[^a-z]+", "-", request.node.name.lower())[:40].strip("-")
    screens.add_page(page, "Pages", f"editor-{address}-{abs(hash(request.node.name)) % 1000}")
    return page


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


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}</style></head><body>
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
<h1 style='mso-list:none'>Findings</h1>
<p class=MsoNormal style='margin-left:2cm'><b style='mso-bidi-font-weight:normal'>Bold</b>&nbsp;and <span
style='font-style:italic;color:#1F497D'>italic</span> words.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span>First</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp; </span></span>Below</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Second</p>
<p class=MsoNormal>Between</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>One</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span>Three</p>
<table><tr><td><p class=MsoNormal>Arm</p></td><td style='width:5cm'>n</td></tr></table>
<p onclick="alert(1)"><a href="https://www.gov.uk" style="color:blue">Link</a>
<a href="javascript:alert(1)">none</a><img src="x" onerror="alert(1)"><script>alert(1)</script></p></body></html>"""
FROM_WORD = """## Findings

**Bold** and *italic* words.

- First
  - Below
- Second

Between

1. One
3. Three

Arm | n

[Link](https://www.gov.uk) none"""


def test_a_paste_from_word_keeps_structure_and_drops_the_rest(draft):
    paste(draft, WORD)
    assert stored(draft) == FROM_WORD
    assert draft.faults == []  # of the content security policy


def test_a_paste_from_google_docs_is_not_all_bold(draft):
    paste(
        draft,
        "<b style='font-weight:normal' id='docs-internal-guid-1'><p dir=ltr>Plain and <span "
        "style='font-weight:700'>bold</span></p><ul><li style='list-style-type:disc'><p>Point</p></li></ul></b>",
    )
    assert stored(draft) == "Plain and **bold**\n\n- Point"


def test_a_paste_from_a_pdf_joins_its_lines(draft):
    paste(
        draft,
        "",
        "The review was com-\nmissioned in\n2019.\n\n• One point\nthat goes on\n• Another\n\n3. Three",
    )
    assert stored(draft) == (
        "The review was com-missioned in 2019.\n\n- One point that goes on\n- Another\n\n3. Three"
    )


def test_a_row_that_is_added_has_an_editor(page, site):
    site.sign_in(page, "editor")
    screens.add_page(page, "Reviews")
    plan = screens.part(page, "Action plan").get_by_role("textbox", name="Introduction")
    plan.first.click()
    page.keyboard.type("- What readers should know")
    boxes = page.locator("textarea[data-prose]:not([name*=__prefix__])")
    assert page.locator(".prose-editor").count() == boxes.count() == 5
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


def sent_unchanged(page: Page) -> dict[str, str]:
    """What the form sends for each awkward text that it was opened with, once the editor is there."""
    return page.evaluate(
        """texts => Object.fromEntries(texts.map((text, at) => {
            const row = document.createElement('div')
            const box = Object.assign(document.createElement('textarea'), {name: 'text-' + at, defaultValue: text})
            box.dataset.prose = ''
            row.append(box)
            const form = document.querySelector('textarea[name=body]').form
            form.append(row)
            row.dispatchEvent(new CustomEvent('formset:added', {bubbles: true}))
            const editor = row.querySelector('.prose-text')
            editor.focus()
            editor.blur()
            return [text.replace(/\\r\\n?/g, '\\n'), new FormData(form).get(box.name).replace(/\\r\\n/g, '\\n')]
        }))""",
        [*TEXTS, *random_texts(200)],
    )


def random_texts(count: int) -> list[str]:
    """Texts that nobody would write, the same in every run."""
    choose = random.Random(9)
    pieces = [
        *"ab *_[]()#>-+1.\n\n\\<&`~|!",
        "1. ",
        "- ",
        "> ",
        "**",
        "](",
        "  ",
        "\n\n",
        "https://a.uk",
        "•\t",
    ]
    return ["".join(choose.choices(pieces, k=choose.randint(1, 60))) for _ in range(count)]


def test_no_awkward_text_is_changed_by_being_looked_at(draft):
    found = sent_unchanged(draft)
    assert len(found) >= 200
    assert {text: sent for text, sent in found.items() if text != sent} == {}


def test_new_words_leave_the_others_alone(draft):
    every = "\n\n".join(TEXTS).replace("\r\n", "\n").replace("\r", "\n")
    plain = draft.get_by_role("button", name="Plain text").first
    plain.click()
    draft.locator("textarea[name=body]").fill(every)
    plain.click()
    write(draft, "")
    draft.keyboard.press("Enter")
    draft.keyboard.type("New words.")
    assert stored(draft).replace("\r\n", "\n") == f"{every}\n\nNew words."


@pytest.mark.parametrize("javascript", [True, False])
def test_an_unchanged_save_leaves_the_draft_as_it_was(new_page, site, javascript):
    writer = new_page()
    site.sign_in(writer, "editor")
    screens.add_page(writer, "Pages", f"unchanged-{javascript}".lower())
    writer.get_by_role("button", name="Plain text").first.click()
    every = "\n\n".join(TEXTS[:-1])
    writer.locator("textarea[name=body]").fill(every)
    screens.save(writer)
    before = writer.locator("textarea[name=body]").input_value()
    reader = new_page(java_script_enabled=javascript)
    site.sign_in(reader, "editor")
    reader.goto(writer.url)
    if javascript:
        write(reader, "x")
        reader.keyboard.press("Backspace")
    else:
        expect(reader.locator("textarea[name=body]")).to_be_visible()
        expect(reader.get_by_role("button", name="Bold")).to_have_count(0)
    screens.save(reader)
    assert reader.locator("textarea[name=body]").input_value() == before
    assert len(before) > 1000


def test_the_editor_reads_texts_as_readers_do(draft):
    found = draft.evaluate(
        """texts => texts.map(text => {
            const row = document.createElement('div')
            const box = Object.assign(document.createElement('textarea'), {name: 'x', defaultValue: text})
            box.dataset.prose = ''
            row.append(box)
            document.body.append(row)
            row.dispatchEvent(new CustomEvent('formset:added', {bubbles: true}))
            const html = row.querySelector('.prose-text').innerHTML
            row.remove()
            return html
        })""",
        TEXTS,
    )
    for text, html in zip(TEXTS, found, strict=True):
        assert words(html) == words(prose(text.replace("\r\n", "\n").replace("\r", "\n"))), text


def test_the_summary_counts_its_words(draft):
    summary = draft.get_by_label("Summary", exact=True)
    summary.press_sequentially("How services worked together.")
    expect(draft.get_by_text("4 words of about 60.").first).to_be_visible()
    expect(draft.get_by_role("status").filter(has_text="4 words of about 60.")).to_have_count(1)
    summary.fill("word " * 61)
    expect(draft.get_by_text("61 words: about 60 read best.").first).to_be_visible()
    screens.save(draft)


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_the_editor(new_page, site, width):
    page = new_page(width, bypass_csp=True)
    site.sign_in(page, "editor")
    screens.add_page(page, "Pages", f"editor-axe-{width}")
    write(page, "1. One\n4. Four")
    page.get_by_role("button", name="Link").first.click()
    expect(page.get_by_role("dialog", name="Link")).to_be_visible()
    assert faults(page, ANY) == []
    page.keyboard.press("Escape")
    assert faults(page, ANY) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
