"""Every kind of feed keeps the rules of Atom (RFC 4287) that feed validators examine."""

import pytest
from django.conf import settings
from lxml import etree

from reviews import workflow
from tests.support import factories as make

pytestmark = pytest.mark.django_db
NAMES = {"a": "http://www.w3.org/2005/Atom", "re": "http://exslt.org/regular-expressions"}
EACH = "//*[self::a:feed or self::a:entry]"
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"  # RFC 3339
KNOWN = "id title updated published link author summary category"
# By what is wrong, where it is.
RULES = {
    "not one id, title and date": f"{EACH}[count(a:id)!=1 or count(a:title)!=1 or count(a:updated)!=1]",
    "empty": "//*[self::a:id or self::a:title or self::a:name][not(normalize-space())]",
    "an id that is not absolute": "//a:id[not(re:test(., '^[a-z]+:[^:]'))]",
    "an id twice": "//a:entry[a:id = preceding-sibling::a:entry/a:id]",
    "no date": f"//*[self::a:updated or self::a:published][not(re:test(., '{MOMENT}'))]",
    "no author": "/a:feed[not(a:author)]/a:entry[not(a:author)] | //a:author[count(a:name)!=1]",
    "a category without a term": "//a:category[not(@term)]",
    "an address that is not absolute": "//a:link[not(re:test(@href, '^https?://'))]",
    "not one page that it is of": f"{EACH}[count(a:link[@rel='alternate'])!=1]",
    "not at its own address": "/a:feed[not(a:link[@rel='self' and @href=$address])]",
    "markup in a summary": "//a:summary[@type!='html' or contains(., '<')]",
    "unknown": "//a:entry/*[not(contains($known, local-name()))]",
    "no language": "/*[not(@xml:lang)]",
}
# How each of them is broken.
BROKEN = {
    "an id that is not absolute": (b"<id>tag", b"<id>/tag"),
    "an id twice": (b"/2</id>", b"/1</id>"),
    "not at its own address": (b'rel="self"', b'rel="next"'),
    "not one page that it is of": (b'rel="alternate"', b'rel="related"'),
    "not one id, title and date": (b"</updated><id>", b"</updated><id>1</id><id>"),
    "no date": (b"<updated>", b"<updated>about "),
    "an address that is not absolute": (b'href="http', b'href="'),
    "empty": (b"<name>Case review register</name>", b"<name> </name>"),
    "no author": (b"author>", b"writer>"),
    "a category without a term": (b'<category term="new"/>', b"<category/>"),
    "markup in a summary": (b"&amp;lt;b&amp;gt;1", b"&lt;b&gt;1"),
    "unknown": (b"summary", b"abstract"),
    "no language": (b' xml:lang="en-GB"', b""),
}


def faults(feed: bytes, address: str) -> set[str]:
    root = etree.fromstring(feed)
    given = {"address": f"{settings.SITE_URL}{address}", "known": KNOWN}
    return {rule for rule, place in RULES.items() if root.xpath(place, namespaces=NAMES, **given)}


@pytest.fixture
def feeds():
    """Addresses of every kind of feed: of reviews that are new, changed, withdrawn and back, with odd signs."""
    board = make.make_board(name="Newtown & <District> Board")
    first = make.make_live(
        make.give_themes(make.open_review(board, title="A & <B> “é” 😀"), "neglect")
    )
    draft = make.approved(
        workflow.open_edition(first.page, by=make.make_user()), note="<b>1 < 2</b> & so"
    )
    workflow.publish(draft, by=make.make_user())
    make.withdraw(make.make_live(make.open_review(board, title="Gone")))
    make.make_live(make.open_listing(board, path="list", title="List & <more>"))
    make.make_live(make.open_listing(board, path="rhestr", title="Rhestr", language="cy"))
    make.make_live(make.open_listing(make.make_board(), path="empty", title="Empty"))
    themes = ["/themes/neglect.atom", "/themes/disability.atom"]
    return [
        "/feeds.atom",
        f"/boards/{board.pk}.atom",
        "/list.atom",
        "/rhestr.atom",
        "/empty.atom",
        *themes,
    ]


def test_every_feed_keeps_the_rules(client, feeds):
    answers = {address: client.get(address) for address in feeds}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert {each: faults(answer.content, each) for each, answer in answers.items()} == {
        address: set() for address in feeds
    }
    feed = answers["/feeds.atom"].content
    assert feed.count(b"<entry>") == 4
    for rule, (good, bad) in BROKEN.items():
        assert good in feed, rule
        assert rule in faults(feed.replace(good, bad), "/feeds.atom"), rule
