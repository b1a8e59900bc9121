from functools import cached_property

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, Group, Permission, UserManager
from django.db import models
from django.db.models.functions import Upper

from reviews.lib.compiled import among, compiled


class StaffManager(UserManager):
    def create_superuser(self, username, email=None, password=None, **fields) -> "User":
        """An administrator: the group gives the rights, not the mark that Django sets."""
        made = super().create_superuser(username, email, password, **fields | {"all_boards": True})
        made.groups.add(Group.objects.get(name="Administrators"))
        return made

    def get_by_natural_key(self, username: str) -> "User":
        """How Django finds who signs in: with whatever capitals the name is typed."""
        return self.get(username__iexact=username)

    def named(self, username: str) -> "User | None":
        return self.filter(username__iexact=username).first()

    def people(self) -> models.QuerySet:
        """Everybody but the register itself."""
        return self.exclude(username=User.REGISTER)

    def the_register(self) -> "User":
        """Who does what a command does by itself. Nobody can sign in as it, and it has no rights."""
        known = {"first_name": "The register", "last_name": "itself", "is_active": False}
        known |= {"password": make_password(None)}
        return self.get_or_create(username=User.REGISTER, defaults=known)[0]


class User(AbstractUser):
    """A named member of staff. Mutable; never deleted while the record names them.

    What they may do comes from their groups alone, for the boards that they work for. Being a
    superuser, as Django calls it, gives no right.
    """

    REGISTER = "the-register-itself"  # the name of an account

    password_is_one_time = models.BooleanField(
        default=False,
        help_text="The password was handed over by somebody else: it must be changed at the next sign-in.",
    )
    one_time_password_used_at = models.DateTimeField(
        null=True, editable=False, help_text="A one-time password signs in once."
    )
    second_factors_reset_at = models.DateTimeField(
        null=True, editable=False, help_text="Sessions from before then have to sign in again."
    )
    all_boards = models.BooleanField(
        "works for all boards",
        default=False,
        help_text="Those that are added later too, and the pages of the whole site.",
    )
    boards = models.ManyToManyField(
        "reviews.Board", blank=True, related_name="staff", help_text="Whose pages they work on."
    )

    objects = StaffManager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(  # “upper” is what “iexact” asks PostgreSQL for
                Upper("username"),
                name="username_once_whatever_capitals",
                violation_error_message="Somebody has this username already, perhaps with other capitals.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def role(self) -> str:
        """The groups that this person belongs to now, by name."""
        return ", ".join(sorted(name for (name,) in _groups_of().rows({"people": [self.pk]})))

    @cached_property
    def rights(self) -> frozenset[str]:
        """What the groups of an active person allow: “reviews.publish_edition” …"""
        if not self.is_active:
            return frozenset()
        pairs = _permissions_of().rows({"people": [self.pk]})
        return frozenset(f"{app}.{codename}" for app, codename in pairs)

    @property
    def is_without_board(self) -> bool:
        """There is nothing for this person to see or choose yet."""
        return not self.all_boards and not self.boards.exists()

    def works_for(self, board: models.Model) -> bool:
        return self.all_boards or self.boards.filter(pk=board.pk).exists()

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return perm in self.rights

    def has_module_perms(self, app_label: str) -> bool:
        return any(right.startswith(f"{app_label}.") for right in self.rights)


@compiled
def _groups_of() -> models.QuerySet:
    return Group.objects.filter(among("user", "people")).order_by().values_list("name")


@compiled
def _permissions_of() -> models.QuerySet:
    named = Permission.objects.filter(among("group__user", "people"))
    return named.order_by().values_list("content_type__app_label", "codename")
