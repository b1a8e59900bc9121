"""The register holds real boards' pages, and shows everything that they state."""

import pytest
from lxml.html import HtmlElement

from reviews import workflow
from reviews.lib import clock
from reviews.lib.dates import PartialDate, as_words
from reviews.models import BoardRole, Identifier, ReviewEdition, Subject
from tests.public.test_heard import ambiguous
from tests.support import factories as make
from tests.support.html import headings, links, main_of, only, text
from tests.support.lifecycle import taken_back
from tests.support.real_pages import PAGES, build, date

pytestmark = pytest.mark.django_db

TYPES = {
    "SCR": "Serious case review",
    "LCSPR": "Local child safeguarding practice review",
    "DHR": "Domestic homicide review",
    "thematic": "Thematic review",
    "partnership review": "Partnership review",
    "Multi Agency Learning Review": "Multi-agency learning review",
}
STATUS = {
    "no_longer_published": "No longer published",
    "not_published_to_protect_identity": "Not published: to protect identity",
    "delayed_by_parallel_proceedings": "Publication delayed: parallel proceedings",
    "mentioned": "Exists, not published here",
}
KINDS = {
    "overview_report_and_action_plan": "Overview report and action plan",
    "local_learning_points": "Local learning points",
}


def stated_facts(review: dict) -> list[str]:
    """What the line under a review's name says, in its order."""
    facts = [TYPES[review["type"]]]
    if review.get("precision") == "day":
        facts.append(f"Published {review['published']}")
    facts += {
        "no_longer_published": ["No longer published"],
        "not_published_to_protect_identity": ["Report not published: to protect identity"],
        "delayed_by_parallel_proceedings": ["Publication delayed: parallel proceedings"],
        "listed_without_document": ["Listed without a document"],
        "published_by_the_lead_board": ["Hosted elsewhere: published by the board that led it"],
    }.get(review.get("status"), [])
    facts += [f"Incident: {review['incident']}"] if "incident" in review else []
    facts += [f"Methodology: {review['methodology']}"] if "methodology" in review else []
    facts += [f"Led by {review['led_by']}"] if "led_by" in review else []
    return facts + ([f"Jointly with {review['joint_with']}"] if "joint_with" in review else [])


def stated_attachment(attachment: dict) -> str:
    kind = KINDS.get(attachment["kind"], attachment["kind"].replace("_", " ").capitalize())
    name = attachment.get("label", kind)
    beside = [kind] if name.casefold() != kind.casefold() else []
    if status := STATUS.get(attachment["status"]):
        words = [name, *beside, status]
    else:
        words = [name, "(PDF, 1 KB, 1 page)", *beside]
    return " ".join(
        [*words, *([f"Published {attachment['date']}"] if "date" in attachment else [])]
    )


def stated_heading(review: dict) -> str:
    day = date(review.get("published"))
    return as_words(PartialDate(day.iso[:7])) if day.is_known else "Date not known"


def entries(main: HtmlElement) -> list[tuple[str, HtmlElement]]:
    """Every review of a listing with the month that it stands under."""
    return [
        (text(month.find("h2")), entry)
        for month in main.find_class("month")
        for entry in month.find_class("entry")
    ]


def latest_first(reviews: list[dict]) -> list[dict]:
    """As listings order them; what is not dated comes last."""
    order = {id(review): date(review.get("published")) for review in reviews}
    return sorted(reviews, key=lambda review: order[id(review)], reverse=True)


def in_one_sentence(review: dict) -> bool:
    return "conducted" in review


@pytest.mark.sweep(few=1, full=3)
def test_a_listing_shows_what_the_page_states(client, seeds):
    """Its words, its dates, and links that differ: in one test, since a board’s page takes long to build."""
    [seed] = seeds
    for page in PAGES[seed % 3 :: 3]:
        with taken_back():
            address = build(page).get_absolute_url()
            main = main_of(client.get(address))
            check_entries(page, main)
            check_dates(page, only(main, "updated"), main_of(client.get(f"{address}history/")))
            assert ambiguous(main) == {}, address


def check_entries(page: dict, main: HtmlElement) -> None:
    assert text(main.find(".//h1")) == page["title"]
    words = " ".join(text(each) for each in main.find_class("prose"))
    assert page.get("policy", "") in words
    assert page.get("also", "") in words
    shown = entries(main)
    assert len(shown) == len(page["reviews"])
    assert bool(main.find_class("empty")) == (not page["reviews"])
    for review, (month, entry) in zip(latest_first(page["reviews"]), shown, strict=True):
        assert month == stated_heading(review)
        check_name(review, entry)
        if not in_one_sentence(review):
            facts = [text(fact) for fact in only(entry, "facts-line")]
            assert [fact for fact in facts if fact != "Published in summary"] == stated_facts(
                review
            )
            assert [text(each) for each in entry.find_class("attachment")] == [
                stated_attachment(attachment) for attachment in review["documents"]
            ]


def check_name(review: dict, entry: HtmlElement) -> None:
    names = [value for _, value in review["known_as"]]
    if not names:
        assert headings(entry) == []
    elif len(names) == 1:
        assert headings(entry) == [("h3", names[0])]
    else:
        assert headings(entry) == [("h3", f"{names[0]} ({names[1]})")]


def check_dates(page: dict, line: HtmlElement, history: HtmlElement) -> None:
    """They keep their precision and their source."""
    rows = ReviewEdition.objects.public(at=clock.now()).order_by("page__path")
    stated = [
        (date(each.get("published")), each.get("precision", "unknown")) for each in page["reviews"]
    ]
    kept = [(row.first_published, row.first_published.precision) for row in rows]
    assert sorted(kept, key=str) == sorted(stated, key=str)
    assert {row.carried_from for row in rows} <= {page["source"]}
    updated = text(line)
    if "last_updated" in page:
        assert updated.startswith(f"Page last updated {as_words(date(page['last_updated']))} ")
    else:
        assert updated.startswith("It is not known when this page was last updated.")
    assert f"Carried over unchanged from {page['source']}." in text(history)
    assert ("4 October 2018 Last updated." in text(history)) == ("last_updated" in page)


def test_sentences_tell_what_two_pages_say_of_one_review(client):
    first, second = (page for page in PAGES if page["board"].startswith("Southwark"))
    main = main_of(client.get(build(first).get_absolute_url()))
    conducted = (
        "conducted by Southwark Safeguarding Children Board took place between April 2014 and "
        "February 2015. The board has set out a response"
    )
    plan = (
        "to the Serious Case Review, and there’s an action plan to respond to the learning "
        "identified in this review."
    )
    assert text(only(main, "sentence")) == (
        f"This Serious Case Review (PDF, 382 KB) {conducted} (PDF, 206 KB) {plan}"
    )
    assert entries(main)[0][0] == "August 2015"
    assert entries(main)[0][1].find_class("facts-line") == []


def test_a_sentence_stands_beside_entries_without_one(client):
    page = next(page for page in PAGES if page["source"] == "safeguarding.southwark.gov.uk")
    main = main_of(client.get(build(page).get_absolute_url()))
    [entry] = [entry for _, entry in entries(main) if text(entry.find("h3")) == "Child R"]
    assert text(only(entry, "sentence")).startswith(
        "This Serious Case Review (PDF, 1 KB) conducted by Southwark Safeguarding Children Board "
        "took place between April 2014 and February 2015. The board has set out a response"
    )
    assert len(main.find_class("sentence")) == 1
    assert entry.find_class("attachment") == []


def test_every_link_of_a_listing_leads_to_a_page(client):
    page = next(page for page in PAGES if page["board"].startswith("Lancashire"))
    found = links(main_of(client.get(build(page).get_absolute_url())))
    reviews = {words: address for words, address in found.items() if address.startswith("/reviews")}
    assert len({address for address in reviews.values() if address.endswith("/")}) == 13
    for words, address in reviews.items():
        if address.endswith("/"):
            assert text(main_of(client.get(address)).find(".//h1")) == words


def test_one_document_for_several_reviews(client):
    """Nottinghamshire's key messages of a year cover several cases."""
    board, messages = make.make_board(), make.make_document()
    addresses = []
    for label in ("Case GN13", "Case EN12"):
        draft = make.open_bare_review(board, label=label, state="summary_only")
        make.attach(draft, messages, kind="learning_briefing", slug="key-messages")
        live = make.make_live(draft)
        addresses.append(f"{live.page.get_absolute_url()}key-messages.pdf")
    files = [client.get(address) for address in addresses]
    assert [file.status_code for file in files] == [200, 200]
    assert files[0].getvalue() == files[1].getvalue()
    assert files[0]["Link"] != files[1]["Link"]


def test_a_review_of_several_children_under_several_names(client):
    draft = make.open_bare_review(label="Family F")
    Identifier.objects.create(edition=draft, position=2, kind="number", value="SCR 7")
    Identifier.objects.create(edition=draft, position=3, kind="theme", value="Neglect")
    for pseudonym in ("Child F1", "Child F2", "Child F3"):
        Subject.objects.create(edition=draft, pseudonym=pseudonym)
    live = make.make_live(draft)
    main = main_of(client.get(live.page.get_absolute_url()))
    assert text(main.find(".//h1")) == "Family F (SCR 7, Neglect)"
    [about] = [row for row in only(main, "facts") if text(row.find("dt")) == "About"]
    assert [text(each) for each in about.iter("li")] == ["Child F1", "Child F2", "Child F3"]


def test_two_final_reports_each_with_its_date(client):
    page = next(page for page in PAGES if page["board"].startswith("Merton"))
    found = links(main_of(client.get(build(page).get_absolute_url())))
    address = found["Eddie (Child E)"]
    attachments = main_of(client.get(address)).find_class("attachment")
    assert [text(each) for each in attachments] == [
        "Report Read as a web page PDF, 1 KB, 1 page Published November 2021",
        "Report Read as a web page PDF, 1 KB, 1 page Published January 2022",
    ]
    assert [each.xpath("string(.//a[contains(., 'PDF')]/@href)") for each in attachments] == [
        f"{address}report.pdf",
        f"{address}report-2.pdf",
    ]


def test_a_review_hosted_elsewhere_and_in_two_languages(client):
    board = make.make_board(kind="regional", jurisdiction="wales")
    lead = make.make_board(name="The other board")
    draft = make.open_bare_review(
        board, label="Child Y", review_type="cpr", state="elsewhere", language="cy"
    )
    BoardRole.objects.create(edition=draft, board=lead, role="lead")
    host = {"link": "https://other.example/y.pdf", "hosted_by": "The other board", "slug": ""}
    make.attach(draft, **host)
    make.attach(draft, **host | {"link": "https://other.example/cy.pdf", "language": "cy"})
    make.make_live(draft)
    listing = make.make_live(make.open_listing(board, review_types=["cpr"]))
    main = main_of(client.get(listing.page.get_absolute_url()))
    assert [text(each) for each in main.find_class("attachment")] == [
        "Overview report (hosted by The other board)",
        "Overview report (hosted by The other board, in Welsh)",
    ]
    assert links(main)["Overview report (hosted by The other board)"] == host["link"]
    assert [text(fact) for fact in only(main, "facts-line")][-2:] == [
        "Hosted elsewhere",
        "Led by The other board",
    ]


def test_a_corrected_page_keeps_the_dates_that_it_was_carried_over_with(client):
    page = PAGES[0]
    build(page)
    review = ReviewEdition.objects.get().page
    draft = workflow.open_edition(review, by=make.make_user())
    live = make.make_live(draft)
    assert (live.first_published.iso, live.carried_from) == ("2015-08", page["source"])
    main = main_of(client.get(review.get_absolute_url()))
    [first] = [row for row in only(main, "facts") if text(row.find("dt")) == "First published"]
    assert text(first.find("dd")) == f"August 2015 as stated by {page['source']}"
