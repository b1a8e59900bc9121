"""The auditors' tables stay tables on a phone, where their style takes that away, and say no untruth."""

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.lib.dates import PartialDate
from reviews.models import Action, PublicationRule
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
CONDUCTED = {"conducted_from": PartialDate("2015-04"), "conducted_to": PartialDate("2015-06")}


def content(name: str, *keys: int, **query) -> html.HtmlElement:
    return admin_client.content(
        admin_client.auditor().get(reverse(f"admin:{name}", args=keys), query)
    )


def wanted(part: html.HtmlElement) -> str:
    if part.tag == "th":
        return "columnheader" if part.get("scope") == "col" else "rowheader"
    return ROLES[part.tag]


def assert_tables_are_named(page: html.HtmlElement, css_class: str, number: int) -> None:
    found = page.find_class(css_class)
    assert len(found) == number
    parts = [part for table in found for part in table.iter(*ROLES, "th")]
    assert [part.get("role") for part in parts] == [wanted(part) for part in parts]


def test_every_part_of_a_table_has_its_role():
    live = make.make_live(make.open_review(**CONDUCTED))
    draft = workflow.open_edition(live.page, by=make.make_user()).as_kind
    make.change(draft, summary="Second words.")
    assert_tables_are_named(content("compliance"), "audit-table", 1)
    assert_tables_are_named(content("compliance", state="on hold"), "audit-table", 1)
    assert_tables_are_named(content("availability", live.page.pk), "audit-table", 2)
    assert_tables_are_named(content("compare", live.page.pk), "register-compare", 2)


def test_no_list_is_empty():
    make.make_live(make.open_review(**CONDUCTED))
    due = make.open_review(review_type="other")
    fields = {"recommendation": "R", "action": "A", "lead_agency": "The board"}
    Action.objects.create(edition=due, due=PartialDate("2016"), **fields)
    make.make_live(due)
    lists = list(content("compliance").find_class("audit-table")[0].iter("ul"))
    assert lists
    assert all(len(each) for each in lists)


def test_the_term_of_what_is_not_published_yet_has_not_begun():
    draft = make.open_review(review_type="scr")
    rule = PublicationRule.objects.filter(review_type="scr").order_by("-in_force_from").first()
    for page in (content("compliance"), content("availability", draft.page.pk)):
        shown = html.text(page.find_class("audit-table")[0])
        assert f"Not published yet {rule.guidance}" in shown
        assert "No term known" not in shown


def test_the_sentence_on_days_says_how_the_first_is_counted():
    live = make.make_live()
    shown = html.text(content("availability", live.page.pk))
    assert "the first day counts from the moment of publication" in shown
