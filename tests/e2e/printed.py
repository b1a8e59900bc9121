"""What is wrong with a page in print."""

from collections.abc import Iterator
from urllib.parse import quote

from django.conf import settings
from playwright.sync_api import Page

A4 = 672  # pixels between the margins
# What is cut off there, and what only a screen needs.
CUT_OFF = """
[...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.closest(".vh, .unseen, svg") && (
    e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 ||
    (getComputedStyle(e).overflowX != "visible" && e.scrollWidth > e.clientWidth + 1)
)).slice(0, 3).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)
"""
OF_A_SCREEN = """
[...document.querySelectorAll(".exit, .skip-link, .masthead ul, .crumbs, .rail, .pager, .search, .foot ul")]
    .filter(e => e.checkVisibility()).map(e => e.className)
"""
ADDRESSES = """
[...document.querySelectorAll("body > .printed")].filter(e => e.checkVisibility()).map(e => e.textContent.trim())
"""
GONE = ("has been withdrawn", "no longer at this address")  # the address may be why it went
NOWHERE = ("/concerns/", "nothing-here", "/refused/", "/503")  # nobody keeps where these were


def in_print(page: Page, address: str) -> Iterator[str]:
    """What of the page is wrong in print: cut off, of no use there, or without its own address."""
    page.set_viewport_size({"width": A4, "height": 800})
    page.emulate_media(media="print")
    for wrong in (CUT_OFF, OF_A_SCREEN):
        yield from (f"in print: {each}" for each in page.evaluate(wrong))
    in_full = f"{settings.SITE_URL}{quote(address, safe='/?&=+%')}"
    is_gone = any(each in page.title() for each in GONE)
    expected = [] if is_gone or any(each in address for each in NOWHERE) else [in_full]
    if (printed := page.evaluate(ADDRESSES)) != expected:
        yield f"in print, its address is {printed}, not {expected}"
    page.emulate_media(media="screen")
