"""What the public saw at any moment, byte for byte, for the auditors who may see it."""

import datetime
import hashlib
from contextlib import suppress

import pytest
from django.test import Client
from django.urls import reverse

from reviews import workflow
from reviews.admin.audit.as_at import address_at
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.lib.storage import documents_storage
from reviews.models import Banner
from tests.support import admin_client, html
from tests.support import factories as make
from tests.support.erasures import erase
from tests.support.random_history import History, sent
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db


def at(moment, address: str = "") -> str:
    """Where the public address is shown as at that moment."""
    return f"{address_at(moment, 'home')}{address}"


@pytest.mark.slow
@pytest.mark.sweep(few=1, full=40)
def test_what_was_served_then_is_served_again_byte_for_byte(client, seeds):
    """The moments of a random history, compared after everything has changed."""
    history = History()
    history.look(client)
    history.do_everything_once()
    history.look(client)
    for seed in seeds:
        history.chance.seed(seed)
        for _ in range(10):
            history.act()
        history.look(client)
    for page in history.pages:
        for verb in ("release", "write", "publish", "withdraw"):
            with suppress(Refused):
                getattr(history, verb)(page, history.people[0])
    reader = admin_client.auditor()
    for moment, served in history.seen:
        assert {address: sent(reader.get(at(moment, address))) for address in served} == served
    assert history.done > 3 * len(seeds)
    bodies = [served for _, served in history.seen]
    changed = {address for address in bodies[0] if len({served[address] for served in bodies}) > 1}
    assert {"", "all/", "listing-of-a/", "register/", "cookies/"} <= changed
    everything = b"".join(body for served in bodies for _, body in served.values())
    assert b"Guidance " in everything
    assert {status for served in bodies for status, _ in served.values()} >= {200, 404, 410}


def notice_of(response) -> html.HtmlElement:
    return html.only(html.page_of(response), "as-at-notice")


@shared_start
def withdrawn():
    """A review withdrawn after it was public, and a moment at which it was."""
    live = make.make_live(title="Public <once>")
    moment = clock.now()
    make.withdraw(live, note="Ask for a copy.", answer="gone")
    return live, moment


def test_the_frame_says_what_it_is_and_where_else_to_go(withdrawn, client):
    live, moment = withdrawn
    address = at(moment, f"{live.page.path}/")
    seen = admin_client.auditor().get(address)
    assert seen.status_code == 200
    assert "no-store" in seen["Cache-Control"]
    london = moment.astimezone()
    notice = html.text(notice_of(seen))
    assert f"As at {london.day} {london:%B %Y, %H:%M:%S.%f %Z}" in notice
    assert f"the public saw this at /{live.page.path}/" in notice
    assert "It is not what the public sees now." in notice
    links = html.links(notice_of(seen))
    assert links["overview-report.pdf"] == f"{address}overview-report.pdf"
    assert links["Choose another moment"] == reverse("admin:as_at")
    assert "Public <once>" in html.text(html.main_of(seen))
    assert html.page_of(seen).find_class("as-at")[0].tag == "body"
    now = client.get(f"/{live.page.path}/")
    assert now.status_code == 410
    assert html.page_of(now).find_class("as-at-notice") == []


def test_files_and_covers_of_then_are_read(withdrawn, client):
    live, moment = withdrawn
    document = live.attachments.get().document
    for kind, stored in (("pdf", document.file), ("webp", document.cover)):
        address = f"{live.page.path}/overview-report.{kind}"
        seen = admin_client.auditor().get(at(moment, address))
        assert "no-store" in seen["Cache-Control"]
        with documents_storage().open(stored.name) as kept:
            assert b"".join(seen.streaming_content) == kept.read()
        assert client.get(f"/{address}").status_code == 410


def test_the_public_address_is_followed_to_its_page(withdrawn):
    live, moment = withdrawn
    answer = admin_client.auditor().get(at(moment, live.page.path))
    assert answer.url == at(moment, f"{live.page.path}/")


def test_where_nothing_was_the_frame_says_so(withdrawn):
    live, moment = withdrawn
    early = live.live_from - datetime.timedelta.resolution
    reader = admin_client.auditor()
    for when, address in ((early, f"{live.page.path}/"), (moment, "nowhere/")):
        seen = reader.get(at(when, address))
        assert seen.status_code == 404
        assert f"nothing that you may see was public at /{address}" in html.text(notice_of(seen))
    assert reader.get(at(live.live_from, f"{live.page.path}/")).status_code == 200


def test_the_notice_of_then_is_shown_with_its_answer(withdrawn):
    live, _ = withdrawn
    seen = admin_client.auditor().get(at(clock.now(), f"{live.page.path}/"))
    assert seen.status_code == 410
    assert "“gone for good” (410)" in html.text(notice_of(seen))
    assert "Ask for a copy." in html.text(html.main_of(seen))
    assert "Public <once>" not in seen.content.decode().replace("&lt;", "<").replace("&gt;", ">")


def test_everything_public_then_is_listed_by_address(withdrawn):
    live, moment = withdrawn
    make.make_live(make.open_plain(path="later"))
    reader = admin_client.auditor()
    then = html.links(admin_client.content(reader.get(address_at(moment, "public"))))
    assert then["/"] == at(moment)
    assert then[f"/{live.page.path}/"] == at(moment, f"{live.page.path}/")
    assert "/later/" not in then
    now = admin_client.content(reader.get(address_at(clock.now(), "public")))
    assert "/later/" in html.links(now)
    assert "Notices of withdrawal" in html.text(now)
    assert "Public <once>" not in html.text(now)


def test_a_banner_of_then_is_above_the_page_of_then(withdrawn):
    live, moment = withdrawn
    banner = workflow.announce(
        Banner(heading="News of then", message="Words."), by=make.make_user()
    )
    during = clock.now()
    workflow.end_banner(banner, by=make.make_user())
    reader = admin_client.auditor()
    shown = [
        "News of then" in reader.get(at(when)).content.decode()
        for when in (moment, during, clock.now())
    ]
    assert shown == [False, True, False]
    assert "Banner: News of then" in html.text(
        admin_client.content(reader.get(address_at(during, "public")))
    )


def test_the_moment_is_chosen_in_uk_time():
    reader, page_url = admin_client.auditor(), reverse("admin:as_at")
    assert admin_client.errors(reader.get(page_url)) == []
    winter = reader.get(page_url, {"moment": "2026-01-15T12:30:15"})
    assert winter.url == "/admin/as-at/2026-01-15T12:30:15Z/"
    summer = reader.get(page_url, {"moment": "2026-06-15T12:30"})
    assert summer.url == "/admin/as-at/2026-06-15T11:30:00Z/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-03-29T01:30", "The clocks change in that hour"),
        ("2026-10-25T01:30", "The clocks change in that hour"),
        ("2999-01-01T00:00", "That moment has not come yet"),
        ("", "This field is required."),
        ("nonsense", "Write day and time as 31 December 2026 09:30"),
    ],
)
def test_a_moment_that_cannot_be_seen_is_a_sentence(typed, sentence):
    seen = admin_client.auditor().get(reverse("admin:as_at"), {"moment": typed})
    assert [error for error in admin_client.errors(seen) if error.startswith(sentence)]


@pytest.mark.parametrize("moment", ["nonsense", "2026-01-15T12:00:00", "2999-01-01T00:00:00Z"])
def test_an_address_without_a_moment_that_has_passed_is_nowhere(moment):
    reader = admin_client.auditor()
    assert reader.get("/admin/as-at/2026-01-15T12:00:00Z/").status_code == 200
    for rest in ("", "site/", "site/cookies/"):
        assert reader.get(f"/admin/as-at/{moment}/{rest}").status_code == 404


def test_the_past_of_a_board_is_for_those_who_work_for_it(withdrawn):
    live, moment = withdrawn
    make.make_live(make.open_listing(path="all"))
    own = make.make_live(make.open_listing(live.page.board, path="own"))
    for board, expected in ((live.page.board, 200), (make.make_board(), 404)):
        person = admin_client.person("Auditors", all_boards=False)
        person.boards.set([board])
        reader = admin_client.signed_in(person)
        for address in ("", "history/", "overview-report.pdf"):
            assert sent(reader.get(at(moment, f"{live.page.path}/{address}")))[0] == expected
        now = clock.now()
        assert reader.get(at(now, f"{own.page.path}/")).status_code == expected
        # What is about the reviews of all boards.
        for address in ("", "all/", "all/history/", "register/"):
            assert reader.get(at(now, address)).status_code == 404
        listed = html.links(admin_client.content(reader.get(address_at(moment, "public"))))
        assert (f"/{live.page.path}/" in listed) == (expected == 200)
        assert "/" not in listed
    everything = admin_client.auditor()
    for address in ("", "all/", "all/history/", "register/"):
        assert everything.get(at(clock.now(), address)).status_code == 200


@pytest.mark.parametrize("what", ["as_at", "as_at_public", "as_at_home", "as_at_page"])
def test_as_at_is_read_by_those_who_may_read_the_record(withdrawn, what):
    live, moment = withdrawn
    parts = {"moment": moment.isoformat(), "address": f"{live.page.path}/"}
    wanted = {"as_at": (), "as_at_page": ("moment", "address")}.get(what, ("moment",))
    address = reverse(f"admin:{what}", kwargs={name: parts[name] for name in wanted})
    assert admin_client.auditor().get(address).status_code == 200
    assert admin_client.auditor().post(address).status_code == 405
    assert Client().get(address).url.startswith("/admin/login/")
    for person in (
        admin_client.person(),
        admin_client.person(is_superuser=True),
        admin_client.person("Administrators"),
    ):
        assert admin_client.signed_in(person).get(address).status_code == 403


def test_a_past_edition_s_files_of_then_are_its_own():
    first = make.make_live()
    draft = workflow.open_edition(first.page, by=make.make_user()).as_kind
    draft.attachments.update(document=make.make_document("Another file of the same name."))
    make.make_live(draft)
    reader = admin_client.auditor()
    seen = reader.get(at(clock.now(), f"{first.page.path}/history/1/"))
    file = reader.get(html.links(notice_of(seen))["overview-report.pdf"])
    document = first.attachments.get().document
    assert hashlib.sha256(b"".join(file.streaming_content)).hexdigest() == document.sha256


def test_what_was_erased_since_is_nowhere_and_the_frame_says_why():
    make.make_live(make.open_listing(path="all"))
    page = make.make_live(title="Canary").page
    moment = clock.now()
    reader = admin_client.auditor()
    assert "Canary" in reader.get(at(moment, "all/")).content.decode()
    make.withdraw(page.editions.get())
    erase(page)
    for address in (f"erased/{page.pk}/", f"erased/{page.pk}/history/", f"{page.path}/"):
        seen = reader.get(at(moment, address))
        assert seen.status_code == 404
        assert "nothing that you may see was public" in html.text(notice_of(seen))
    kept = "The words and files of what was erased since are not kept"
    for page_url in (
        *(at(moment), at(moment, "all/"), at(moment, f"erased/{page.pk}/")),
        *(address_at(moment, "public"), reverse("admin:as_at")),
    ):
        shown = html.text(html.page_of(reader.get(page_url)))
        assert kept in shown
        assert "Canary" not in shown


def test_a_file_that_was_erased_since_is_not_among_the_files_of_then():
    live = make.make_live()
    moment, document = clock.now(), live.attachments.get().document
    address, reader = at(moment, f"{live.page.path}/"), admin_client.auditor()
    assert "overview-report.pdf" in html.links(notice_of(reader.get(address)))
    make.withdraw(live)
    erase(live.page, document)
    assert "overview-report.pdf" not in html.links(notice_of(reader.get(address)))


def test_a_former_address_does_not_show_where_another_board_s_page_was():
    live = make.make_live(path="reviews/of-board-b")
    make.former_address(live.page, "old/b")
    moment = clock.now()
    make.withdraw(live)
    for board, expected in ((live.page.board, 302), (make.make_board(), 404)):
        person = admin_client.person("Auditors", all_boards=False)
        person.boards.set([board])
        for address in ("old/b", "old/b/", live.page.path):
            answer = admin_client.signed_in(person).get(at(moment, address))
            assert answer.status_code == expected
            assert ("Location" in answer) == (expected == 302)
