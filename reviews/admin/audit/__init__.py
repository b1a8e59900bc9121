"""What auditors read: the ledger, timelines, the past, compliance, evidence."""

from reviews.admin.audit import events

__all__ = ["events"]
