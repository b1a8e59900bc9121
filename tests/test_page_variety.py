"""What real boards' pages state beyond the pages of tests/data, each case on its own."""

import pytest

from reviews import workflow
from reviews.editions.blockers import blockers
from reviews.editions.comparison import between
from reviews.editions.digest import edition_content
from reviews.lib import clock
from reviews.lib.dates import PartialDate
from reviews.models import Attachment, Board, BoardRole, Identifier, ReviewType, Subject
from tests.support import admin_client
from tests.support import factories as make
from tests.support.html import links, main_of, only, text

pytestmark = pytest.mark.django_db
NEW_KINDS = {
    "seven_minute": "Seven-minute briefing",
    "practitioner_guide": "Practitioner guide",
    "questions": "Questions for discussion",
    "video": "Video",
    "progress_report": "Progress report",
    "agency_response": "Response of another agency",
    "family_statement": "Statement of the family",
    "committee_paper": "Committee paper",
    "foreword": "Foreword",
    "easy_read": "Easy read version",
}


BRACKETS = str.maketrans("", "", "()")


def page_of(client, live):
    return main_of(client.get(live.page.get_absolute_url()))


def listed(client, live, **fields):
    """The review's entry in a listing of its board."""
    kinds = {"review_types": [live.review_type]} | fields
    listing = make.make_live(make.open_listing(live.page.board, **kinds))
    [entry] = main_of(client.get(listing.page.get_absolute_url())).find_class("entry")
    return entry


def documents(main) -> list[str]:
    """Without the link to the words of each, which only the page itself has, and without brackets, which it lacks."""
    for link in main.xpath(
        ".//*[@class='attachment']//*[@class='get']/a[contains(@href, '/read/')]"
    ):
        link.drop_tree()
    return [text(each).translate(BRACKETS) for each in main.find_class("attachment")]


def test_a_document_s_kind_stands_beside_its_title(client):
    draft = make.open_bare_review()
    for slug, fields in {
        "a": {"kind": "committee_paper", "title": "Serious Case Review"},
        "b": {"kind": "overview_report", "title": "Overview Report"},
        "c": {"kind": "overview_report", "title": "Child A", "also_contains": ["action_plan"]},
        "d": {"kind": "foreword"},
    }.items():
        make.attach(draft, make.make_document_row(), slug=slug, **fields)
    live = make.make_live(draft)
    expected = [
        "Serious Case Review PDF, 1 KB, 1 page Committee paper",
        "Overview Report PDF, 1 KB, 1 page",
        "Child A PDF, 1 KB, 1 page Overview report and action plan",
        "Foreword PDF, 1 KB, 1 page",
    ]
    assert documents(page_of(client, live)) == documents(listed(client, live)) == expected


def test_every_kind_that_boards_publish_has_its_name(client):
    draft = make.open_bare_review()
    for kind in NEW_KINDS:
        link = {"link": f"https://board.example/{kind}", "hosted_by": "The board", "slug": ""}
        make.attach(draft, kind=kind, **link)
    expected = [f"{name} hosted by The board" for name in NEW_KINDS.values()]
    assert documents(page_of(client, make.make_live(draft))) == expected


def test_whose_document_it_is_and_dates_that_are_not_its_publication(client):
    draft = make.open_bare_review()
    stated = {
        "issued_by": "The NHS trust",
        "dated": PartialDate("2015-03-02"),
        "dated_as": "signed off",
    }
    make.attach(draft, make.make_document_row(), kind="agency_response", **stated)
    live = make.make_live(draft)
    expected = (
        "Response of another agency PDF, 1 KB, 1 page Issued by The NHS trust "
        "Signed off: 2 March 2015"
    )
    assert documents(page_of(client, live)) == documents(listed(client, live)) == [expected]


def test_what_was_stated_and_is_no_more_shows_in_the_comparison():
    draft = make.open_bare_review()
    stated = {
        "issued_by": "The NHS trust",
        "dated": PartialDate("2015-03-02"),
        "dated_as": "signed off",
    }
    make.attach(draft, make.make_document_row(), **stated)
    before = edition_content(draft)
    draft.attachments.update(issued_by="", dated=None, dated_as="")
    found, _ = between(before, edition_content(draft))
    assert {(row.label.partition(": ")[2], row.before, row.after) for row in found} == {
        ("issued by", "The NHS trust", ""),
        ("another date", "2 March 2015", ""),
        ("what that date is", "signed off", ""),
    }


@pytest.mark.parametrize("with_names", [False, True])
def test_several_children_are_no_aliases(client, with_names):
    draft = make.open_bare_review(label="Family F")
    draft.identifiers.all().delete()
    names = ("Child I", "Child M", "Child P")
    for position, name in enumerate(names, 1):
        Subject.objects.create(edition=draft, pseudonym=name, position=position)
        if with_names:
            row = {"position": position, "kind": "letter", "value": name}
            Identifier.objects.create(edition=draft, **row)
    live = make.make_live(draft)
    assert text(page_of(client, live).find(".//h1")) == "Child I, Child M and Child P"
    assert text(listed(client, live).find("h3")) == "Child I, Child M and Child P"


def test_aliases_of_several_children_follow_in_brackets(client):
    draft = make.open_bare_review(label="Child I")
    for position, name in enumerate(("SCR 7", "Child M"), 2):
        Identifier.objects.create(edition=draft, position=position, kind="number", value=name)
    for name in ("Child I", "Child M"):
        Subject.objects.create(edition=draft, pseudonym=name)
    assert draft.label == "Child I and Child M (SCR 7)"


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], "conducted by Home Board took place"),
        ([("joint", "Joint Board")], "conducted by Home Board and Joint Board took place"),
        (
            [("joint", "Joint Board"), ("contributor", "Helping Board")],
            "conducted by Home Board and Joint Board took place",
        ),
        ([("lead", "Lead Board"), ("joint", "Joint Board")], "conducted by Lead Board took place"),
        ([("lead", "Lead Board")], "conducted by Lead Board took place"),
        (
            [("lead", "Lead Board"), ("conducted", "A"), ("conducted", "B")],
            "conducted by A and B took place",
        ),
    ],
)
def test_the_sentence_names_who_conducted_the_review(client, roles, expected):
    board = make.make_board(name="Home Board")
    dates = {"conducted_from": PartialDate("2014"), "conducted_to": PartialDate("2015")}
    draft = make.change(make.open_review(board), **dates)
    make.attach(draft, make.make_document_row(), kind="board_response", slug="response")
    for role, name in roles:
        BoardRole.objects.create(edition=draft, role=role, board=make.make_board(name=name))
    sentence = text(only(listed(client, make.make_live(draft)), "sentence"))
    assert expected in sentence
    whose = "The board" if "Home Board took" in expected else "Home Board"
    assert f"{whose} has set out a response" in sentence


@pytest.mark.parametrize(
    ("date", "sentence", "fact"),
    [
        ("2014", "took place in 2014.", "2014"),
        ("2014-05-06", "took place on 6 May 2014.", "6 May 2014"),
    ],
)
def test_what_took_no_longer_than_one_date_is_said_with_one(client, date, sentence, fact):
    names = ("conducted_from", "conducted_to", "period_from", "period_to")
    live = make.make_live(make.open_review(**dict.fromkeys(names, PartialDate(date))))
    assert sentence in text(only(listed(client, live), "sentence"))
    facts = {text(each[0]): text(each[1]) for each in only(page_of(client, live), "facts")}
    assert (facts["Conducted"], facts["Period under review"]) == (fact, fact)


@pytest.mark.parametrize(
    ("first", "last", "line", "fact"),
    [
        ("unknown", "2015-02", "Conducted until February 2015", "to February 2015"),
        ("2014-04", "unknown", "Conducted from April 2014", "from April 2014"),
        ("unknown", "unknown", "Conducted: date not known", "date not known"),
    ],
)
def test_of_a_time_of_which_one_end_is_known_the_other_is_not_named(
    client, first, last, line, fact
):
    given = {"conducted_from": first, "conducted_to": last, "period_from": first, "period_to": last}
    dates = {name: PartialDate(date) for name, date in given.items()}
    live = make.make_live(make.open_review(**dates))
    assert line in text(only(listed(client, live), "facts-line"))
    facts = {text(each[0]): text(each[1]) for each in only(page_of(client, live), "facts")}
    assert (facts["Conducted"], facts["Period under review"]) == (fact, fact)


def test_one_improvements_document_for_several_reviews(client):
    board, improvements = make.make_board(), make.make_document()
    live = {}
    for label in ("Child A", "Child B", "Child C"):
        draft = make.open_bare_review(board, label=label, state="improvements_only")
        make.attach(draft, improvements, kind="improvements", slug="improvements")
        live[label] = make.make_live(draft)
    main = page_of(client, live["Child B"])
    assert "“Improvements information” is also about Child A, Child C." in text(main)
    assert links(main)["Child C"] == live["Child C"].page.get_absolute_url()
    make.withdraw(live["Child C"])
    assert "Child C" not in text(page_of(client, live["Child B"]))


def test_a_past_edition_does_not_name_a_review_that_was_withdrawn_since(client):
    shared = make.make_document()
    live = {}
    for label in ("Child A", "Child B"):
        draft = make.open_bare_review(label=label)
        make.attach(draft, shared, kind="improvements")
        live[label] = make.make_live(draft)
    page = live["Child A"].page
    make.make_live(workflow.open_edition(page, by=make.make_user()))
    address = f"{page.get_absolute_url()}history/1/"
    assert "is also about Child B" in text(main_of(client.get(address)))
    make.withdraw(live["Child B"])
    assert "Child B" not in text(main_of(client.get(address)))


def test_a_report_that_is_text_on_the_page(client):
    draft = make.change(make.open_bare_review(), state="published", body="")
    make.attach(draft, kind="report", state="on_page", slug="")

    def places():
        found = blockers(edition_content(draft), now=clock.now())
        return [(each.code, each.anchor) for each in found]

    assert places() == [("report-text-missing", "body")]
    make.change(draft, body="## What happened\n\nMuch.")
    assert places() == []
    live = make.make_live(draft)
    main, address = page_of(client, live), live.page.get_absolute_url()
    assert links(main)["Report (on this page)"] == "#text"
    assert main.get_element_by_id("text") is not None
    assert links(listed(client, live))["Report (web page)"] == f"{address}#text"
    assert main.find_class("archive") == []


def test_a_review_whose_type_is_not_known(client):
    dates = {"conducted_from": PartialDate("2014"), "conducted_to": PartialDate("2015")}
    draft = make.change(make.open_review(), review_type=ReviewType.UNKNOWN, **dates)
    entry = listed(client, make.make_live(draft))
    facts = text(only(entry, "facts-line"))
    assert facts.startswith("Review, type not known ")
    assert "Conducted from 2014 to 2015" in facts
    assert entry.find_class("sentence") == []


def test_a_board_whose_name_is_withheld_and_one_of_the_united_kingdom(client):
    name = "A board in England (name withheld)"
    board = make.make_board(name=name, kind="withheld", jurisdiction="united_kingdom")
    assert board.get_jurisdiction_display() == "United Kingdom"
    live = make.make_live(make.open_bare_review(board, state="learning_only"))
    main = page_of(client, live)
    assert f"Published by {name}" in text(only(main, "facts"))
    assert text(only(main, "notice")) == (
        f"A serious case review conducted by {name}. The report has not been published. What was "
        "learned is published without it."
    )
    board.full_clean()
    assert Board.Kind(board.kind).label == "board whose name is withheld"


def test_the_form_keeps_all_of_it_and_asks_for_the_half_of_a_date_that_is_missing():
    draft, editor = make.open_bare_review(), admin_client.editor()
    fields = admin_client.opened(editor, draft)
    link = {"kind": "video", "link": "https://board.example/v", "hosted_by": "The board"}
    for given, missing in (("dated", "dated_as"), ("dated_as", "dated")):
        value = "2 March 2015" if given == "dated" else "signed off"
        row = admin_client.with_row(fields, "attachments", **link, **{given: value})
        refused = admin_client.save(editor, draft, row)
        [box] = admin_client.boxes(refused, f"attachments-0-{missing}")
        assert box.get("aria-invalid") == "true"
    whole = {"dated": "2 March 2015", "dated_as": "signed off", "issued_by": "The NHS trust"}
    admin_client.save(editor, draft, admin_client.with_row(fields, "attachments", **link, **whole))
    row = Attachment.objects.get(edition=draft)
    assert (row.kind, row.dated.iso, row.dated_as, row.issued_by) == (
        *("video", "2015-03-02", "signed off", "The NHS trust"),
    )
