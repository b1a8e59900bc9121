"""Real boards' pages, built from tests/data/real_pages.json through the rows and verbs of the register.

The tables below say in which field each fact of those pages lies.
"""

import json
from pathlib import Path

from reviews import workflow
from reviews.lib.dates import PartialDate
from reviews.models import Board, BoardRole, Identifier, Listing, Review, ReviewEdition
from tests.support import factories as make

PAGES = json.loads((Path(__file__).parents[1] / "data" / "real_pages.json").read_text())["pages"]

TYPES = {
    "SCR": "scr",
    "LCSPR": "lcspr",
    "CPR": "cpr",
    "APR": "apr",
    "DHR": "dhr",
    "thematic": "thematic",
    "partnership review": "partnership",
    "Multi Agency Learning Review": "multi_agency",
}
# A status is a state and, where the page gives one, a reason.
STATES = {
    "published": ("published", ""),
    "mentioned": ("mentioned", ""),
    "no_longer_published": ("no_longer", ""),
    "not_published_to_protect_identity": ("withheld", "to protect identity"),
    "delayed_by_parallel_proceedings": ("delayed", "parallel proceedings"),
    "listed_without_document": ("listed_only", ""),
    "in_summary": ("summary_only", ""),
    "published_by_the_lead_board": ("elsewhere", "published by the board that led it"),
}
# A file's kind, and what else is in it.
KINDS = {
    "overview_report_and_action_plan": ("overview_report", ["action_plan"]),
    "local_learning_points": ("local_learning", []),
}
REPORTS = {"report", "overview_report", "overview_report_and_action_plan"}


def build(page: dict) -> Listing:
    """The page as a public listing, carried over from its website with all its reviews."""
    board = make_board(page["board"], page["kind"], page["jurisdiction"].lower())
    for number, review in enumerate(page["reviews"], 1):
        draft = open_review(board, review, f"reviews/{number:02}")
        carry(draft, review.get("published"), page)
    kinds = page.get("lists") or sorted({review["type"] for review in page["reviews"]})
    draft = make.open_listing(
        board,
        path="listing",
        title=page["title"],
        body="\n\n".join([page.get("policy", ""), page.get("also", "")]),
        review_types=[TYPES[kind] for kind in kinds],
    )
    return carry(draft, None, page).page


def make_board(name: str, kind: str, jurisdiction: str = "england") -> Board:
    contact = {"website": "https://board.example.gov.uk/"}
    return Board.objects.create(name=name, kind=kind, jurisdiction=jurisdiction, **contact)


def carry(draft, published: str | None, page: dict):
    """Publish ``draft`` with the dates that the page states; what it does not state is unknown."""
    return make.carry_over(
        draft,
        published=date(published).iso,
        updated=date(page.get("last_updated")).iso,
        source=page["source"],
    )


def date(stated: str | None) -> PartialDate:
    return PartialDate.parse(stated or "unknown")


def open_review(board: Board, review: dict, path: str) -> ReviewEdition:
    page = Review.objects.create(kind=Review.KIND, path=path, board=board)
    draft = workflow.open_edition(page, by=make.make_user())
    state, reason = STATES[review.get("status") or status_of(review)]
    facts = {name: PartialDate.parse(review[name]) for name in ("incident",) if name in review}
    if "conducted" in review:
        facts["conducted_from"], facts["conducted_to"] = map(PartialDate.parse, review["conducted"])
    make.change(
        draft,
        review_type=TYPES[review["type"]],
        state=state,
        state_reason=reason,
        methodology=review.get("methodology", ""),
        **facts,
    )
    for position, (kind, value) in enumerate(review["known_as"], 1):
        Identifier.objects.create(edition=draft, position=position, kind=kind, value=value)
    for role, kind, name in other_boards(review):
        BoardRole.objects.create(edition=draft, role=role, board=make_board(name, kind))
    for position, attachment in enumerate(review["documents"], 1):
        attach(draft, attachment, position)
    return draft


def status_of(review: dict) -> str:
    """What the page's documents say where the page itself states no status of a review."""
    shown = {
        attachment["kind"]
        for attachment in review["documents"]
        if attachment["status"] == "published"
    }
    return "published" if shown & REPORTS else "in_summary"


def other_boards(review: dict) -> list[tuple[str, str, str]]:
    roles = [("lead", "lscb", review.get("led_by")), ("joint", "csp", review.get("joint_with"))]
    return [role for role in roles if role[2]]


def attach(draft: ReviewEdition, attachment: dict, position: int) -> None:
    state, reason = STATES[attachment["status"]]
    kind, also = KINDS.get(attachment["kind"], (attachment["kind"], []))
    row = draft.attachments.model(edition=draft, kind=kind, also_contains=also, position=position)
    row.state, row.state_reason = state, reason
    row.title = attachment.get("label", "")
    row.first_published = date(attachment["date"]) if "date" in attachment else None
    if state == "published":
        row.document = make_document(attachment.get("size"))
        row.slug = row.free_slug(set(draft.attachments.values_list("slug", flat=True)))
    row.save()


def make_document(size: str | None):
    """A PDF as large as the page says, where it says so."""
    if size is None:
        return make.make_document_row()
    return make.make_document(size=int(size.removesuffix("kb")) * 1000)
