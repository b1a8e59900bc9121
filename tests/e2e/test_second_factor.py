"""The second factor as a person meets it: a site that requires one, at a name that passkeys work for."""

import re

import pytest
from playwright.sync_api import Page, expect

from reviews.accounts import codes
from tests.e2e.conftest import Site, serving, watch
from tests.e2e.screens import WIDE
from tests.e2e.test_accessibility import ANY, at_each

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module")
def strict_site(served):
    with serving(served, "--host", "localhost", SECOND_FACTOR_OFF="0") as running:
        yield running


@pytest.fixture
def open_page(browser, strict_site):
    """Makes pages of people with a browser each, in which nothing may go wrong."""
    faults_seen: list[str] = []
    contexts = []

    def make(**options) -> Page:
        context = browser.new_context(base_url=strict_site.url, locale="en-GB", **options)
        contexts.append(context)
        page = context.new_page()
        watch(page, strict_site.url, faults_seen)
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults_seen == []


@pytest.fixture
def seen(widths):
    """Notes what axe finds on pages, and whether they scroll sideways."""
    found: dict[str, list[str]] = {}

    def check(page: Page) -> None:
        found[page.url] = at_each(page, widths, ANY)
        page.set_viewport_size({"width": WIDE, "height": 900})

    yield check
    assert found == dict.fromkeys(found, [])


def enter(page: Page, site: Site, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(site.chosen[name])
    page.get_by_role("button", name="Sign in").click()


def add_app(page: Page) -> str:
    """Set up an app by the key in letters; returns it."""
    page.get_by_role("link", name="Add an authenticator app").click()
    key = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page.locator("main").inner_text())[1]
    secret = key.replace(" ", "")
    page.get_by_label("A name for it").fill("telephone")
    page.get_by_label("The code that the app shows now").fill(code_of(page, secret))
    page.get_by_role("button", name="Add the app").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    return secret


def code_of(page: Page, secret: str) -> str:
    return codes.code_at(secret, page.evaluate("Date.now()") // 1000 // codes.STEP)


def test_an_app_without_javascript(open_page, strict_site):
    page = open_page(java_script_enabled=False)
    strict_site.sign_in(page, "editor")
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.goto("/admin/reviews/review/")
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.get_by_role("link", name="Add an authenticator app").click()
    key = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page.locator("main").inner_text())[1]
    assert len(key) == 39


def test_a_passkey_and_every_screen_of_signing_in(open_page, strict_site, seen):
    page = open_page(bypass_csp=True)  # lets axe in
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    options |= {"automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    strict_site.sign_in(page, "approver")
    seen(page)
    page.get_by_role("link", name="Add a passkey").click()
    seen(page)
    page.get_by_label("A name for it").fill("this computer")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    seen(page)
    page.get_by_role("link", name="I have kept them").click()
    page.goto("/admin/second-factor/passkey/")
    page.get_by_label("A name for it").fill("the same computer")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("You have a passkey on this device already")).to_be_visible()
    page.goto("/admin/second-factor/app/")
    seen(page)
    page.get_by_role("button", name="Sign out").click()
    enter(page, strict_site, "approver")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    seen(page)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Your register")).to_be_visible()
    for address in ("account/", "sign-ins/", "second-factor/", "e-mail/", "confirm/"):
        page.goto(f"/admin/{address}")
        seen(page)
    page.goto("/admin/sign-ins/")
    expect(page.get_by_text("password and passkey")).to_be_visible()


def test_a_passkey_under_the_content_security_policy(open_page, strict_site):
    """The same script with the policy in force: the button appears, which only the script does."""
    page = open_page()
    strict_site.sign_in(page, "administrator")
    add_app(page)
    page.goto("/admin/second-factor/passkey/")
    expect(page.get_by_role("button", name="Make the passkey")).to_be_visible()
