"""The search: what it finds of what is live, page by page, and how it reads what somebody typed."""

from itertools import product

import pytest

from reviews import workflow
from reviews.models import Action, BoardResponse, DocumentPage, EditionWords, ReviewType
from reviews.public import matches
from tests.support import bypass
from tests.support import factories as make
from tests.support.html import links, main_of, only, text

pytestmark = pytest.mark.django_db


def publish(label, *pages, board=None, **fields):
    """A live review whose report has these pages."""
    draft = make.open_bare_review(board, label=label, state="in_preparation", **fields)
    if pages:
        make.attach(draft, make.make_document_row(text=list(pages), pages=len(pages)))
    return make.make_live(draft)


def found(client, asked, **more) -> list[str]:
    main = main_of(client.get("/search", {"q": asked} | more))
    return [text(each) for each in main.iter("h3")]


def found_as_data(client, asked) -> list[str]:
    return [each["title"] for each in client.get("/search.json", {"q": asked}).json()["reviews"]]


def passages(client, asked) -> list[str]:
    main = main_of(client.get("/search", {"q": asked}))
    return [text(each) for each in main.find_class("hits")]


def test_a_page_of_a_document_is_found_and_led_to(client):
    first = ["Nothing here.", "Between May and September there were five missed appointments."]
    live = publish("Child A", *first, title="What was known")
    publish("Child B", "Appointments were kept.")
    main = main_of(client.get("/search?q=missed+appointment"))
    assert [text(each) for each in main.iter("h3")] == ["What was known"]
    assert text(only(main, "hits")) == (
        "Between May and September there were five missed appointments. Overview report, page 2 "
        "PDF at page 2 Read it as a web page"
    )
    assert [text(each) for each in main.iter("mark")] == ["missed", "appointments"]
    address = live.page.get_absolute_url()
    assert links(main)["PDF at page 2"] == f"{address}overview-report.pdf#page=2"
    assert links(main)["Read it as a web page"] == f"{address}overview-report.pdf/read/#page-2"
    assert links(main)["What was known"] == address
    assert "1 review has these words" in text(main)


FOUND = {
    '"missed appointments"': ["Child A"],
    "“missed appointments”": ["Child A"],
    "appointments missed": ["Child A", "Child B"],
    "appointments -police": ["Child A"],
    "police or neighbour": ["Child B", "Child C"],
    "children": ["Child A", "Child B", "Child C"],
    "young person": ["Child A"],
    "young people": ["Child A"],
    "women": ["Child C"],
    "woman": ["Child C"],
    "wholly absent": [],
    "the": [],
    '"young people missed"': ["Child A"],
    '"people missed young"': [],
    '"two women and a neighbour"': ["Child C"],
    '"two women" or "police say"': ["Child B", "Child C"],
    'appointments -"missed appointments"': ["Child B"],
    'appointments -"young people missed"': ["Child B"],
    "child -neighbour": ["Child A", "Child B"],
    '"child b" or neighbour -women': ["Child B"],
    "-police": ["Child A", "Child C"],
    '- "two women" -police': ["Child A"],
    "-child": [],
}


def test_words_phrases_and_what_is_left_out(client):
    publish("Child A", "The young people: missed appointments.")
    publish("Child B", "Appointments that police say were missed.")
    publish("Child C", "Two women and a neighbour.")
    assert {asked: sorted(found(client, asked)) for asked in FOUND} == FOUND
    assert {asked: sorted(found_as_data(client, asked)) for asked in FOUND} == FOUND


def test_names_summaries_types_and_texts_of_the_page_are_found(client):
    draft = make.open_bare_review(
        make.make_board(name="Newtown Board"),
        label="Franklyn",
        review_type="dhr",
        summary="An elephant in a boarding school.",
        body="A giraffe too.",
    )
    BoardResponse.objects.create(edition=draft, actions_taken="A zebra was counted.")
    Action.objects.create(
        edition=draft, recommendation="Feed lions.", action="Buy meat.", lead_agency="The zoo"
    )
    make.make_live(draft)
    publish("Other", "Nothing of that.")
    for asked in (
        "franklyn",
        "elephants",
        "giraffe",
        "zebra",
        "lion",
        "newtown",
        "homicide",
        "DHR",
    ):
        assert found(client, asked) == ["Franklyn"], asked
    main = main_of(client.get("/search?q=elephant"))
    assert [text(each) for each in main.iter("mark")] == ["elephant"]


def test_what_has_the_words_in_its_name_or_summary_comes_first(client):
    publish("In a page", "A word about custody.")
    publish("In the summary", summary="About custody.")
    publish("In the name: custody")
    assert found(client, "custody") == ["In the name: custody", "In the summary", "In a page"]


def test_what_is_not_live_is_never_found_and_is_gone_with_its_withdrawal(client):
    words = "canary singing"
    draft = make.open_bare_review(label="Draft", summary=words, state="in_preparation")
    make.attach(draft, make.make_document_row(text=[words]))
    assert found(client, "canary") == []
    waiting = make.make_live(draft, at=make.clock.now() + make.DAY)
    assert EditionWords.objects.filter(edition=waiting.pk).exists()
    assert found(client, "canary") == []
    live = publish("Live", words, summary="Of canaries.")
    assert found(client, "canary") == ["Live"]
    make.withdraw(live)
    response = client.get("/search?q=canary")
    assert found(client, "canary") == []
    assert "singing" not in response.content.decode()
    again = workflow.open_edition(live.page, by=make.make_user())
    again.attachments.update(document=make.make_document_row(text=["A sparrow."]))
    make.make_live(make.change(again, summary="Of sparrows."))
    assert found(client, "sparrow") == ["Live"]
    assert found(client, "canary") == []


def test_what_an_edition_said_before_is_not_found(client):
    first = publish("Child A", "A canary.")
    draft = workflow.open_edition(first.page, by=make.make_user())
    draft.attachments.update(document=make.make_document_row(text=["A sparrow."]))
    make.make_live(draft)
    assert (found(client, "canary"), found(client, "sparrow")) == ([], ["Child A"])


def test_what_is_erased_leaves_no_word(client, django_capture_on_commit_callbacks):
    live = make.make_live(make.open_review(label="Canary", summary="A canary."))
    document = live.attachments.get().document
    assert DocumentPage.objects.filter(document=document).exists()
    make.withdraw(live)
    asked = workflow.ask_erasure(live.page, by=make.make_user(), reason="child")
    with django_capture_on_commit_callbacks(execute=True):
        workflow.erase(asked, by=make.make_user(groups=("Administrators",)))
    assert not DocumentPage.objects.filter(document=document).exists()
    assert not EditionWords.objects.filter(edition=live.pk).exists()


def test_documents_without_words_are_counted_when_nothing_is_found(client):
    scan = publish("Child A", "", " \n")
    live = publish("Child B", "Words.")
    assert "1 document is scanned and its words cannot be searched." in text(
        main_of(client.get("/search?q=elephant"))
    )
    page = main_of(client.get(live.page.get_absolute_url()))
    assert "cannot be searched" not in text(page)
    page = main_of(client.get(scan.page.get_absolute_url()))
    assert text(only(page, "attachment")) == (
        "Overview report Read as a web page PDF, 1 KB, 2 pages Scanned: its words cannot be searched"
    )


def test_results_are_narrowed_and_turned(client):
    board = make.make_board(name="Newtown Board")
    for number in range(12):
        publish(f"Child {number}", "About custody.", board=board)
    publish("Other", "About custody.", review_type="dhr")
    main = main_of(client.get("/search?q=custody"))
    assert "13 reviews have these words" in text(main)
    assert len(list(main.iter("h3"))) == 10
    last = found(client, "custody", page="2")
    assert len(last) == 3
    assert found(client, "custody", page="3") == found(client, "custody", page="500") == last
    assert len(found(client, "custody", page="999999")) == len(found(client, "custody"))
    ours = links(main)["Newtown Board"]
    narrowed = main_of(client.get(f"/search{ours}"))
    assert "12 reviews have these words" in text(narrowed)
    chosen = only(narrowed, "chosen")
    assert [each.get("href") for each in chosen.iter("a")] == ["?q=custody"]
    assert found(client, "custody", type="dhr") == ["Other"]


def test_more_than_anybody_reads_are_neither_counted_nor_shown(client, monkeypatch):
    for number in range(4):
        publish(f"Child {number}", "About custody.")
    for most, heading in ((4, "4 reviews have these words"), (3, "More than 3 reviews have these")):
        monkeypatch.setattr(matches, "MOST", most)
        main = main_of(client.get("/search?q=custody"))
        assert heading in text(main)
        assert ("The first 3 of them are counted and shown here." in text(main)) == (most == 3)
        assert len(list(main.iter("h3"))) == most


def test_a_review_with_many_such_pages_shows_them_all_when_asked(client):
    live = publish("Child A", *[f"Custody {number}." for number in range(9)])
    main = main_of(client.get("/search?q=custody"))
    assert len(only(main, "hits")) == 3
    more = links(main)["All pages of this review"]
    assert more == f"/search?q=custody&in={live.page.path}".replace("/scr", "%2Fscr")
    assert len(only(main_of(client.get(more)), "hits")) == 9


TYPED = [
    *(
        "",
        " ",
        "%00",
        "a%00b",
        "%25",
        "'",
        '"',
        '""',
        '"unclosed',
        "-",
        "- -",
        "--",
        "or",
        "or or",
    ),
    *("a & b | !c", "(((", ":*", "a:*", "<->", "<script>alert(1)</script>", "' OR 1=1 --"),
    *("'; DROP TABLE reviews_page; --", "%F0%9F%98%80", "%ff%fe", "%e2%80%ae", "\\", "%0d%0a"),
    *("x" * 10_000, "a " * 4000, '"' * 999, "-a " * 500, "ŵ" * 400),
]


def test_anything_that_is_typed_has_an_answer(client):
    publish("Child A", "Words.")
    more = ("", "&page=x&board=y&year=%00&type='&in=%00", f"&page={'9' * 3000}&in={'a/' * 900}")
    for asked, others in product(TYPED, more):
        assert client.get(f"/search?q={asked}{others}").status_code == 200, asked[:40]


def test_a_very_long_search_is_cut_and_says_so(client):
    publish("Child A", "Words.")
    main = main_of(client.get("/search", {"q": "words " * 2000}))
    assert "Only its beginning was searched for." in text(main)
    assert found(client, "words " * 2000) == ["Child A"]


@pytest.mark.parametrize("count", [3, 10])
def test_a_search_costs_three_statements_however_much_it_finds(
    client, django_assert_num_queries, count
):
    for number in range(count):
        publish(f"Child {number}", *["About custody."] * 5)
    # The clock, a savepoint, its limit and its end; banners and links of the footer, and the facts of all
    # reviews, which are kept in memory where the database names its state; and the search.
    with django_assert_num_queries(7 + 3):
        assert len(found(client, "custody")) == count


def test_the_names_of_types_are_searched_as_readers_know_them():
    for code, label in ReviewType.choices:
        [(words,)] = bypass.sql("SELECT reviews_type_words(%s)", code)
        if code != ReviewType.UNKNOWN:
            assert words.startswith(str(label))


TYPESET = "“Missed” appointments – the child’s mother’s\u00a0nurse; £5…"


def test_what_is_marked_beside_such_a_sign_is_shown_as_it_was_written(client):
    publish("Child A", TYPESET, summary=TYPESET)
    for asked in ("missed", "child", "child’s", "mother's", "nurse", "“child’s mother”"):
        assert found(client, asked) == ["Child A"], asked
        main = main_of(client.get("/search", {"q": asked}))
        assert only(main, "hits").text_content().count(TYPESET) == 1, asked
        assert TYPESET in main.xpath("string(.//article/p[2])"), asked
        assert list(main.iter("mark")), asked


def test_what_is_on_one_page_comes_before_what_is_on_several(client):
    publish("Child A", "Of elephants.", "Of giraffes.")
    publish("Child B", "Of elephants and giraffes.")
    assert found(client, "elephant") == ["Child A", "Child B"]
    assert found(client, '"giraffes"') == ["Child A", "Child B"]
    assert found(client, "elephant giraffe") == ["Child B", "Child A"]
    assert found(client, "elephant -giraffe") == []
    assert found(client, "elephant -zebra") == ["Child A", "Child B"]
    assert found(client, "zebra or giraffe") == ["Child A", "Child B"]
