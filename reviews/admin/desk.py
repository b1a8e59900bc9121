"""What waits on a member of staff's desk: shown on the first page after signing in."""

from django.contrib import admin

from reviews.admin.addresses import edition_address, page_address
from reviews.admin.naming import edition_name
from reviews.models import Edition, clock

SHOWN = 20


def desk(user) -> dict:
    """The drafts in work and the editions that wait to go live; nothing for those who may not see them."""
    if not user.has_perm("reviews.view_edition"):
        return {}
    related = ("page__board", "reviewedition", "listingedition", "edited_by")
    editions = Edition.objects.select_related(*related).prefetch_related(
        "reviewedition__identifiers"
    )
    drafts = editions.drafts().order_by("-edited_at")[:SHOWN]
    waiting = editions.scheduled(at=clock.now()).order_by("live_from")[:SHOWN]
    return {
        "drafts": [(row, edition_name(row), edition_address(row)) for row in drafts],
        "waiting": [(row, edition_name(row), page_address(row.page)) for row in waiting],
    }


admin.site.desk = desk
