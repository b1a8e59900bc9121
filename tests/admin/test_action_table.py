"""A table pasted into the action plan: recognised, checked, taken, and nothing of it lost."""

import pytest

from reviews.admin.editions import row_buttons
from reviews.admin.editions.action_table import ActionTable
from reviews.admin.editions.inlines import MOST_ACTIONS, ActionInline
from reviews.admin.editions.row_buttons import EMPTY_TABLE, TABLE_WAITS, TOO_MANY
from reviews.admin.editions.table_words import date_of, field_of, status_of
from reviews.models import Action
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db

HEADINGS = {
    "recommendation": [
        "Recommendation",
        "RECOMMENDATIONS",
        "Recommendation 1",
        "Finding",
        "Learning point",
    ],
    "action": ["Action", "Actions required", "Agreed action", "Action to be taken", "Task"],
    "lead_agency": [
        "Lead",
        "Lead agency",
        "Owner",
        "Action owner",
        "By whom",
        "Who",
        "Responsible agency",
    ],
    "due": [
        "Due",
        "Due date",
        "Date due",
        "By when?",
        "Deadline",
        "Timescale",
        "Target date (revised)",
    ],
    "status": ["Status", "Action status", "RAG", "RAG rating / status", "Status of action"],
    "evidence": ["Evidence", "Evidence of completion", "Progress", "Progress update", "Comments"],
    "impact": ["Impact", "Outcome", "What difference has it made?", "Success criteria"],
    "verified_by": ["Verified by", "Signed off by", "Verified by (name, role)"],
    "": ["Cost", "No.", "", "Ref"],
}
TABLE = (
    "No.\tRecommendation\tAction\tLead\tDue date\tStatus\tCost\n"
    '1\tListen to children\t"Train\nall ""staff"""\tPolice\t30-Sep-2027\tOngoing\t£5\n'
    "2\t\tAudit records\tHealth\tASAP\tAmber\t\n"
    "3\tShare\tAgree how\t\t31/03/2026\tCompleted\t\n"
)


@pytest.mark.parametrize("field", HEADINGS)
def test_headings_are_recognised(field):
    assert {heading: field_of(heading) for heading in HEADINGS[field]} == dict.fromkeys(
        HEADINGS[field], field
    )


def test_statuses_and_dates_are_read_as_people_write_them():
    known = {"On-going": "in_progress", "IN PROGRESS": "in_progress", "Completed": "complete"}
    known |= {
        "Not yet started": "not_started",
        "No longer required": "superseded",
        "Done.": "complete",
    }
    assert {text: status_of(text) for text in known} == known
    assert status_of("Amber") == "Amber"
    assert date_of("30-Sep-2027") == "30 Sep 2027"
    assert date_of("2027-09-30 00:00:00") == "2027-09-30"
    assert date_of("soon - ish") == "soon - ish"


@shared_start
def draft():
    return make.open_bare_review(label="Child A")


@shared_start
def client():
    return admin_client.editor()


def press(client, draft, fields, button, **changes):
    return client.post(admin_client.address(draft), fields | changes | {"_row": button})


def check(client, draft, text: str, **changes):
    fields = admin_client.opened(client, draft)
    return press(client, draft, fields, "actions check", actions_table=text, **changes)


def preview(answer) -> list[list[str]]:
    table = admin_client.content(answer).find_class("table-scroll")[0]
    return [[html.text(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")][1:]


def test_the_check_shows_columns_rows_and_problems_and_saves_nothing(client, draft):
    answer = check(client, draft, TABLE, title="Typed")
    fields = admin_client.filled(answer)
    columns = [fields[f"actions_table_column-{number}"] for number in range(7)]
    assert columns == ["", "recommendation", "action", "lead_agency", "due", "status", ""]
    words = html.text(admin_client.content(answer))
    assert "3 rows, 2 with something to correct" in words
    assert "Left out, unless you choose below what it is: “Cost”." in words
    first, second, third = preview(answer)
    assert first == [
        "1",
        "1",
        "Listen to children",
        'Train all "staff"',
        "Police",
        "30-Sep-2027",
        "Ongoing",
        "£5",
    ]
    assert second[2:4] == ["(as above)", "Audit records"]
    assert second[5] == "ASAP"
    assert second[6] == "Amber “Amber” is not a status: choose one of the list."
    assert third[0] == "3 Lead agency: Say who sees to it."
    assert (fields["title"], fields["actions-TOTAL_FORMS"]) == ("Typed", "0")
    draft.refresh_from_db()
    assert draft.title != "Typed"


def test_rows_are_taken_with_what_cannot_be_read_and_saved_once_it_is_corrected(client, draft):
    checked = admin_client.filled(check(client, draft, TABLE, title="Typed"))
    answer = press(client, draft, checked, "actions take")
    assert admin_client.messages(answer) == [
        "3 rows added to the action plan. Nothing is saved yet."
    ]
    fields = admin_client.filled(answer)
    assert (fields["title"], fields["actions_table"]) == ("Typed", "")
    assert fields["actions-1-due"], fields["actions-1-status"] == ("ASAP", "Amber")
    assert fields["actions-1-recommendation"] == "Listen to children"
    assert len(admin_client.errors(answer)) == 2
    assert not Action.objects.exists()
    refused = admin_client.save(client, draft, fields, review_type="scr")
    assert len(admin_client.errors(refused)) == 2
    right = {"actions-1-status": "not_started", "actions-2-lead_agency": "All"}
    admin_client.save(client, draft, admin_client.filled(refused), **right)
    rows = Action.objects.values_list(
        "recommendation", "action", "lead_agency", "due", "due_in_words", "status"
    )
    assert [(*row[:3], str(row[3] or "") or row[4], row[5]) for row in rows] == [
        ("Listen to children", 'Train\nall "staff"', "Police", "2027-09-30", "in_progress"),
        ("Listen to children", "Audit records", "Health", "ASAP", "not_started"),
        ("Share", "Agree how", "All", "2026-03-31", "complete"),
    ]


def test_rows_come_after_those_that_are_there(client, draft):
    make.fill(draft)
    checked = admin_client.filled(check(client, draft, "Action,Lead,Recommendation\nNew,Us,Do"))
    fields = admin_client.filled(press(client, draft, checked, "actions take"))
    admin_client.save(client, draft, fields)
    assert [row.action for row in draft.actions.all()] == ["Train.", "New"]


def test_columns_are_what_somebody_says_they_are(client, draft):
    checked = admin_client.filled(check(client, draft, TABLE))
    said = {"actions_table_column-0": "", "actions_table_column-6": "evidence"}
    again = admin_client.filled(press(client, draft, checked | said, "actions check"))
    assert again["actions_table_column-6"] == "evidence"
    fields = admin_client.filled(press(client, draft, again, "actions take"))
    assert fields["actions-0-evidence"] == "£5"


def test_a_table_without_headings_is_read_by_its_places(client, draft):
    answer = check(client, draft, "Listen\tTrain\tPolice\t2027\nShare\tAgree\tHealth\tSoon\n")
    fields = admin_client.filled(answer)
    assert "actions_table_heading" not in fields
    taken = admin_client.filled(press(client, draft, fields, "actions take"))
    assert [taken[f"actions-{row}-recommendation"] for row in (0, 1)] == ["Listen", "Share"]
    assert (taken["actions-0-due"], taken["actions-1-due"]) == ("2027", "Soon")


def test_a_table_is_not_taken_before_its_check_was_seen(client, draft):
    fields = admin_client.opened(client, draft)
    answer = press(client, draft, fields, "actions take", actions_table=TABLE)
    assert "How it is read" in html.text(admin_client.content(answer))
    assert admin_client.filled(answer)["actions-TOTAL_FORMS"] == "0"
    changed = admin_client.filled(answer) | {"actions_table": f"{TABLE}4\tMore\tDo\tUs\t\t\t\n"}
    answer = press(client, draft, changed, "actions take")
    assert "4 rows" in html.text(admin_client.content(answer))
    assert admin_client.filled(answer)["actions-TOTAL_FORMS"] == "0"


def test_saving_does_not_drop_a_table_that_waits(client, draft):
    fields = admin_client.opened(client, draft) | {"actions_table": TABLE}
    answer = admin_client.save(client, draft, fields, title="Typed")
    assert TABLE_WAITS in admin_client.errors(answer)
    assert admin_client.filled(answer)["actions_table"].replace("\r", "") == TABLE
    draft.refresh_from_db()
    assert draft.title != "Typed"


@pytest.mark.parametrize("button", ["actions check", "actions take"])
def test_an_empty_box_is_a_sentence(client, draft, button):
    answer = press(client, draft, admin_client.opened(client, draft), button)
    assert admin_client.messages(answer) == [EMPTY_TABLE]
    assert admin_client.errors(answer) == []


@pytest.fixture
def most(request, monkeypatch):
    """As many rows as an edition takes: a thousand with --exhaustive, of which each form has 14 fields."""
    if request.config.getoption("exhaustive"):
        return MOST_ACTIONS
    monkeypatch.setattr(row_buttons, "MOST_ACTIONS", 60)
    monkeypatch.setattr(ActionInline, "max_num", 60)
    return 60


def test_as_many_rows_as_fit_are_taken(client, draft, most):
    table = "Recommendation,Action,Lead\n" + "Listen,Train,Police\n" * most
    fields = admin_client.opened(client, draft)
    seen = {"actions_table": table, "actions_table_heading": "on"}
    seen["actions_table_mark"] = ActionTable(seen).mark
    columns = ("recommendation", "action", "lead_agency")
    seen |= {f"actions_table_column-{number}": name for number, name in enumerate(columns)}
    taken = admin_client.filled(press(client, draft, fields | seen, "actions take"))
    assert taken["actions-TOTAL_FORMS"] == str(most)
    assert taken[f"actions-{most - 1}-lead_agency"] == "Police"


def test_more_rows_than_fit_are_refused_with_the_text_kept(client, draft, most):
    """Those that there are already count; here they are sent, and empty but for their places."""
    there = {f"actions-{row}-position": str(row) for row in range(most)}
    there["actions-TOTAL_FORMS"] = str(most)
    checked = admin_client.filled(check(client, draft, "Recommendation,Action,Lead\nOne,More,Row"))
    answer = press(client, draft, checked | there, "actions take")
    [sentence] = admin_client.messages(answer)
    assert sentence == TOO_MANY.format(most=most, count=most + 1)
    assert "One,More,Row" in admin_client.filled(answer)["actions_table"]
