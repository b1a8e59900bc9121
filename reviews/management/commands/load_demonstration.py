"""Loads the page that this register was first made to replace, in the steps that staff would take."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files import File
from django.core.management.base import BaseCommand
from django.db import transaction

import reviews
from reviews import workflow
from reviews.admin.pages.shipped import begin_page
from reviews.documents import intake
from reviews.editions.digest import edition_content
from reviews.ledger import checkpoints
from reviews.lib import clock, shipped_pages
from reviews.lib.dates import PartialDate
from reviews.models import (
    Action,
    ActionPlan,
    Attachment,
    Banner,
    Board,
    Document,
    Edition,
    Listing,
    Page,
    Review,
    ReviewTheme,
    Theme,
    User,
)

MATERIAL = Path(reviews.__file__).parent / "demonstration"
SOURCE = "services.southwark.gov.uk"
OLD_ADDRESS = "childcare-and-parenting/children-s-social-care/child-protection/serious-case-reviews"
LAST_UPDATED = PartialDate("2018-10-04")
# What the page that this register replaces calls it.
TITLES = {"privacy": "Privacy settings"}
NOTE = "Carried over unchanged from an earlier website."
ACCOUNTS = {
    "editor": "Editors",
    "approver": "Approvers",
    "auditor": "Auditors",
    "administrator": "Administrators",
}


def _with_stand_ins(text: str) -> str:
    return shipped_pages.ASKED.sub(r"(stand-in for \1)", text)


class Command(BaseCommand):
    help = "Load Southwark Safeguarding Children Board's page of serious case reviews as a demonstration."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing when there is a page or an account."
        )

    @transaction.atomic
    def handle(self, *args, if_empty: bool = False, **options) -> None:
        if if_empty and (Page.objects.exists() or User.objects.exists()):
            return
        passwords = {name: self._account(name, group) for name, group in ACCOUNTS.items()}
        self.editor = User.objects.get(username="editor")
        self.approver = User.objects.get(username="approver")
        self._rights(by=User.objects.get(username="administrator"))
        board = Board.objects.create(
            name="Southwark Safeguarding Children Board",
            short_name="SSCB",
            kind=Board.Kind.LSCB,
            jurisdiction=Board.Jurisdiction.ENGLAND,
            website="https://www.southwark.gov.uk/",
        )
        self._review(board)
        self._listing(board)
        self._pages()
        self._banner()
        # As the daily command does, so that /register/ has a checkpoint to show.
        transaction.on_commit(checkpoints.publish)
        self._print_passwords(passwords)

    def _account(self, name: str, group: str) -> str:
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(
            name,
            password=password,
            first_name="Demonstration",
            last_name=name,
            is_staff=True,
            all_boards=True,
            password_is_one_time=True,
        )
        user.groups.add(Group.objects.get(name=group))
        return password

    def _rights(self, *, by: User) -> None:
        for person in User.objects.order_by("pk"):
            workflow.record_rights_changed(person, by=by)

    def _document(self, name: str) -> Document:
        with (MATERIAL / name).open("rb") as file:
            return intake.accept(File(file), by=self.editor)

    def _review(self, board: Board) -> None:
        page = Review.objects.create(kind=Review.KIND, path="reviews/scr-2015-1", board=board)
        with self._draft(page) as draft:
            draft.review_type = "scr"
            draft.summary = (
                "How local services worked, on their own and together, to safeguard a child in Southwark. "
                "The documents here are stand-ins made for this demonstration."
            )
            draft.conducted_from, draft.conducted_to = (
                PartialDate("2014-04"),
                PartialDate("2015-02"),
            )
            draft.save()
            self._attachments(draft)
            self._plan(draft)
            # All that the original page says of the review: how agencies work together.
            together = Theme.objects.get(slug="working-together")
            ReviewTheme.objects.create(edition=draft, theme=together)
        self._carry(draft, PartialDate("2015-08"))

    def _attachments(self, draft: Edition) -> None:
        attachments = {
            Attachment.Kind.OVERVIEW_REPORT: ("Serious case review", "serious-case-review"),
            Attachment.Kind.BOARD_RESPONSE: ("", "board-response"),
            Attachment.Kind.ACTION_PLAN: ("", "action-plan"),
        }
        for position, (kind, (title, slug)) in enumerate(attachments.items(), 1):
            document = self._document(f"{slug}.pdf")
            draft.attachments.create(
                position=position, kind=kind, title=title, slug=slug, document=document
            )

    def _plan(self, draft: Edition) -> None:
        ActionPlan.objects.create(
            edition=draft,
            introduction="The lines below are stand-ins that show how a plan reads here.",
            monitoring="will be monitored by the board to further improve services to young people",
        )
        lines = [
            ("Stand-in for a first recommendation", "complete", "2015-12"),
            ("Stand-in for a second recommendation", "in_progress", "2016-03-31"),
            ("Stand-in for a third recommendation", "not_started", "2016"),
        ]
        for position, (recommendation, status, due) in enumerate(lines, 1):
            Action.objects.create(
                edition=draft,
                position=position,
                recommendation=f"{recommendation} of the report",
                action="Stand-in for what the agency undertook to do in response",
                lead_agency="Stand-in for the lead agency",
                due=PartialDate(due),
                status=status,
            )

    def _listing(self, board: Board) -> None:
        page = Listing.objects.create(kind=Listing.KIND, path="serious-case-reviews", board=board)
        with self._draft(page) as draft:
            draft.title = "Serious case reviews"
            draft.review_types = ["scr"]
            draft.body = (MATERIAL / "listing.md").read_text()
            draft.save()
        self._carry(draft, PartialDate("unknown"))
        proposed = workflow.propose_address(page, by=self.editor, path=OLD_ADDRESS)
        workflow.agree_address(proposed, by=self.approver)

    def _carry(self, draft: Edition, published: PartialDate) -> None:
        dates = {"published": published, "updated": LAST_UPDATED}
        workflow.state_origin(draft, by=self.editor, source=SOURCE, **dates)
        self._sign(draft, NOTE)
        workflow.carry_over(draft, by=self.approver)

    @contextmanager
    def _draft(self, page: Page) -> Iterator[Edition]:
        """A new draft; the ledger records what is written into it inside the block."""
        draft = workflow.open_edition(page, by=self.editor)
        before = edition_content(draft)
        yield draft
        workflow.record_draft_saved(draft, by=self.editor, before=before)

    def _sign(self, draft: Edition, note: str) -> None:
        workflow.submit(draft, by=self.editor, note=note)
        workflow.approve(draft, by=self.approver)

    def _pages(self) -> None:
        """The pages that every register needs, with stand-ins for what the people of a site fill in."""
        for shipped in shipped_pages.read_all():
            titled = replace(shipped, title=TITLES.get(shipped.path, shipped.title))
            draft = begin_page(titled, by=self.editor, fill_in=_with_stand_ins)
            self._sign(draft, "")
            workflow.publish(draft, by=self.approver)

    def _banner(self) -> None:
        banner = Banner(
            heading="Our online forms are working again",
            message="Online forms, accounts and this website’s pages are now working. If you still see an "
            "error message, please clear your browser’s cookies and cache.",
            live_until=clock.now() + timedelta(days=14),
        )
        workflow.announce(banner, by=self.approver)

    def _print_passwords(self, passwords: dict[str, str]) -> None:
        self.stdout.write("\nThe demonstration content is loaded. Staff sign in at /admin/ with a")
        self.stdout.write("one-time password, shown here only, and choose their own:\n\n")
        for name, password in passwords.items():
            self.stdout.write(f"    {name:15}{password}\n")
        self.stdout.write("\n")
