import csv
import datetime
import io
import json

import pytest
from django.urls import reverse

from reviews import workflow
from reviews.compliance import availability
from reviews.ledger import row_digests
from reviews.lib import clock, csv_export
from reviews.lib.dates import PartialDate, as_words, london_date
from reviews.lib.exceptions import Refused
from reviews.models import Action, AvailabilityCheck, Event, Notice, Page
from reviews.monitoring import calendar
from tests.support import admin_client, html
from tests.support import factories as make

pytestmark = pytest.mark.django_db
CONDUCTED = {"conducted_from": PartialDate("2015-04"), "conducted_to": PartialDate("2015-06")}


def table(client, **query):
    return client.get(reverse("admin:compliance"), query)


def names(response) -> list[str]:
    rows = html.page_of(response).cssselect("table.audit-table tbody th")
    return [html.text(row.cssselect("a")[0]) for row in rows]


def lines(client, **query) -> list[dict]:
    answer = client.get(reverse("admin:compliance_csv"), query)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def fetched(page: Page, day: datetime.datetime, *, good: bool, files: bool = True) -> None:
    """The page was asked for on that day and, unless the check broke off, its file."""
    AvailabilityCheck.objects.bulk_create(
        AvailabilityCheck(
            page=page,
            address=address,
            at=day,
            status=200 if good else 503,
            size=1,
            was_available=good,
        )
        for address in [f"/{page.path}/", f"/{page.path}/overview-report.pdf"][: 1 + files]
    )


def filled_register() -> dict[str, Page]:
    """A review for each state that the table can be filtered by, by its name."""
    gone = make.make_live(make.open_review(label="Gone", **CONDUCTED))
    make.withdraw(gone)
    late = make.make_live(make.open_review(label="Late", **CONDUCTED))
    old = make.carry_over(make.open_review(label="Old", **CONDUCTED), "2015-08")
    due = make.open_review(label="Due", review_type="other")
    fields = {"recommendation": "R", "action": "A", "lead_agency": "B"}
    Action.objects.create(edition=due, due=PartialDate("2016"), **fields)
    make.make_live(due)
    alone = make.open_review(label="Alone", review_type="other")
    workflow.override(alone, by=make.make_user(), reason="Court date.")
    held = make.open_review(label="Held", review_type="learning")
    workflow.hold(held.page, by=make.make_user(), reason="inquest")
    pages = (gone.page, late.page, old.page, due.page, alone.page, held.page)
    return dict(zip(["Gone", "Late", "Old", "Due", "Alone", "Held"], pages, strict=True))


# What is asked for, by name and value, and the reviews that are listed then.
FILTERED = {
    (): {"Gone", "Late", "Old", "Due", "Alone", "Held"},
    ("state", "in term"): {"Gone", "Late"},
    ("state", "term over"): {"Old"},
    ("state", "with gaps"): {"Gone"},
    ("state", "overdue actions"): {"Due"},
    ("state", "notices late or missing"): {"Gone", "Late"},
    ("state", "awaiting signature"): {"Alone"},
    ("state", "on hold"): {"Held"},
    ("type", "learning"): {"Held"},
    ("year", "2015"): {"Old"},
    ("year", "soon"): set(),
    ("type", "none"): set(),
}


def test_the_table_is_filtered_and_the_csv_likewise():
    filled_register()
    auditor = admin_client.auditor()
    for asked, expected in FILTERED.items():
        query = dict([asked]) if asked else {}
        assert (asked, set(names(table(auditor, **query)))) == (asked, expected)
        assert (asked, {row["Review"] for row in lines(auditor, **query)}) == (asked, expected)


def test_the_table_is_filtered_by_board():
    pages = filled_register()
    board = pages["Old"].board
    auditor = admin_client.auditor()
    assert names(table(auditor, board=board.pk)) == ["Old"]
    assert "valid choice" in html.text(admin_client.content(table(auditor, board=99999)))


def test_only_reviews_of_the_person_s_boards_are_listed():
    mine, other = make.make_live(), make.make_live()
    user = admin_client.person("Auditors", all_boards=False)
    user.boards.add(mine.page.board)
    client = admin_client.signed_in(user)
    assert names(table(client)) == [mine.label]
    assert [row["Review"] for row in lines(client)] == [mine.label]
    own, foreign = (reverse("admin:availability", args=[e.page.pk]) for e in (mine, other))
    assert (client.get(own).status_code, client.get(foreign).status_code) == (200, 404)
    text = html.text(admin_client.content(table(client)))
    assert str(mine.page.board) in text
    assert str(other.page.board) not in text


@pytest.mark.parametrize("name", ["compliance", "compliance_csv", "availability"])
def test_who_may_not_read_the_record_may_not_read_the_tables(name):
    page = make.make_live().page
    address = reverse(f"admin:{name}", args=[page.pk] if name == "availability" else [])
    assert admin_client.administrator().get(address).status_code == 403
    assert admin_client.auditor().get(address).status_code == 200


def test_no_cell_of_the_csv_is_a_formula():
    make.make_live(make.open_review(label="=cmd|' /C calc'!A0"))
    [row] = lines(admin_client.auditor())
    assert row["Review"] == "'=cmd|' /C calc'!A0"
    written = csv_export.table(
        ["a"], [[cell] for cell in ("+1", "-1", "@x", "\tx", "x", "1", None, True, False)]
    )
    cells = ["'+1", "'-1", "'@x", "'\tx", "x", "1", '""', "yes", "no"]
    assert written.splitlines() == ["a", *cells]


def test_the_csv_has_a_whole_review():
    live = make.make_live(make.open_review(label="Child Q", **CONDUCTED))
    [row] = lines(admin_client.auditor())
    today = london_date(live.live_from)
    assert row["First published"] == as_words(PartialDate.of(live.live_from))
    assert row["Minimum until"] == str(
        availability.of_page(live.page, at=clock.now()).minimum_until
    )
    assert (row["Days public here"], row["Public now"]) == ("1", "yes")
    assert row["Rule verified"] == "yes"
    assert "Ofsted: missing" in row["Notices"]
    assert today.year >= 2025


def test_the_availability_page_shows_the_documents_the_duties_and_the_gap():
    live = make.make_live(make.open_review(**CONDUCTED))
    make.withdraw(live, reason="court_order")
    answer = admin_client.auditor().get(reverse("admin:availability", args=[live.page.pk]))
    text = html.text(admin_client.content(answer))
    assert "overview-report.pdf" in text
    assert "and still: court order" in text
    assert "Ofsted" in text
    assert "page 71" not in text
    assert "thereafter available on request" in text


def test_each_day_is_available_not_available_or_not_checked():
    live = make.make_live()
    begun = live.live_from
    day = datetime.timedelta(days=1)
    fetched(live.page, begun + day, good=True)
    fetched(live.page, begun + 2 * day, good=True)
    fetched(live.page, begun + 2 * day, good=False)
    fetched(live.page, begun + 3 * day, good=True, files=False)
    at = begun + 4 * day
    states = [
        each.state for month in reversed(calendar.months(live.page, at=at)) for each in month.days
    ]
    wanted = ["not checked", "available", "not available", "not checked", "not checked"]
    assert states == wanted


def test_a_day_on_which_it_was_withdrawn_is_not_available():
    live = make.make_live()
    fetched(live.page, live.live_from, good=True)
    [month] = calendar.months(live.page, at=clock.now())
    assert [day.state for day in month.days] == ["available"]
    make.withdraw(live)
    [month] = calendar.months(live.page, at=clock.now())
    assert [day.state for day in month.days] == ["not available"]


def test_a_month_is_weeks_of_seven_without_those_that_nothing_is_known_of():
    live = make.make_live()
    at = live.live_from + datetime.timedelta(days=70)
    found = calendar.months(live.page, at=at)
    assert [month.name.iso for month in found] == sorted(
        {day.date.isoformat()[:7] for month in found for day in month.days}, reverse=True
    )
    for month in found:
        assert all(len(week) == 7 and any(week) for week in month.weeks)
        assert [day for week in month.weeks for day in week if day] == month.days
        assert sum(number for _, number in month.counts) == len(month.days)
    assert sum(len(month.days) for month in found) == 71


def test_a_page_that_was_never_public_has_no_days():
    assert calendar.months(make.open_review().page, at=clock.now()) == []


def test_the_calendar_says_in_words_what_its_colours_say():
    live = make.make_live()
    fetched(live.page, live.live_from, good=True)
    answer = admin_client.auditor().get(reverse("admin:availability", args=[live.page.pk]))
    [month] = html.page_of(answer).find_class("audit-month")
    [day] = month.find_class("audit-available")
    assert html.text(day) == f"{london_date(live.live_from).day} ✓ available"
    assert "1 available, 0 not available, 0 not checked" in html.text(month.find("caption"))


def test_a_notice_is_recorded_with_its_event():
    live = make.make_live(make.open_review(**CONDUCTED))
    client = admin_client.editor()
    address = reverse("admin:notice_add", args=[live.page.pk])
    fields = admin_client.filled(client.get(address)) | {
        "recipient": "Ofsted",
        "sent_on": "2020-01-02",
    }
    answer = client.post(address, fields, follow=True)
    assert admin_client.messages(answer) == ["Recorded: Ofsted was notified."]
    made = Notice.objects.get()
    assert (made.recipient, made.sent_on) == ("Ofsted", datetime.date(2020, 1, 2))
    event = Event.objects.order_by("seq").last()
    found = {"notice": made.pk, "row": row_digests.digest_of(made)}
    assert (event.verb, event.page_id, json.loads(event.body)) == ("notified", live.page.pk, found)
    assert "Ofsted" not in event.canonical


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"recipient": "", "other": "", "sent_on": "2020-01-02"}, "Choose who was notified"),
        ({"recipient": "Ofsted", "other": "X", "sent_on": "2020-01-02"}, "one of both"),
        ({"recipient": "Ofsted", "sent_on": "2098-01-01"}, "in the future"),
        ({"recipient": "Ofsted", "sent_on": "soon"}, "Write the date as 14 June 2017"),
    ],
)
def test_a_notice_with_too_little_is_not_recorded(given, error):
    live = make.make_live(make.open_review(**CONDUCTED))
    answer = admin_client.editor().post(reverse("admin:notice_add", args=[live.page.pk]), given)
    assert error in " ".join(admin_client.errors(answer))
    assert not Notice.objects.exists()


def test_a_notice_is_for_those_who_prepare_and_of_their_board():
    live = make.make_live()
    address = reverse("admin:notice_add", args=[live.page.pk])
    assert admin_client.editor().get(address).status_code == 200
    assert admin_client.auditor().get(address).status_code == 403
    assert admin_client.editor(all_boards=False).get(address).status_code == 404


def test_the_verb_itself_refuses():
    page, day = make.make_live().page, datetime.date(2020, 1, 1)
    tomorrow = london_date(clock.now()) + datetime.timedelta(days=1)
    editor = make.make_user()
    for by, recipient, sent_on in [
        (make.make_user(groups=("Auditors",)), "Ofsted", day),
        (make.make_user(all_boards=False), "Ofsted", day),
        (editor, " ", day),
        (editor, "Ofsted", tomorrow),
    ]:
        with pytest.raises(Refused):
            workflow.notify(page, by=by, recipient=recipient, sent_on=sent_on)
    with pytest.raises(Refused):
        workflow.notify(make.open_plain().page, by=editor, recipient="Ofsted", sent_on=day)
    assert workflow.notify(page, by=editor, recipient="Ofsted", sent_on=day).pk
