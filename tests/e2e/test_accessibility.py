"""axe-core finds nothing on any public page, and nothing serious on the pages of staff."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.screens import NARROW, WIDE

pytestmark = pytest.mark.e2e

STEPS = (
    *("origin", "submit", "take-back", "approve", "return", "publish", "carry-over", "override"),
    *("bring-back", "discard"),
)
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": [
        "violations"
    ],  # the others are counted and not described, which takes half the time
    "preload": False,
}
WITHOUT_CONTRAST = OPTIONS | {"rules": {"color-contrast": {"enabled": False}}}
ONLY_CONTRAST = OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
PUBLIC = [
    *("/", "/serious-case-reviews/", "/serious-case-reviews/?type=nonsense"),
    *("/cy/", "/cy/serious-case-reviews/", "/cy/register/"),
    *("/serious-case-reviews/history/", "/reviews/scr-2015-1/", "/reviews/scr-2015-1/history/"),
    *(
        "/privacy/",
        "/register/",
        "/nothing-here/",
        "/accessibility/",
        "/archive-policy/",
        "/contact/",
    ),
    *("/themes/", "/themes/working-together/", "/themes/neglect/"),
]
STAFF = {
    "approver": [
        *("", "password_change/", "reviews/review/", "reviews/listing/add/"),
        *("reviews/review/1/change/", "reviews/review/1/withdraw/", "reviews/review/1/hold/"),
        *("reviews/listing/", "reviews/plainpage/", "reviews/banner/", "reviews/banner/add/"),
        *("reviews/board/", "reviews/board/add/", "reviews/board/1/change/", "reviews/document/"),
        "boards/1/took-over/",
        *("reviews/event/", "reviews/reviewedition/1/change/", "reviews/reviewedition/1/preview/"),
        *("notices/1/add/", "erasures/ask/1/", "reviews/review/1/progress/", "concerns/"),
    ],
    "auditor": [
        *("", "reviews/review/1/change/", "reviews/reviewedition/1/change/"),
        *("reviews/event/", "reviews/event/1/change/"),
        *("pages/1/timeline/", "pages/1/compare/", "as-at/", "compliance/", "availability/1/"),
        *("evidence/1/", "reviews/publicationrule/", "reviews/publicationrule/1/change/"),
    ],
    "administrator": [
        *("", "reviews/user/", "reviews/user/add/", "reviews/user/1/change/"),
        *("reviews/user/1/password/", "reviews/board/1/change/"),
        *("erasures/", "reviews/publicationrule/add/"),
        *("reviews/theme/", "reviews/theme/add/", "reviews/theme/1/change/"),
    ],
}


def in_parts(pages: dict[str, list[str]], most: int = 16) -> Iterator[tuple[str, list[str]]]:
    """The pages of each role, a few at a time, so that no test takes long."""
    for role, paths in pages.items():
        yield from ((role, paths[start : start + most]) for start in range(0, len(paths), most))


def faults(page: Page, impacts: set[str], options: dict = OPTIONS) -> list[str]:
    """What axe finds, as “rule: where”, once the page that a click leads to is there."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']}"
        for fault in found
        if fault["impact"] in impacts
        for node in fault["nodes"]
    ]


ANY = {"minor", "moderate", "serious", "critical"}
GRAVE = {"serious", "critical"}


def contrasted(request, paths: list[str]) -> set[str]:
    """Whose colours are looked at, which takes axe three quarters of its time: all with --exhaustive."""
    return set(paths if request.config.getoption("exhaustive") else paths[::3])


@pytest.fixture
def visitor(new_page):
    """Makes pages that let axe in; the content security policy is for everybody else."""
    return lambda width: new_page(width, bypass_csp=True)


@pytest.mark.sweep(few=1, full=3)
def test_public_pages(visitor, widths, request, seeds):
    [seed] = seeds
    paths = PUBLIC[seed % 3 :: 3]
    page, with_contrast = visitor(WIDE), contrasted(request, paths)
    found = {}
    for path in paths:
        page.goto(path)
        options = OPTIONS if path in with_contrast else WITHOUT_CONTRAST
        found[path] = at_each(page, widths, ANY, options)
    page.faults[:] = [fault for fault in page.faults if "404" not in fault]
    assert {path: found for path, found in found.items() if found} == {}


def test_axe_finds_what_is_wrong(visitor):
    page = visitor(1280)
    page.goto("/")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"\">')")
    assert any(fault.startswith("image-alt (critical)") for fault in faults(page, GRAVE))
    page.faults.clear()


def test_a_withdrawn_page(visitor, site, widths):
    page, second = visitor(1280), visitor(1280)
    site.sign_in(page, "editor")
    site.sign_in(second, "approver")
    screens.add_page(page, "Pages", "to-be-withdrawn")
    page.get_by_label("Title", exact=True).fill("To be withdrawn")
    page.get_by_label("Text", exact=True).fill("These words go.")
    screens.publish(page, second)
    assert faults(second, GRAVE) == []
    screens.withdraw(second, "Ask the board for a copy.")
    assert faults(second, GRAVE) == []
    expect(second.get_by_text("Readers find this notice at its address:")).to_be_visible()
    second.goto("/to-be-withdrawn/")
    expect(second.get_by_text("Ask the board for a copy.")).to_be_visible()
    expect(second.get_by_text("These words go.")).to_have_count(0)
    assert at_each(second, widths, ANY) == []
    page.faults.clear()  # the browser logs that the notice answers 410


def test_the_form_of_signing_in(visitor, widths):
    page = visitor(WIDE)
    page.goto("/admin/login/")
    assert at_each(page, widths, GRAVE) == []


@pytest.mark.sweep(few=1, full=3)
@pytest.mark.parametrize(("role", "paths"), [*in_parts(STAFF)])
def test_pages_of_staff(visitor, site, widths, request, role, paths, seeds):
    [seed] = seeds
    paths = paths[seed % 3 :: 3]
    page, with_contrast = visitor(WIDE), contrasted(request, paths)
    site.sign_in(page, role)
    found = {}
    for path in paths:
        page.goto(f"/admin/{path}")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        options = OPTIONS if path in with_contrast else WITHOUT_CONTRAST
        found[path] = at_each(page, widths, GRAVE, options)
    assert {path: found for path, found in found.items() if found} == {}


def test_the_form_of_an_edition(visitor, site, widths):
    page = visitor(WIDE)
    site.sign_in(page, "approver")
    screens.add_page(page, "Reviews")
    screens.add_document(page, "report", "board-response.pdf")
    screens.add_action(page, "Listen", "", "", "soon")
    for thing in ("Name", "Person", "Board"):
        page.get_by_role("button", name=f"Add another {thing}").click()
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    found = {"form": at_each(page, widths, GRAVE)}
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    found["form with errors"] = at_each(page, widths, GRAVE)
    assert found == {"form": [], "form with errors": []}


@pytest.mark.sweep(few=1, full=3)
@pytest.mark.parametrize("is_submitted", [False, True])
def test_the_steps_of_an_edition(visitor, site, widths, request, is_submitted, seeds):
    [seed] = seeds
    steps = STEPS[(seed + is_submitted) % 3 :: 3]
    page, with_contrast = visitor(WIDE), contrasted(request, steps)
    site.sign_in(page, "approver")
    screens.add_page(page, "Reviews")
    form = page.url
    if is_submitted:
        page.get_by_label("Review type").select_option(label="serious case review")
        state = page.get_by_label("State", exact=True).first
        state.select_option(label="listed without a document")
        screens.submit(page)
    found = {}
    for step in steps:
        page.goto(form.replace("change", step))
        options = OPTIONS if step in with_contrast else WITHOUT_CONTRAST
        found[step] = at_each(page, widths, GRAVE, options)
    assert found == {step: [] for step in steps}


def at_each(page: Page, widths: list[int], impacts: set[str], options: dict = OPTIONS) -> list[str]:
    """What axe finds at these widths, and what scrolls sideways at any."""
    found = []
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        faulty = (faults(page, impacts, options) if width in widths else []) + sideways(page)
        found += [f"{width}: {fault}" for fault in faulty]
    return found


def sideways(page: Page) -> list[str]:
    root = "document.documentElement"
    page.wait_for_load_state()
    wide = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    return [f"scrolls sideways by {wide}"] if wide else []
