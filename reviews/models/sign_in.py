"""What signing in needs to remember: tries, second factors, and how a lost one is replaced."""

from django.db import models
from django.db.models import F, Q

from reviews.lib.clock import ClockTimestamp
from reviews.models.user import User


class SignIn(models.Model):
    """One try to sign in, shown to its owner. Deleted after a year, because it holds an address.

    The name that was typed is kept as a keyed digest only: people type passwords into the wrong box.
    """

    class Outcome(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        WRONG_PASSWORD = "wrong_password", "Refused: wrong password"  # noqa: S105
        WRONG_SECOND = "wrong_second", "Refused: right password, wrong second factor"
        USED_PASSWORD = "used_password", "Refused: one-time password that was used before"  # noqa: S105
        LOCKED = "locked", "Refused without a look: too many wrong tries"

    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="sign_ins")
    name_digest = models.CharField(max_length=64)
    address = models.GenericIPAddressField()
    browser = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    method = models.CharField(max_length=40, blank=True, help_text="“password and passkey” …")

    objects = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["name_digest", "at"], name="sign_in_by_name"),
            models.Index(fields=["user", "at"], name="sign_in_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.at:%-d %B %Y %H:%M})"


class SecondFactor(models.Model):
    """Something that a person has: a passkey, or an app that shows codes. Mutable."""

    class Kind(models.TextChoices):
        PASSKEY = "passkey", "passkey"
        APP = "app", "authenticator app"

    user = models.ForeignKey(User, models.PROTECT, related_name="second_factors")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=60)
    secret = models.TextField(
        help_text="Encrypted with the site's secret key; a passkey's is its public half."
    )
    last_step = models.BigIntegerField(
        null=True, help_text="The half minute of the last code that was taken: none is taken twice."
    )
    added_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} “{self.name}”"


class RecoveryCode(models.Model):
    """Signs in once in the place of a second factor. Kept as a keyed digest. Mutable."""

    user = models.ForeignKey(User, models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"Recovery code {self.pk}"


class SecondFactorReset(models.Model):
    """Somebody lost every second factor: one administrator asks to remove them, another agrees. Mutable."""

    person = models.ForeignKey(User, models.PROTECT, related_name="resets")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked_by=F("agreed_by"))
                & ~Q(person=F("asked_by"))
                & ~Q(person=F("agreed_by")),
                name="reset_by_two_others",
                violation_error_message="Two administrators other than the person have to agree.",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(agreed_by=None), name="one_reset_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"Reset of the second factors of {self.person}"
