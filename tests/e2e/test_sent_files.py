"""With a worker, a form is saved and left while its file is checked, and shows by itself what became of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import screens
from tests.e2e.conftest import serving

pytestmark = pytest.mark.e2e

ASK = "**/upload/*-*/"


@pytest.fixture(scope="module")
def site(served):
    with serving(served, JOBS="worker") as running:
        yield running


@pytest.fixture
def form(page, site):
    site.sign_in(page, "editor")
    screens.begin_review(page)
    page.get_by_role("button", name="Save draft").click()  # so that no other test goes on with it
    expect(page.get_by_text("is saved as a draft")).to_be_visible()
    return page


def in_place(form: Page):
    return screens.part(form, "Documents").get_by_text("File in place")


def being_checked(form: Page):
    return screens.part(form, "Documents").get_by_text("Being checked")


def test_a_dropped_file_is_shown_as_being_checked_and_then_as_in_place(form):
    held = []
    form.route(ASK, lambda route: held.append(route), times=1)
    with form.expect_request(ASK):
        form.get_by_label("Several files at once").set_input_files(
            screens.MATERIAL / "serious-case-review.pdf"
        )
        expect(being_checked(form)).to_be_visible()
    expect(in_place(form)).to_have_count(0)
    held[0].continue_()
    expect(in_place(form)).to_be_visible()
    expect(form.get_by_label("Kind").first).to_have_value("overview_report")
    expect(form.get_by_text("check it")).to_be_visible()


def test_a_form_that_was_saved_and_left_has_the_file_when_somebody_comes_back(form):
    screens.add_document(form, "overview report", "serious-case-review.pdf")
    held, address = [], form.url
    form.route(ASK, lambda route: held.append(route))
    with form.expect_navigation():
        form.get_by_role("button", name="Save draft").click()
    form.goto("/admin/")
    form.unroute(ASK)
    form.goto(address)
    expect(in_place(form)).to_be_visible()
    form.goto("/admin/")  # which asks nothing: what the site filled in is no unsaved work


def test_a_file_that_is_refused_while_the_form_is_open_is_said_at_its_box(form, tmp_path):
    bad = tmp_path / "report.pdf"
    bad.write_bytes(b"This is no PDF.")
    form.get_by_label("Several files at once").set_input_files(bad)
    expect(form.locator(".upload-errors")).to_contain_text("PDF")
    expect(being_checked(form)).to_have_count(0)
    expect(form.locator('[name="attachments-0-document-kept"]')).to_have_count(0)


@pytest.mark.parametrize(
    "fail",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(
            status=503, body="<h1>Try again</h1>", content_type="text/html"
        ),
    ],
    ids=["no connection", "no database"],
)
def test_a_file_is_not_lost_because_the_site_did_not_answer_for_a_while(form, fail):
    failed = []
    form.route(ASK, lambda route: (failed.append(route), fail(route)), times=2)
    form.get_by_label("Several files at once").set_input_files(
        screens.MATERIAL / "serious-case-review.pdf"
    )
    expect(in_place(form)).to_be_visible()
    assert len(failed) == 2
    expect(form.locator(".upload-errors")).to_have_count(0)
    form.faults.clear()  # the browser logs each answer that fails


def test_whoever_is_signed_out_meanwhile_keeps_the_file(form):
    form.route(ASK, lambda route: route.fulfill(status=403), times=1)
    with form.expect_response(ASK):
        form.get_by_label("Several files at once").set_input_files(
            screens.MATERIAL / "serious-case-review.pdf"
        )
    expect(being_checked(form)).to_be_visible()
    expect(form.locator(".upload-errors")).to_have_count(0)
    expect(form.locator('[name="attachments-0-document-kept"]')).to_have_count(1)
    form.faults.clear()
