from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A named member of staff. Mutable; never deleted while the record names them."""

    password_is_one_time = models.BooleanField(
        default=False,
        help_text="The password was handed over by somebody else: it must be changed at the next sign-in.",
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username
