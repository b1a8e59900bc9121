"""Whether everything in the register agrees: ``verify``."""

from reviews.ledger.verification.run import Report, verify

__all__ = ["Report", "verify"]
