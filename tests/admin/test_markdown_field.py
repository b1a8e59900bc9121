"""The fields that readers are shown as Markdown: each has an editor, says what it is for, and has a limit."""

import pytest

from reviews.admin.markdown_field import LONGEST
from reviews.models import BoardResponse
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db

PROSE = {
    *(
        "body",
        "content_warning",
        "response-0-actions_taken",
        "response-0-impact",
        "response-0-next_steps",
    ),
    "action_plan-0-introduction",
}


@pytest.fixture
def form():
    return admin_client.editor().get(admin_client.address(make.open_bare_review()))


def editors(response) -> dict[str, html.HtmlElement]:
    boxes = html.page_of(response).cssselect("textarea[data-prose]")
    return {box.get("name"): box for box in boxes if "__prefix__" not in box.get("name")}


def test_every_text_that_is_read_as_markdown_has_an_editor(form):
    assert editors(form).keys() == PROSE
    banner = admin_client.approver().get("/admin/reviews/banner/add/")
    assert editors(banner).keys() == {"message"}


def test_each_says_what_it_is_for_and_nothing_of_its_technique(form):
    page = html.page_of(form)
    purposes = [
        page.get_element_by_id(box.get("aria-describedby")) for box in editors(form).values()
    ]
    words = [html.text(purpose) for purpose in purposes]
    assert all(words)
    assert len(set(words)) == len(PROSE)
    assert "Markdown" not in " ".join(words)


def test_the_script_is_a_file_that_does_not_hold_up_the_page(form):
    [script] = html.page_of(form).cssselect("script[src*=editor]")
    assert "defer" in script.attrib
    assert not script.text


def test_the_summary_suggests_a_number_of_words(form):
    [summary] = admin_client.boxes(form, "summary")
    assert summary.get("data-words") == "60"


def test_a_text_that_is_too_long_is_refused_in_a_sentence_and_kept():
    draft, client = make.open_bare_review(), admin_client.editor()
    fields, long = admin_client.opened(client, draft), "a" * (LONGEST + 1)
    answer = admin_client.save(client, draft, fields, **{"response-0-impact": long})
    assert (
        "This text has 100001 characters, and at most 100000 fit." in admin_client.errors(answer)[0]
    )
    assert admin_client.filled(answer)["response-0-impact"] == long
    admin_client.save(client, draft, fields, **{"response-0-impact": long[1:]})
    assert BoardResponse.objects.get(edition=draft).impact == long[1:]
