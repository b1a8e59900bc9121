"""The form of a review follows the work, and its list of contents says what is missing where."""

import pytest

from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db

ORDER = [
    *("What is published", "Documents", "Names by which the review is known"),
    *("Children or adults whom it is about", "Other boards that lead or join"),
    *("Dates and details", "Title, summary and text", "Themes", "Board response, in words"),
    *("Action plan", "Actions of the plan", "Address"),
]


def form_of(draft):
    return html.page_of(admin_client.editor().get(admin_client.address(draft)))


def contents(form) -> dict[str, str]:
    """The sections in their order, each with what is to do there."""
    [listed] = form.xpath("//nav[@aria-label='Contents of this form']")
    return {
        html.text(line.find("a")): " ".join(map(html.text, line.find_class("form-missing")))
        for line in listed.iter("li")
    }


def test_what_is_missing_stands_beside_its_section_until_it_is_there():
    draft = make.open_bare_review(state="published", incident="2099")
    found = contents(form_of(draft))
    assert list(found) == ORDER
    missing = {name: number for name, number in found.items() if number}
    assert missing == {"Documents": "1 to do", "Dates and details": "1 to do"}
    make.attach(make.change(draft, incident="2015"), make.make_document_row())
    assert not any(contents(form_of(draft)).values())


def test_every_line_leads_to_a_section():
    form = form_of(make.open_bare_review())
    [listed] = form.xpath("//nav[@aria-label='Contents of this form']")
    anchors = {link.get("href").removeprefix("#") for link in listed.iter("a")}
    assert len(anchors) == len(contents(form))
    assert anchors <= set(form.xpath("//@id"))


def test_seldom_used_fields_are_folded_until_they_hold_something():
    draft = make.open_bare_review()
    assert is_open(form_of(draft)) == {"Dates and details": False}
    assert is_open(form_of(make.change(draft, conducted_from="2014"))) == {
        "Dates and details": True
    }


def is_open(form) -> dict[str, bool]:
    """The sections that can be folded."""
    found = {}
    for folded in form.xpath("//div[starts-with(@id, 'section-')]//details"):
        found[html.text(folded.find("summary"))] = folded.get("open") is not None
    return found


def test_the_largest_file_is_stated_before_it_is_sent(settings):
    settings.DOCUMENT_LIMIT_MB = 7
    form = form_of(make.open_bare_review())
    [box] = form.find_class("drop-files")
    assert "At most 7 MB each." in html.text(box)
    [limit] = {box.get("data-limit") for box in form.xpath("//input[@type='file'][@data-limit]")}
    assert int(limit) == 7_000_000
