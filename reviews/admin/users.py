from http import HTTPStatus

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    UserChangeForm,
)
from django.db import transaction

from reviews import workflow
from reviews.admin.forms import SafeForm
from reviews.admin.model_admin import SafeListAdmin
from reviews.models import User

HELP = {
    "is_active": "Untick to close the account. Nobody is deleted, because the record names them.",
    "groups": "Editors prepare drafts and submit them. Approvers approve, return, publish and withdraw. "
    "Auditors read everything and change nothing. Administrators look after people, boards and rules; "
    "they publish nothing.",
}


class PersonForm(SafeForm, UserChangeForm):
    password = ReadOnlyPasswordHashField(label="Password")


class NewPersonForm(SafeForm, AdminUserCreationForm):
    """Who is added gets a one-time password."""


class OneTimePasswordForm(AdminPasswordChangeForm):
    """A password that somebody else chose is good for one sign-in."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)

    def save(self, commit: bool = True):
        self.user.password_is_one_time = True
        return super().save(commit)


@admin.register(User)
class PersonAdmin(SafeListAdmin, UserAdmin):
    """People. Nobody is deleted, because the record names them: “active” is unticked instead."""

    form = PersonForm
    add_form = NewPersonForm
    change_password_form = OneTimePasswordForm
    add_form_template = None
    readonly_fields = ["last_login", "date_joined", "password_now"]
    list_display = ["username", "full_name", "rights", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    sortable_by = ()
    filter_horizontal = []
    NAMES = ["first_name", "last_name", "email"]
    RIGHTS = ["groups", "all_boards", "boards"]
    add_fieldsets = [
        (None, {"fields": ["username", *NAMES]}),
        (
            "One-time password",
            {
                "description": "Hand it over in person. It is good for one sign-in, at which they "
                "choose their own.",
                "fields": ["password1", "password2"],
            },
        ),
        ("What they may do", {"fields": RIGHTS}),
    ]
    fieldsets = [
        (None, {"fields": ["username", "password", *NAMES]}),
        ("What they may do", {"fields": ["is_active", *RIGHTS]}),
        ("Sign-in", {"fields": ["password_now", "last_login", "date_joined"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Nobody sets their own rights: another administrator does."""
        own = ["is_active", *self.RIGHTS] if obj == request.user else []
        return [*self.readonly_fields, *own]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="password now")
    def password_now(self, user: User) -> str:
        return (
            "One-time: to be changed at the next sign-in"
            if user.password_is_one_time
            else "Their own"
        )

    @admin.display(description="rights")
    def rights(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        return ", ".join(names) or "None"

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        choices = kwargs | {"widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **choices)

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, help_texts=HELP, **kwargs)

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 – Django passes it by this name
        """Record in the ledger who was given a one-time password, and by whom."""
        with transaction.atomic():
            answer = super().user_change_password(request, id, form_url)
            if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
                workflow.record_password_set(self.get_object(request, id), by=request.user)
        return answer

    def save_model(self, request, obj, form, change) -> None:
        """Whoever is added is staff, and starts with a one-time password."""
        if not change:
            obj.is_staff = obj.password_is_one_time = True
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        workflow.record_rights_changed(form.instance, by=request.user)
