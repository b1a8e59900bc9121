"""What a member of staff finds after signing in: what waits for them first, then everything else."""

from datetime import datetime

from django.contrib import admin
from django.db.models import QuerySet

from reviews.admin import successions
from reviews.admin.concerns.cases import open_cases
from reviews.admin.follow_up import ending, plans, to_read_again
from reviews.admin.links import edition_address, page_address
from reviews.admin.names import page_name, with_names
from reviews.admin.pages.shipped import may_begin, not_begun
from reviews.admin.scanner import scanner_note
from reviews.admin.waiting import LONG, Section, drafts_of
from reviews.admin.worker import worker_note
from reviews.editions.approval import unsigned
from reviews.editions.found_again import found_in_public
from reviews.editions.protected_names import named_in_public
from reviews.lib import clock
from reviews.models import Edition, FormerAddress, Hold, Page, User

SHOWN = 20
# Pages of the admin that belong to no model: the right, the words, the name of the address.
AUDIT = [
    ("view_event", "As at a moment", "admin:as_at"),
    ("view_event", "Availability and compliance", "admin:compliance"),
    ("view_erasurerequest", "Erasures", "admin:erasures"),
    ("change_page", "Addresses that readers missed", "admin:missed_addresses"),
    ("change_user", "Lost second factors", "admin:resets"),
    ("change_user", "E-mail that was not sent", "admin:mail_queue"),
    ("change_user", "E-mail alerts", "admin:alerts"),
]


def dashboard(user: User) -> dict:
    """What waits for the person and for others on the pages they work on, if they may see editions.

    Pages that were erased or discarded are left out: nothing can be done with them.
    """
    audit = {"scanner": scanner_note(user), "worker": worker_note(user)}
    audit |= {"audit": [section for right, *section in AUDIT if user.has_perm(f"reviews.{right}")]}
    if not user.has_perm("reviews.view_edition"):
        return audit
    theirs = Page.objects.of(user).in_use()
    editions = Edition.objects.filter(page__in=theirs)
    found = audit | {"is_without_board": user.is_without_board}
    found |= {"concerns": open_cases(user)} if user.has_perm("reviews.change_edition") else {}
    found |= {"not_begun": not_begun() if may_begin(user) else []}
    found |= {"sections": drafts_of(editions, user, shown=SHOWN)}
    found |= {"addresses": _addresses(theirs, user), "successions": successions.waiting_for(user)}
    return found | _published(editions, theirs, user)


def _published(editions: QuerySet, pages: QuerySet, user: User) -> dict:
    """What goes live next, lacks a signature, is held, or has to be followed up."""
    now = clock.now()
    related = ("page__board", "reviewedition", "listingedition")
    names = ("reviewedition__identifiers", "reviewedition__subjects")
    named = editions.select_related(*related).prefetch_related(*names).defer(*LONG)
    scheduled = named.scheduled(at=now).order_by("live_from")
    overridden = unsigned(named).order_by("live_from")
    return {
        "scheduled": Section.of(scheduled, SHOWN, lambda row: page_address(row.page)),
        "unsigned": Section.of(overridden, SHOWN, lambda row: edition_address(row, "approve")),
        "named": _named(pages, user, at=now),
        "found": _found(pages, user, at=now),
        "held": _held(pages),
        "plans": plans(named, user, at=now, shown=SHOWN),
        "to_read_again": to_read_again(pages, at=now, shown=SHOWN),
        "ending": ending(named, pages, at=now, shown=SHOWN),
    }


def _held(pages: QuerySet) -> list[tuple]:
    held = pages.filter(holds__in=Hold.objects.in_force()).distinct()
    return [(page, page_name(page), page_address(page)) for page in with_names(held)[:SHOWN]]


def _named(pages: QuerySet, user: User, *, at: datetime) -> list[tuple]:
    """The public pages on which stands what must never appear, and whether the person may withdraw them."""
    if not user.has_perm("reviews.change_edition"):
        return []
    may_withdraw = user.has_perm("reviews.withdraw_edition")
    return [(page, may_withdraw) for page in named_in_public(pages, at=at)]


def _found(pages: QuerySet, user: User, *, at: datetime) -> dict:
    """What newer checks found in public documents, and what the person can do about it."""
    found = sorted(found_in_public(pages, at=at), key=lambda each: not each.blocks)
    may = {f"may_{act}": user.has_perm(f"reviews.{act}_edition") for act in ("change", "withdraw")}
    return may | {"count": len(found), "rows": found[:SHOWN]}


def _addresses(pages: QuerySet, user: User) -> list[tuple]:
    """The former addresses to which this person may agree, each with the address of its page's screen."""
    if not user.has_perm("reviews.approve_edition"):
        return []
    waiting = FormerAddress.objects.waiting().filter(page__in=pages).exclude(added_by=user)
    rows = waiting.select_related("page", "added_by").order_by("added_at")[:SHOWN]
    return [(row, page_address(row.page)) for row in rows]


def index(request):
    """The first page after signing in: Django's, with the person's dashboard."""
    return admin.site.index(request, dashboard(request.user))
