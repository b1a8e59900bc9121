"""Whether a page that was made by mistake may go away."""

from reviews.models import Approval, Edition, ErasureRequest, Page

WAITING = {Approval.Verdict.SUBMITTED, Approval.Verdict.APPROVED}


def blockers_to_discarding(page: Page) -> list[str]:
    """What to do before the page may be discarded; empty when it may be."""
    if page.editions.exclude(live_from=None).exists():
        return [
            "This page has been public or waits to be: it stays on record. Withdraw it instead."
        ]
    reasons = []
    draft = Edition.objects.drafts().filter(page=page).first()
    latest = Approval.objects.of(draft).last() if draft else None
    if latest and latest.verdict in WAITING:
        reasons.append(
            "Its draft is submitted: take that back, have it returned or discard it first."
        )
    if page.holds.in_force().exists():
        reasons.append("This page is on hold: release it first.")
    if page.former_addresses.exists():
        reasons.append("Former addresses lead to this page, and stay: it cannot be discarded.")
    if ErasureRequest.objects.waiting().filter(page=page).exists():
        reasons.append("Somebody has asked to erase this page: that has to be answered first.")
    return reasons
