"""The form of a review: one column with its contents beside it, and files whose way to the site is shown."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import screens

pytestmark = pytest.mark.e2e

UPLOAD = "**/upload/*/"
# Left and right edge of whatever is filled in, without the boxes that are ticked.
EDGES = """[...document.querySelectorAll('.form-sections :is(input, select, textarea, .prose-text)')]
    .filter(box => box.offsetWidth && box.type !== 'checkbox')
    .map(box => box.getBoundingClientRect()).map(place => [place.left, place.right])"""


@pytest.fixture
def form(page, site):
    site.sign_in(page, "editor")
    screens.begin_review(page)
    return page


def test_it_is_one_column_with_its_contents_beside_it(form):
    form.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    lefts, rights = zip(*form.evaluate(EDGES), strict=True)
    assert len(lefts) > 20
    assert max(rights) - min(lefts) < 52 * 16
    contents = form.get_by_role("navigation", name="Contents of this form").bounding_box()
    assert contents["x"] > max(rights)
    form.set_viewport_size({"width": 360, "height": 900})
    lefts, rights = zip(*form.evaluate(EDGES), strict=True)
    assert max(lefts) - min(lefts) < 40  # nothing stands beside anything else
    assert max(rights) < 360


def expect_on_its_way(form: Page, words: str) -> None:
    progress = form.get_by_role("status").filter(has_text=words)
    expect(progress.get_by_role("progressbar", name="Upload")).to_be_visible()
    expect(form.get_by_text("is saved as a draft")).to_have_count(0)


def test_the_way_of_each_file_is_shown_and_the_form_follows(form):
    screens.add_document(form, "overview report", "serious-case-review.pdf")
    screens.add_document(form, "board response", "board-response.pdf")
    held = []
    form.route(UPLOAD, lambda route: held.append(route))
    with form.expect_request(UPLOAD):
        form.get_by_role("button", name="Save draft").click()
    expect_on_its_way(form, "File 1 of 2. Sending serious-case-review.pdf (")
    with form.expect_request(UPLOAD):
        held[0].continue_()
    expect_on_its_way(form, "File 2 of 2. Sending board-response.pdf (")
    held[1].continue_()
    expect(form.get_by_text("is saved as a draft")).to_be_visible()
    expect(screens.part(form, "Documents").get_by_text("File in place")).to_have_count(2)


def test_a_file_over_the_limit_is_not_sent(form):
    screens.add_document(form, "overview report", "serious-case-review.pdf")
    box = screens.part(form, "Documents").get_by_label("PDF file")
    sent = []
    form.route(UPLOAD, lambda route: sent.append(route))
    box.evaluate("box => { box.dataset.limit = 1000 }")
    box.dispatch_event("change")
    error = form.locator(".upload-errors")
    expect(error).to_contain_text("50 MB")
    form.get_by_role("button", name="Save draft").click()
    expect(box).to_be_focused()
    expect(error).to_be_visible()
    assert sent == []
