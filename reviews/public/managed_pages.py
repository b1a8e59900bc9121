"""What a page of text shows besides its own words: rules of publication, contacts of boards."""

from datetime import datetime

from reviews.compliance.stated_rules import stated_rules
from reviews.models import Board, Edition
from reviews.public.text_sections import plain_sections, shows_contacts, states_rules


def plain_context(edition: Edition, *, at: datetime) -> dict:
    rules = stated_rules(at=at) if states_rules(edition) else []
    return {
        "edition": edition,
        "sections": plain_sections(edition, rules),
        "contacts": _boards_with_pages(at=at) if shows_contacts(edition) else [],
    }


def _boards_with_pages(*, at: datetime) -> list[Board]:
    """The boards that have published something which is public, by name."""
    live = Edition.objects.public(at=at).exclude(page__board=None)
    rows = live.select_related("page__board").order_by("page__board__name")
    return [row.page.board for row in rows.distinct("page__board__name")]
