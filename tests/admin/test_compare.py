"""What two editions say differently: every field, row and file, with the words that changed marked."""

import random

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.editions.comparison import between
from reviews.editions.digest import edition_content
from reviews.models import (
    Action,
    Attachment,
    BoardRole,
    Edition,
    Identifier,
    Page,
    ReviewEdition,
    Subject,
)
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
# Known when the edition is published, or about the row and not about what it says.
NOT_COMPARED = {
    *("id", "edition_ptr", "page", "number", "live_from", "live_until", "first_published"),
    *("carried_from", "carried_updated", "draft_version", "created_at", "edited_at", "edited_by"),
}
NOT_COMPARED |= {"version_of"}  # tests/public/test_versions.py
VALUES = {"review_type": "sar", "state": "delayed", "language": "cy", "change_weight": "correction"}


def edited(live: Edition) -> Edition:
    return workflow.open_edition(live.page, by=make.make_user()).as_kind


@shared_start
def live():
    draft = make.open_review(title="Child A", body="One.\n\nTwo is here.\n\nThree.\n")
    make.fill(draft)
    Action.objects.create(
        edition=draft, position=2, recommendation="Ask.", action="Visit.", lead_agency="Police"
    )
    return make.make_live(draft)


def differences(live: Edition, draft: Edition) -> list[tuple[str, str, str]]:
    found, _ = between(edition_content(live), edition_content(draft))
    return [(row.label, row.before, row.after) for row in found]


def page_url(page: Page) -> str:
    return reverse("admin:compare", args=[page.pk])


def shown(page: Page, **query) -> html.HtmlElement:
    return admin_client.content(admin_client.auditor().get(page_url(page), query))


def cells(page: Page, **query) -> list[list[str]]:
    """Each row of differences and files, in words."""
    tables = shown(page, **query).find_class("register-compare")
    rows = [row for table in tables for row in table.find("tbody").findall("tr")]
    return [[html.text(cell) for cell in row] for row in rows]


def test_the_same_edition_does_not_differ(live):
    assert differences(live, live) == []
    assert all(file.is_same for file in between(edition_content(live), edition_content(live))[1])


@pytest.mark.parametrize(
    "name",
    [field.name for field in ReviewEdition._meta.concrete_fields if field.name not in NOT_COMPARED],
)
def test_every_field_that_differs_is_shown(live, name):
    draft = edited(live)
    note = {"change_note": "", "change_weight": "substantive"}
    before = {"change_note": live.change_note} if name != "change_note" else {}
    is_date = name in {"incident", "commissioned", "completed", "report_dated"}
    dates = {name: "2017-06"} if is_date or name.endswith(("_from", "_to")) else {}
    make.change(draft, **note | before | {name: VALUES.get(name, "Quite new words")} | dates)
    [(label, was, now)] = differences(live, draft)
    assert label[0].isupper()
    assert was != now
    assert now in {"Quite new words", "June 2017", "Welsh", "correction: something was wrong"} | {
        "safeguarding adults review",
        "publication delayed",
    }


def test_rows_are_distinguished_by_what_they_are(live):
    draft = make.change(edited(live), change_note=live.change_note)
    Identifier.objects.filter(edition=draft).first().delete()
    Identifier.objects.create(edition=draft, kind="theme", value="Neglect", position=3)
    Subject.objects.filter(edition=draft).update(description="an infant")
    BoardRole.objects.filter(edition=draft).update(role="lead")
    draft.response.delete()
    found = {label: (was, now) for label, was, now in differences(live, draft)}
    gone = live.identifiers.first().value
    assert found.pop(f"Name {gone}: identifier") == (gone, "")
    assert found.pop(f"Name {gone}: kind") == ("letter", "")
    assert found.pop("Name Neglect: identifier") == ("", "Neglect")
    assert found.pop("Name Neglect: kind") == ("", "theme")
    assert found.pop(f"Person {live.subjects.get()}: description") == ("", "an infant")
    board = live.board_roles.get().board
    assert found.pop(f"Other board {board}: role") == ("jointly with", "led by")
    assert found.pop("Board response: actions taken") == ("Much was done.", "")
    assert found == {}


def test_an_action_put_in_between_does_not_change_those_after_it(live):
    draft = make.change(edited(live), change_note=live.change_note)
    Action.objects.filter(edition=draft, position=2).update(position=3)
    Action.objects.create(
        edition=draft, position=2, recommendation="New.", action="Write.", lead_agency="School"
    )
    labels = {label.partition(":")[0] for label, _, _ in differences(live, draft)}
    assert labels == {"Action 2"}


def test_another_order_is_a_difference(live):
    draft = make.change(edited(live), change_note=live.change_note)
    first, second = Identifier.objects.filter(edition=draft)
    Identifier.objects.filter(pk=second.pk).update(position=0)
    was, now = f"{first.value}, {second.value}", f"{second.value}, {first.value}"
    assert differences(live, draft) == [("Order of the names", was, now)]
    Identifier.objects.filter(edition=draft).update(position=1)
    assert differences(live, draft) == []
    first.delete()
    Identifier.objects.create(edition=draft, kind=first.kind, value=first.value)  # drawn up later
    assert differences(live, draft) == [("Order of the names", was, now)]
    Identifier.objects.filter(pk=second.pk).update(position=2)
    assert differences(live, draft) == [("Order of the names", "1, 1", "1, 2")]


def test_documents_without_a_file_do_not_hide_each_other(live):
    draft = make.change(edited(live), change_note=live.change_note)
    for title in ("Appendix A", "Appendix B"):
        make.attach(draft, kind="appendix", slug="", state="withheld", title=title)
    added = {now for _, _, now in differences(live, draft)}
    assert {"Appendix A", "Appendix B"} <= added


def test_what_has_another_digest_has_a_difference(live):
    """Random changes of any row: whatever changes what is signed is shown to who signs it."""
    chance = random.Random(16)
    draft = make.change(edited(live), change_note=live.change_note)
    make.attach(draft, kind="appendix", slug="", state="withheld")
    before = edition_content(draft).values
    for number in range(60):
        part = chance.choice([Identifier, Subject, Action, Attachment])
        row = chance.choice(part.objects.filter(edition=draft).order_by("pk") or [None])
        columns = {
            Identifier: "value",
            Subject: "pseudonym",
            Action: "evidence",
            Attachment: "title",
        }
        match row and chance.randrange(4):
            case 0:
                part.objects.filter(pk=row.pk).update(position=chance.randint(1, 4))
            case 1:
                part.objects.filter(pk=row.pk).update(**{columns[part]: f"Words {number}"})
            case 2 if part.objects.filter(edition=draft).count() > 1:
                row.delete()
            case _:
                make.attach(draft, kind="other", slug="", state="mentioned", title=f"{number}")
        fields, files = between(edition_content(live), edition_content(draft))
        differs = bool(fields) or not all(file.is_same for file in files)
        values = edition_content(draft).values | {"number": live.number}
        assert differs == (values != edition_content(live).values)
    assert edition_content(draft).values != before


def test_files_stand_side_by_side(live):
    draft = make.change(edited(live), change_note=live.change_note)
    old = live.attachments.get(slug="overview-report").document
    new = make.make_document("Another report")
    draft.attachments.filter(slug="overview-report").update(document=new)
    make.attach(draft, make.make_document("A summary"), kind="executive_summary", slug="summary")
    rows = {row[0].split()[0]: row for row in cells(live.page)}
    name, before, after = rows.pop("overview-report.pdf")
    assert "Replaced" in name
    for document, cell in ((old, before), (new, after)):
        assert document.sha256 in cell
        assert f"{document.pages} page" in cell
    assert "No such file" in rows.pop("summary.pdf")[1]
    assert "The same bytes" in " ".join(row[0] for row in rows.values())
    page = shown(live.page)
    for edition in (live, draft):
        attachment = edition.attachments.get(slug="overview-report")
        address = f"{admin_client.address(edition, 'preview')}{attachment.pk}/"
        assert address in [link.get("href") for link in page.iter("a")]
        assert f"{address}cover/" in [image.get("src") for image in page.iter("img")]
        answer = admin_client.auditor().get(address)
        assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_an_erased_file_is_named_and_not_linked(live):
    document = live.attachments.get(slug="overview-report").document
    make.withdraw(live)
    ask = {"by": make.make_user(), "reason": "child", "document": document}
    asked = workflow.ask_erasure(live.page, **ask)
    workflow.erase(asked, by=make.make_user(groups=("Administrators",)))
    page = shown(live.page)
    assert "Erased on" in html.text(page)
    assert document.sha256 not in html.text(page)


def test_changed_words_are_marked_for_eyes_and_ears(live):
    draft = make.change(edited(live), change_note=live.change_note)
    make.change(draft, body="One.\n\nTwo <was> here.\n\nThree.\n")
    page = shown(live.page)
    assert [html.text(mark) for mark in page.iter("del")] == ["[removed: is ]"]
    assert [html.text(mark) for mark in page.iter("ins")] == ["[added: <was> ]"]
    assert all(mark.find_class("visually-hidden") for mark in page.iter("del", "ins"))
    whole = html.text(page)
    assert whole.count("One.") == whole.count("Three.") == 2


def test_unasked_the_latest_is_compared_with_the_one_live_before(live):
    draft = make.change(edited(live), summary="Second words.")
    assert "From edition 1 (live) to edition 2 (draft)" in html.text(shown(live.page))
    make.make_live(draft)
    edited(live)
    assert "From edition 2 (live) to edition 3 (draft)" in html.text(shown(live.page))
    assert "From edition 1 (ended) to edition 3 (draft)" in html.text(
        shown(live.page, **{"from": 1, "to": 3})
    )
    assert "From edition 3 (draft) to edition 1 (ended)" in html.text(
        shown(live.page, **{"from": 3, "to": 1})
    )
    assert "What edition 1 (ended) says" in html.text(shown(live.page, to=1))


def test_editions_that_are_not_there_are_a_sentence(live):
    for query in ({"to": "9"}, {"from": "x"}, {"to": "nothing"}):
        answer = admin_client.auditor().get(page_url(live.page), query)
        assert answer.status_code == 200
        assert any(
            error.startswith("Select a valid choice") for error in admin_client.errors(answer)
        )
        assert admin_client.content(answer).find_class("register-compare") == []
    empty = Page.objects.create(kind="plain", path="empty")
    assert "This page has no edition yet." in html.text(shown(empty))


def test_comparing_is_for_those_who_may_read_the_record_of_their_boards(live):
    admin_client.only_readers_enter(page_url(live.page), live.page.board)
