"""The drafts on the dashboard, by what has to be done with them and by whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import QuerySet

from reviews.admin.links import edition_address, page_address
from reviews.admin.names import distinct_names
from reviews.editions.approval import HEADINGS, Stage
from reviews.editions.draft_stages import DraftStage, draft_stages
from reviews.editions.signing import EDITION, changed_by
from reviews.models import Edition, User

WORDS = {
    "approve": "Waiting for your approval",
    "returned": "Returned to you",
    "publish": "Approved, for you to publish",
    "own": "Your drafts",
    "waiting": "Waiting for somebody else’s approval",
    "others": "Drafts of others",
}
NONE = {
    "approve": "Nothing waits for you.",
    "own": "None. To begin, add a review, or open a page and press Edit.",
}
# What is shown empty, too, to those who may do it.
SHOWN_EMPTY = {"approve": "approve", "own": "change"}
# What is read of every draft to know whose work it is.
OF_SIGNING = ("number", "created_at", "edited_by", "page", "page__board")
LONG = ("summary", "body", "change_note")  # texts that no list shows
STEP = {"approve": "approve", "publish": "publish"}
BADGES = {Stage.SUBMITTED: "scheduled", Stage.APPROVED: "live", Stage.RETURNED: "withdrawn"}


@dataclass(frozen=True)
class Line:
    """An edition with its name and the address where the person goes on with it."""

    edition: Edition
    name: str
    address: str
    words: str = ""
    badge: str = ""
    by: User | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Section:
    """The first lines of what may be many."""

    key: str
    heading: str
    count: int
    lines: list[Line]
    if_empty: str = ""

    @property
    def left_out(self) -> int:
        return self.count - len(self.lines)

    @classmethod
    def of(cls, editions: QuerySet, shown: int, address: Callable[[Edition], str]) -> "Section":
        """The editions in their order."""
        rows = list(editions[:shown])
        names = distinct_names(rows)
        lines = [Line(row, names[row.pk], address(row)) for row in rows]
        return cls("", "", editions.count(), lines)


def drafts_of(editions: QuerySet, user: User, *, shown: int) -> list[Section]:
    """The drafts among ``editions`` in sections, those that wait for the person first.

    Where each is on its way is known of all of them; names are read of those that are shown only.
    """
    drafts = editions.drafts()
    stages = draft_stages(drafts)
    rows = drafts.select_related("page").only(*OF_SIGNING)
    own = {pk: people.get(user.pk, "") for pk, people in changed_by(rows).items()}
    keys: dict[str, list[int]] = {name: [] for name in WORDS}
    for pk in drafts.filter(pk__in=stages).order_by("-edited_at").values_list("pk", flat=True):
        keys[_section_of(stages[pk].stage, user, what=own[pk])].append(pk)
    for name in ("approve", "waiting", "publish"):  # those that have waited longest come first
        keys[name].sort(key=lambda pk: stages[pk].at)
    lines = _lines({name: found[:shown] for name, found in keys.items()}, stages)
    return [
        Section(name, WORDS[name], len(keys[name]), lines[name], NONE.get(name, ""))
        for name in WORDS
        if keys[name] or (name in SHOWN_EMPTY and _may(user, SHOWN_EMPTY[name]))
    ]


def _lines(keys: dict[str, list[int]], stages: dict[int, DraftStage]) -> dict[str, list[Line]]:
    """Of the drafts of each section that are still there."""
    rows = _named(chain.from_iterable(keys.values()))
    names = distinct_names(rows.values())
    people = User.objects.in_bulk({stages[pk].by for pk in rows if stages[pk].by})
    return {
        section: [
            _line(rows[pk], names[pk], stages[pk], people, section) for pk in found if pk in rows
        ]
        for section, found in keys.items()
    }


def _section_of(stage: Stage, user: User, *, what: str) -> str:
    """To which section a draft belongs for this person, who did ``what`` to it."""
    if stage == Stage.SUBMITTED:
        return "approve" if _may(user, "approve") and not what else "waiting"
    if stage == Stage.APPROVED and _may(user, "publish"):
        return "publish"
    if what != EDITION:
        return "others"
    return "returned" if stage == Stage.RETURNED else "own"


def _may(user: User, act: str) -> bool:
    return user.has_perm(f"reviews.{act}_edition")


def _named(keys: Iterable[int]) -> dict[int, Edition]:
    related = ("page__board", "reviewedition", "listingedition", "edited_by")
    rows = Edition.objects.filter(pk__in=list(keys)).select_related(*related)
    rows = rows.defer(*LONG)
    return {
        row.pk: row
        for row in rows.prefetch_related("reviewedition__identifiers", "reviewedition__subjects")
    }


def _line(
    edition: Edition, name: str, found: DraftStage, people: dict[int, User], section: str
) -> Line:
    address = edition_address(edition, STEP.get(section, "change"))
    if section == "waiting":
        address = page_address(edition.page)  # approving would be refused
    badge = BADGES.get(found.stage, "draft")
    by = people.get(found.by)
    return Line(edition, name, address, HEADINGS[found.stage], badge, by, found.at)
