from django.contrib import admin
from django.contrib.auth.forms import PasswordChangeForm


class OwnPasswordForm(PasswordChangeForm):
    """Choosing a password of one's own ends the one-time password."""

    def save(self, commit: bool = True):
        self.user.password_is_one_time = False
        return super().save(commit)


class RegisterSite(admin.AdminSite):
    """Django's admin under the register's name."""

    site_header = site_title = "Case review register"
    index_title = "Your register"
    password_change_form = OwnPasswordForm
    enable_nav_sidebar = True

    def password_change(self, request, extra_context=None):
        one_time = request.user.is_authenticated and request.user.password_is_one_time
        return super().password_change(request, (extra_context or {}) | {"is_one_time": one_time})
