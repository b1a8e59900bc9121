"""Pages in which every word that anybody may type is a canary: one that can be told from all others."""

import itertools
from dataclasses import dataclass, field

from reviews import workflow
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
    FormerAddress,
    Identifier,
    Subject,
)
from tests.support import factories as make

numbers = itertools.count(1)
OF_REVIEW = (
    *("title", "summary", "body", "local_type", "subtype", "state_reason", "methodology"),
    *("reviewer",),
)
OF_PLAIN = ("title", "summary", "body")


@dataclass
class Cage:
    """The canaries of one edition, each by what it is: words, and the bytes of files."""

    name: str
    birds: dict[str, bytes] = field(default_factory=dict)

    def bird(self, what: str) -> str:
        word = f"9canary{next(numbers):05}x"  # a digit, because some words get a capital letter
        self.birds[what] = word.encode()
        return word

    def birds_of(self, *names: str) -> dict[str, str]:
        return {name: self.bird(name) for name in names}

    def keep(self, what: str, document: Document) -> None:
        for part in ("file", "cover"):
            with documents_storage().open(getattr(document, part).name) as content:
                self.birds[f"{part} of {what}"] = content.read()

    def heard(self, answer: bytes) -> set[str]:
        return {what for what, bird in self.birds.items() if bird in answer}


def open_review(board: Board, name: str) -> tuple[Edition, Cage]:
    """The draft of a review, and the cage of its address."""
    cage = Cage(f"{name} path")
    draft = make.open_bare_review(board, path=f"reviews/{cage.bird('path')}")
    FormerAddress.objects.create(path=f"old/{name}", page=draft.page)
    return draft, cage


def fill_review(draft: Edition, name: str) -> Cage:
    """Say something of the cage's own in every place of a review's draft."""
    cage = Cage(name)
    make.change(draft, state="delayed", **cage.birds_of(*OF_REVIEW))
    for rows in (draft.identifiers, draft.subjects, draft.attachments, draft.actions):
        rows.all().delete()
    Identifier.objects.create(edition=draft, kind="letter", value=cage.bird("identifier"))
    Subject.objects.create(
        edition=draft, pseudonym=cage.bird("pseudonym"), description=cage.bird("description")
    )
    BoardRole.objects.filter(edition=draft).delete()
    joint = make.make_board(name=f"Board {cage.bird('joint board')}")
    BoardRole.objects.create(edition=draft, board=joint, role="joint")
    _fill_papers(draft, cage)
    response = cage.birds_of("actions_taken", "impact", "next_steps")
    BoardResponse.objects.update_or_create(edition=draft, defaults=response)
    plan = cage.birds_of("introduction", "monitoring")
    ActionPlan.objects.update_or_create(edition=draft, defaults=plan)
    lines = cage.birds_of("recommendation", "action", "lead_agency", "evidence")
    Action.objects.create(edition=draft, impact=cage.bird("impact of action"), **lines)
    return cage


def _fill_papers(draft: Edition, cage: Cage) -> None:
    document = make.make_document(cage.name)
    cage.keep("report", document)
    titles = cage.birds_of("title of paper", "slug", "licence")
    given = dict(zip(("title", "slug", "licence"), titles.values(), strict=True))
    make.attach(draft, document, **given)
    Attachment.objects.create(
        edition=draft,
        kind="board_response",
        link=f"https://{cage.bird('link')}.example/",
        hosted_by=cage.bird("hosted by"),
    )
    Attachment.objects.create(
        edition=draft,
        kind="appendix",
        state="withheld",
        state_reason=cage.bird("reason of paper"),
    )


def fill_plain(draft: Edition, name: str) -> Cage:
    cage = Cage(name)
    make.change(draft, **cage.birds_of(*OF_PLAIN))
    return cage


def approve(draft: Edition, cage: Cage) -> Edition:
    return make.approved(draft, note=cage.bird("change note"))


def publish(draft: Edition, cage: Cage, *, at=None) -> Edition:
    return workflow.publish(approve(draft, cage), by=make.make_user(), at=at)
