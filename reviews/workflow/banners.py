"""Service messages."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest, Now

from reviews.ledger.recording import record_event
from reviews.lib import clock
from reviews.lib.exceptions import Refused
from reviews.models import Banner, Event, User
from reviews.workflow.permissions import require

Verb = Event.Verb


@transaction.atomic
def announce(banner: Banner, *, by: User) -> Banner:
    """Show a new banner for its period; one without a beginning begins now."""
    require(by, "add_banner")
    now = clock.now()
    begins = banner.live_from or now
    if banner.live_from and banner.live_from < now:
        raise Refused("That moment has passed. Choose one in the future, or none to begin now.")
    if banner.live_until and banner.live_until <= begins:
        raise Refused("The banner must end after it begins.")
    banner.live_from = banner.live_from or Now()
    banner.save()
    banner.refresh_from_db()
    record_event(Verb.ANNOUNCED, by=by, banner=banner.pk, moment=banner.live_from, row=banner)
    return banner


@transaction.atomic
def end_banner(banner: Banner, *, by: User) -> None:
    """Take a banner down now; one that has not begun will never be shown."""
    require(by, "change_banner")
    banner = Banner.objects.select_for_update().get(pk=banner.pk)
    if banner.live_until and banner.live_until <= clock.now():
        raise Refused("This banner is no longer shown.")
    Banner.objects.filter(pk=banner.pk).update(live_until=Greatest(F("live_from"), Now()))
    banner.refresh_from_db()
    record_event(Verb.ENDED_BANNER, by=by, banner=banner.pk, moment=banner.live_until, row=banner)
