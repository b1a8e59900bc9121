from http import HTTPStatus

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashField,
    UserChangeForm,
    UserCreationForm,
)
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.decorators import method_decorator

from reviews import workflow
from reviews.accounts.confirming import ConfirmedForm, when_confirmed
from reviews.accounts.session import is_confirmed
from reviews.admin.forms import SafeForm
from reviews.admin.model_admin import SafeFormAdmin
from reviews.models import Mail, User
from reviews.notifications.queue import queue_account_mail

OWN_PASSWORD = "own_password"  # noqa: S105 – the name of a field
INVITE = "invite_again"
ONE_TIME = "Hand it over in person. It is good for one sign-in, at which they choose their own."
INSTEAD_OF_INVITATION = (
    "Leave both boxes empty: they are sent an invitation to their e-mail address, a link by which they choose "
    "a password. Only whom no e-mail reaches needs a one-time password from you. "
)
INVITED = "An invitation is on its way to {email}: a link that works once, for three days."
HELP = {
    "is_active": "Untick to close the account. Nobody is deleted, because the record names them.",
    "groups": "Editors prepare drafts and submit them. Approvers approve, return, publish and withdraw. "
    "Auditors read everything and change nothing. Administrators look after people, boards and rules; "
    "they publish nothing.",
}


class PersonForm(ConfirmedForm, SafeForm, UserChangeForm):
    password = ReadOnlyPasswordHashField(label="Password")
    invite_again = forms.BooleanField(
        label="Send the invitation again",
        required=False,
        help_text="The link of one before works for three days. Another address gets one by itself.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "password" in self.fields:  # Django’s help speaks of “password-based authentication”
            self.fields["password"].help_text = ""

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get(INVITE) and not cleaned.get("email"):
            self.add_error("email", "Give an e-mail address for the invitation.")
        return cleaned

    @property
    def asks_for_invitation(self) -> bool:
        """It is ticked, or the address has changed: the link that was sent to the one before works no more."""
        return bool(self.cleaned_data.get(INVITE)) or "email" in self.changed_data

    def clean_username(self) -> str:
        """As Django does for a new person: whoever has the name may write it with other capitals."""
        name = self.cleaned_data["username"]
        if User.objects.exclude(pk=self.instance.pk).filter(username__iexact=name).exists():
            raise ValidationError(self.instance.unique_error_message(User, ["username"]))
        return name


class NewPersonForm(ConfirmedForm, SafeForm, UserCreationForm):
    """Without a password, where mail is set up, the person is sent a link to choose one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            self.fields[name].required = not settings.MAIL_IS_SET_UP

    def clean(self) -> dict:
        cleaned = super().clean()
        nothing_reaches_them = not cleaned.get("password1") and not cleaned.get("email")
        if settings.MAIL_IS_SET_UP and nothing_reaches_them:
            self.add_error("email", "Give an e-mail address for the invitation, or a password.")
        return cleaned

    def save(self, commit: bool = True):
        if not self.cleaned_data.get("password1"):
            self.cleaned_data["password1"] = None
        return super().save(commit)


class OneTimePasswordForm(AdminPasswordChangeForm):
    """A password that somebody else chose is good for one sign-in."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)

    def save(self, commit: bool = True):
        self.user.password_is_one_time = True
        self.user.one_time_password_used_at = None
        return super().save(commit)


def can_be_invited(person: User) -> bool:
    """Whoever has no password yet."""
    return settings.MAIL_IS_SET_UP and person.is_active and not person.has_usable_password()


@admin.register(User)
class PersonAdmin(SafeFormAdmin, UserAdmin):
    """People. Nobody is deleted, because the record names them: “active” is unticked instead."""

    form = PersonForm
    add_form = NewPersonForm
    change_password_form = OneTimePasswordForm
    add_form_template = None
    readonly_fields = ["last_login", "date_joined", "password_now"]
    list_display = ["username", "full_name", "rights", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    sortable_by = ()
    empty_value_display = "None"
    filter_horizontal = []
    NAMES = ["first_name", "last_name", "email"]
    RIGHTS = ["groups", "all_boards", "boards"]
    fieldsets = [
        (None, {"fields": ["username", "password", *NAMES]}),
        ("What they may do", {"fields": ["is_active", *RIGHTS]}),
        ("Sign-in", {"fields": ["password_now", "last_login", "date_joined"]}),
    ]

    @property
    def add_fieldsets(self) -> list:
        passwords = (INSTEAD_OF_INVITATION if settings.MAIL_IS_SET_UP else "") + ONE_TIME
        return [
            (None, {"fields": ["username", *self.NAMES]}),
            ("One-time password", {"description": passwords, "fields": ["password1", "password2"]}),
            ("What they may do", {"fields": self.RIGHTS}),
        ]

    def get_readonly_fields(self, request, obj=None):
        """Nobody sets their own rights: another administrator does."""
        own = ["is_active", *self.RIGHTS] if obj == request.user else []
        return [*self.readonly_fields, *own]

    def get_queryset(self, request):
        """Without the register itself, an account that nobody may change."""
        own = User.objects.people().values("pk")
        return super().get_queryset(request).filter(pk__in=own).prefetch_related("groups")

    @admin.display(description="name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="password now")
    def password_now(self, user: User) -> str:
        if not user.has_usable_password():
            return "None yet: they choose one by the link of an invitation, or are given a one-time password"
        if user.password_is_one_time:
            return "One-time: to be changed at the next sign-in"
        return "Their own"

    @admin.display(description="rights")
    def rights(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        return ", ".join(names) or "None"

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        choices = kwargs | {"widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **choices)

    def get_fieldsets(self, request, obj=None):
        """With the administrator’s own password, unless they typed it of late."""
        shown = super().get_fieldsets(request, obj)
        if obj and can_be_invited(obj) and self.has_change_permission(request):
            shown = [*shown, ("Invitation", {"fields": [INVITE]})]
        if is_confirmed(request) or not self.has_change_permission(request):
            return shown
        return [*shown, ("Show that it is still you", {"fields": [OWN_PASSWORD]})]

    def get_form(self, request, obj=None, **kwargs):
        named = flatten_fieldsets(self.get_fieldsets(request, obj))
        fields = {"fields": [name for name in named if name != OWN_PASSWORD]}
        form = super().get_form(request, obj, help_texts=HELP, **kwargs | fields)
        form.request = request  # the class was made for this request
        if "boards" in form.base_fields:
            form.base_fields["boards"].widget.can_add_related = False
        return form

    @method_decorator(when_confirmed)
    def user_change_password(self, request, id, form_url=""):  # noqa: A002 – Django passes it by this name
        """Record in the ledger who was given a one-time password, and by whom."""
        with transaction.atomic():
            answer = super().user_change_password(request, id, form_url)
            if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
                workflow.record_password_set(self.get_object(request, id), by=request.user)
        return answer

    def save_model(self, request, obj, form, change) -> None:
        """Whoever is added is staff, and starts with an invitation or a one-time password."""
        if not change:
            obj.is_staff = True
            obj.password_is_one_time = obj.has_usable_password()
        super().save_model(request, obj, form, change)
        if can_be_invited(obj) and obj.email and (not change or form.asks_for_invitation):
            queue_account_mail(Mail.Kind.INVITATION, obj, key=str(timezone.now()))
            messages.info(request, INVITED.format(email=obj.email))

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        if not change or set(form.changed_data) - {OWN_PASSWORD, INVITE}:
            workflow.record_rights_changed(form.instance, by=request.user)
