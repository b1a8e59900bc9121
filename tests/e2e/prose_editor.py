"""The editor of a page’s text, as somebody at the keyboard uses it."""

from playwright.sync_api import Locator, Page, expect

# A human moves on after the page has taken in the click; a script would be faster than the cursor.
SETTLED = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))"
PASTE = """(element, [html, text]) => {
    const data = new DataTransfer()
    if (html) data.setData('text/html', html)
    data.setData('text/plain', text)
    element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))
}"""


def text_box(page: Page) -> Locator:
    """The editor of the page’s text. Until it is there, the box behind it has the same name."""
    editors = page.locator("[contenteditable=true]")
    return page.get_by_role("textbox", name="Text", exact=True).and_(editors)


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
