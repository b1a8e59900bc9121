from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm

from reviews.models import User


class HandedOverPasswordForm(AdminPasswordChangeForm):
    """A password that somebody else chose is good for one sign-in."""

    def save(self, commit: bool = True):
        self.user.password_is_one_time = True
        return super().save(commit)


@admin.register(User)
class StaffAdmin(UserAdmin):
    """People. Nobody is deleted: the record names them; untick “active” instead."""

    change_password_form = HandedOverPasswordForm
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    fieldsets = [
        *UserAdmin.fieldsets,
        ("One-time password", {"fields": ["password_is_one_time"]}),
    ]

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            obj.password_is_one_time = True
        super().save_model(request, obj, form, change)
