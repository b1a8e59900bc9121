"""What must never appear in a review keeps it from the public wherever it stands, and leaks nowhere."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from reviews import workflow
from reviews.compliance.publishing import publishing_blockers
from reviews.editions.digest import edition_content
from reviews.editions.protected_names import named_in_public, search_page, unsettled
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import (
    Action,
    Edition,
    Event,
    Identifier,
    NameSearch,
    NameWaiver,
    Page,
    ProtectedName,
    Subject,
)
from tests.support import factories as make

pytestmark = pytest.mark.django_db

NAME, BORN = "Grace Okafor", "2012-04-03"
HOME = "14 Acacia Avenue, Peckham, SE15 4QA"


def protect(draft, text=NAME, kind="name") -> ProtectedName:
    made = workflow.add_protected_name(draft.page, by=make.make_user(), kind=kind, text=text)
    assert search_page(draft.page)
    return made


def found(draft) -> list[tuple[str, str]]:
    blockers = publishing_blockers(edition_content(draft), now=clock.now())
    assert not any(word in each.text for each in blockers for word in ("Grace", "Okafor", "Acacia"))
    return [(each.code, each.anchor) for each in blockers if each.code.startswith("name")]


def test_a_review_without_such_names_costs_one_query(django_assert_num_queries):
    draft = make.open_review()
    content = edition_content(draft)
    with django_assert_num_queries(1):
        assert search_page(draft.page)
    assert found(draft) == []
    assert content.digest == edition_content(draft).digest


@pytest.mark.parametrize(
    ("place", "anchor"),
    [
        ({"summary": "The mother of G. Okafor moved."}, "summary"),
        ({"body": "Okafor, Grace"}, "body"),
        ({"state_reason": "GRACE OKAFOR’s"}, "state_reason"),
        ({"incident": BORN}, "incident"),
    ],
)
def test_a_name_in_the_text_of_the_edition_stops_it(place, anchor):
    draft = make.open_bare_review(**place)
    protect(draft)
    protect(draft, BORN, "birth")
    assert [each for each in found(draft) if each[0] == "name-in-text"] == [
        ("name-in-text", anchor)
    ]
    with pytest.raises(Refused, match="must never appear"):
        workflow.submit(draft, by=make.make_user(), note="First.")
    make.change(draft, **{anchor: ""})
    assert ("name-in-text", anchor) not in found(draft)


def test_each_part_of_an_edition_and_its_address_are_searched():
    draft = make.open_review(path="reviews/grace-okafor")
    Identifier.objects.create(edition=draft, kind="letter", value="Child Grace Okafor")
    Subject.objects.create(edition=draft, pseudonym="A", description=f"Lived at {HOME}.")
    Action.objects.create(edition=draft, recommendation="R", action="born 3/4/12", lead_agency="L")
    make.attach(
        draft, slug="grace-okafor", kind="other", link="https://example.org/x", hosted_by="H"
    )
    protect(draft)
    protect(draft, BORN, "birth")
    protect(draft, HOME, "address")
    assert {anchor for code, anchor in found(draft) if code == "name-in-text"} == {
        *("", "identifiers-1", "subjects-0", "actions-0", "attachments-1"),
    }


def test_a_name_in_a_file_stops_it_and_another_file_helps():
    draft = make.open_bare_review(state="published")
    row = make.attach(draft, make.make_document("The report on Grace Amara Okafor."))
    protect(draft)
    assert found(draft) == [("name-in-file", "attachments-0")]
    assert NameSearch.objects.get(document=row.document).places == ["page 1"]
    row.document = make.make_document("The report on Child A.")
    row.save()
    assert found(draft) == [("names-unsearched", "attachments-0")]
    assert search_page(draft.page)
    assert found(draft) == []


@pytest.mark.parametrize(
    ("shown", "title", "place"),
    [
        ("A report.", "Grace Okafor", "metadata"),
        ("He saw Grace and\nOkafor came.", "", "page 1"),
    ],
)
def test_a_name_is_found_wherever_a_file_has_it(shown, title, place):
    draft = make.open_bare_review(state="published")
    make.attach(draft, make.make_document(shown, title=title))
    protect(draft)
    assert place in NameSearch.objects.get(document__isnull=False).places


def test_a_name_over_the_end_of_a_page_is_found():
    draft = make.open_bare_review(state="published")
    make.attach(draft, make.make_document("We met Jonas Page", pages=2))  # the second says “Page 2”
    name = protect(draft, "Page Page")
    assert name.searches.get().places == ["pages 1 and 2"]


def test_a_file_that_cannot_be_read_again_stays_unsearched():
    draft = make.open_bare_review(state="published")
    make.attach(draft, make.make_document_row())  # its bytes are not there
    workflow.add_protected_name(draft.page, by=make.make_user(), kind="name", text=NAME)
    assert not search_page(draft.page)
    assert found(draft) == [("names-unsearched", "attachments-0")]


def test_a_search_stops_when_its_time_is_over_and_goes_on_the_next_time():
    draft = make.open_bare_review(state="published")
    for number in range(3):
        make.attach(draft, make.make_document(f"Child {number}"), slug=f"part-{number}")
    name = workflow.add_protected_name(draft.page, by=make.make_user(), kind="name", text=NAME)
    assert not search_page(draft.page, patience=0)
    assert name.searches.count() == 1
    assert found(draft) == [("names-unsearched", f"attachments-{n}") for n in (1, 2)]
    assert not search_page(draft.page, patience=0)
    assert search_page(draft.page, patience=0)
    assert found(draft) == []


def test_files_that_nobody_waited_for_are_searched_at_night():
    draft = make.open_bare_review(state="published")
    for words in ("Child L", NAME):
        make.attach(draft, make.make_document(words), slug=words.split()[-1].lower())
    workflow.add_protected_name(draft.page, by=make.make_user(), kind="name", text=NAME)
    call_command("recheck_documents", stdout=StringIO())
    assert found(draft) == [("name-in-file", "attachments-1")]


def test_a_name_entered_after_the_approval_stops_the_publication():
    draft = make.approved(make.open_bare_review(summary="Grace Okafor"))
    name = protect(draft)
    with pytest.raises(Refused, match="must never appear"):
        workflow.publish(draft, by=make.make_user())
    with pytest.raises(Refused, match="must never appear"):
        workflow.override(draft, by=make.make_user(), reason="Now.")
    workflow.remove_protected_name(name, by=make.make_user())
    assert workflow.publish(draft, by=make.make_user()).live_from


def test_it_is_not_approved_either():
    draft = make.open_bare_review(summary="Grace Okafor")
    workflow.submit(draft, by=make.make_user(), note="First.")
    protect(draft)
    with pytest.raises(Refused, match="must never appear"):
        workflow.approve(draft, by=make.make_user())


def test_a_schedule_is_taken_back_if_what_waits_holds_the_name():
    tomorrow = clock.now() + datetime.timedelta(days=1)
    held = make.make_live(make.open_bare_review(summary="Grace Okafor"), at=tomorrow)
    clean = make.make_live(make.open_bare_review(), at=tomorrow)
    for edition, expected in ((held, [1]), (clean, [])):
        protect(edition)
        assert workflow.stop_what_names(edition.page, by=make.make_user()) == expected
        assert Edition.objects.get(pk=edition.pk).is_draft is bool(expected)
        assert not NameSearch.objects.filter(edition=edition).exists()  # it may still change


def test_notes_for_readers_are_searched_too():
    live = make.make_live(make.open_bare_review())
    protect(live)
    with pytest.raises(Refused, match="The note holds"):
        make.withdraw(live, note="Grace Okafor was named.")
    withdrawn = make.withdraw(live)
    with pytest.raises(Refused, match="The note holds"):
        workflow.correct_notice(live.page, by=make.make_user(), note="It named G. Okafor.")
    draft = make.open_bare_review()
    protect(draft)
    with pytest.raises(Refused, match="The note holds"):
        workflow.submit(draft, by=make.make_user(), note="About Grace Okafor.")
    assert withdrawn.note_now


def test_what_is_live_and_named_is_known():
    text = make.make_live(make.open_bare_review(summary="Grace Okafor"))
    file = make.make_live(make.open_review())
    row = file.attachments.get()
    other = make.make_live(make.open_bare_review())
    waiting = make.open_bare_review(summary="Grace Okafor")
    for edition in (text, file, other, waiting):
        protect(edition)
    NameSearch.objects.filter(document=row.document).update(places=["page 1"])
    pages = Page.objects.all()
    assert {page.pk for page in named_in_public(pages, at=clock.now())} == {
        text.page.pk,
        file.page.pk,
    }
    make.withdraw(text)
    assert [page.pk for page in named_in_public(pages, at=clock.now())] == [file.page.pk]


def test_single_parts_are_settled_one_by_one():
    draft = make.open_bare_review(state="published", summary="By the grace of God. Okafor said so.")
    row = make.attach(draft, make.make_document("Grace was seen. Grace was not seen."))
    name = protect(draft)
    items = unsettled(edition_content(draft))
    assert {(each.document, each.part, each.count) for each in items} == {
        (row.document_id, "0", 2),
        (None, "1", 1),
    }
    assert found(draft) == [("names-unsettled", "")]
    by = make.make_user()
    for typed in ("", " ", "It is Grace Okafor"):
        with pytest.raises(Refused):
            workflow.settle_names(draft.page, by=by, items=items, reason=typed)
    with pytest.raises(Refused, match="Tick"):
        workflow.settle_names(draft.page, by=by, items=[], reason="Another person.")
    workflow.settle_names(draft.page, by=by, items=items, reason="The name of the hospital.")
    assert found(draft) == []
    assert Event.objects.filter(verb="name_settled", page=draft.page).count() == 2
    make.change(draft, summary="Okafor and Okafor.")
    assert found(draft) == [("names-unsettled", "")]
    workflow.remove_protected_name(name, by=by)
    assert not NameWaiver.objects.exists()
