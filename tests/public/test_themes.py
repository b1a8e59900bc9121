"""Themes as readers find them: the list, a page, a feed, a filter and data for each; of live reviews only."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import workflow
from reviews.lib import clock
from reviews.models import Theme
from tests.public.test_feeds import entries
from tests.public.test_filters import counts, shown_in
from tests.support import factories as make
from tests.support.html import links, main_of, only, page_of, text
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
# Everything that says of a review which themes it has.
PLACES = (
    *("/themes/neglect/", "/themes/neglect.atom", "/list/?theme=neglect", "/search?q=canary"),
    *("/api/reviews?theme=neglect", "/register.json", "/list.csv", "/list/"),
)


def themed(label: str, *themes: str, **fields):
    return make.give_themes(make.open_bare_review(label=label, **fields), *themes)


def live(label: str, *themes: str, published: str = "2015-08", **fields):
    return make.carry_over(themed(label, *themes, **fields), published=published)


def next_of(edition):
    return workflow.open_edition(edition.page, by=make.make_user()).as_kind


@shared_start
def listing():
    """All serious case reviews at /list/."""
    return make.make_live(make.open_listing(path="list"))


def listed(client) -> dict[str, str]:
    """By its name, how many reviews the list of themes says a theme has."""
    return counts(main_of(client.get("/themes/")))


def test_the_list_has_every_theme_with_its_definition_and_count(client):
    live("Child A", "neglect", "disability")
    live("Child B", "neglect")
    themed("Child C", "neglect")
    neglect = Theme.objects.get(slug="neglect")
    main = main_of(client.get("/themes/"))
    assert listed(client) == dict.fromkeys(Theme.objects.values_list("name", flat=True), "0") | {
        "Neglect": "2",
        "Disability": "1",
    }
    assert neglect.definition in text(main)
    assert links(main)["Neglect"] == "/themes/neglect/"


def test_home_leads_to_the_themes_that_live_reviews_have(client):
    assert "Themes" not in text(main_of(client.get("/")))
    live("Child A", "neglect", "disability")
    live("Child B", "neglect")
    themed("Child C", "neglect", "self-neglect")
    for prefix in ("", "/cy"):
        main = main_of(client.get(f"{prefix}/"))
        section = main.xpath(".//section[@aria-labelledby='themes']")[0]
        assert [text(each) for each in section.iter("li")][:2] == ["Disability 1", "Neglect 2"]
        assert [*links(section).values()] == [
            f"{prefix}/themes/{slug}" for slug in ("disability/", "neglect/", "")
        ]


@pytest.mark.parametrize("address", ["/search/", "/search/?q=xylophone", "/nothing/"])
def test_who_finds_nothing_is_led_to_boards_and_themes(client, address):
    found = links(main_of(client.get(address)))
    assert (found["board"], found["theme"]) == ("/#boards", "/themes/")


def test_a_theme_has_a_page_with_its_reviews_by_month_and_year(client):
    live("Child A", "neglect", published="2015-08")
    live("Child B", "neglect", published="2014-01")
    live("Child C", "disability")
    page = page_of(client.get("/themes/neglect/"))
    main = main_of(client.get("/themes/neglect/"))
    assert page.findtext(".//h1") == "Neglect"
    assert Theme.objects.get(slug="neglect").definition in text(main)
    assert shown_in(main) == ["Child A", "Child B"]
    assert links(page)["Themes"] == "/themes/"
    of_2014 = links(main)["2014"]
    assert of_2014 == "/themes/neglect/?year=2014"
    assert shown_in(main_of(client.get(of_2014))) == ["Child B"]
    titles = {
        "": "Neglect –",
        "?year=2014": "Neglect, 2014 –",
        "?year=2015-08": "Neglect, August 2015 –",
    }
    for asked, title in titles.items():
        shown = page_of(client.get(f"/themes/neglect/{asked}")).findtext(".//title")
        assert shown.startswith(title)
    assert shown_in(main_of(client.get("/themes/disability/"))) == ["Child C"]
    assert "No reviews are published here" in text(main_of(client.get("/themes/being-heard/")))


@pytest.mark.parametrize("address", ["/themes/nothing/", "/themes/nothing.atom"])
def test_what_is_no_theme_is_not_found(client, address):
    assert client.get("/themes/neglect/").status_code == 200
    assert client.get(address).status_code == 404


def test_a_theme_is_found_by_capitals_too_at_one_address(client):
    for prefix in ("", "/cy"):
        moved = client.get(f"{prefix}/themes/Neglect/")
        assert (moved.status_code, moved["Location"]) == (301, f"{prefix}/themes/neglect/")
    assert client.get("/themes/Nothing/").status_code == 404


def test_a_theme_that_is_not_there_is_looked_for_once(client):
    def looked_for(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 404
        return sum('FROM "reviews_theme"' in each["sql"] for each in queries)

    assert looked_for("/themes/nothing/") == 1
    assert looked_for("/themes/Nothing/") == 2  # by its own name, then without capitals


def test_a_review_leads_to_its_themes(client):
    review = live("Child A", "self-neglect", "being-heard")
    main = main_of(client.get(review.page.get_absolute_url()))
    found = {name: address for name, address in links(main).items() if "/themes/" in address}
    assert found == {"Being heard": "/themes/being-heard/", "Self-neglect": "/themes/self-neglect/"}
    assert list(found) == ["Being heard", "Self-neglect"]


def test_themes_are_a_filter_among_the_others(client, listing):
    live("Child A", "neglect", "disability", published="2015")
    live("Child B", "neglect", published="2014")
    live("Child C", "disability", published="2014")
    live("Child D", published="2014")
    whole = main_of(client.get("/list/"))
    assert {name: counts(whole)[name] for name in ("Neglect", "Disability")} == {
        "Neglect": "2",
        "Disability": "2",
    }
    narrowed = main_of(client.get("/list/?theme=neglect"))
    assert shown_in(narrowed) == ["Child A", "Child B"]
    assert (counts(narrowed)["2015"], counts(narrowed)["2014"]) == ("1", "1")
    both = main_of(client.get("/list/2014/?theme=neglect"))
    assert shown_in(both) == ["Child B"]
    chosen = {text(each): each.get("href") for each in only(both, "chosen").iter("a")}
    assert chosen == {"2014": "/list/?theme=neglect", "Neglect": "/list/2014/"}
    found = main_of(client.get("/search?q=serious&theme=disability"))
    assert "2 reviews have these words" in text(found)
    assert "is not a year, type or other filter" in text(main_of(client.get("/list/?theme=x")))


def test_two_themes_together_are_found_on_the_page_of_one(client):
    live("Child A", "neglect", "disability")
    live("Child B", "neglect")
    main = main_of(client.get("/themes/neglect/"))
    assert counts(main)["Disability"] == "1"
    assert "Neglect" not in counts(main)
    both = main_of(client.get(links(main)["Disability"]))
    assert shown_in(both) == ["Child A"]


def test_programs_get_themes_too(client, listing):
    review = live("Child A", "neglect", "being-heard")
    live("Child B")
    record = client.get(f"/api/reviews/{review.page_id}").json()
    assert [(row["slug"], row["name"]) for row in record["themes"]] == [
        ("being-heard", "Being heard"),
        ("neglect", "Neglect"),
    ]
    assert record["themes"][1]["url"].endswith("/themes/neglect/")
    found = client.get("/api/reviews?theme=neglect").json()["reviews"]
    assert [row["id"] for row in found] == [review.page_id]
    assert client.get("/api/reviews?theme=x").json()["reviews"] == []
    assert "Being heard; Neglect" in client.get("/list.csv").content.decode()
    [report] = page_of(client.get(review.page.get_absolute_url())).xpath(
        "//script[@type='application/ld+json']"
    )
    assert json.loads(report.text)["keywords"] == ["Being heard", "Neglect"]


def test_a_feed_tells_what_happened_to_the_reviews_of_a_theme(client):
    first = make.make_live(themed("Child A", "neglect"))
    live("Child B", "disability")
    assert entries(client, "/themes/neglect.atom") == [("New: Child A", "Changed.")]
    following = next_of(first)
    changed = make.make_live(following)
    assert [title for title, _ in entries(client, "/themes/neglect.atom")] == [
        "Changed: Child A",
        "New: Child A",
    ]
    make.withdraw(changed)
    assert {title.partition(": ")[2] for title, _ in entries(client, "/themes/neglect.atom")} == {
        "a review that is no longer public"
    }


def test_a_feed_says_nothing_of_what_is_public_without_the_theme_now(client):
    first = make.make_live(themed("Child A", "neglect"))
    assert len(entries(client, "/themes/neglect.atom")) == 1
    following = next_of(first)
    following.review_themes.all().delete()
    make.make_live(following)
    assert entries(client, "/themes/neglect.atom") == []
    make.withdraw(make.make_live(next_of(first)))
    make.make_live(next_of(first))
    assert entries(client, "/themes/neglect.atom") == []


def hidden_draft():
    return themed("Canary", "neglect")


def scheduled():
    return make.make_live(hidden_draft(), at=clock.now() + make.DAY)


def withdrawn():
    edition = make.make_live(hidden_draft())
    make.withdraw(edition)
    return edition


@pytest.mark.parametrize("hide", [hidden_draft, scheduled, withdrawn])
def test_what_is_not_live_is_at_no_theme(client, listing, hide):
    def seen() -> set[str]:
        return {place for place in PLACES if b"Canary" in client.get(place).getvalue()}

    def of_nothing() -> bool:
        """Neither counted, nor among the filters of what is listed."""
        return listed(client)["Neglect"] == "0" and b"?theme=" not in client.get("/list/").content

    live("Child B", published="2014")
    hide()
    assert seen() == set()
    assert of_nothing()
    make.make_live(hidden_draft())
    assert seen() == {*PLACES}
    assert not of_nothing()


def test_a_theme_that_an_edition_lost_is_nowhere(client, listing):
    edition = make.make_live(hidden_draft())
    address = edition.page.get_absolute_url()
    places = (address, f"{address[:-1]}.json", "/list.csv", "/themes/neglect/", "/register.json")

    def saying_so() -> set[str]:
        answers = {place: client.get(place).getvalue() for place in places}
        return {
            place
            for place, body in answers.items()
            if b"Canary" in body and b"neglect" in body.lower()
        }

    assert saying_so() == {*places}
    following = next_of(edition)
    following.review_themes.all().delete()
    make.make_live(following)
    assert saying_so() == set()
    assert listed(client)["Neglect"] == "0"


def test_a_retired_theme_is_listed_as_long_as_a_live_review_has_it(client):
    review = live("Child A", "neglect")
    Theme.objects.filter(slug="neglect").update(is_retired=True)
    assert listed(client)["Neglect"] == "1"
    assert "not given to reviews any more" in text(main_of(client.get("/themes/neglect/")))
    make.withdraw(review)
    assert "Neglect" not in listed(client)
    assert client.get("/themes/neglect/").status_code == 200


def test_pages_of_themes_cost_the_same_however_many_reviews(client):
    for count in (1, 3):
        for number in range(count):
            live(f"Child {count}{number}", "neglect", "disability", published="2015")
        for address, most in (
            ("/themes/", 4),
            ("/themes/neglect/", 10),
            ("/themes/neglect.atom", 7),
        ):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            assert len(queries) == most, address
