"""Every public page with the longest words there are: nothing scrolls sideways, and axe finds nothing.

``--screenshots FOLDER`` keeps pictures of all of it, to be looked at: at four widths, light and dark, with
text of twice the size, in forced colours and in print.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.template import Template, loader
from django.test.signals import template_rendered
from django.test.utils import instrumented_test_render
from playwright.sync_api import Browser, Page, Route, sync_playwright

from reviews import workflow
from reviews.lib.dates import PartialDate
from reviews.models import (
    Action,
    ActionPlan,
    Banner,
    Board,
    BoardResponse,
    BoardRole,
    ReviewTheme,
    Subject,
    Theme,
)
from tests.e2e.conftest import FLAGS
from tests.e2e.printed import in_print
from tests.e2e.test_accessibility import (
    ANY,
    ONLY_CONTRAST,
    WITHOUT_CONTRAST,
    contrasted,
    faults,
)
from tests.support import factories as make
from tests.support.rare_pages import rare_pages
from tests.support.real_pages import PAGES, build

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

PLACE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
ADDRESS = "https://www.example.org.uk/children-and-families/safeguarding/board/serious-case-reviews/child-k/chronology-of-events-final-v2.pdf"
TITLE = f"A review of what was known to services in {PLACE} between the first referral and the day of the move"
SITE = "http://reviews.example"
WIDTHS = (320, 360, 768, 1280)
# The widths at which text of twice the size is looked at.
MAGNIFIED = (360, 768, 1280)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The innermost elements that reach beyond the right edge.
BEYOND = """
[...document.querySelectorAll("body *")].filter(e => !e.closest(".vh, .scroll, pre") &&
    e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).slice(-3).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)
"""
# What has so little width that its letters stand below each other.
SQUEEZED = """
[...document.querySelectorAll("main :is(h2, h3, p, th, td, dd, li)")].filter(e => {
    const { width, height } = e.getBoundingClientRect(), size = parseFloat(getComputedStyle(e).fontSize);
    return e.checkVisibility() && !e.closest(".vh, thead") && width < 4 * size && height > 6 * size;
}).slice(0, 3).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)
"""
TWICE = "document.documentElement.style.fontSize = 2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + 'px'"


def long_review(board, **fields):
    """A draft with the longest words in everything that is shown."""
    draft = make.open_bare_review(
        board,
        title=TITLE,
        label=f"Young Person {PLACE}",
        summary=f"About {PLACE}. It was first at {ADDRESS}",
        content_warning=f"It describes what happened in {PLACE}. See {ADDRESS}",
        body=f"## About {PLACE}\n\nSee {ADDRESS}\n\n- {PLACE}{PLACE}",
        state="published",
        local_type=f"review of {PLACE}",
        reviewer=PLACE,
        methodology=PLACE,
        period_from=PartialDate("2011"),
        incident=PartialDate("2013-02-03"),
        **fields,
    )
    words = {"name": f"In {PLACE}", "definition": f"It happened in {PLACE}."}
    theme, _ = Theme.objects.get_or_create(slug="long", defaults=words)
    ReviewTheme.objects.create(edition=draft, theme=theme)
    Subject.objects.create(edition=draft, pseudonym=f"Child {PLACE}", description=PLACE)
    BoardRole.objects.create(edition=draft, board=make.make_board(name=f"Of {PLACE}"), role="lead")
    words = [f"Five missed appointments in {PLACE}, see {ADDRESS}.", "Nothing."]
    file = make.make_document(" ".join(words))
    make.attach(draft, file, title=f"Chronology of {PLACE}", licence=ADDRESS, issued_by=PLACE)
    elsewhere = {"link": ADDRESS, "hosted_by": f"The board of {PLACE}", "slug": ""}
    make.attach(draft, kind="board_response", **elsewhere)
    make.attach(draft, kind="appendix", slug="", state="withheld", state_reason=PLACE)
    BoardResponse.objects.create(edition=draft, actions_taken=f"See {ADDRESS}", impact=PLACE)
    ActionPlan.objects.create(edition=draft, introduction=PLACE, monitoring=f"is kept at {ADDRESS}")
    rows = [("complete", "2015-12"), ("in_progress", "2016-03-31"), ("not_started", "2090")]
    for position, (status, due) in enumerate(rows, 1):
        Action.objects.create(
            edition=draft,
            position=position,
            recommendation=f"Listen to {PLACE}" if position < 3 else f"See {ADDRESS}",
            action=f"Report to {ADDRESS}",
            lead_agency=f"The council of {PLACE}",
            due=PartialDate(due),
            status=status,
            evidence=ADDRESS,
            verified_by=PLACE if status == "complete" else "",
        )
    return draft


def addresses(client) -> list[str]:
    """Builds the pages and returns where they are."""
    board = make.make_board(
        name=f"Safeguarding Board of {PLACE}",
        contact_email=f"{PLACE.lower()}@example.gov.uk",
        telephone="020 0000 0000 extension 0000 0000",
        website=ADDRESS,
    )
    kept = build(next(page for page in PAGES if page["board"].startswith("Lancashire")))
    live = make.carry_over(long_review(board, path="reviews/long"), published="2015-08-14")
    draft = workflow.open_edition(live.page, by=make.make_user())
    workflow.publish(make.approved(draft, note=f"See {ADDRESS}"), by=make.make_user())
    gone = make.make_live(make.open_review(board, path="reviews/gone"))
    make.withdraw(gone, note=f"See {ADDRESS} or {PLACE}.")
    welsh = {"language": "cy", "title": f"Plentyn {PLACE}", "version_of": live.page}
    make.make_live(make.open_review(board, path="reviews/welsh", **welsh))
    late = {
        "state": "delayed",
        "state_reason": f"proceedings in {PLACE} are not over, see {ADDRESS}",
    }
    make.make_live(make.open_bare_review(board, path="reviews/late", title=TITLE, **late))
    text = {"title": TITLE, "summary": PLACE, "body": f"## {PLACE}\n\n{ADDRESS}"}
    make.make_live(make.open_listing(board, path="list", **text, review_types=["scr", "dhr"]))
    make.make_live(make.open_plain(path="privacy", **text))
    workflow.announce(Banner(heading=PLACE, message=f"See {ADDRESS}"), by=make.make_user())
    return [
        *("/", "/list/", "/list/2015/", f"/list/?year={PLACE}", "/list/?language=cy", "/privacy/"),
        *("/reviews/long/", "/reviews/long/history/", "/reviews/long/history/1/"),
        *(
            "/reviews/gone/",
            "/reviews/late/",
            "/reviews/welsh/",
            kept.get_absolute_url(),
            "/register/",
        ),
        *("/search", "/search?q=missed+appointments", f"/search?q={PLACE}", "/search?q=mised"),
        *(f"/search?q={'x' * 90}&type=scr", "/nothing-here/"),
        *("/themes/", "/themes/long/", "/themes/long/?year=2015"),
        *("/cy/", "/cy/list/", f"/cy/list/?year={PLACE}", "/cy/list/history/", "/cy/register/"),
        *(
            "/cy/search?q=missed+appointments",
            "/cy/concerns/new/",
            "/cy/nothing-here/",
            "/cy/themes/",
        ),
    ]


def pages(client) -> dict[str, str]:
    found = {each: client.get(each).content.decode() for each in addresses(client)}
    found |= rare_pages(client, Board.objects.get(name__startswith="Safeguarding Board of"), PLACE)
    return found | {"/503": loader.render_to_string("reviews/unavailable.html")}


def test_they_are_all_the_pages_that_readers_meet(client, monkeypatch):
    """Those of e-mail alerts are looked at in test_alerts.py."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)  # sends the signal
    shown, folder = set(), django_settings.BASE_DIR / "templates"

    def note(template: Template, **_more: object) -> None:
        shown.add(template.name)

    template_rendered.connect(note)
    pages(client)
    template_rendered.disconnect(note)
    there = {str(each.relative_to(folder)) for each in folder.glob("reviews/*.html")}
    assert len(there) > 20
    assert there - shown == set()


def opened(browser: Browser, found: dict[str, str], **options) -> Page:
    """A page of the browser that is answered from what was rendered, and from the static files."""

    def answer(route: Route) -> None:
        asked = route.request.url.removeprefix(SITE)
        if asked in found:
            route.fulfill(body=found[asked], content_type="text/html; charset=utf-8")
        elif asked.startswith("/static/"):
            route.fulfill(path=django_settings.BASE_DIR / asked.removeprefix("/"))
        else:
            route.fulfill(status=404, body="")

    page = browser.new_context(bypass_csp=True, reduced_motion="reduce", **options).new_page()
    page.route("**/*", answer)
    return page


def wide(page: Page) -> Iterator[str]:
    """At which widths the page scrolls sideways or has a column of letters, also with text of twice its size."""
    for width in WIDTHS:
        yield from (f"{width}: {each}" for each in at_width(page, width))
    page.evaluate(TWICE)
    for width in MAGNIFIED:
        yield from (f"{width}, text twice the size: {each}" for each in at_width(page, width))


def at_width(page: Page, width: int) -> Iterator[str]:
    page.set_viewport_size({"width": width, "height": 800})
    if over := page.evaluate(SIDEWAYS):
        yield f"{over} pixels {page.evaluate(BEYOND)}"
    if squeezed := page.evaluate(SQUEEZED):
        yield f"squeezed {squeezed}"


def pictures(browser: Browser, found: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    looks = [
        (f"{scheme}-{width}", {"color_scheme": scheme, "viewport": {"width": width, "height": 800}})
        for scheme in ("light", "dark")
        for width in WIDTHS
    ]
    at_most = {"width": 1280, "height": 800}
    looks += [("twice", {"viewport": at_most}), ("print", {"viewport": at_most})]
    looks += [("forced", {"forced_colors": "active", "viewport": at_most})]
    for address in found:
        name = (
            "".join(sign if sign.isalnum() else "_" for sign in address[:40]).strip("_") or "home"
        )
        for look, options in looks:
            page = opened(browser, found, **options)
            page.goto(f"{SITE}{address}")
            if look == "twice":
                page.evaluate(TWICE)
            if look == "print":
                page.emulate_media(media="print")
            page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
            page.context.close()


def contrasts(page: Page) -> Iterator[str]:
    """What is hard to read, in the light and in the dark look."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        yield from (f"{scheme}: {each}" for each in faults(page, ANY, ONLY_CONTRAST))


@pytest.mark.sweep(few=1, full=3)
def test_no_page_scrolls_sideways_and_axe_finds_nothing(client, request, seeds):
    found, wrong, [seed] = pages(client), {}, seeds
    tried = list(found)[seed % 3 :: 3]
    with_contrast = contrasted(request, tried)
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = opened(browser, found)
        for address in tried:
            page.set_viewport_size({"width": 360, "height": 800})
            page.emulate_media(color_scheme="light")
            page.goto(f"{SITE}{address}")
            wrong[address] = list(in_print(page, address))
            page.set_viewport_size({"width": 360, "height": 800})
            wrong[address] += [f"light: {each}" for each in faults(page, ANY, WITHOUT_CONTRAST)]
            if address in with_contrast:
                wrong[address] += contrasts(page)
            wrong[address] += wide(page)
        if folder := request.config.getoption("screenshots"):
            pictures(browser, found, Path(folder))
        browser.close()
    assert {address: found for address, found in wrong.items() if found} == {}
