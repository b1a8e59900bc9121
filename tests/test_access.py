"""Every address × role × method has an expected status; an address without a row fails."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reviews import workflow
from reviews.concerns.intake import Words, take_in
from reviews.lib import clock
from reviews.models import Banner, Document, ErasureRequest, Event, PublicationRule, Theme, User
from tests.support import admin_client, staff_forms
from tests.support import factories as make
from tests.support.append_only_rows import OLD_LAYER, make_finding, make_original
from tests.support.erasures import everything_written
from tests.support.lifecycle import taken_back
from tests.support.sent_files import make_taken
from tests.support.shared_starts import shared_start

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "data" / "access.txt"


def rows() -> tuple[list[str], dict[tuple[str, str], list[str]]]:
    """The roles, and the status for each of them by name of the address and method."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and line[0] != "#"]
    return lines[0][2:], {(name, method): seen for name, method, *seen in lines[1:]}


ROLES, STATUSES = rows()


def addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named pattern of the site, and the pattern itself for those without a name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name or entry.pattern}", entry


# Django's own ways into the admin for addresses that are nobody's.
NAMELESS = ("admin:<path:object_id>/", "admin:(?P<url>.*)$")
FOUND = {name: entry for name, entry in addresses(get_resolver()) if name not in NAMELESS}
# One pattern takes every address of a page and of what belongs to it: each kind has rows of its own.
OF_A_PAGE = {
    "page": "reviews/of-a/",
    "history": "reviews/of-a/history/",
    "past_edition": "reviews/of-a/history/1/",
    "document": "reviews/of-a/overview-report.pdf",
    "cover": "reviews/of-a/overview-report.webp",
    "document_by_hash": "reviews/of-a/history/{sha256}.pdf",
    "cover_by_hash": "reviews/of-a/history/{sha256}.webp",
    "reading": "reviews/of-a/overview-report.pdf/read/",
    "reading_by_hash": "reviews/of-a/history/{sha256}.pdf/read/",
    "redirect": "reviews/of-a",
    "rendition": "reviews/of-a.json",
}
NAMES = sorted(FOUND.keys() | OF_A_PAGE.keys())
METHODS = ("get", "post")
# Parts of addresses that are the same in every world.
FIXED = {"section": "pages", "digits": "17505c", "ending": "csv", "app_label": "reviews"}
FIXED |= {"key": "nobody", "token": "none", "url": "nothing"}
PARTS = 3  # so that no test takes long


@shared_start
def world():
    """One thing of every kind, of a board that the “other” editor does not work for."""
    board, other = make.make_board(), make.make_board()
    first = make.make_live(make.open_review(board, path="reviews/of-a"))
    live = make.make_live(workflow.open_edition(first.page, by=make.make_user()))
    draft = make.approved(workflow.open_edition(live.page, by=make.make_user()))
    hidden = make.make_live(make.open_bare_review(board, path="reviews/withdrawn"))
    make.withdraw(hidden)
    name = workflow.add_protected_name(live.page, by=make.make_user(), kind="name", text="Ann Li")
    former = workflow.propose_address(live.page, by=make.make_user(), path="old")
    workflow.propose_succession(board, by=make.make_user(), earlier=other)
    make.took_over(board)
    workflow.announce(Banner(heading="News", message="Words."), by=make.make_user())
    words = Words("Words.", email="reader@example.org")
    hiding = make.open_bare_review(board, state="published")
    make.attach(hiding, make.make_document_row(found=OLD_LAYER, is_tagged=False))
    asked = ErasureRequest.objects.create(page=hidden.page, reason="child", by=make.make_user())
    return {
        "boards": {"own": board, "other": other},
        "live": live,
        "draft": draft,
        "hidden": hidden,
        "held": workflow.hold(live.page, by=make.make_user(), reason="inquest"),
        "former": former,
        "name": name,
        "listing": make.open_listing(board),
        "plain": make.open_plain(),
        "asked": asked,
        "upload": make_taken(draft),
        "case": take_in(words, kind="names", page=live.page, sender="192.0.2.1"),
        "finding": make_finding(live.attachments.first().document),
        "hiding": hiding,
        "original": make_original(live.attachments.first().document),
    }


def key_of(name: str, world: dict) -> dict:
    """The variable parts of an address of this name."""
    parts = name.partition(":")[2].split("_")
    model = parts[1] if len(parts) > 1 else ""
    rows = {
        "review": world["live"].page.pk,
        "reviewedition": world["draft"].pk,
        "listing": world["listing"].page.pk,
        "listingedition": world["listing"].pk,
        "plainpage": world["plain"].page.pk,
        "pageedition": world["plain"].pk,
        "board": world["boards"]["own"].pk,
        "banner": Banner.objects.get().pk,
        "document": Document.objects.first().pk,
        "event": Event.objects.first().pk,
        "user": User.objects.first().pk,
        "publicationrule": PublicationRule.objects.first().pk,
        "theme": Theme.objects.first().pk,
    }
    shown = world["hiding" if name in {"admin:hidden_text", "admin:recognise"} else "draft"]
    attachment = shown.attachments.first()
    keys = dict.fromkeys(("admin:erase", "admin:decline_erasure"), world["asked"].pk)
    keys |= {name: world["finding"].pk for name in FOUND if name.startswith("admin:finding_")}
    keys |= {name: world["case"].pk for name in FOUND if name.startswith("admin:concern")}
    keys |= {name: world["original"].pk for name in FOUND if name.startswith("admin:original_")}
    took_over, agreed = world["boards"]["own"].successions.values_list("pk", flat=True)
    keys |= {name: took_over for name in FOUND if name.startswith("admin:succession_")}
    keys |= {"admin:succession_end": agreed, "admin:reviews_upload_ask": world["upload"].pk}
    keys |= {"admin:ask_reset": rows["user"], "admin:succession_propose": rows["board"]}
    keys |= dict.fromkeys(("admin:copy_cover", "admin:document_file"), attachment.document_id)
    return FIXED | {
        "pk": keys.get(name, rows.get(model, world["live"].page.pk)),
        "object_id": rows.get(model, 1),
        "id": rows.get(model, 1),
        "edition": shown.pk,
        "attachment": attachment.pk,
        "document": attachment.document.pk,
        "slug": "neglect" if name.startswith("theme") else attachment.slug,
        "hold": world["held"].pk,
        "former": world["former"].pk,
        "name": world["name"].pk,
        "request": world["asked"].pk,
        "address": "reviews/of-a/",
        "number": rows["board"] if name == "board_feed" else rows["review"],
        "sha256": attachment.document.sha256,
        "moment": clock.now().isoformat(),
        "reference": world["case"].reference,
    }


def address_of(name: str, world: dict) -> str:
    known = key_of(name, world)
    if name in OF_A_PAGE:
        return reverse("page", kwargs={"path": OF_A_PAGE[name].format_map(known)})
    wanted = set(FOUND[name].pattern.regex.groupindex) | set(FOUND[name].pattern.converters)
    return reverse(name, kwargs={part: known[part] for part in wanted if part in known})


def people(world: dict) -> dict[str, Client]:
    own, other = world["boards"]["own"], world["boards"]["other"]

    def of(board, *groups: str) -> Client:
        user = admin_client.person(*groups, all_boards=False)
        user.boards.set([board])
        return admin_client.signed_in(user)

    return {
        "anonymous": Client(),
        "nobody": of(own),
        "editor": of(own, "Editors"),
        "other": of(other, "Editors", "Approvers"),
        "approver": of(own, "Approvers"),
        "chief": admin_client.signed_in(admin_client.person("Editors", "Approvers")),
        "auditor": of(own, "Auditors"),
        "administrator": admin_client.administrator(),
        "superuser": admin_client.signed_in(
            admin_client.person(is_superuser=True, all_boards=True)
        ),
    }


def shut(answer) -> None:
    """Close what it streams, and not the connection that the test is in the middle of."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def status(address: str, method: str, client: Client) -> str:
    """What is answered; whatever was done is undone before the next asks."""
    with taken_back():
        kept = deepcopy(client.cookies)
        answer = getattr(client, method)(address)
        client.cookies = kept  # signing out is undone too
        shut(answer)
        return str(answer.status_code)


# With each seed one in so many is tried, and with all seeds everybody.
KEPT_OUT, LET_IN = 6, 9


def is_tried(role: str, method: str, expected: str, number: int, seed: int) -> bool:
    """Those who are kept out more often, and always if they have not signed in."""
    is_kept_out = expected in {"401", "403", "404"} or (expected, role) == ("302", "anonymous")
    share = LET_IN if not is_kept_out else 1 if role == "anonymous" else KEPT_OUT
    return (number + ROLES.index(role) + METHODS.index(method)) % share == seed % share


def tries(names: list[str], method: str, seed: int) -> Iterator[tuple[str, str, str]]:
    """The name of the address, the role, and the status that is expected."""
    for number, name in enumerate(names):
        for role, expected in zip(ROLES, STATUSES[name, method], strict=True):
            if is_tried(role, method, expected, number, seed):
                yield name, role, expected


def test_every_address_has_its_rows_and_no_other():
    assert {*product(NAMES, METHODS)} == STATUSES.keys(), f"Say in {TABLE.name} who may reach what."


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.sweep(few=1, full=LET_IN)
def test_who_may_do_what(world, method, part, seeds):
    """All in one world, which every request leaves as it was."""
    clients, names, [seed] = people(world), NAMES[part::PARTS], seeds
    at, differ = {name: address_of(name, world) for name in names}, {}
    for name, role, expected in tries(names, method, seed):
        found = status(at[name], method, clients[role])
        differ |= {(name, role): (expected, found)} if found != expected else {}
    assert differ == {}


@pytest.mark.parametrize("method", METHODS)
def test_each_seed_tries_every_address_and_role_and_all_seeds_everybody(method):
    tried = [{each[:2] for each in tries(NAMES, method, seed)} for seed in range(LET_IN)]
    for some in tried:
        assert [{*column} for column in zip(*some, strict=True)] == [{*NAMES}, {*ROLES}]
    assert set().union(*tried) == {*product(NAMES, ROLES)}


ADMIN = [name for name in NAMES if name.startswith("admin:")]


@pytest.mark.slow
@pytest.mark.sweep(few=1, full=3)
def test_nothing_changes_by_opening_a_page_or_by_a_form_without_its_token(world, seeds):
    """So a link in a mail, or another website, can do nothing in the name of whoever is signed in."""
    groups = ("Editors", "Approvers", "Auditors", "Administrators")
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_client.person(*groups))
    client.get(reverse("admin:index"))  # gives the session its end
    before, taken = everything_written(), set()
    [seed] = seeds
    for name in ADMIN[seed % 3 :: 3]:
        shut(client.get(address_of(name, world)))
        answer = client.post(address_of(name, world), {"title": "Typed"})
        shut(answer)
        taken |= {name} if answer.status_code not in {403, 404, 405} else set()
    assert everything_written() == before
    assert taken == set()
    assert client.session["_auth_user_id"]


@pytest.mark.slow
def test_every_form_of_the_staff_is_tried(world):
    """With what is wrong in it, and after the end of a session: see tests/support/staff_forms.py."""
    client, found = admin_client.signed_in(admin_client.person(*staff_forms.EVERYTHING)), set()
    for name in ADMIN:
        if {"405"} in ({*STATUSES[name, method][1:]} for method in METHODS):
            continue
        answer = client.get(address_of(name, world))
        if not answer.streaming and answer.status_code == 200 and staff_forms.boxes_to_send(answer):
            found.add(staff_forms.kind_of_form(address_of(name, world)))
        shut(answer)
    tried = map(
        staff_forms.kind_of_form, staff_forms.form_addresses(staff_forms.make_world()).values()
    )
    assert found - set(tried) == set()
    assert {"admin:reviews_submit", "admin:names", "admin:mail_preferences"} < found


def test_a_new_address_is_found():
    new = URLPattern(get_resolver().pattern, print, name="new")
    grown = SimpleNamespace(url_patterns=[*get_resolver().url_patterns, new])
    assert dict(addresses(grown)).keys() - FOUND.keys() - set(NAMELESS) == {"new"}
