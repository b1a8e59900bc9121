"""A board that took over from another: what its staff press, looked at with axe at each step."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import serving
from tests.e2e.screens import WIDE
from tests.e2e.test_accessibility import GRAVE, at_each

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def site(served):
    """Of its own: where there are two boards, every new review asks of which it is."""
    with serving(served) as running:
        yield running


def test_the_steps_by_which_a_board_took_over(new_page, site, widths):
    page, second = (new_page(WIDE, bypass_csp=True) for _ in range(2))
    site.sign_in(page, "editor")
    site.sign_in(second, "approver")
    page.goto("/admin/reviews/board/add/")
    page.get_by_label("Name", exact=True).fill("Old Town Safeguarding Board")
    page.get_by_label("Kind").select_option(label="safeguarding adults board")
    page.get_by_label("Jurisdiction").select_option(label="England")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    page.goto("/admin/boards/1/took-over/")
    page.get_by_label("Took over from").select_option(label="Old Town Safeguarding Board")
    page.get_by_role("button", name="Propose it").click()
    found = {"proposed": at_each(page, widths, GRAVE)}
    second.goto("/admin/reviews/board/1/change/")
    found["to be agreed"] = at_each(second, widths, GRAVE)
    second.get_by_role("button", name="Agree that").click()
    found["agreed"] = at_each(second, widths, GRAVE)
    second.get_by_role("link", name="End it…").click()
    expect(second.get_by_role("button", name="End it now")).to_be_visible()
    found["to be ended"] = at_each(second, widths, GRAVE)
    second.get_by_role("button", name="End it now").click()
    expect(second.get_by_text("Ended", exact=True)).to_be_visible()
    found["ended"] = at_each(second, widths, GRAVE)
    assert found == dict.fromkeys(found, [])
