"""What auditors read: the ledger, timelines, the past, compliance, evidence."""

from reviews.admin.audit import as_at, compare, compliance, events, evidence, timeline

__all__ = ["as_at", "compare", "compliance", "events", "evidence", "timeline"]
