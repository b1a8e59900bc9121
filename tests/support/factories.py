"""The smallest valid thing of each kind, made the way the site makes it."""

import datetime
import functools
import hashlib
import itertools
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from reviews import pdf, workflow
from reviews.documents import findings, intake
from reviews.editions.digest import edition_content
from reviews.editions.lineage import departures, shown_before
from reviews.lib import clock, scratch
from reviews.lib.dates import PartialDate
from reviews.models import (
    Action,
    ActionPlan,
    Approval,
    Attachment,
    Board,
    BoardResponse,
    BoardRole,
    BoardSuccession,
    Document,
    Edition,
    FormerAddress,
    Identifier,
    Lineage,
    Listing,
    ListingEdition,
    Page,
    PlainPage,
    Review,
    ReviewEdition,
    ReviewTheme,
    Subject,
    Theme,
    User,
    Withdrawal,
)
from reviews.workflow.approvals import record_verdict
from reviews.workflow.locking import save_fields
from tests.support import pdfs

counter = itertools.count(1)
DAY = datetime.timedelta(days=1)


def make_user(
    username: str = "", *, groups: tuple[str, ...] = ("Editors", "Approvers"), **fields
) -> User:
    given = {"all_boards": True} | fields
    made = User.objects.create_user(username or f"user-{next(counter)}", **given)
    belongs = User.groups.through
    belongs.objects.bulk_create(belongs(user=made, group_id=key) for key in _keys_of(groups))
    return made


@functools.cache
def _keys_of(groups: tuple[str, ...]) -> list[int]:
    """They are made by a migration, and so the same in all tests of a process."""
    return list(Group.objects.filter(name__in=groups).values_list("pk", flat=True))


def make_board(succeeds: Iterable[Board] = (), **fields) -> Board:
    given = {"name": f"Board {next(counter)}", "kind": "lscb", "jurisdiction": "england"}
    given |= {"contact_email": "board@example.gov.uk"} | fields
    made = Board.objects.create(**given)
    made.succeeds.set(succeeds)
    return made


def make_document(text: str = "", **parts) -> Document:
    """A document as intake would accept it; without ``text``, one with bytes of its own.

    Intake reads every file in a new process, which takes longer than all the rest. Files that
    differ only in what made them, which is no part of the facts, are read once.
    """
    shown = pdfs.make_pdf(text or "A review.", **parts)
    own = shown if text else pdfs.make_pdf(producer=f"Writer {next(counter)}", **parts)
    facts, sha256 = _read(shown), hashlib.sha256(own).hexdigest()
    for kind, content in (("pdf", own), ("webp", facts.cover)):
        intake.store(f"{sha256[:2]}/{sha256}.{kind}", ContentFile(content))
    found = Document.objects.filter(sha256=sha256).first()
    return found or make_document_row(
        sha256=sha256,
        size=len(own),
        pages=facts.pages,
        title=facts.title,
        language=facts.language,
        is_tagged=facts.tagged,
        text=list(facts.text),
        found=facts.findings,
    )


@functools.cache
def _read(content: bytes) -> pdf.Facts:
    with tempfile.NamedTemporaryFile(dir=scratch.folder(), suffix=".pdf") as file:
        file.write(content)
        file.flush()
        return pdf.read(Path(file.name))


def make_document_row(found: tuple[pdf.Finding, ...] = (), **fields) -> Document:
    """A checked document without its bytes, for tests that never read them."""
    made = make_unchecked_document(**fields)
    findings.keep_check(made, found)
    return made


def make_unchecked_document(**fields) -> Document:
    """As they were before files were checked."""
    sha256 = fields.get("sha256", f"{next(counter):064x}")
    names = {"file": f"{sha256[:2]}/{sha256}.pdf", "cover": f"{sha256[:2]}/{sha256}.webp"}
    facts = {"size": 1000, "pages": 1, "is_tagged": True, "text": ["A review."]}
    given = {"sha256": sha256, "accepted_by": make_user()} | names | facts
    return Document.objects.create(**given | fields)


def open_review(board: Board | None = None, **fields) -> ReviewEdition:
    """A draft of a new review that could be published: it has a report."""
    draft = open_bare_review(board, **{"state": "published"} | fields)
    attach(draft, make_document())
    return draft


def open_bare_review(
    board: Board | None = None, *, by: User | None = None, label: str = "", **fields
) -> ReviewEdition:
    """A draft of a new review that could be published, because it is listed without a document."""
    number = next(counter)
    path = fields.pop("path", f"reviews/scr-{number}")
    page = Review.objects.create(kind=Page.Kind.REVIEW, path=path, board=board or make_board())
    draft = workflow.open_edition(page, by=by or make_user())
    given = {"review_type": "scr", "state": "listed_only", "summary": f"Summary {number}."}
    change(draft, **given | fields)
    Identifier.objects.create(edition=draft, kind="letter", value=label or f"Child {number}")
    return draft


def fill(draft: ReviewEdition, rows: int = 1) -> ReviewEdition:
    """Give the draft of a review ``rows`` more of every kind of part; its documents are rows only."""
    for _ in range(rows):
        attach(draft, make_document_row(), slug=f"report-{next(counter)}")
        Identifier.objects.create(edition=draft, kind="number", value=f"SCR {next(counter)}")
        Subject.objects.create(edition=draft, pseudonym=f"Child {next(counter)}")
        BoardRole.objects.create(edition=draft, board=make_board(), role="joint")
        Action.objects.create(
            edition=draft, recommendation="Listen.", action="Train.", lead_agency="The board"
        )
    others = Theme.objects.exclude(review_themes__edition=draft).order_by("pk")
    give_themes(draft, *others.values_list("slug", flat=True)[:rows])
    BoardResponse.objects.create(edition=draft, actions_taken="Much was done.")
    ActionPlan.objects.create(edition=draft, introduction="What we will do.")
    return draft


def give_themes(draft: ReviewEdition, *slugs: str) -> ReviewEdition:
    """Give the draft of a review these of the themes that the register comes with."""
    for slug in slugs:
        ReviewTheme.objects.create(edition=draft, theme=Theme.objects.get(slug=slug))
    return draft


def attach(draft: ReviewEdition, document: Document | None = None, **fields) -> Attachment:
    given = {"kind": "overview_report", "slug": "overview-report"} | fields
    if (document or "link" in fields) and draft.state in ("listed_only", "in_preparation"):
        # There is something to read now.
        shown = {given["kind"], *given.get("also_contains", [])} & Attachment.REPORTS
        change(draft, state="published" if shown else "in_preparation")
    return Attachment.objects.create(edition=draft, document=document, **given)


def open_listing(board: Board | None = None, *, by: User | None = None, **fields) -> ListingEdition:
    path = fields.pop("path", f"listing-{next(counter)}")
    page = Listing.objects.create(kind=Page.Kind.LISTING, path=path, board=board)
    draft = workflow.open_edition(page, by=by or make_user())
    return change(draft, **{"title": "Serious case reviews", "review_types": ["scr"]} | fields)


def open_plain(*, by: User | None = None, **fields) -> Edition:
    path = fields.pop("path", f"page-{next(counter)}")
    page = PlainPage.objects.create(kind=Page.Kind.PLAIN, path=path)
    draft = workflow.open_edition(page, by=by or make_user())
    return change(draft, **{"title": "Accessibility", "body": "Words."} | fields)


def change(draft: Edition, **fields) -> Edition:
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    return draft


def approved(
    draft: Edition, *, by: User | None = None, note: str = "Changed.", weight: str = "substantive"
) -> Edition:
    """``draft`` as it is once somebody has submitted it and another person has signed it.

    What it takes away is said to be replaced by the file of that name or kind, else to be withdrawn.
    Both verdicts are recorded as their verbs do, without what those look at first: publishing looks
    at all of it again, and what they refuse has tests of its own.
    """
    state_lineage(draft)
    save_fields(draft, change_note=note, change_weight=weight)
    content = edition_content(draft)
    record_verdict(content, Approval.Verdict.SUBMITTED, by=by or make_user())
    if withdrawal := withdrawal_of(draft):
        workflow.approve(draft, by=make_user(), cleared=withdrawal)
    else:
        record_verdict(content, Approval.Verdict.APPROVED, by=make_user())
    return draft


def state_lineage(draft: Edition, **stated) -> None:
    """Say of each document that leaves with the draft what becomes of it."""
    if draft.number == 1:
        return
    rows = Attachment.objects.filter(edition=draft.pk).exclude(document=None)
    files = {name: row.document for row in rows for name in (row.kind, row.slug)}
    before = shown_before(draft, now=clock.now())
    for each in departures(edition_content(draft), before):
        if each.stated is None:
            successor = files.get(each.attachment.slug) or files.get(each.attachment.kind)
            given = {"successor": successor, "reason": "updated" if successor else "error"}
            given |= {"authorised_by": "The chair of the board", "public_note": "Ask the board."}
            row = {"edition_id": draft.pk, "document": each.attachment.document}
            Lineage.objects.create(**row | given | stated)


def withdrawal_of(draft: Edition) -> Withdrawal | None:
    """The withdrawal that whoever approves this draft has to confirm, if its page is withdrawn."""
    return Withdrawal.objects.in_force(draft.page, at=clock.now())


def make_live(
    draft: Edition | None = None, *, by: User | None = None, at=None, **fields
) -> Edition:
    """Publish ``draft``, or a new review's first edition, and return it as it now is."""
    draft = approved(draft or open_review(**fields), by=by)
    if withdrawal_of(draft):
        return workflow.bring_back(draft, by=by or make_user()).as_kind
    return workflow.publish(draft, by=by or make_user(), at=at).as_kind


def state_origin(
    draft: Edition,
    published: str = "2015-08",
    updated: str = "",
    *,
    source: str = "www.example.gov.uk",
) -> Edition:
    known = "" if published == "unknown" else published
    updated = updated or max("2018-10-04", known)
    dates = {"published": PartialDate(published), "updated": PartialDate(updated)}
    return workflow.state_origin(draft, by=make_user(), source=source, **dates)


def carry_over(draft: Edition, *dates: str, **origin: str) -> Edition:
    """Publish ``draft`` with the dates of an earlier website; they and it are as for state_origin."""
    state_origin(draft, *dates, **origin)
    return workflow.carry_over(approved(draft), by=make_user()).as_kind


def former_address(page: Page, path: str = "old/address") -> FormerAddress:
    """An address that leads to the page because two people wanted it."""
    proposed = workflow.propose_address(page, by=make_user(), path=path)
    return workflow.agree_address(proposed, by=make_user())


def took_over(board: Board, earlier: Board | None = None) -> BoardSuccession:
    """That the board took over from another, because two people said so."""
    earlier = earlier or make_board()
    proposed = workflow.propose_succession(board, by=make_user(), earlier=earlier)
    return workflow.agree_succession(proposed, by=make_user())


def withdraw(edition: Edition, **fields) -> Withdrawal:
    given = {
        "by": make_user(),
        "reason": "anonymity",
        "authorised_by": "The chair of the board",
        "note": "Withdrawn. Ask the board for a copy.",
    }
    return workflow.withdraw(edition.page, **given | fields)
