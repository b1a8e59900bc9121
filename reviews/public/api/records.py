"""Reviews as records of plain values: the fields that docs/data.md and the OpenAPI document describe.

Partly known dates are ISO 8601 as far as they are known (``2017-06``), and null when they are not.
"""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from reviews.editions.plan_progress import plan_progress
from reviews.lib.dates import PartialDate
from reviews.models import Action, Attachment, Board, Edition, ListingEdition, ReviewEdition

DATES = (
    *("incident", "commissioned", "conducted_from", "conducted_to"),
    *("period_from", "period_to", "completed", "report_dated"),
)
OF_A_REVIEW = (
    *("type_name", "subtype", "state", "state_reason", "content_warning", "reviewer"),
    "methodology",
)


def review(edition: ReviewEdition, *, at: datetime) -> dict:
    """Everything that the page of a review states, but for its longer texts. ``edition`` with its parts."""
    progress = plan_progress(edition.actions.all(), at=at)
    return {
        **_page(edition),
        "type": edition.review_type,
        **{name: getattr(edition, name) for name in OF_A_REVIEW},
        "board": board(edition.page.board),
        "other_boards": [
            {"role": role.role, **board(role.board)} for role in edition.board_roles.all()
        ],
        "known_as": [identifier.value for identifier in edition.identifiers.all()],
        "about": [
            {"name": subject.pseudonym, "description": subject.description}
            for subject in edition.subjects.all()
        ],
        "themes": [
            theme | {"url": f"{settings.SITE_URL}{reverse('theme', args=[theme['slug']])}"}
            for theme in edition.themes
        ],
        **{name: _date(getattr(edition, name)) for name in DATES},
        "documents": [_document(row) for row in edition.attachments.all()],
        "actions": [_action(*row) for row in progress.rows],
        "actions_done": progress.done,
        "actions_overdue": progress.overdue,
    }


def listing(edition: ListingEdition) -> dict:
    own = edition.page.board
    return {
        **_page(edition),
        "board": board(own) if own else None,
        "types": edition.review_types,
    }


def board(row: Board) -> dict:
    return {
        "id": row.pk,
        "name": row.name,
        "kind": row.kind,
        "jurisdiction": row.jurisdiction,
        "feed": f"{settings.SITE_URL}/boards/{row.pk}.atom",
    }


def _page(edition: Edition) -> dict:
    """What every kind of page states. Its ``id`` stays, whatever becomes of its words.

    ``edition`` is one of ``with_versions()``.
    """
    address = f"{settings.SITE_URL}{edition.page.get_absolute_url()}"
    row = edition.as_kind
    return {
        "id": edition.page_id,
        "url": address,
        "data": f"{address[:-1]}.json",
        "history": f"{address}history/",
        "title": row.heading if isinstance(row, ReviewEdition) else edition.title,
        "summary": edition.summary,
        "language": edition.language,
        "versions": [
            {"language": each["language"], "url": f"{settings.SITE_URL}/{each['path']}/"}
            for each in edition.versions
        ],
        "edition": edition.number,
        "live_from": edition.live_from.isoformat(),
        "first_published": _date(edition.first_published),
        "first_published_according_to": edition.carried_from,
    }


def _document(row: Attachment) -> dict:
    address, kept = row.get_absolute_url(), row.document if row.document_id else None
    return {
        "kind": row.kind,
        "also_contains": row.also_contains,
        "title": row.name,
        "language": row.language,
        "state": row.state,
        "state_reason": row.state_reason,
        "url": f"{settings.SITE_URL}{address}" if address.startswith("/") else address or None,
        "hosted_by": row.hosted_by,
        "issued_by": row.issued_by,
        "dated": _date(row.dated),
        "licence": row.licence,
        "first_published": _date(row.first_published),
        "sha256": kept.sha256 if kept else None,
        "size": kept.size if kept else None,
        "pages": kept.pages if kept else None,
        "media_type": kept.media_type if kept else None,
    }


def _action(row: Action, is_overdue: bool) -> dict:  # noqa: FBT001  (a fact of the row)
    return {
        "recommendation": row.recommendation,
        "answer": row.answer,
        "answer_reason": row.answer_reason,
        "action": row.action,
        "lead_agency": row.lead_agency,
        "due": _date(row.due),
        "due_in_words": row.due_in_words,
        "status": row.status,
        "completed": _date(row.completed),
        "verified_by": row.verified_by,
        "evidence": row.evidence,
        "impact": row.impact,
        "is_overdue": is_overdue,
    }


def _date(value: PartialDate | date | None) -> str | None:
    return value.machine or None if value else None
