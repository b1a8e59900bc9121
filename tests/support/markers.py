"""Pages in which every text that somebody can type is a marker that occurs nowhere else."""

import itertools
from dataclasses import dataclass, field

from reviews import workflow
from reviews.lib.dates import PartialDate
from reviews.lib.storage import documents_storage
from reviews.models import (
    Action,
    ActionPlan,
    Attachment,
    Board,
    BoardResponse,
    BoardRole,
    Document,
    Edition,
    Identifier,
    Subject,
)
from tests.support import factories as make

numbers = itertools.count(1)
OF_REVIEW = (
    *("title", "summary", "body", "local_type", "subtype", "methodology"),
    *("reviewer", "content_warning"),
)
OF_PLAIN = ("title", "summary", "body")


@dataclass
class MarkedEdition:
    """The markers of one edition by what they mark: texts, and the bytes of files."""

    name: str
    markers: dict[str, bytes] = field(default_factory=dict)

    def marker(self, what: str) -> str:
        word = f"9marker{next(numbers):05}x"  # a digit, because some words get a capital letter
        self.markers[what] = word.encode()
        return word

    def markers_of(self, *names: str) -> dict[str, str]:
        return {name: self.marker(name) for name in names}

    def keep(self, what: str, document: Document) -> None:
        for part in ("file", "cover"):
            with documents_storage().open(getattr(document, part).name) as content:
                self.markers[f"{part} of {what}"] = content.read()

    def found_in(self, answer: bytes) -> set[str]:
        return {what for what, marker in self.markers.items() if marker in answer}


def open_review(board: Board, name: str) -> tuple[Edition, MarkedEdition]:
    """The draft of a review, and the marker in its address."""
    marked = MarkedEdition(f"{name} path")
    draft = make.open_bare_review(board, path=f"reviews/{marked.marker('path')}")
    make.former_address(draft.page, f"old/{name}")
    return draft, marked


def fill_review(draft: Edition, name: str) -> MarkedEdition:
    """Put a marker into every field of the draft of a review."""
    marked = MarkedEdition(name)
    make.change(draft, state="published", **marked.markers_of(*OF_REVIEW))
    for rows in (draft.identifiers, draft.subjects, draft.attachments, draft.actions):
        rows.all().delete()
    Identifier.objects.create(edition=draft, kind="letter", value=marked.marker("identifier"))
    Subject.objects.create(
        edition=draft,
        pseudonym=marked.marker("pseudonym"),
        description=marked.marker("description"),
    )
    BoardRole.objects.filter(edition=draft).delete()
    joint = make.make_board(name=f"Board {marked.marker('joint board')}")
    BoardRole.objects.create(edition=draft, board=joint, role="joint")
    draft.review_themes.all().delete()
    make.give_themes(draft, "neglect")
    _fill_documents(draft, marked)
    response = marked.markers_of("actions_taken", "impact", "next_steps")
    BoardResponse.objects.update_or_create(edition=draft, defaults=response)
    plan = marked.markers_of("introduction", "monitoring")
    ActionPlan.objects.update_or_create(edition=draft, defaults=plan)
    lines = marked.markers_of("recommendation", "action", "lead_agency", "evidence")
    Action.objects.create(edition=draft, impact=marked.marker("impact of action"), **lines)
    return marked


def _fill_documents(draft: Edition, marked: MarkedEdition) -> None:
    document = make.make_document(marked.name)
    marked.keep("report", document)
    titles = marked.markers_of("title of document", "slug", "licence", "issued by", "dated as")
    names = ("title", "slug", "licence", "issued_by", "dated_as")
    given = dict(zip(names, titles.values(), strict=True))
    make.attach(draft, document, dated=PartialDate("2014"), **given)
    Attachment.objects.create(
        edition=draft,
        kind="board_response",
        link=f"https://{marked.marker('link')}.example/",
        hosted_by=marked.marker("hosted by"),
    )
    Attachment.objects.create(
        edition=draft,
        kind="appendix",
        state="withheld",
        state_reason=marked.marker("reason of document"),
    )


def fill_plain(draft: Edition, name: str) -> MarkedEdition:
    marked = MarkedEdition(name)
    make.change(draft, **marked.markers_of(*OF_PLAIN))
    return marked


def approve(draft: Edition, marked: MarkedEdition) -> Edition:
    return make.approved(draft, note=marked.marker("change note"))


def publish(draft: Edition, marked: MarkedEdition, *, at=None) -> Edition:
    if make.withdrawal_of(draft):
        return workflow.bring_back(approve(draft, marked), by=make.make_user())
    return workflow.publish(approve(draft, marked), by=make.make_user(), at=at)
