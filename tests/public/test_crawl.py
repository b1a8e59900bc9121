"""Every address ever issued, requested anonymously: nothing is found that is not public now.

Each page is filled with markers: words and files that occur nowhere else. The same crawl that
must find nothing of what was withdrawn found all of it before.
"""

import datetime
import re
import zlib
from collections.abc import Iterable

import pytest
from lxml import html

from reviews import workflow
from reviews.lib import clock
from reviews.models import Attachment, Edition, FormerAddress, Page, Withdrawal
from tests.support import factories as make
from tests.support import markers

pytestmark = pytest.mark.django_db
STATES = ["live", "superseded", "notice", "gone", "returned", "erased"]
OWN = [
    *("/", "/register/", "/register/checkpoint", "/nothing/", "/concerns/new/", "/search/"),
    *(
        "/themes/",
        "/themes/neglect/",
        "/themes/neglect.atom",
        "/themes/neglect.json",
        "/sitemaps/themes.xml",
    ),
]


class World:
    """Pages by name, and the markers of each of their editions by name and number."""

    def __init__(self) -> None:
        self.board = make.make_board()
        self.pages: dict[str, Page] = {}
        self.marked: dict[str, markers.MarkedEdition] = {}

    def add(self, name: str, draft: Edition, *, at=None, live: bool = True) -> Edition:
        fill = markers.fill_review if draft.page.kind == "review" else markers.fill_plain
        marked = fill(draft, f"{name} {draft.number}")
        self.pages[name], self.marked[marked.name] = draft.page, marked
        return markers.publish(draft, marked, at=at) if live else draft

    def add_review(self, name: str, **how) -> None:
        draft, marked = markers.open_review(self.board, name)
        self.marked[marked.name] = marked
        self.add(name, draft, **how)

    def renew(self, name: str, **how) -> Edition:
        draft = workflow.open_edition(self.pages[name], by=make.make_user())
        return self.add(name, draft, **how)

    def found_in(self, answers: Iterable[bytes]) -> dict[str, set[str]]:
        """By edition, the markers that any of the answers holds."""
        whole = b"\n".join(answers)
        return {name: marked.found_in(whole) for name, marked in self.marked.items()}

    def all_of(self, *names: str) -> dict[str, set[str]]:
        """What is found when exactly these editions are public."""
        every = {name: set(marked.markers) for name, marked in self.marked.items()}
        return {name: markers if name in names else set() for name, markers in every.items()}


def issued() -> set[str]:
    """Every address that a row of the register has or had, or may yet have."""
    found = set(OWN)
    for page in Page.objects.all():
        found |= {f"/{page.path}/", f"/{page.path}", f"/{page.path}/history/"}
        found |= {f"/{page.path}/history/{number}/" for number in range(1, 5)}
        found |= {f"/{page.path}/?{query}" for query in ("year=2026", "type=scr", "page=1")}
    for attachment in Attachment.objects.exclude(document=None).select_related(
        "edition__page", "document"
    ):
        below = f"/{attachment.edition.page.path}/"
        stems = (f"{below}{attachment.slug}", f"{below}history/{attachment.document.sha256}")
        found |= {f"{stem}.{kind}" for stem in stems for kind in ("pdf", "webp")}
    for former in FormerAddress.objects.all():
        found |= {f"/{former.path}", f"/{former.path}/"}
    return found


SHARE = 8
IN_ANOTHER_FORM = re.compile(r"^/cy/|\?|\.(atom|json|csv|bib|ris)$")


def is_tried(address: str, seed: int) -> bool:
    """Every address of pages and files; of the same in Welsh, as data or filtered, a share."""
    is_further = IN_ANOTHER_FORM.search(address)
    return not is_further or zlib.crc32(address.encode()) % SHARE == seed % SHARE


def crawl(client, addresses: set[str], seed: int) -> dict[str, tuple[int, bytes]]:
    """Status and everything sent, by address: of these, and of whatever they lead to."""
    answers, waiting = {}, {address for address in addresses if is_tried(address, seed)}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        body = response.getvalue()
        answers[address] = (
            response.status_code,
            f"{response.headers}{response.cookies}\n".encode() + body,
        )
        if response["Content-Type"].startswith("text/html") and body:
            found = html.document_fromstring(body.decode()).xpath("//@href | //@src")
            within = {each for each in found if each.startswith("/") and "/static/" not in each}
            within = {each for each in within if "#" not in each and is_tried(each, seed)}
            waiting |= within - answers.keys()
    return answers


def bodies(answers: dict[str, tuple[int, bytes]]) -> list[bytes]:
    return [body for _, body in answers.values()]


@pytest.fixture
def world(db):
    """Every page live; “returned” and “superseded” in their second edition."""
    made = World()
    for name in STATES:
        made.add_review(name)
    made.add("list", make.open_listing(made.board, path="list"))
    made.add("plain", make.open_plain(path="plain"))
    for name in ("superseded", "returned", "list", "plain"):
        made.renew(name)
    tomorrow = clock.now() + datetime.timedelta(days=1)
    made.add_review("scheduled", at=tomorrow)
    made.add_review("draft", live=False)
    made.renew("live", at=tomorrow)
    made.renew("notice", live=False)
    return made


BEFORE = [
    *(f"{name} path" for name in STATES),
    *("live 1", "superseded 1", "superseded 2", "notice 1", "gone 1", "returned 1", "returned 2"),
    *("erased 1", "list 1", "list 2", "plain 1", "plain 2"),
]
AFTER = [
    *("live path", "superseded path", "returned path"),
    *("live 1", "superseded 1", "superseded 2", "returned 3"),
    *("list 1", "list 2", "plain 1", "plain 2"),
]


def take_away(world: World, callbacks) -> None:
    for name in ("notice", "gone", "returned", "erased"):
        edition = world.pages[name].editions.get(live_until=None, live_from__isnull=False)
        answer = Withdrawal.Answer.GONE if name == "gone" else Withdrawal.Answer.NOTICE
        make.withdraw(edition, answer=answer, note=f"The notice of {name}.")
    world.renew("returned")
    asked = workflow.ask_erasure(world.pages["erased"], by=make.make_user(), reason="child")
    with callbacks(execute=True):
        workflow.erase(asked, by=make.make_user(groups=("Administrators",)))


@pytest.mark.slow
@pytest.mark.sweep(few=1, full=SHARE)
def test_nothing_is_found_in_that_is_not_public_now(
    client, world, django_capture_on_commit_callbacks, seeds
):
    addresses, [seed] = issued(), seeds
    before = crawl(client, addresses, seed)
    assert world.found_in(bodies(before)) == world.all_of(*BEFORE)
    take_away(world, django_capture_on_commit_callbacks)
    after = crawl(client, addresses | issued() | before.keys(), seed)
    assert world.found_in(bodies(after)) == world.all_of(*AFTER)
    assert statuses(world, before)["gone"] == {200, 301, 404}
    found = statuses(world, after)
    assert found["scheduled"] == found["draft"] == found["erased"] == {404}
    assert found["gone"] == {410, 404}
    assert found["notice"] == {200, 410, 404}
    assert found["returned"] == {200, 301, 410, 404}
    assert found["live"] == {200, 301, 404}
    # 301: from its first files to their successors
    assert found["superseded"] == {200, 301, 404}
    assert not any(b"set-cookie" in sent.lower() for sent in bodies(before | after))
    assert "set-cookie" in f"{client.get('/admin/login/').cookies}".lower()  # as crawl() writes it


def statuses(world: World, answers: dict[str, tuple[int, bytes]]) -> dict[str, set[int]]:
    """What the addresses of each page answer."""
    return {
        name: {status for address, (status, _) in answers.items() if page.path in address}
        for name, page in world.pages.items()
    }
