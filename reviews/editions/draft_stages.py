"""Where many drafts are on their way to approval, without reading what they say."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from reviews.editions.approval import Stage, approval_statuses
from reviews.editions.digest import edition_contents
from reviews.models import Approval, BoardRole, Edition, EditionQuerySet, Event

Verdict = Approval.Verdict
# The stage of a draft by its latest verdict, as long as what was signed is what there is.
STAGES = {
    Verdict.SUBMITTED: Stage.SUBMITTED,
    Verdict.APPROVED: Stage.APPROVED,
    Verdict.RETURNED: Stage.RETURNED,
}
# The facts of a board that stand in the content of its editions.
IN_CONTENT = {"name", "jurisdiction"}
NOT_RECORDED = {"digest": "", "at": None}


@dataclass(frozen=True)
class DraftStage:
    """Where a draft is, and who brought it there; nobody did when it was never submitted."""

    stage: Stage
    by: int | None = None
    at: datetime | None = None


def draft_stages(drafts: EditionQuerySet) -> dict[int, DraftStage]:
    """The stage of each draft by its key: what ``approval_status`` finds for one.

    Each save records the digest of what it saved. So the digest in the latest event is compared with
    the one that was signed. Only signed drafts that may say something else since, because a fact of
    their page or board was set, or nothing recorded their latest save, are read; those are few.
    """
    rows = list(drafts.only("page", "number", "created_at", "edited_at").order_by())
    verdicts = _latest(Approval.objects.all(), drafts, "pk", "verdict", "digest", "by", "at")
    recorded = _latest(Event.objects.exclude(digest=""), drafts, "seq", "digest", "at")
    found, touched = {}, []
    for row in rows:
        verdict = verdicts.get(_key(row))
        if verdict is None or verdict["at"] < row.created_at or verdict["verdict"] not in STAGES:
            found[row.pk] = DraftStage(Stage.DRAFT)
            continue
        event = recorded.get(_key(row), NOT_RECORDED)
        same = verdict["digest"] == event["digest"]
        kept = same or verdict["verdict"] == Verdict.RETURNED
        stage = STAGES[verdict["verdict"]] if kept else Stage.CHANGED
        found[row.pk] = DraftStage(stage, verdict["by"], verdict["at"])
        if event["at"] is None or row.edited_at > event["at"]:
            touched.append(row.pk)
    return found | _read_again(drafts, found, touched)


def _key(edition: Edition) -> tuple[int, int]:
    return edition.page_id, edition.number


def _latest(rows, drafts: EditionQuerySet, order: str, *names: str) -> dict[tuple[int, int], dict]:
    """The last of ``rows`` about each draft, by its page and number."""
    about = rows.filter(
        page__editions__in=drafts.order_by(), edition_number=F("page__editions__number")
    )
    latest = about.order_by("page_id", "edition_number", f"-{order}").distinct(
        "page", "edition_number"
    )
    return {
        (row["page"], row["edition_number"]): row
        for row in latest.values("page", "edition_number", *names)
    }


def _read_again(
    drafts: EditionQuerySet, found: dict[int, DraftStage], touched: Iterable[int]
) -> dict[int, DraftStage]:
    """The stages of the drafts that may say something else since the latest event about them."""
    signed = {key: each for key, each in found.items() if each.at and each.stage != Stage.RETURNED}
    if not signed:
        return {}
    since = min(each.at for each in signed.values())
    page_set = Event.objects.filter(page=OuterRef("page"), verb=Event.Verb.PAGE_SET, at__gt=since)
    boards = _boards_set(since)
    roles = BoardRole.objects.filter(edition=OuterRef("pk"), board__in=boards)
    asked = (
        Q(pk__in=list(touched)) | Q(Exists(page_set)) | Q(page__board__in=boards) | Q(Exists(roles))
    )
    suspects = drafts.filter(asked, pk__in=list(signed)).select_related("page__board")
    statuses = approval_statuses(edition_contents(suspects).values())
    return {
        key: DraftStage(status.stage, signed[key].by, signed[key].at)
        for key, status in statuses.items()
    }


def _boards_set(since: datetime) -> set[int]:
    """The boards of which something that editions say was set after that moment."""
    events = Event.objects.filter(verb=Event.Verb.BOARD_SET, at__gt=since)
    bodies = map(json.loads, events.values_list("body", flat=True))
    return {body["board"] for body in bodies if IN_CONTENT.intersection(body["fields"])}
