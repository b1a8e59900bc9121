"""How the malware scanner is, for the dashboard: off, or what it answered when it was last asked."""

from dataclasses import dataclass
from datetime import timedelta

from django.template.defaultfilters import date as as_text

from reviews.documents import malware
from reviews.lib import clock
from reviews.models import ScannerState, User

STALE = timedelta(minutes=15)
TO_SWITCH_ON = "Whoever runs the site switches it on with CLAMD_ADDRESS."
NOT_ASKED = (
    "Nobody knows how the malware scanner is, because manage.py send_notifications, which asks it, {when}. "
    "Have it run every minute."
)
NO_SCAN = (
    "No file can be uploaded, because none can be scanned for malware: {fault} (asked at {at}). Look "
    "whether clamd and freshclam run."
)
WELL = "The malware scanner answers, and its list of malware is from {day} (asked at {at})."


@dataclass(frozen=True)
class ScannerNote:
    text: str
    is_urgent: bool = False


def scanner_note(user: User) -> ScannerNote | None:
    """That it is off is for everybody who sees documents; how it is, for administrators. One query at most."""
    is_administrator = user.has_perm("reviews.change_user")
    if malware.is_on():
        return _state() if is_administrator else None
    if is_administrator:
        return ScannerNote(f"{malware.OFF} {TO_SWITCH_ON}")
    return ScannerNote(malware.OFF) if user.has_perm("reviews.view_document") else None


def _state() -> ScannerNote:
    state = ScannerState.objects.first()
    if state is None:
        return ScannerNote(NOT_ASKED.format(when="has never run"))
    at = as_text(state.asked_at.astimezone(), "H:i, j F Y")
    if clock.now() - state.asked_at > STALE:
        return ScannerNote(NOT_ASKED.format(when=f"last ran at {at}"))
    if state.fault:
        return ScannerNote(NO_SCAN.format(fault=state.fault, at=at), is_urgent=True)
    day = as_text(state.list_of.astimezone(), "j F Y")
    return ScannerNote(WELL.format(day=day, at=at))
