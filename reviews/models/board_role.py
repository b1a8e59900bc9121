from django.db import models
from django.utils.translation import gettext_lazy as _


class BoardRole(models.Model):
    """Another board’s part in a review: it leads, or it joins the board whose page this is."""

    class Role(models.TextChoices):
        LEAD = "lead", _("led by")
        CONDUCTED = "conducted", _("conducted by")
        JOINT = "joint", _("jointly with")
        CONTRIBUTOR = "contributor", _("with contributions from")

    edition = models.ForeignKey("reviews.ReviewEdition", models.CASCADE, related_name="board_roles")
    position = models.PositiveSmallIntegerField(default=1)
    board = models.ForeignKey("reviews.Board", models.PROTECT, related_name="roles")
    role = models.CharField(max_length=15, choices=Role)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "board"], name="board_once_in_edition")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.board}"
