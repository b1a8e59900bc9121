"""Rows without JavaScript: buttons show the form again, changed, with everything typed, and save nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.models import Identifier
from tests.support import admin_client, html, pdfs
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


@shared_start
def client():
    return admin_client.editor()


@shared_start
def draft():
    """With three names, in the order of the alphabet."""
    draft = make.open_bare_review(label="A")
    for position, value in enumerate("BC", 2):
        Identifier.objects.create(edition=draft, kind="letter", value=value, position=position)
    return draft


@shared_start
def opened(draft):
    return admin_client.opened(admin_client.editor(), draft)


def press(client, draft, fields, button, **changes):
    return client.post(admin_client.address(draft), fields | changes | {"_row": button})


def heads(answer, part: str = "identifiers") -> list[str]:
    group = html.page_of(answer).get_element_by_id(f"{part}-group")
    rows = [row for row in group.iter("h3") if "__prefix__" not in row.get("id")]
    return [" ".join(row.text_content().split()) for row in rows]


def stored(draft) -> list[str]:
    return [*draft.identifiers.values_list("value", flat=True)]


def test_rows_are_headed_by_their_words(client, draft):
    make.fill(draft)
    answer = client.get(admin_client.address(draft))
    assert heads(answer)[0] == "Name 1: A"
    assert heads(answer, "actions") == ["Action 1: Train."]
    assert heads(answer, "attachments") == ["Document 1: overview report"]
    board = draft.board_roles.get().board
    assert heads(answer, "board_roles") == [f"Board 1: {board}"]
    read_only = admin_client.auditor().get(admin_client.address(draft))
    for part in ("identifiers", "actions", "attachments", "board_roles"):
        assert heads(read_only, part) == heads(answer, part)
    assert admin_client.boxes(answer, "identifiers-0-DELETE") != []
    assert admin_client.boxes(read_only, "identifiers-0-DELETE") == []


def test_a_row_is_moved_and_what_was_typed_stays(client, draft):
    fields = admin_client.opened(client, draft) | {"title": "Typed", "identifiers-1-value": "Bee"}
    answer = press(client, draft, fields, "identifiers-1 down")
    assert heads(answer) == ["Name 1: A", "Name 2: C", "Name 3: Bee"]
    assert (admin_client.errors(answer), stored(draft)) == ([], ["A", "B", "C"])
    fields = admin_client.filled(answer)
    assert fields["title"] == "Typed"
    answer = press(client, draft, fields, "identifiers-2 up")
    assert heads(answer) == ["Name 1: C", "Name 2: A", "Name 3: Bee"]
    keys = {row.value: row.pk for row in draft.identifiers.all()}
    admin_client.save(client, draft, admin_client.filled(answer))
    assert stored(draft) == ["C", "A", "Bee"]
    now = {row.value: row.pk for row in draft.identifiers.all()}
    assert now == {"C": keys["C"], "A": keys["A"], "Bee": keys["B"]}


@pytest.mark.parametrize(
    "button",
    [
        *(
            "identifiers-0 up",
            "identifiers-2 down",
            "identifiers-7 up",
            "nothing-0 up",
            "nothing add",
        ),
        *("", "identifiers-1", "identifiers-99999999999 up", "identifiers up", "\x00 up", "x take"),
    ],
)
def test_a_button_that_can_do_nothing_leaves_everything(client, draft, opened, button):
    answer = press(client, draft, opened, button, title="Typed")
    assert answer.status_code == 200
    assert heads(answer) == ["Name 1: A", "Name 2: B", "Name 3: C"]
    assert admin_client.filled(answer)["title"] == "Typed"
    assert stored(draft) == ["A", "B", "C"]


def test_a_row_is_added_and_a_row_ticked_for_deletion_is_passed_over(client, draft):
    fields = admin_client.opened(client, draft) | {"identifiers-1-DELETE": "on"}
    fields = admin_client.filled(press(client, draft, fields, "identifiers-0 down"))
    fields = admin_client.filled(press(client, draft, fields, "identifiers add"))
    new = {"identifiers-3-value": "New", "identifiers-3-kind": "letter"}
    fields = admin_client.filled(press(client, draft, fields | new, "identifiers-3 up"))
    admin_client.save(client, draft, fields)
    assert stored(draft) == ["C", "New", "A"]


def test_what_is_only_not_filled_in_yet_is_no_error_and_what_is_wrong_is(client, draft):
    fields = admin_client.opened(client, draft) | {
        "review_type": "",
        "conducted_from": "last summer",
    }
    answer = press(client, draft, fields, "actions add")
    [error] = admin_client.errors(answer)
    assert error.startswith("Write the date as 14 June 2017")


def test_a_file_that_was_chosen_is_kept(client, draft):
    fields = admin_client.with_row(
        admin_client.opened(client, draft), "attachments", kind="overview_report"
    )
    file = SimpleUploadedFile("report.pdf", pdfs.make_pdf("Kept"), "application/pdf")
    answer = press(client, draft, fields, "identifiers-0 down", **{"attachments-0-document": file})
    assert "File in place" in html.text(admin_client.content(answer))
    admin_client.save(client, draft, admin_client.filled(answer))
    assert draft.attachments.get().document.size == file.size


def test_enter_in_a_box_saves_and_moves_nothing(client, draft):
    """A browser takes the first button of the form that a box belongs to."""
    page = html.page_of(client.get(admin_client.address(draft)))
    buttons = page.xpath("//form[@id='reviewedition_form']//*[@type='submit']")
    assert buttons[0].get("name") == "_continue"
    rows = [button for button in buttons if button.get("name") == "_row"]
    assert len(rows) > 6
