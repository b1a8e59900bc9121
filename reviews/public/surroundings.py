"""What is around the main part of a page: banners, links, versions, when it was last updated."""

from datetime import datetime

from django.conf import settings

from reviews.models import Banner, Board, Edition, Page
from reviews.public import history, versions
from reviews.public.alert_link import alerts_are_offered
from reviews.public.concern_form import form_address
from reviews.public.footer import Footer
from reviews.public.kept import Kept


def in_one_language(*, at: datetime, board: Board | None = None) -> dict:
    """The surroundings of what is at one address only, with the words of one language."""
    return surroundings(at=at, board=board) | {"versions": versions.elsewhere()}


def surroundings(*, at: datetime, board: Board | None = None) -> dict:
    """What is around the main part of every page: banners above, links below."""
    return {
        "banners": Banner.objects.public(at=at),
        "footer": Footer(board, at=at),
        "board": board,
        "site": settings.SITE_URL,
        "alerts": alerts_are_offered(),
    }


def site_frame(kept: Kept, *, at: datetime) -> dict:
    """What is around a page of the site itself, read once as long as the public sees the same."""
    return kept.get("frame", lambda: read(surroundings(at=at)))


def edition_frame(edition: Edition, *, at: datetime, read_at: datetime) -> dict:
    """What is around an edition's own content; a draft has not been updated yet."""
    updated, changes = history.latest(edition, at=at, read_at=read_at)
    page = edition.page
    about = page.kind != Page.Kind.PLAIN and edition.is_live(at=at) and alerts_are_offered()
    frame = {"page": page, "last_updated": updated, "changes": changes, "alerts_about": about}
    frame |= {"address": versions.address_here(edition), "versions": versions.of_page(edition)}
    around = surroundings(at=at, board=page.board)
    return frame | around | {"report_address": form_address(page.get_absolute_url())}


def read(frame: dict) -> dict:
    """The same with what a page would read from the database while it is rendered."""
    frame["footer"].read()
    return frame | {"banners": list(frame["banners"])}
