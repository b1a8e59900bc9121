from django.db import models

from reviews.models.approval import Approval
from reviews.models.withdrawal import Withdrawal


class Clearance(models.Model):
    """An approver who knew why a page was withdrawn confirmed that an edition may bring it back. Append-only.

    Without one of its own, no edition of a withdrawn page goes live.
    """

    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, related_name="clearances")
    approval = models.OneToOneField(Approval, models.PROTECT, related_name="clearance")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Clearance of edition {self.approval.edition_number} of {self.approval.page}"
