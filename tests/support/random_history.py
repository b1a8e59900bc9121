"""A random history: what staff did to a few pages, and what the public was sent meanwhile."""

import datetime
import itertools
import random
from contextlib import suppress

from django.test import Client

from reviews import workflow
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Banner, Edition, Identifier, Page, PublicationRule
from tests.support import factories as make
from tests.support import moments

SOON = datetime.timedelta(milliseconds=80)


def sent(response) -> tuple[int, bytes]:
    """Status, and the main element, the bytes of a file, or where a redirect leads."""
    if response.streaming:
        return response.status_code, b"".join(response.streaming_content)
    if response.status_code in (301, 302):
        return response.status_code, response["Location"].encode()
    return response.status_code, main_of(response)


def main_of(response) -> bytes:
    """The bytes of the main element, as they were sent."""
    content = response.content
    return content[content.index(b"<main") : content.index(b"</main>")]


# A withdrawn page has to be back before anything of it can wait to go live.
AGAIN = ("write", "sign", "publish", "write", "sign", "schedule")


class History:
    """Random acts of staff on a few pages, and what an anonymous reader was sent in between.

    Seed ``chance`` before use. ``done`` counts the verbs that were not refused; ``seen`` are moments,
    each with what was then sent at every address.
    """

    def __init__(self) -> None:
        self.chance = random.Random()
        self.people = [make.make_user() for _ in range(3)]
        self.boards = [make.make_board(name=f"Board {name}") for name in "AB"]
        self.done, self.seen = 0, []
        self.answers = itertools.cycle(["gone", "notice"])
        drafts = [
            *(make.open_review(board) for board in self.boards),
            make.open_listing(path="all"),
            make.open_listing(self.boards[0], path="listing-of-a", review_types=["scr", "sar"]),
            make.open_plain(path="cookies"),
        ]
        self.pages = [draft.page for draft in drafts]
        self.documents = [make.make_document() for _ in range(4)]

    def do_everything_once(self) -> None:
        """So that no history lacks a verb, whatever chance and time bring."""
        by = self.people[0]
        self.rule(self.pages[0], by)  # which governs whatever is first published from now on
        for page in self.pages:
            self.publish(page, by)
        for verb in ("announce", "end", "footer", "rule", "withdraw", *AGAIN):
            getattr(self, verb)(self.pages[0], by)
            self.done += 1
        for verb in ("rule", "hold", "release"):
            getattr(self, verb)(self.pages[1], by)

    def act(self) -> None:
        """One verb, whether or not it is refused."""
        verb = self.chance.choice(
            ["write", "write", "sign", "sign", "publish", "publish", "publish", "schedule"]
            + ["withdraw", "hold", "release", "announce", "end", "footer", "rule"]
        )
        with suppress(Refused):
            getattr(self, verb)(self.chance.choice(self.pages), self.chance.choice(self.people))
            self.done += 1

    def write(self, page, by) -> None:
        draft = workflow.open_edition(page, by=by)
        words = f"{self.chance.choice('pqrst')} & <{self.done}>"
        make.change(
            draft, title=self.chance.choice(["", words]) if self._is_review(draft) else words
        )
        make.change(draft, summary=f"Summary {words}", body=f"## Heading\n\nWords {words}.")
        if self._is_review(draft):
            self._write_parts(draft)

    def _write_parts(self, draft) -> None:
        make.change(draft, review_type=self.chance.choice(["scr", "scr", "sar"]))
        Identifier.objects.create(edition=draft, kind="number", value=f"SCR {self.done}")
        if self.chance.random() < 0.5:
            draft.attachments.update(document=self.chance.choice(self.documents))

    @staticmethod
    def _is_review(draft) -> bool:
        return hasattr(draft, "review_type")

    def _draft(self, page) -> Edition:
        found = Edition.objects.drafts().filter(page=page).first()
        if found is None:
            raise Refused("No draft.")
        return found.as_kind

    def sign(self, page, by) -> None:
        make.approved(self._draft(page), note=f"Change {self.done}.")

    def publish(self, page, by) -> None:
        draft = self._draft(page)
        with suppress(Refused):
            make.approved(draft, note=f"Change {self.done}.")
        verb = workflow.bring_back if make.withdrawal_of(draft) else workflow.publish
        verb(draft, by=by)

    def schedule(self, page, by) -> None:
        draft = self._draft(page)
        with suppress(Refused):
            make.approved(draft, note=f"Change {self.done}.")
        moments.in_time(lambda ahead: moments.schedule(draft, ahead), SOON)

    def withdraw(self, page, by) -> None:
        live = page.editions.public(at=clock.now()).first()
        if live is None:
            raise Refused("Not public.")
        make.withdraw(live, note=f"Notice {self.done}.", answer=next(self.answers))

    def hold(self, page, by) -> None:
        workflow.hold(page, by=by, reason="inquest")

    def release(self, page, by) -> None:
        for held in page.holds.in_force():
            workflow.release(held, by=by)

    def announce(self, page, by) -> None:
        def banner() -> Banner:
            return Banner(heading=f"Banner {self.done}", message="**Words**.")

        if self.chance.choice([True, False]):
            workflow.announce(banner(), by=by)
        else:
            moments.in_time(lambda ahead: moments.announce(banner(), ahead, by=by), SOON)

    def end(self, page, by) -> None:
        for banner in Banner.objects.public(at=clock.now()):
            workflow.end_banner(banner, by=by)

    def footer(self, page, by) -> None:
        Page.objects.filter(pk=page.pk).update(in_footer=not page.in_footer)

    def rule(self, page, by) -> None:
        """A rule that has been in force for long and is only recorded now."""
        PublicationRule.objects.create(
            jurisdiction="england",
            review_type="scr",
            guidance=f"Guidance {self.done}",
            citation=f"Citation {self.done}",
            minimum_months=self.chance.choice([6, 12, 24]),
            in_force_from=datetime.date(2026, 1, self.chance.randint(1, 28)),
            is_verified=True,
        )

    def addresses(self) -> list[str]:
        own = [page.path for page in self.pages]
        queries = ["?type=sar", "?year=2026", "?page=9&year=1999"]
        return [
            "",
            "register/",
            *(f"{path}/" for path in own),
            *(f"{path}/history/" for path in own),
            *(f"{path}/history/1/" for path in own),
            *(f"{path}/overview-report.pdf" for path in own[:2]),
            *(f"all/{query}" for query in queries),
        ]

    def look(self, client: Client) -> None:
        """Read every public address while no period begins or ends, and add the moment to ``seen``."""
        looked = self._look(client)
        while looked is None:
            looked = self._look(client)
        self.seen.append(looked)

    def _look(self, client: Client):
        before = clock.now()
        found = {address: sent(client.get(f"/{address}")) for address in self.addresses()}
        after = clock.now()
        passed = {"gte": before, "lte": after}
        crossed = [
            model.objects.filter(**{f"{name}__{sign}": moment for sign, moment in passed.items()})
            for model in (Edition, Banner)
            for name in ("live_from", "live_until")
        ]
        if any(rows.exists() for rows in crossed):
            return None
        return before + (after - before) * self.chance.random(), found
